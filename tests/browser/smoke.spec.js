// The page opens: in light and dark, on a desk and on a small screen, without a
// word in the console and without anything that axe-core objects to.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ]) {
    test(`the page opens in ${scheme} at ${width}×${height}`, async ({ page }) => {
      await openApp(page, { scheme, width, height });

      await expect(page).toHaveTitle(/Cloud Campus/);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
      await screenshot(page, `start-${scheme}-${width}x${height}`);
    });
  }
}

test("everything comes from the page's own host", async ({ page, site }) => {
  /** @type {string[]} */
  const elsewhere = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !url.startsWith("data:") && !url.startsWith("blob:")) {
      elsewhere.push(url);
    }
  });
  await openApp(page);
  expect(elsewhere).toEqual([]);
});
