// The drawing as a whole: tidied up, lined up, a VPC and more from a handful of choices,
// and layers that can be read at the zoom at which a document opens.
import { expect, expectAccessible, openApp, openNetwork, screenshot, test } from "./harness/index.js";
import { Builder, boxOf } from "./harness/builder.js";

/** @param {import("@playwright/test").Page} page @param {string} title */
async function command(page, title) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "What would you like to do?" }).fill(title);
  await page.getByRole("option", { name: title }).first().click();
}

/** @param {import("@playwright/test").Page} page */
async function newArchitecture(page, options = {}) {
  await openApp(page, options);
  await page.getByRole("button", { name: "New architecture" }).click();
  return new Builder(page);
}

test("a VPC and more is made in one step, explained, tidied and taken back", async ({ page }) => {
  const build = await newArchitecture(page);
  await page.locator(".canvas-empty").getByRole("button", { name: "VPC and more" }).click();
  const dialog = page.getByRole("dialog", { name: "VPC and more" });
  await expect(dialog.getByText("project-subnet-public1-ap-south-1a")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Name prefix" }).fill("shop");
  await dialog.getByRole("radio", { name: "1 per zone" }).last().click();
  const preview = dialog.getByRole("region", { name: "What will be made" });
  await expect(preview.getByText("shop-nat-public2-ap-south-1b", { exact: true })).toBeVisible();
  await expect(preview.getByText("10.0.144.0/20, ap-south-1b")).toBeVisible();
  await screenshot(page, "vpc-and-more");

  // What cannot be is said, and not made.
  const block = dialog.getByRole("textbox", { name: "IPv4 CIDR block" });
  await block.fill("10.0.0.0/27");
  await expect(preview).toContainText("4 subnets do not fit");
  await expect(dialog.getByRole("button", { name: "Make it" })).toBeDisabled();
  await block.fill("10.0.0.0/16");
  await dialog.getByRole("button", { name: "Make it" }).click();
  await expect(dialog).toContainText("12 things were made, in one step.");
  await expect(dialog).toContainText("Each zone has its own");
  await expectAccessible(page);
  await screenshot(page, "vpc-and-more-made");
  await dialog.getByRole("button", { name: "Show it" }).click();
  await expect(build.canvas.locator('[data-kind="subnet"].box')).toHaveCount(4);
  await expect(build.canvas.locator(".box.subnet.public")).toHaveCount(2);
  await expect(build.canvas.locator(".box.subnet.private")).toHaveCount(2);
  await screenshot(page, "vpc-and-more-drawn");
  await page.keyboard.press("Control+z");
  await expect(build.canvas.locator('[data-kind="vpc"]')).toHaveCount(0);
});

test("a drawing that went wrong is tidied up with a key, and back again", async ({ page }) => {
  await openApp(page);
  await openNetwork(page);
  const build = new Builder(page);
  const before = await boxOf(build.thing("public-a"));
  const grip = await build.grip("private-a");
  await build.drag(grip, { x: grip.x + 180, y: grip.y + 160 });
  await screenshot(page, "untidy");
  await page.keyboard.press("y");
  await expect(page.locator(".toast")).toContainText("Tidied up");
  await expect(page.locator(".world.glide")).toHaveCount(0);
  const [one, two, three, four] = await Promise.all(
    ["public-a", "public-b", "private-a", "private-b"].map((name) => boxOf(build.thing(name))),
  );
  expect(Math.abs(one.y - two.y)).toBeLessThan(1);
  expect(Math.abs(three.y - four.y)).toBeLessThan(1);
  expect(Math.abs(one.x - three.x)).toBeLessThan(1);
  expect(three.y).toBeGreaterThan(one.y + one.height);
  await expect(page.locator(".zone")).toHaveCount(2);
  await screenshot(page, "tidied");
  await page.keyboard.press("Control+z");
  await build.fit();
  const after = await boxOf(build.thing("public-a"));
  expect(after.width / after.height).toBeCloseTo(before.width / before.height, 1);
});

test("what is selected is lined up", async ({ page }) => {
  const build = await newArchitecture(page);
  await build.drop("vpc", "ap-south-1 · Mumbai", { x: 60, y: 90, name: "shop" });
  await build.drop("subnet", "shop", { x: 64, y: 116, name: "wing" });
  await build.drop("instance", "wing", { x: 70, y: 60, name: "one" });
  await build.drop("instance", "wing", { x: 200, y: 84, name: "two" });
  await page.keyboard.press("Escape");
  await page.mouse.click(...Object.values(await build.grip("one")));
  await page.keyboard.down("Shift");
  await page.mouse.click(...Object.values(await build.grip("two")));
  await page.keyboard.up("Shift");
  await command(page, "Align top");
  await expect.poll(async () => (await boxOf(build.thing("one"))).y - (await boxOf(build.thing("two"))).y).toBe(0);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");
  await command(page, "Align left");
  await expect(page.locator(".toast").last()).toContainText("Select at least two things");
});

for (const scheme of ["light", "dark"]) {
  test(`layers say what their lines mean where a document opens, ${scheme}`, async ({ page }) => {
    await openApp(page, { scheme, width: 1366, height: 633, path: "#/example/notebookly" });
    await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
    const legend = page.getByRole("note", { name: "What the lines mean" });
    await expect(legend).toContainText("passes requests to");
    await expect(legend).toContainText("copies to its standby");
    await screenshot(page, `layer-structure-${scheme}`);
    await page.keyboard.press("3");
    await expect(legend).toContainText("may talk to");
    const notes = page.locator(".lines .line-note.security");
    await expect(notes.first()).toBeVisible();
    const box = await boxOf(notes.first());
    expect(box.height).toBeGreaterThan(8);
    await expect(page.locator('.lines .line.security[marker-end*="arrow-security"]').first()).toBeAttached();
    await expectAccessible(page);
    await screenshot(page, `layer-security-${scheme}`);
    await page.keyboard.press("2");
    await expect(legend).toContainText("has a route to");
    await screenshot(page, `layer-routing-${scheme}`);
  });
}
