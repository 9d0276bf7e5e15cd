// Stations and the certificate: a progress is taken in, what it reaches is seen on the map and
// in the dialog, is saved as an SVG and printed on one page.
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { learn, progress } from "./harness/progress.js";

/** @typedef {import("@playwright/test").Page} Page */

/** @param {number} until */
const done = (until) => Array.from({ length: until }, (_, it) => it + 1);

/** @param {Page} page */
const dialog = (page) => page.getByRole("dialog", { name: "Who is learning" });

/** @param {Page} page @param {string} button */
async function saved(page, button) {
  const download = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

/** The words of an SVG, read as a browser reads them. @param {Page} page @param {string} text */
const words = (page, text) =>
  page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, "image/svg+xml");
    if (read.querySelector("parsererror")) {
      throw new Error("it is no XML");
    }
    return {
      root: read.documentElement.localName,
      lines: [...read.querySelectorAll("text")].map((it) => it.textContent ?? ""),
      foreign: read.querySelectorAll("script, style, image, foreignObject, a").length,
      data: JSON.parse(read.querySelector("metadata")?.textContent ?? "{}"),
    };
  }, text);

test("a progress that is taken in shows its stations, and one is saved as an SVG", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: /^Who is learning/ }).click();
  const text = progress({ name: "Meera", done: done(9), here: 10 });
  await dialog(page)
    .locator("input[type=file]")
    .setInputFiles({ name: "meera.progress.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(dialog(page).getByText("The progress of Meera is here.")).toBeVisible();
  await page.keyboard.press("Escape");

  const stations = page.getByRole("list", { name: "Stations" });
  await expect(stations.getByRole("listitem")).toHaveCount(4);
  await expect(stations.getByText("9 of 16 chapters")).toBeVisible();
  await expect(stations.getByText("9 of 24 chapters")).toBeVisible();
  await stations.getByRole("button", { name: /Station 2: The ways/ }).click();

  const panel = dialog(page);
  await expect(panel.getByRole("heading", { name: "Stations and certificate" })).toBeVisible();
  await expect(panel.getByText("Chapters 10, 11, 12, 13, 14, 15 and 1 more are not done yet.")).toBeVisible();
  await expectAccessible(page);
  const field = panel.getByRole("textbox", { name: "Name on the certificate" });
  await field.fill("  ");
  await panel.getByRole("button", { name: "Save as SVG: Station 2: The ways" }).click();
  await expect(panel.getByText("Type the name that is to stand on it.")).toBeVisible();
  await expect(field).toBeFocused();
  await expectAccessible(page);

  const name = "मीरा <b>“M”</b> & Rao";
  await field.fill(name);
  const file = await saved(page, "Save as SVG: Station 2: The ways");
  expect(file.name).toMatch(/station-9\.svg$/);
  const read = await words(page, file.text);
  expect(read.root).toBe("svg");
  expect(read.foreign).toBe(0);
  expect(read.lines).toContain(name);
  expect(read.lines).toContain("Station 2: The ways");
  const all = read.lines.join("\n");
  expect(all).toContain("completed chapters 1 to 9 of Cloud Campus, course of 24 chapters, on ");
  expect(all).toContain("45, of them 45 without “Show me”");
  expect(all).toContain("9, of them 9 at the first attempt");
  expect(all).toContain("not issued, checked or endorsed by Amazon Web Services, and no AWS certification.");
  expect(read.data.checksum).toMatch(/^[0-9a-f]{64}$/);
  expect(all).toContain(read.data.checksum);

  // The same again is the same, and what is exported holds what it was made of.
  expect((await saved(page, "Save as SVG: Station 2: The ways")).text).toBe(file.text);
  const exported = JSON.parse((await saved(page, "Save a file")).text);
  expect(Object.keys(exported.chapters)).toHaveLength(10);
});

test("the certificate is printed on one page, and nothing else is", async ({ page }) => {
  await openApp(page);
  await learn(page, progress({ name: "Asha Rao", done: done(24) }));
  await page.getByRole("button", { name: /The whole course/ }).click();
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await dialog(page).getByRole("button", { name: "Print: The whole course" }).click();
  await expect(page.locator("html[data-printed]")).toBeAttached();
  const paper = page.locator(".certificate-print");
  await expect(paper).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(paper.locator("svg")).toBeVisible();
  await expect(paper.getByText("Certificate of completion", { exact: true })).toBeVisible();
  await expect(paper.getByText("Asha Rao", { exact: true })).toBeVisible();
  await expect(dialog(page)).toBeHidden();
  const sheet = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pages = sheet.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
  expect(pages).toHaveLength(1);
  // A4 in landscape, in points.
  const box = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(sheet.toString("latin1"));
  expect(Number(box?.[1])).toBeCloseTo(842, -1);
  expect(Number(box?.[2])).toBeCloseTo(595, -1);
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(paper).toHaveCount(0);
});

test("who is new has no stations, and the skills wait in grey", async ({ page }) => {
  await openApp(page);
  await expect(page.getByRole("heading", { name: "The campus" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Stations" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Who is learning/ }).click();
  await expect(dialog(page).getByText("Chapters 1, 2 and 3 are not done yet.")).toBeVisible();
  await expect(dialog(page).getByRole("textbox", { name: "Name on the certificate" })).toHaveCount(0);
  await expect(dialog(page).getByText("not yet: ")).toHaveCount(6);
});

for (const [scheme, width, height] of /** @type {const} */ ([
  ["light", 1440, 900],
  ["dark", 1440, 900],
  ["light", 360, 740],
])) {
  test(`what was reached is accessible and fits, ${scheme}, ${width} wide`, async ({ page }) => {
    await openApp(page, { scheme, width, height });
    await learn(page, progress({ done: done(24) }));
    await expect(page.getByRole("list", { name: "Stations" })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, `stations-map-${scheme}-${width}`);
    await page.getByRole("button", { name: /The whole course/ }).click();
    await expect(dialog(page).getByRole("button", { name: "Print: The whole course" })).toBeVisible();
    await dialog(page).getByRole("heading", { name: "Stations and certificate" }).scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await screenshot(page, `stations-dialog-${scheme}-${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
}
