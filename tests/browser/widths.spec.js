// The frame at every width: what builds, what takes back and what the document is called
// are in reach on an upright tablet, on a phone that lies on its side, and between.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { NOTEBOOKLY } from "./harness/documents.js";

const SIZES = [
  [390, 844],
  [760, 900],
  [768, 1024],
  [820, 1180],
  [844, 390],
  [900, 700],
  [901, 700],
  [932, 430],
  [1024, 768],
  [1280, 720],
];

for (const [width, height] of SIZES) {
  test(`one builds, takes back and reads the name at ${width}x${height}`, async ({ page }) => {
    await openApp(page, { width, height });
    await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
    await expect(page.locator("#canvas [data-id]").first()).toBeVisible();

    const name = page.getByRole("textbox", { name: "Name of the architecture" });
    const { shown, needed } = await name.evaluate((it) => ({ shown: it.clientWidth, needed: it.scrollWidth }));
    expect(shown, "the name is not cut").toBeGreaterThanOrEqual(Math.min(needed, 84));

    // Add a bucket with whatever this width offers.
    const left = page.locator("aside.left");
    const bar = page.getByRole("navigation", { name: "Panels" });
    expect((await left.isVisible()) || (await bar.isVisible()), "a palette or a tab bar").toBe(true);
    if (await bar.isVisible()) {
      await bar.getByRole("button", { name: "Build" }).click();
    }
    await expect(left).toBeVisible();
    await screenshot(page, `width-${width}x${height}-build`);
    const before = await page.locator('#canvas [data-kind="bucket"]').count();
    await left.getByRole("button", { name: /bucket/i }).first().click();
    await expect(page.locator('#canvas [data-kind="bucket"]')).toHaveCount(before + 1);

    const undo = page.getByRole("banner").getByRole("button", { name: /^Undo/ });
    const redo = page.getByRole("banner").getByRole("button", { name: /^Redo/ });
    await expect(undo).toBeInViewport({ ratio: 1 });
    await undo.click();
    await expect(page.locator('#canvas [data-kind="bucket"]')).toHaveCount(before);
    await expect(redo).toBeInViewport({ ratio: 1 });
    await redo.click();
    await expect(page.locator('#canvas [data-kind="bucket"]')).toHaveCount(before + 1);

    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, "nothing sticks out").toBeLessThanOrEqual(0);
    if (await bar.isVisible()) {
      await bar.getByRole("button", { name: "Inspect" }).click();
      await expect(page.getByRole("complementary", { name: "Inspector" })).toBeVisible();
      await screenshot(page, `width-${width}x${height}-inspect`);
      await bar.getByRole("button", { name: /^Findings/ }).click();
      await expect(page.locator("#dock-panel")).toBeVisible();
      await screenshot(page, `width-${width}x${height}-findings`);
      await expectAccessible(page);
    }
  });
}
