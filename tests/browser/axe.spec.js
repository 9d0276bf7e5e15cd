// axe-core in every view of the page, in both themes, on a wide screen and on the smallest
// phone. Themes and widths change under an open page, so a view is opened once.
import { expect, expectAccessible, openApp, test } from "./harness/index.js";
import { NOTEBOOKLY } from "./harness/documents.js";

// What is drawn differs with the width, what can be read with the theme: the second look at
// the wide page asks for the contrast alone.
const LOOKS = /** @type {const} */ ([
  ["light", 1440, 900],
  ["dark", 1440, 900, ["color-contrast"]],
  ["dark", 360, 740],
]);

/** @param {import("@playwright/test").Page} page @param {string} view @param {string} [within] what of it is new */
async function everyLook(page, view, within) {
  for (const [colorScheme, width, height, rules] of LOOKS) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await test.step(`${view}, ${colorScheme}, ${width}`, () => expectAccessible(page, { rules, within }));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function openFile(page) {
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

test("start, who learns, the rules", async ({ page }) => {
  await openApp(page);
  await page.locator(".start-body:not(.coming)").waitFor();
  await everyLook(page, "start");
  await page.getByRole("button", { name: "Rule reference" }).click();
  await expect(page.getByRole("dialog", { name: "Rule reference" })).toBeVisible();
  await everyLook(page, "rules", "dialog[open]");
  await page.keyboard.press("Escape");
});

test("the editor: empty, full, every panel, every dialog", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  await expect(page.locator("#canvas")).toBeVisible();
  await everyLook(page, "empty");
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await openFile(page);
  await everyLook(page, "full");
  for (const tab of ["Findings", "Request", "Who reaches whom", "Journeys", "Template", "Audit log"]) {
    await page.getByRole("tab", { name: tab }).click();
    await everyLook(page, tab, "section.dock");
  }
  for (const [keys, name] of [["Control+k", "All commands"], ["?", "Keyboard shortcuts"], ["Control+,", "Settings"]]) {
    await page.locator("#canvas").focus();
    await page.keyboard.press(keys);
    await expect(page.getByRole("dialog", { name })).toBeVisible();
    await everyLook(page, name, "dialog[open]");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("a chapter, the shop", async ({ page }) => {
  await openApp(page, { path: "#/chapter/5" });
  await expect(page.getByRole("region", { name: "Task", exact: true })).toBeVisible({ timeout: 30_000 });
  await everyLook(page, "chapter");
  await openApp(page, { path: "#/shop" });
  await expect(page.getByRole("article", { name: "The shop of drills" })).toBeVisible({ timeout: 30_000 });
  await everyLook(page, "shop");
});

test("the control room, the review", async ({ page }) => {
  await openApp(page, { path: "#/example/notebookly" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Alt+2");
  await expect(page.locator(".room-play")).toBeVisible();
  await everyLook(page, "control room");
  await page.keyboard.press("Alt+3");
  await expect(page.locator(".review-columns")).toBeVisible();
  await everyLook(page, "review");
});
