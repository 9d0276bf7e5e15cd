// The page as people with other eyes, hands and screens meet it: axe-core finds nothing
// in any of its states, and nothing sticks out of it at any size.
import { expect, expectAccessible, openApp, openNetwork, pressTile, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";

const SIZES = /** @type {const} */ ([
  [1440, 900],
  [1024, 768],
  [390, 844],
]);

const TABS = ["Findings", "Request", "Who reaches whom", "Journeys", "Template", "Audit log"];

/** @param {import("@playwright/test").Page} page */
async function openNotebookly(page) {
  await pressTile(page, /^Open Notebookly/);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

/**
 * Nothing makes the page scroll sideways.
 *
 * @param {import("@playwright/test").Page} page
 */
async function expectNoOverflow(page) {
  const [content, window] = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return [root.scrollWidth, root.clientWidth];
  });
  expect(content, "the page is no wider than its window").toBeLessThanOrEqual(window);
}

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`every panel of the editor, and a request that plays, in ${scheme}`, async ({ page }) => {
    await openApp(page, { scheme });
    await openNotebookly(page);
    // What axe-core says of the panels is in axe.spec.js.
    for (const tab of TABS) {
      await page.getByRole("tab", { name: tab }).click();
      await expectNoOverflow(page);
      await screenshot(page, `editor-${scheme}-${tab.toLowerCase().replaceAll(" ", "-")}`);
    }
    await page.getByRole("button", { name: "Send a request" }).click();
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    await expectAccessible(page);
    await screenshot(page, `editor-${scheme}-playing`);
  });

  test(`what is selected is accessible in ${scheme}`, async ({ page }) => {
    await openApp(page, { scheme });
    await openNetwork(page);
    const build = new Builder(page);
    for (const name of ["public-a", "public-rt", "WebServer-SG", "public-acl", "Notebookly-ALB", "Notebookly-ASG", "notebookly.com", "notebook-db"]) {
      await build.select(name);
      await expectAccessible(page, { within: "aside.right" });
      await screenshot(page, `inspector-${scheme}-${name}`);
    }
  });

  test(`menus and dialogs are accessible in ${scheme}`, async ({ page }) => {
    await openApp(page, { scheme });
    await openNotebookly(page);
    await page.getByRole("button", { name: "Export" }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.locator("#canvas").focus();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, `commands-${scheme}`);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await expectAccessible(page);
  });

  test(`the sheets of a phone are accessible in ${scheme}`, async ({ page }) => {
    await openApp(page, { scheme, width: 390, height: 844 });
    await openNotebookly(page);
    await expectAccessible(page);
    const bar = page.locator("nav.tabbar");
    for (const [sheet, region] of [
      ["Build", "aside.left"],
      ["Inspect", "aside.right"],
      ["Findings", "section.dock"],
      ["Request", "section.dock"],
    ]) {
      await bar.getByRole("button", { name: sheet }).click();
      await expect(page.locator(region)).toBeInViewport({ ratio: 0.5 });
      await expectAccessible(page, { within: region });
      await expectNoOverflow(page);
      await screenshot(page, `phone-${scheme}-${sheet.toLowerCase()}`);
    }
  });

  test(`the start screen with kept documents is accessible in ${scheme}`, async ({ page }) => {
    await openApp(page, { scheme });
    await openNotebookly(page);
    await page.getByLabel("Name of the architecture").fill("Kept");
    await page.keyboard.press("Enter");
    await expect(page.locator(".save-state")).toHaveText("Saved");
    await page.getByRole("link", { name: "Cloud Campus" }).click();
    await expect(page.locator(".start-list").getByRole("button", { name: /^Kept/ })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, `start-kept-${scheme}`);
  });
}

for (const [width, height] of SIZES) {
  test(`nothing sticks out at ${width}x${height}`, async ({ page }) => {
    await openApp(page, { width, height });
    await expectNoOverflow(page);
    await openNetwork(page);
    await expectNoOverflow(page);
    await screenshot(page, `editor-${width}x${height}`);

    if (width > 760) {
      await expectButtonsWithin(page, ".topbar");
      for (const tab of TABS) {
        await page.getByRole("tab", { name: tab }).click();
        await expectNoOverflow(page);
        await expectButtonsWithin(page, "section.dock");
      }
      await page.getByRole("button", { name: "Send a request" }).click();
      await expectButtonsWithin(page, "section.dock .player");
      const build = new Builder(page);
      await build.select("notebook-db");
      await expectButtonsWithin(page, "aside.right");
      // A finding with a long remedy fits the inspector, too.
      await build.select("Notebookly-IGW");
      await build.choose("Attached to", "none");
      await build.select("public-rt");
      await expect(build.section("Findings").getByRole("button", { name: /^Attach Notebookly-IGW/ })).toBeVisible();
      await expectButtonsWithin(page, "aside.right");
      await screenshot(page, `selected-${width}x${height}`);
    }
  });
}

test("the heads of the heat map stand above their columns", async ({ page }) => {
  await openApp(page);
  await openNotebookly(page);
  await page.getByRole("tab", { name: "Who reaches whom" }).click();
  const table = page.locator("table.matrix");
  const edges = (/** @type {string} */ cells) =>
    table.locator(cells).evaluateAll((all) => all.map((cell) => Math.round(cell.getBoundingClientRect().left)));
  await expect(table.locator("tbody tr").first()).toBeVisible();
  const heads = await edges("thead tr > *");
  expect(heads.length).toBeGreaterThan(5);
  expect(await edges("tbody tr:first-child > *")).toEqual(heads);
});

/**
 * No button of a panel is cut off by the panel's right or left edge.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} panel
 */
async function expectButtonsWithin(page, panel) {
  const cut = await page.locator(panel).first().evaluate((element) => {
    const edge = element.getBoundingClientRect();
    return [...element.querySelectorAll("button, select, input")]
      .filter((button) => {
        const box = button.getBoundingClientRect();
        // What lies in something that scrolls sideways is within reach.
        return box.width > 0 && !button.closest(".metro, .decide-scroll, .matrix") && (box.right > edge.right + 1 || box.left < edge.left - 1);
      })
      .map((button) => button.getAttribute("aria-label") ?? button.textContent);
  });
  expect(cut, `nothing is cut off in ${panel}`).toEqual([]);
}
