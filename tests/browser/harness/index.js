// What every browser test imports: Playwright's own `test` and `expect`, with the
// page served and its console watched, and the steps that tests have in common.
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base } from "@playwright/test";
import { NOTEBOOKLY } from "./documents.js";
import { serve } from "./server.js";

/** @typedef {import("@playwright/test").Page} Page */

const DIST = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "dist");

export { expect };

/**
 * Playwright's `test` where `page` starts on the served dist/ (so `openApp` needs no
 * address) and where a console error, an uncaught exception or anything that the page's policy
 * refuses fails the test.
 */
export const test = base.extend({
  site: [
    async ({}, use) => {
      const server = await serve(process.env.CAMPUS_DIST ?? DIST);
      await use(server.url);
      await server.close();
    },
    { scope: "worker" },
  ],
  baseURL: async ({ site }, use) => use(site),
  context: async ({ context }, use) => {
    if (process.env.CAMPUS_LATE_FRAMES) {
      await lateFrames(context, Number(process.env.CAMPUS_LATE_FRAMES));
    }
    await use(context);
  },
  page: async ({ page }, use) => {
    const console = collectConsole(page);
    await watchPolicy(page);
    await use(page);
    console.expectQuiet();
  },
});

/**
 * Watches a page for console errors (a file that is missing is one), uncaught
 * exceptions and crashes.
 * The `page` of a test is watched already; a page of one's own wants
 * `const console = collectConsole(page)` before it is used and
 * `console.expectQuiet()` at the end.
 *
 * @param {Page} page
 */
export function collectConsole(page) {
  /** @type {string[]} */
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error") {
      problems.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error}`));
  page.on("crash", () => problems.push("the page crashed"));
  return {
    problems,
    expectQuiet: () => expect(problems, "the console stays free of errors").toEqual([]),
  };
}

/**
 * Says in the console what the page's policy refused, which Chromium does not always do.
 * The `page` of a test is watched already.
 *
 * @param {Page} page
 */
export async function watchPolicy(page) {
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
      console.error(`refused by ${effectiveDirective}: ${blockedURI} (${sourceFile}:${lineNumber})`);
    });
  });
}

/**
 * Lets every frame that the page asks for come later, as on a busy machine: what was to be
 * done in it may be gone by then. Holds for what is opened from now on.
 *
 * @param {Page | import("@playwright/test").BrowserContext} page
 * @param {number} by in milliseconds
 */
export async function lateFrames(page, by) {
  await page.addInitScript((by) => {
    const now = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (act) => now(() => setTimeout(() => act(performance.now()), by));
  }, by);
}

/**
 * Opens the application and waits until it has mounted.
 *
 * @param {Page} page
 * @param {{ scheme?: "light" | "dark", width?: number, height?: number, motion?: boolean, path?: string }} [options]
 *   `motion: true` lets animations play; otherwise the page is asked for reduced motion.
 */
export async function openApp(page, options = {}) {
  const { scheme = "light", width = 1440, height = 900, motion = false, path = "" } = options;
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: motion ? "no-preference" : "reduce" });
  await page.goto(`./${path}`);
  await expect(page.locator("#loading"), "the application replaces the loading state").toHaveCount(0, { timeout: 60_000 });
}

/**
 * Whether the page is cut into parts, as the released one is.
 *
 * @param {Page} page
 */
export async function isCut(page) {
  return (await page.locator('meta[name="cloud-campus"]').getAttribute("data-editor")) !== null;
}

/**
 * Waits until all parts of the page have arrived, which the page fetches after a document
 * has been opened. The last of them are the panels.
 *
 * @param {Page} page
 */
export async function everythingArrived(page) {
  if (await isCut(page)) {
    const last = () => performance.getEntriesByType("resource").some((it) => it.name.endsWith("-drawing.wasm"));
    await page.waitForFunction(last);
  }
}

/**
 * Presses a tile of the start screen. A phone begins with the course; one's own work is a
 * tab further.
 *
 * @param {Page} page
 * @param {RegExp} name
 */
export async function pressTile(page, name) {
  const tile = page.getByRole("button", { name });
  // Nothing is to be pressed before it stands where it stays.
  await page.locator(".start-body:not(.coming)").waitFor();
  if (!(await tile.isVisible())) {
    await page.getByRole("button", { name: "My architectures" }).click();
  }
  await tile.click();
}

/**
 * Opens the network of Notebookly, its servers and its database: small enough to be read on
 * every screen. The example that is shipped holds all of its services besides.
 *
 * @param {Page} page
 */
export async function openNetwork(page) {
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

/**
 * Runs axe-core over the page as it is now: WCAG 2.2 A and AA, and axe's best practices.
 *
 * @param {Page} page
 * @param {{ within?: string, rules?: readonly string[] }} [options] `within` is a selector that
 *   narrows the check, `rules` are the only ones to ask
 */
export async function expectAccessible(page, { within, rules } = {}) {
  // The start screen is hidden until it stands still.
  await expect(page.locator(".start-body.coming")).toHaveCount(0);
  let axe = new AxeBuilder({ page }).withTags([
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
  ]);
  if (within) {
    axe = axe.include(within);
  }
  if (rules) {
    axe = axe.withRules([...rules]);
  }
  const { passes, violations } = await axe.analyze();
  const report = violations.map(({ id, help, nodes }) => ({
    rule: `${id}: ${help}`,
    where: nodes.map((node) => `${node.target.join(" ")} — ${node.failureSummary?.replace(/\s+/g, " ")}`),
  }));
  expect(report, "axe-core finds nothing").toEqual([]);
  expect(passes.length, "axe-core found something to check").toBeGreaterThan(0);
}

/**
 * Writes `NAME.png` into the folder named by CAMPUS_SCREENSHOTS, for looking at the
 * page as a designer would; without that variable it does nothing.
 *
 * @param {Page} page
 * @param {string} name
 */
export async function screenshot(page, name) {
  const folder = process.env.CAMPUS_SCREENSHOTS;
  if (folder) {
    await mkdir(folder, { recursive: true });
    // Hiding the caret would take a style sheet that the policy refuses.
    await page.screenshot({ path: join(folder, `${name}.png`), caret: "initial" });
  }
}
