// The parts of the page: a first visit loads the first one alone, the others come behind it,
// and one that does not arrive is told of and asked for again.
import { collectConsole, everythingArrived, expect, expectAccessible, isCut, openApp, test } from "./harness/index.js";

/** @typedef {import("@playwright/test").Page} Page */

/** @param {Page} page */
const canvas = (page) => page.locator("#canvas [data-id]").first();

/** @param {Page} page */
const panels = (page) => page.getByRole("region", { name: "Panels" });

/**
 * Holds every request for a file back, until it is let go.
 *
 * @param {Page} page
 * @param {string} file
 */
async function hold(page, file) {
  /** @type {() => void} */
  let letGo = () => {};
  const gate = new Promise((resolve) => (letGo = () => resolve(undefined)));
  await page.route(file, async (route) => {
    await gate;
    await route.continue();
  });
  return () => letGo();
}

/**
 * Breaks every request for a file, until it is mended.
 *
 * @param {Page} page
 * @param {string} file
 */
async function breakOff(page, file) {
  let broken = true;
  await page.route(file, (route) => (broken ? route.abort() : route.continue()));
  return () => {
    broken = false;
  };
}

test("a first visit sees the start screen with the first part alone", async ({ page, site }) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => {
    if (request.url().startsWith(site)) {
      asked.push(request.url().slice(site.length).replace(/-[0-9a-f]{12,16}/, ""));
    }
  });
  const letGo = await hold(page, "**/*-editor.wasm");
  await openApp(page);
  test.skip(!(await isCut(page)), "only the released page is cut");
  await expect(page.getByRole("button", { name: /^New architecture/ })).toBeVisible();
  const first = ["", "cloud-campus-parts.js", "cloud-campus.js", "cloud-campus_bg.wasm", "lessons/course.json", "start.js", "styles.css"];
  await expect.poll(() => asked.toSorted()).toEqual([...first, "cloud-campus-editor.wasm"].toSorted());
  // The map of the course is a text and may come before or after it.
  const parts = asked.filter((file) => file.endsWith(".wasm"));
  expect(parts, "the editor comes behind the start screen").toEqual(["cloud-campus_bg.wasm", "cloud-campus-editor.wasm"]);

  // Whoever is faster than the editor is told so, and gets what was asked for.
  await page.getByRole("button", { name: /^Open Notebookly/ }).click();
  await expect(page.getByText("Opening…")).toBeVisible();
  await expectAccessible(page);
  letGo();
  await expect(canvas(page)).toBeVisible();
});

test("an address that leads to a document fetches the editor beside the first part, and once", async ({ page }) => {
  const letGo = await hold(page, "**/*_bg.wasm");
  let asked = 0;
  page.on("request", (request) => {
    asked += request.url().endsWith("-editor.wasm") ? 1 : 0;
  });
  await page.goto("./#/example/notebookly");
  test.skip(!(await isCut(page)), "only the released page is cut");
  await expect.poll(() => asked).toBe(1);
  letGo();
  await expect(canvas(page)).toBeVisible();
  expect(asked).toBe(1);
});

test("with all of it there, one works without a server", async ({ page, context }) => {
  await openApp(page);
  test.skip(!(await isCut(page)), "only the released page is cut");
  await page.getByRole("button", { name: /^Open Notebookly/ }).click();
  await expect(canvas(page)).toBeVisible();
  await everythingArrived(page);
  await context.setOffline(true);
  await panels(page).getByRole("tab", { name: "Template" }).click();
  await expect(panels(page).getByRole("region", { name: "Template" })).toContainText("AWSTemplateFormatVersion");
  await panels(page).getByRole("tab", { name: "Who reaches whom" }).click();
  await expect(panels(page).getByRole("grid")).toBeVisible();
  await panels(page).getByRole("tab", { name: "Journeys" }).click();
  await expect(panels(page).getByRole("heading", { name: "Journeys", exact: true })).toBeVisible();
  await page.goBack();
  await page.getByRole("button", { name: /^New architecture/ }).click();
  await expect(canvas(page)).toBeVisible();
});

test("an editor that does not arrive is told of on the start screen, and asked for again", async ({ context }) => {
  // A page of its own: the console tells of what is broken here.
  const page = await context.newPage();
  const mend = await breakOff(page, "**/*-editor.wasm");
  await openApp(page);
  test.skip(!(await isCut(page)), "only the released page is cut");
  const told = page.getByRole("alert").filter({ hasText: "The editor could not be loaded" });
  await expect(told).toBeVisible();
  await expectAccessible(page);
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(told).toBeVisible();

  mend();
  // Asking for a document tries again by itself.
  await page.getByRole("button", { name: /^Open Notebookly/ }).click();
  await expect(canvas(page)).toBeVisible();
  await expect(told).toHaveCount(0);
});

test("an editor that does not arrive is told of where a document was to open", async ({ context }) => {
  const page = await context.newPage();
  const mend = await breakOff(page, "**/*-editor.wasm");
  await openApp(page, { path: "#/example/notebookly" });
  test.skip(!(await isCut(page)), "only the released page is cut");
  const told = page.getByRole("alert").filter({ hasText: "The editor could not be loaded" });
  await expect(told).toBeVisible();
  mend();
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(canvas(page)).toBeVisible();
});

test("a panel or a template that does not arrive is told of and asked for again", async ({ context }) => {
  const page = await context.newPage();
  const { problems } = collectConsole(page);
  const mend = await breakOff(page, /-(template|panels|reference)\.wasm$/);
  await openApp(page, { path: "#/example/notebookly" });
  test.skip(!(await isCut(page)), "only the released page is cut");
  await expect(canvas(page)).toBeVisible();

  await panels(page).getByRole("tab", { name: "Template" }).click();
  const told = panels(page).getByRole("alert");
  await expect(told).toContainText("The template could not be loaded");
  await expectAccessible(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("YAML");
  await page.keyboard.press("Enter");
  const toast = page.locator(".toast", { hasText: "The template was not written" });
  await expect(toast).toBeVisible();
  await page.keyboard.press("w");
  const reference = page.getByRole("dialog", { name: "Rule reference" });
  await expect(reference.getByRole("alert")).toContainText("The rule reference could not be loaded");
  await expectAccessible(page);

  mend();
  await reference.getByRole("button", { name: "Try again" }).click();
  await expect(reference.getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(panels(page).getByRole("region", { name: "Template" })).toContainText("AWSTemplateFormatVersion");
  const download = page.waitForEvent("download");
  await toast.getByRole("button", { name: "Try again" }).click();
  expect((await download).suggestedFilename()).toContain("template.yaml");
  await panels(page).getByRole("tab", { name: "Who reaches whom" }).click();
  await expect(panels(page).getByRole("grid")).toBeVisible();
  // Nothing but what did not arrive was wrong.
  expect(problems.filter((it) => it.startsWith("uncaught") || it.includes("panicked"))).toEqual([]);
});
