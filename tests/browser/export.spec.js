// The drawing taken away: as SVG, PNG and Mermaid text, and on paper.
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";

/** @param {import("@playwright/test").Page} page */
async function openPicture(page, options = {}) {
  await openApp(page, { path: "#/example/notebookly", ...options });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "Picture: SVG, PNG, Mermaid" }).click();
  const dialog = page.getByRole("dialog", { name: "Save a picture" });
  await expect(dialog.getByRole("img")).toBeVisible();
  return dialog;
}

/** @param {import("@playwright/test").Page} page @param {import("@playwright/test").Locator} dialog */
async function download(page, dialog) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download" }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test("as SVG that stands alone", async ({ page, context }) => {
  const dialog = await openPicture(page);
  await expectAccessible(page);
  const seen = dialog.getByRole("img");
  await expect.poll(() => seen.evaluate((it) => /** @type {HTMLImageElement} */ (it).naturalWidth)).toBeGreaterThan(600);
  await expect(dialog.getByText("Its icons and letters are in the file.")).toBeVisible();
  await screenshot(page, "save-picture");
  const { name, bytes } = await download(page, dialog);
  expect(name).toMatch(/\.svg$/);
  const text = bytes.toString("utf8");
  expect(text.match(/@font-face\{font-family:Inter;font-weight:(400|600);src:url\(data:font\/woff2;base64,/g)).toHaveLength(2);
  expect(text).not.toMatch(/href="(?!#|data:)/);
  const other = await context.newPage();
  const asked = [];
  other.on("request", (request) => asked.push(request.url()));
  await other.setContent(text);
  await expect(other.locator("svg title").first()).toHaveText(/Notebookly/);
  // The letters are those of the file, not of this machine.
  await other.evaluate(() => document.fonts.ready);
  const loaded = await other.evaluate(() => [...document.fonts].map((it) => `${it.family} ${it.weight} ${it.status}`));
  expect(loaded.sort()).toEqual(["Inter 400 loaded", "Inter 600 loaded"]);
  expect(asked.filter((url) => !url.startsWith("data:") && !url.startsWith("about:"))).toEqual([]);
  await other.setViewportSize({ width: 1400, height: 1000 });
  await screenshot(other, "picture-svg");
  await other.close();
});

test("as PNG of twice the size, dark and transparent", async ({ page }) => {
  const dialog = await openPicture(page, { scheme: "dark" });
  await dialog.getByRole("radio", { name: "PNG" }).click();
  await dialog.getByRole("checkbox", { name: "Transparent" }).check();
  await expectAccessible(page);
  await screenshot(page, "save-picture-dark");
  const seen = dialog.getByRole("img");
  const width = await seen.evaluate((it) => /** @type {HTMLImageElement} */ (it).naturalWidth);
  const { name, bytes } = await download(page, dialog);
  expect(name).toMatch(/\.png$/);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  // The head of a PNG says how wide it is.
  expect(bytes.readUInt32BE(16)).toBe(width * 2);
});

test("as Mermaid text", async ({ page }) => {
  const dialog = await openPicture(page);
  await dialog.getByRole("radio", { name: "Mermaid" }).click();
  await expect(dialog.getByRole("region", { name: "Mermaid text" })).toContainText("flowchart TB");
  await expectAccessible(page);
  const { name, bytes } = await download(page, dialog);
  expect(name).toMatch(/\.mmd$/);
  expect(bytes.toString("utf8")).toContain("subgraph");
});

test("on paper the drawing and its findings, and nothing of the application", async ({ page }) => {
  // A browser without a screen has no printer.
  await page.addInitScript(() => {
    window.print = () => {};
  });
  await openApp(page, { path: "#/example/notebookly", scheme: "dark" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Control+p");
  const paper = page.locator("#drawing-print");
  await expect(paper).toBeAttached();
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await expect(paper.getByRole("heading", { level: 1 })).toHaveText("Notebookly");
  await expect(paper.getByRole("img", { name: "The drawing" })).toBeVisible();
  await expect(page.locator(".topbar")).toBeHidden();
  await expect(page.locator("#canvas")).toBeHidden();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBe(1);
  await screenshot(page, "paper");
});
