// An answer that does not hold for everybody: who gets through, who does not, both ways
// shown, and the remedy beside the journey.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";

const CASE = "tests/cases/alb-one-subnet-of-three-private.campus.json";
const LOOKS = [
  { scheme: "light", width: 1440, height: 900 },
  { scheme: "dark", width: 390, height: 844 },
];

/**
 * @param {import("@playwright/test").Page} page
 * @param {Parameters<typeof openApp>[1]} look
 */
async function open(page, look) {
  await openApp(page, look);
  await page.locator("input[type=file]").first().setInputFiles(CASE);
  await expect(page.locator("#canvas")).toBeVisible();
}

for (const look of LOOKS) {
  const { scheme, width } = look;
  test(`one node of three is lost, in ${scheme} at ${width}x${look.height}`, async ({ page }) => {
    await open(page, look);
    if (width < 600) {
      await page.locator("nav.tabbar").getByRole("button", { name: "Findings" }).click();
    }
    await page.getByRole("tab", { name: /^Journeys/ }).click();
    const journey = page.locator(".journey.error").first();
    await expect(journey).toContainText("2 of the 3 nodes of shop-alb, not by the one in private-3");
    await expect(journey.getByRole("button", { name: "Use public-3 instead" })).toBeVisible();
    await screenshot(page, `everybody-journey-${scheme}-${width}`);
    await journey.getByRole("button", { name: /^Show/ }).click();
    const verdict = page.locator(".verdict");
    await page.getByRole("button", { name: "Skip to the end" }).click();
    await expect(verdict).toHaveText(/^For some, the answer is dropped at stop \d+$/);
    await expect(page.locator(".extent")).toContainText("67 % of the connections get through.");
    await screenshot(page, `everybody-request-${scheme}-${width}`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show one that gets through" }).click();
    await page.getByRole("button", { name: "Skip to the end" }).click();
    await expect(verdict).toHaveText("Delivered, but not for everybody");
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.getByRole("button", { name: "Skip to the end" }).click();
    await expect(verdict).toHaveText(/dropped/);
  });
}
