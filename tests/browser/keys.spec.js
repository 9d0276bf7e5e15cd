// Keys and the wheel: undo and the hand wherever nobody writes, one notch as a small step,
// Tab through the whole drawing, and a view that shows everything.
import { campus } from "../../benches/browser/campus.mjs";
import { NOTEBOOKLY } from "./harness/documents.js";
import { expect, openApp, test } from "./harness/index.js";

async function open(page, file = NOTEBOOKLY) {
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(file);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const heading = (page, name) => inspector(page).getByRole("heading", { level: 2, name });

/** Through the command palette, as somebody would who knows a name. */
async function goTo(page, name) {
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(`go to ${name}`);
  await page.keyboard.press("Enter");
  await expect(heading(page, name)).toBeVisible();
  await expect(page.locator(".world.glide")).toHaveCount(0);
}

const zoom = (page) =>
  page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector("#canvas .world")).transform).a);
const pan = (page) =>
  page.evaluate(() => {
    const { e, f } = new DOMMatrix(getComputedStyle(document.querySelector("#canvas .world")).transform);
    return { x: Math.round(e), y: Math.round(f) };
  });

test("undo works after a list, after a checkbox and after a field that was taken over", async ({ page }) => {
  await open(page);
  await goTo(page, "private-a");
  const table = inspector(page).getByRole("combobox", { name: "Route table" });
  const before = await table.inputValue();
  await table.selectOption({ label: "public-rt" });
  await table.focus();
  await expect(table).not.toHaveValue(before);
  await page.keyboard.press("Control+z");
  await expect(table).toHaveValue(before);
  await page.keyboard.press("Control+Shift+z");
  await expect(table).not.toHaveValue(before);
  await page.keyboard.press("Control+z");
  // A letter in a list chooses in the list.
  await page.keyboard.press("l");
  await expect(page.getByRole("tab", { name: "Audit log" })).toHaveAttribute("aria-selected", "false");

  await goTo(page, "Notebookly-VPC");
  const tick = inspector(page).getByRole("switch").or(inspector(page).getByRole("checkbox")).first();
  const was = await tick.isChecked();
  await tick.click();
  await expect(tick).toBeChecked({ checked: !was });
  await page.keyboard.press("Control+z");
  await expect(tick).toBeChecked({ checked: was });

  const name = inspector(page).getByRole("textbox", { name: "Name", exact: true });
  await name.fill("Campus");
  await page.keyboard.press("Control+z");
  await expect(name, "what is being written is the field's to take back").not.toHaveValue("Campus");
  await name.fill("Campus");
  await name.press("Enter");
  await expect(heading(page, "Campus")).toBeVisible();
  await name.focus();
  await page.keyboard.press("Control+z");
  await expect(heading(page, "Notebookly-VPC")).toBeVisible();
});

test("Space and a drag pan, whatever had the focus before", async ({ page }) => {
  await open(page);
  const names = () => page.locator("#canvas .selected").count();
  const drag = async () => {
    const at = await page.locator('#canvas [data-id="vpc-1"]').boundingBox();
    const from = { x: at.x + 70, y: at.y + 14 };
    const before = await pan(page);
    await page.keyboard.down("Space");
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 30, from.y + 20);
    await page.mouse.move(from.x + 60, from.y + 40);
    await page.mouse.up();
    await page.keyboard.up("Space");
    const after = await pan(page);
    expect({ x: after.x - before.x, y: after.y - before.y }).toEqual({ x: 60, y: 40 });
  };
  await goTo(page, "Notebookly-VPC");
  await page.getByRole("button", { name: "Show everything", exact: true }).click();
  await expect(page.locator(".world.glide")).toHaveCount(0);
  await drag();

  const tick = inspector(page).getByRole("switch").or(inspector(page).getByRole("checkbox")).first();
  await tick.click();
  const ticked = await tick.isChecked();
  await drag();
  await expect(tick, "the switch was not pressed").toBeChecked({ checked: ticked });

  const list = inspector(page).getByRole("combobox").first();
  await list.click();
  await page.keyboard.press("Escape");
  await drag();
  expect(await names()).toBeGreaterThan(0);

  // Whoever came by Tab presses with Space.
  await tick.focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await expect(tick).toBeChecked({ checked: !ticked });
});

