// Boxes collapsed to a card and expanded again: by the pointer, by keys, by the menu, by a
// finger; and by themselves where something in one is wanted.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { NOTEBOOKLY } from "./harness/documents.js";

async function open(page, options) {
  await openApp(page, options);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

/** @param {import("@playwright/test").Page} page */
function thing(page, id) {
  return page.locator(`#canvas [data-id="${id}"]`);
}

/** Presses the icon of a box. */
async function press(page, id) {
  const box = await thing(page, id).locator(".box-head").boundingBox();
  if (box === null) throw new Error(`${id} is not drawn`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.move(box.x + 14, box.y + box.height / 2, { steps: 3 });
  await page.mouse.down();
  await page.mouse.up();
}

/** Selects a box by its name. */
async function select(page, id, options) {
  const name = await thing(page, id).locator(".name").first().boundingBox();
  if (name === null) throw new Error(`${id} is not drawn`);
  await page.mouse.click(name.x + name.width / 2, name.y + name.height / 2, options);
}

const CARD = /^Notebookly-VPC, VPC, .*, collapsed, 4 subnets, /;

test("a press on its icon collapses a VPC, and another expands it", async ({ page }) => {
  await open(page);
  const all = await page.locator("#canvas [data-id]").count();
  const before = await thing(page, "vpc-1").boundingBox();
  await press(page, "vpc-1");
  await expect(thing(page, "vpc-1")).toHaveAttribute("aria-label", CARD);
  await expect(thing(page, "vpc-1")).toContainText("4 subnets");
  await expect(thing(page, "subnet-1")).toHaveCount(0);
  await screenshot(page, "collapse-vpc");
  await expectAccessible(page);
  const small = await thing(page, "vpc-1").boundingBox();
  expect(small.height).toBeLessThan(before.height / 4);
  await press(page, "vpc-1");
  await expect(thing(page, "subnet-1")).toBeVisible();
  await expect(page.locator("#canvas [data-id]")).toHaveCount(all);
  const after = await thing(page, "vpc-1").boundingBox();
  expect(after).toEqual(before);
});

test("by keys, from the menu and from the list of commands", async ({ page }) => {
  await open(page);
  await select(page, "subnet-3");
  await page.keyboard.press("Control+Home");
  await expect(thing(page, "subnet-3")).toHaveClass(/collapsed/);
  await page.keyboard.press("Control+End");
  await expect(thing(page, "subnet-3")).not.toHaveClass(/collapsed/);
  await select(page, "subnet-3", { button: "right" });
  await page.getByRole("menuitem", { name: /^Collapse/ }).click();
  await expect(thing(page, "subnet-3")).toHaveClass(/collapsed/);
  await screenshot(page, "collapse-subnet");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Collapse every subnet");
  await page.keyboard.press("Enter");
  await expect(page.locator("#canvas .box.subnet.collapsed")).toHaveCount(4);
  await screenshot(page, "collapse-subnets");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Expand everything");
  await page.keyboard.press("Enter");
  await expect(page.locator("#canvas .box.collapsed")).toHaveCount(0);
});

test("what is wanted in a collapsed box opens it", async ({ page }) => {
  await open(page);
  await select(page, "vpc-1");
  await page.keyboard.press("Control+Home");
  await expect(thing(page, "vpc-1")).toHaveClass(/collapsed/);
  // The outline shows the box closed, and opens it on the canvas.
  await page.locator("#canvas").focus();
  await page.keyboard.press("o");
  const tree = page.getByRole("tree", { name: /^Outline of / });
  await expect(tree).toBeFocused();
  const row = tree.getByRole("treeitem", { name: /^Notebookly-VPC, / });
  await expect(row).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.type("notebookly-vpc");
  await page.keyboard.press("ArrowRight");
  await expect(row).toHaveAttribute("aria-expanded", "true");
  await expect(thing(page, "subnet-1")).toBeVisible();
});

test("collapsed boxes are still so after a reload, and undo does not open them", async ({ page }) => {
  await open(page);
  await press(page, "subnet-1");
  await expect(thing(page, "subnet-1")).toHaveClass(/collapsed/);
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+z");
  await expect(thing(page, "subnet-1")).toHaveClass(/collapsed/);
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
  await page.waitForTimeout(700);
  await page.reload();
  await expect(thing(page, "subnet-1")).toHaveClass(/collapsed/);
});

test("a request passes through a collapsed subnet, and its reason leads inside", async ({ page }) => {
  await open(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Collapse every subnet");
  await page.keyboard.press("Enter");
  await expect(page.locator("#canvas .box.subnet.collapsed")).toHaveCount(4);
  await page.getByRole("button", { name: "Send a request" }).click();
  await expect(page.locator(".verdict").first()).toContainText(/Delivered|Answered/, { timeout: 30_000 });
  await screenshot(page, "collapse-request");
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  test("a finger presses the icon", async ({ page }) => {
    await open(page, { width: 390, height: 844 });
    const head = await thing(page, "vpc-1").locator(".box-head").boundingBox();
    await page.touchscreen.tap(head.x + head.height / 2, head.y + head.height / 2);
    await expect(thing(page, "vpc-1")).toHaveClass(/collapsed/);
    await screenshot(page, "collapse-phone");
  });
});
