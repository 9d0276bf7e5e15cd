// The outline: the architecture as a tree, by the keyboard alone, for those who hear the
// page, and at every width.
import { campus } from "../../benches/browser/campus.mjs";
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { NOTEBOOKLY } from "./harness/documents.js";

async function open(page, options, file = NOTEBOOKLY) {
  await openApp(page, options);
  await page.locator("input[type=file]").first().setInputFiles(file);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

function outline(page) {
  const tree = page.getByRole("tree", { name: /^Outline of / });
  return {
    tree,
    row: (/** @type {string} */ name) => tree.getByRole("treeitem", { name }),
    /** What a screen reader says of where one is. */
    here: async () => {
      const id = await tree.getAttribute("aria-activedescendant");
      return id === null ? null : page.locator(`[id="${id}"]`).getAttribute("aria-label");
    },
  };
}

test("every row says what it is, where it stands and in which zone", async ({ page }) => {
  await open(page);
  await page.locator("#canvas").focus();
  await page.keyboard.press("o");
  const { tree, row } = outline(page);
  await expect(tree).toBeFocused();
  await expect(row(/^private-a, Subnet, in Notebookly-VPC, ap-south-1a, /)).toHaveAttribute("aria-level", "3");
  await expect(row(/^NAT-GW-AZ1, NAT gateway, in public-a of Notebookly-VPC, ap-south-1a/)).toHaveAttribute("aria-level", "4");
  await expect(row(/^public-rt, Route table, in Notebookly-VPC, 2 subnets/)).toBeVisible();
  // The same words stand on the canvas.
  await expect(page.locator("#canvas").getByRole("group", { name: /^private-a, Subnet, in Notebookly-VPC, ap-south-1a/ })).toHaveCount(1);
});

test("the keyboard walks, folds, finds and selects, and the canvas follows", async ({ page }) => {
  await open(page);
  await page.locator("#canvas").focus();
  await page.keyboard.press("o");
  const { tree, row, here } = outline(page);
  // The panel takes the focus once it is drawn.
  await expect(tree).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("n");
  await expect.poll(here).toMatch(/^(Notebookly|notebook|NAT)/);
  await page.keyboard.type("otebookly-vpc");
  await expect.poll(here).toMatch(/^Notebookly-VPC, VPC, in ap-south-1/);
  const vpc = row(/^Notebookly-VPC, /);
  await expect(vpc).toHaveAttribute("aria-expanded", "true");
  const before = await tree.getByRole("treeitem").count();
  await page.keyboard.press("ArrowLeft");
  await expect(vpc).toHaveAttribute("aria-expanded", "false");
  await expect.poll(() => tree.getByRole("treeitem").count()).toBeLessThan(before - 10);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect.poll(here).toMatch(/, in Notebookly-VPC/);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(here).toMatch(/^Notebookly-VPC, /);

  // Far away on the canvas, selected here, seen there.
  await page.locator("#canvas").hover();
  await page.mouse.wheel(4000, 4000);
  await tree.focus();
  await page.waitForTimeout(800);
  await page.keyboard.type("private-b");
  await expect.poll(here).toMatch(/^private-b, /);
  await page.keyboard.press("Enter");
  await expect(row(/^private-b, /)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("complementary", { name: "Inspector" }).getByRole("heading", { name: "private-b" })).toBeVisible();
  await expect(page.locator('#canvas [data-id="subnet-4"]')).toBeInViewport();
  await expect(tree, "the keyboard stays where it is").toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("#canvas")).toBeFocused();
});

test("what is selected on the canvas is where one is in the outline", async ({ page }) => {
  await open(page);
  await page.getByRole("tab", { name: "Outline" }).click();
  const { row, here } = outline(page);
  await row(/^Notebookly-VPC, /).locator(".outline-fold").click();
  await expect(row(/^private-a, /)).toHaveCount(0);
  const at = await page.locator('#canvas [data-id="subnet-3"]').boundingBox();
  await page.mouse.click(at.x + 60, at.y + 12);
  await expect(row(/^private-a, /)).toHaveAttribute("aria-selected", "true");
  await expect.poll(here).toMatch(/^private-a, /);
});

test("the search shows what it finds with what that stands in", async ({ page }) => {
  await open(page);
  await page.getByRole("tab", { name: "Outline" }).click();
  const { tree } = outline(page);
  await page.getByRole("searchbox", { name: "Search in the outline" }).fill("nat ap-south-1b");
  const names = tree.locator(".outline-name");
  await expect(names).toHaveText([/ap-south-1/, "Notebookly-VPC", "public-b", "NAT-GW-AZ2"]);
  await page.getByRole("searchbox", { name: "Search in the outline" }).fill("nothing of that name");
  await expect(page.getByText("Nothing is called that.")).toBeVisible();
});

test("a thousand things are a few rows, and the last is as near as the first", async ({ page }) => {
  const buffer = Buffer.from(JSON.stringify(await campus(1000)));
  await open(page, {}, { name: "thousand.campus.json", mimeType: "application/json", buffer });
  await page.getByRole("tab", { name: "Outline" }).click();
  const { tree, here } = outline(page);
  await expect.poll(() => tree.getByRole("treeitem").count()).toBeGreaterThan(10);
  await tree.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("End");
  await expect.poll(here).not.toBeNull();
  const last = tree.locator(".outline-row.active");
  await expect(last).toBeInViewport();
  expect(await tree.getByRole("treeitem").count()).toBeLessThan(60);
  await page.keyboard.press("PageUp");
  await expect(tree.locator(".outline-row.active")).toBeInViewport();
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`the outline is accessible in ${scheme}`, async ({ page }) => {
    await open(page, { scheme });
    await page.getByRole("tab", { name: "Outline" }).click();
    const { row } = outline(page);
    await row(/^private-a, /).click();
    await row(/^public-a, /).locator(".outline-fold").click();
    await expectAccessible(page);
    await screenshot(page, `outline-${scheme}`);
  });
}

for (const [width, height] of [[390, 844], [844, 390], [768, 1024]]) {
  test(`the outline opens and leads to the canvas at ${width}x${height}`, async ({ page }) => {
    await open(page, { width, height });
    await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: "Outline" }).click();
    const { tree, row } = outline(page);
    await expect(tree).toBeVisible();
    await expectAccessible(page, { within: ".left" });
    await screenshot(page, `outline-${width}x${height}`);
    await page.getByRole("searchbox", { name: "Search in the outline" }).fill("private-b subnet");
    await row(/^private-b, /).click();
    await expect(tree).toBeHidden();
    await expect(page.locator('#canvas [data-id="subnet-4"]')).toBeInViewport();
  });
}
