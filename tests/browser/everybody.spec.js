// An answer that does not hold for everybody: who gets through, who does not, both ways
// shown, and the remedy beside the journey.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";

const CASE = "tests/cases/alb-one-subnet-of-three-private.campus.json";
const LOOKS = [
  { theme: "light", size: { width: 1440, height: 900 } },
  { theme: "dark", size: { width: 390, height: 844 } },
];

/** @param {import("@playwright/test").Page} page */
async function open(page) {
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(CASE);
  await expect(page.locator("#canvas")).toBeVisible();
}

for (const { theme, size } of LOOKS) {
  test(`one node of three is lost, in ${theme} at ${size.width}x${size.height}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: /** @type {"light" | "dark"} */ (theme) });
    await page.setViewportSize(size);
    await open(page);
    await page.getByRole("tab", { name: /^Journeys/ }).click();
    const journey = page.locator(".journey.error").first();
    await expect(journey).toContainText("2 of the 3 nodes of shop-alb, not by the one in private-3");
    await expect(journey.getByRole("button", { name: "Use public-3 instead" })).toBeVisible();
    await screenshot(page, `everybody-journey-${theme}-${size.width}`);
    await journey.getByRole("button", { name: /^Show/ }).click();
    const verdict = page.locator(".verdict");
    await expect(verdict).toHaveText(/^For some, the answer is dropped at stop \d+$/);
    await expect(page.locator(".extent")).toContainText("67 % of the connections get through.");
    await screenshot(page, `everybody-request-${theme}-${size.width}`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show one that gets through" }).click();
    await expect(verdict).toHaveText("Delivered, but not for everybody");
    await page.getByRole("button", { name: "Ask again" }).click();
    await expect(verdict).toHaveText(/dropped/);
  });
}
