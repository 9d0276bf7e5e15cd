// A chapter of the course: read, build, be judged at every edit, come back.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";

test("look", async ({ page }) => {
  await openApp(page, { path: "#/chapter/5" });
  await expect(page.getByRole("region", { name: "Text" })).toBeVisible({ timeout: 30000 });
  await page.waitForTimeout(800);
  await screenshot(page, "first");
  await page.getByRole("button", { name: /^Task 2, / }).click();
  await page.waitForTimeout(800);
  await screenshot(page, "second");
  await openApp(page, { path: "#/chapter/5", scheme: "dark" });
  await page.waitForTimeout(1500);
  await screenshot(page, "second-dark");
  await openApp(page, { path: "#/chapter/5", width: 390, height: 844 });
  await page.waitForTimeout(1500);
  await screenshot(page, "phone");
  await page.getByRole("button", { name: "Canvas", exact: false }).first().click();
  await page.waitForTimeout(800);
  await screenshot(page, "phone-canvas");
});
