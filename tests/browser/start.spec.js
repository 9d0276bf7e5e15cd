// The start screen stands still: whoever is about to press something there does not find it
// elsewhere because a list came in the meantime.
import { expect, openApp, test } from "./harness/index.js";
import { learn, progress } from "./harness/progress.js";

/** @typedef {import("@playwright/test").Page} Page */

/** From the first load on, notes where the first tile is whenever it is seen elsewhere. @param {Page} page */
async function watched(page) {
  await page.addInitScript(() => {
    const seen = /** @type {number[]} */ (Object.assign(window, { tiles: [] }).tiles);
    const look = () => {
      const tile = document.querySelector(".start-cards > .card");
      if (tile?.checkVisibility({ visibilityProperty: true })) {
        const top = Math.round(tile.getBoundingClientRect().top);
        if (seen.at(-1) !== top) seen.push(top);
      }
      requestAnimationFrame(look);
    };
    look();
  });
  // Lists that come late, the one of the shop behind all others.
  const late = (/** @type {number} */ wait) => async (/** @type {import("@playwright/test").Route} */ route) => {
    await new Promise((done) => setTimeout(done, wait));
    await route.continue();
  };
  await page.route("**/lessons/course.json", late(400));
  await page.route("**/lessons/shop/shop.json", late(1500));
}

/** @param {Page} page */
const places = (page) => page.evaluate(() => /** @type {{ tiles: number[] }} */ (/** @type {unknown} */ (window)).tiles);

for (const [who, texts] of /** @type {const} */ ([
  ["a first visitor", []],
  ["somebody who learns", [progress({ done: [1, 2, 3], here: 4 })]],
])) {
  test(`nothing leaps on the start screen of ${who}`, async ({ page }) => {
    await watched(page);
    await openApp(page);
    if (texts.length > 0) {
      await learn(page, ...texts);
      await expect(page.getByRole("img", { name: "3 of 24 chapters done" })).toBeVisible();
    }
    // The list of the shop is the last that comes.
    await expect(page.getByText(/broken networks to mend|\d+ of \d+ mended/)).toBeVisible();
    await page.waitForTimeout(500);
    expect(await places(page), "where the first tile was seen").toHaveLength(1);
  });
}
