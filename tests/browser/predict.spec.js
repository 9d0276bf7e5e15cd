// Predicting first: the options stand on the line and on the canvas, nothing gives the
// answer away, and afterwards it is told what was said, what is so, and why.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";

/**
 * @param {import("@playwright/test").Page} page
 * @param {Parameters<typeof openApp>[1]} [look]
 */
async function open(page, look) {
  await openApp(page, look);
  await page.getByRole("button", { name: /^Open Notebookly/ }).click();
  const build = new Builder(page);
  await expect(build.thing("Notebookly-ALB")).toHaveCount(1);
  return build;
}

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`a request is predicted, played and explained, in ${scheme}`, async ({ page }) => {
    const build = await open(page, { scheme });
    await build.select("ALB-SG");
    await build.section("Inbound rules").getByRole("button", { name: "Remove rule 1" }).click();
    await page.getByRole("tab", { name: "Request" }).click();
    await build.dock.getByRole("switch", { name: "Predict first" }).click();
    await build.dock.getByRole("button", { name: "Send", exact: true }).click();

    // Nothing moves, and nothing says how it ends.
    const options = build.dock.getByRole("radio");
    const own = options.filter({ hasNotText: "never" });
    await expect(build.dock.locator(".ask-option input").first()).toBeFocused();
    await expect(page.locator("#canvas .packet")).toHaveCount(0);
    await expect(page.locator(".verdict")).toHaveCount(0);
    await expect(build.canvas).toHaveAttribute("data-guess", "");
    expect(await own.count()).toBeGreaterThan(2);

    // The same letters stand on the line and on the canvas.
    const letters = await page.locator("#canvas .twin").allInnerTexts();
    const offered = await build.dock.locator(".ask-option > .letter").allInnerTexts();
    expect(letters.length).toBeGreaterThan(1);
    expect(offered.join("")).toContain("A");
    for (const letter of letters.join("")) {
      expect(offered).toContain(letter);
    }
    const arrives = build.dock.locator(".ask-option", { hasText: "It arrives" });
    const letter = await arrives.locator(".letter").innerText();
    await arrives.click();
    await build.dock.getByRole("radio", { name: "Sure", exact: true }).click();
    await expect(page.locator('#canvas .twin[data-state="chosen"]')).toContainText(letter);
    await expectAccessible(page);
    await screenshot(page, `predict-asked-${scheme}`);

    await build.dock.getByRole("button", { name: "Play it", exact: true }).click();
    await expect(page.locator("#canvas .packet")).toHaveCount(1);
    await page.getByRole("button", { name: "Skip to the end" }).click();
    await expect(page.locator(".verdict")).toContainText("Dropped at stop");
    await expect(page.locator('#canvas .twin[data-state="said"]')).toHaveText(letter);
    await expect(build.dock.locator(".ask-mine")).toContainText("you said");
    const reasons = build.dock.locator(".ask-reasons > li");
    await expect(reasons.first()).toHaveClass(/own/);
    await expect(reasons.nth(1)).toHaveClass(/is-right/);
    await expect(reasons.nth(1)).toContainText("ALB-SG");
    await expect(build.dock).toContainText("You were sure");
    await expectAccessible(page);
    await screenshot(page, `predict-told-${scheme}`);

    // The choice is remembered, and whoever mends it is not asked again.
    await page.locator(".told .actions").getByRole("button").first().click();
    await expect(page.locator("#canvas .packet")).toHaveCount(1);
    await page.reload();
    await page.getByRole("tab", { name: "Request" }).click();
    await expect(page.getByRole("switch", { name: "Predict first" })).toBeChecked();
  });
}

test("with keys alone, and without saying anything", async ({ page }) => {
  const build = await open(page);
  await page.getByRole("tab", { name: "Request" }).click();
  const predict = build.dock.getByRole("switch", { name: "Predict first" });
  await predict.focus();
  await page.keyboard.press("Space");
  await page.locator("#request-to").focus();
  await page.keyboard.press("Enter");
  await expect(build.dock.locator(".ask-option input").first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(build.dock.locator(".ask-option input:checked")).toHaveCount(1);
  await build.dock.getByRole("button", { name: "Just play it" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#canvas .packet")).toHaveCount(1);
  await expect(page.locator("#canvas .twin")).toHaveCount(0);
  await expect(page.locator(".metro .stop").first()).toBeVisible();
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, isMobile: true });
  test("on a phone the packet is in the strip that the sheet leaves", async ({ page }) => {
    await openApp(page, { width: 390, height: 844 });
    await page.locator("input[type=file]").first().setInputFiles("tests/files/notebookly.campus.json");
    await expect(page.locator("#canvas")).toBeVisible();
    await page.locator("nav.tabbar").getByRole("button", { name: "Request" }).tap();
    await page.getByText("Predict first").tap();
    await page.locator("#dock-panel").getByRole("button", { name: "Send", exact: true }).tap();
    const first = page.locator(".ask-option").first();
    await expect(first).toBeVisible();
    await first.tap();
    await screenshot(page, "predict-phone-asked");
    await page.getByRole("button", { name: "Play it", exact: true }).tap();
    const packet = page.locator("#canvas .packet");
    await expect(packet).toHaveCount(1);
    const inStrip = async () => {
      const [dot, canvas, sheet] = [
        await packet.boundingBox(),
        await page.locator("#canvas").boundingBox(),
        await page.locator("section.dock").boundingBox(),
      ];
      return dot !== null && canvas !== null && sheet !== null && dot.y >= canvas.y && dot.y + dot.height <= sheet.y && dot.x >= 0 && dot.x <= 390;
    };
    await expect(page.locator(".world.glide")).toHaveCount(0);
    await expect.poll(inStrip).toBe(true);
    await page.getByRole("button", { name: "Skip to the end" }).tap();
    await expect.poll(inStrip).toBe(true);
    await expect(page.locator(".verdict")).toBeInViewport();
    await expect(page.locator(".told .sentence")).toBeInViewport();
    await expectAccessible(page);
    await screenshot(page, "predict-phone-told");
  });
});

test("the letters of a prediction in a lesson stand on the canvas, too", async ({ page }) => {
  await openApp(page, { path: "#/chapter/7" });
  const card = page.getByRole("region", { name: "Task", exact: true });
  await expect(card).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: /^Task 5, / }).click();
  const option = card.locator(".ask-option", { hasText: "It dies at the dead row" });
  const letter = await option.locator(".letter").innerText();
  const canvas = page.locator("#canvas");
  await expect(canvas.locator('.twin[data-state="option"]').filter({ hasText: letter })).toHaveCount(1);
  await expect(canvas).toHaveAttribute("data-guess", "");
  await screenshot(page, "predict-lesson");
  await option.click();
  await expect(canvas.locator('.twin[data-state="chosen"]')).toContainText(letter);
  await card.getByRole("button", { name: "Play it", exact: true }).click();
  await expect(canvas.locator('.twin[data-state="right"]')).toHaveText(letter);
  await expect(canvas).not.toHaveAttribute("data-guess", "");
  await expectAccessible(page);
});