test("one notch of the wheel is a step of a tenth to a fifth, a trackpad is smooth", async ({ page }) => {
  await open(page);
  const box = await page.locator("#canvas").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const turn = async (/** @type {number} */ by) => {
    const before = await zoom(page);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, by);
    await page.keyboard.up("Control");
    await page.waitForTimeout(50);
    return (await zoom(page)) / before;
  };
  for (const notch of [-100, -120, -53]) {
    const factor = await turn(notch);
    expect(factor).toBeGreaterThan(1.1);
    expect(factor).toBeLessThan(1.2);
  }
  const back = await turn(120);
  expect(back).toBeGreaterThan(0.8);
  expect(back).toBeLessThan(0.91);
  const pinch = await turn(-2);
  expect(pinch).toBeGreaterThan(1.005);
  expect(pinch).toBeLessThan(1.03);
});

test("everything is shown, of three hundred things and on opening too", async ({ page }) => {
  const buffer = Buffer.from(JSON.stringify(await campus(300)));
  await open(page, { name: "three-hundred.campus.json", mimeType: "application/json", buffer });
  const shown = () =>
    page.evaluate(() => {
      const canvas = document.querySelector("#canvas").getBoundingClientRect();
      const region = document.querySelector('#canvas [data-kind="region"]').getBoundingClientRect();
      return (
        region.left >= canvas.left && region.right <= canvas.right && region.top >= canvas.top && region.bottom <= canvas.bottom
      );
    });
  await expect.poll(shown).toBe(true);
  const box = await page.locator("#canvas").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.keyboard.down("Control");
  for (let notch = 0; notch < 8; notch += 1) {
    await page.mouse.wheel(0, -120);
  }
  await page.keyboard.up("Control");
  await expect.poll(shown).toBe(false);
  await page.getByRole("button", { name: "Show everything", exact: true }).click();
  await expect.poll(shown).toBe(true);
});

test("Tab goes through the whole drawing, brings each thing into view, and leaves it", async ({ page }) => {
  await open(page);
  await page.locator("#canvas").focus();
  const order = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    const id = await page.evaluate(() => document.activeElement?.closest("#canvas [data-id]")?.getAttribute("data-id"));
    if (!id) {
      break;
    }
    order.push(id);
    await expect(page.locator(`#canvas [data-id="${id}"]`)).toBeInViewport();
  }
  expect(new Set(order).size, "nothing twice").toBe(order.length);
  expect(order.length).toBeGreaterThan(24);
  expect(order.indexOf("vpc-1")).toBeLessThan(order.indexOf("subnet-1"));
  expect(order.indexOf("subnet-1")).toBeLessThan(order.indexOf("nat-gateway-1"));
  expect(order.indexOf("nat-gateway-1")).toBeLessThan(order.indexOf("subnet-3"));
});

test("everything that is selected stands on the canvas, and a deletion says what goes along", async ({ page }) => {
  await open(page);
  await goTo(page, "Notebookly-VPC");
  await page.keyboard.press("Delete");
  const messages = page.locator(".toasts");
  await expect(messages).toContainText(/Deleted Notebookly-VPC and \d+ things in it/);
  await page.keyboard.press("Control+z");
  await expect(page.locator('#canvas [data-id="vpc-1"]')).toHaveCount(1);
  await expect(messages, "what was taken back is not told any longer").not.toContainText("Deleted");

  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(page.locator("#canvas [data-id]")).toHaveCount(0);
  await page.getByRole("tab", { name: /^Journeys/ }).click();
  await expect(page.locator(".journeys")).toContainText("Customers reach the shop");
});
