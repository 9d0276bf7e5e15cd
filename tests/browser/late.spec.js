// A frame that comes late: what was to be done in it may stand in a panel that was closed
// meanwhile. Whoever is quicker than the machine sees nothing of it, and nothing fails.
import { NOTEBOOKLY } from "./harness/documents.js";
import { expect, lateFrames, openApp, test } from "./harness/index.js";

/** By how much a frame is late, and how long until all have come, in milliseconds. */
const LATE = 300;
const ALL = 3 * LATE;

test.beforeEach(({ page }) => lateFrames(page, LATE));

// What fails in a late frame is told by the console, which the page's fixture watches.
test.afterEach(({ page }) => page.waitForTimeout(ALL));

/** @param {import("@playwright/test").Page} page */
async function openShop(page) {
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.locator("#canvas").focus();
}

test("the rule reference is closed before its first rule was in sight", async ({ page }) => {
  await openShop(page);
  const reference = page.getByRole("dialog", { name: "Rule reference" });
  for (const search of ["", "nat"]) {
    await page.keyboard.press("w");
    await reference.getByRole("combobox").fill(search);
    await page.keyboard.press("Escape");
    await expect(reference).toHaveCount(0);
  }
});

test("menus are closed before an entry had the focus", async ({ page }) => {
  await openShop(page);
  await page.locator('#canvas [data-id^="vpc"]').first().focus();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  // The start screen takes the place of the menu's own page.
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.evaluate(() => history.back());
  await expect(page.locator(".start-body")).toBeVisible();
});

test("a request is left before its stop was in sight", async ({ page }) => {
  await openShop(page);
  await page.getByRole("tab", { name: "Request" }).click();
  await page.getByRole("button", { name: "Send a request" }).click();
  await expect(page.locator(".metro")).toBeVisible();
  await page.getByRole("button", { name: "Step forward" }).click();
  await page.getByRole("tab", { name: "Findings" }).click();
  await expect(page.locator(".metro")).toHaveCount(0);
});

test("the outline and the control room are left as soon as they are seen", async ({ page }) => {
  await openShop(page);
  await page.keyboard.press("o");
  const tree = page.getByRole("tree", { name: /^Outline of / });
  await tree.press("End");
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await expect(tree).toHaveCount(0);
  await openShop(page);
  await page.keyboard.press("Alt+2");
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await page.keyboard.press("Alt+1");
  await expect(page.locator(".room-play")).toBeHidden();
  await expect(page.locator("#canvas"), "what had the focus is gone: the canvas takes it").toBeFocused();
});

test("the focus waits for what the rules say of a fix", async ({ page }) => {
  await openShop(page);
  await page.keyboard.press("f");
  const panel = page.getByRole("region", { name: "Panels" });
  const findings = panel.locator(".finding");
  const fix = findings.locator(".actions > .btn:not([aria-expanded])").first();
  await expect(fix).toBeVisible();
  const before = await findings.count();
  await fix.press("Enter");
  await expect(findings).not.toHaveCount(before);
  await page.waitForTimeout(ALL);
  await expect(panel.locator(":focus")).toHaveCount(1);
});

test("a key is pressed before the browser has told that a dialog is closed", async ({ page }) => {
  await openShop(page);
  // The browser puts the focus back at once, and tells of it later.
  const closeAndPress = (key, ctrlKey = false) =>
    page.evaluate(
      (event) => {
        document.querySelector("dialog[open]").close();
        const pressed = new KeyboardEvent("keydown", { ...event, bubbles: true, cancelable: true });
        document.activeElement.dispatchEvent(pressed);
      },
      { key, ctrlKey },
    );
  const openedBy = {
    k: page.getByRole("dialog", { name: "All commands" }),
    ",": page.getByRole("dialog", { name: "Settings" }),
    "?": page.getByRole("dialog", { name: "Keyboard shortcuts" }),
    w: page.getByRole("dialog", { name: "Rule reference" }),
  };
  const staysOpen = async (dialog) => {
    await expect(dialog).toBeVisible();
    await page.waitForTimeout(ALL);
    await expect(dialog).toBeVisible();
    await expect(page.getByRole("dialog")).toHaveCount(1);
  };
  await page.keyboard.press("w");
  await expect(openedBy.w.getByRole("combobox")).toBeVisible();
  for (const key of ["w", "w", "?", "?", "k", "k", ",", "w", "k"]) {
    await closeAndPress(key, ["k", ","].includes(key));
    await staysOpen(openedBy[key]);
    const search = openedBy[key].getByRole("combobox");
    if ((await search.count()) > 0) {
      await expect(search, "what was searched before is gone").toHaveValue("");
      await search.fill("nat");
    }
  }
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Enter comes right behind Escape: the button has the focus again and is pressed", async ({ page }) => {
  await openApp(page, { path: "#/example/notebookly" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Alt+2");
  const dialog = page.getByRole("dialog", { name: "Simulated assumptions" });
  await page.getByRole("button", { name: "Assumptions" }).press("Enter");
  await expect(dialog).toBeVisible();
  for (let time = 0; time < 5; time += 1) {
    await Promise.all([page.keyboard.press("Escape"), page.keyboard.press("Enter")]);
    await page.waitForTimeout(ALL);
    await expect(dialog).toBeVisible();
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});
