// A link that holds a whole document: made, opened as a copy, refused with a reason.
import { deflateSync, inflateSync } from "node:zlib";
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Builder, type } from "./harness/builder.js";
import { NOTEBOOKLY, readDocument } from "./harness/documents.js";

/** @typedef {import("@playwright/test").Page} Page */

const REGION = "ap-south-1 · Mumbai";

/** @param {Page} page */
const title = (page) => page.getByLabel("Name of the architecture");

/** @param {string | Buffer} text */
const linkOf = (text) => `#/open/1.${deflateSync(text, { level: 9 }).toString("base64url")}`;

/** @param {string} name @param {object} [more] */
const small = (name, more = {}) =>
  linkOf(JSON.stringify({ format: "cloud-campus", version: 3, title: name, resources: [{ id: "region-1", kind: "region", name: "ap-south-1" }], ...more }));

/** A new document with a VPC. @param {Page} page */
async function shop(page) {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  const build = new Builder(page);
  await build.drop("vpc", REGION, { x: 60, y: 90, name: "shop" });
  await type(title(page), "Shop");
  await expect(page.locator(".save-state")).toHaveText("Saved");
  return build;
}

/** @param {Page} page */
async function share(page) {
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Share a link" }).click();
  const dialog = page.getByRole("dialog", { name: "Share a link" });
  await expect(dialog.getByLabel("Link", { exact: true })).toHaveValue(/#\/open\/1\./);
  return dialog;
}

test("a link leads to a copy, and the document stays as it is", async ({ page }) => {
  const build = await shop(page);
  const [url, box] = [page.url(), page.locator(".start-list li")];
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = await share(page);
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  expect(link.startsWith(url.split("#")[0])).toBe(true);
  const length = link.length.toLocaleString("en-US");
  await expect(dialog).toContainText(`This link has ${length} characters.`);
  await expect(dialog.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, "share-light");
  await dialog.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await page.keyboard.press("Escape");

  // In the same browser, over the open document: a copy beside it.
  await page.goto(link);
  await expect(title(page)).toHaveValue("Shop (copy)");
  await expect(page.locator(".toasts")).toContainText("This is a copy of Shop, which came with a link.");
  await expect(build.thing("shop")).toHaveCount(1);
  await expect(page).toHaveURL(/#\/document\/\d+$/);
  expect(page.url()).not.toBe(url);
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await build.select("shop");
  await build.rename("mall");
  await page.reload();
  await expect(build.thing("mall")).toHaveCount(1);

  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await expect(box).toHaveCount(2);
  await expect(box.filter({ hasText: "from a link" })).toHaveCount(1);
  await expect(box.locator(".kept-picture svg")).toHaveCount(2);
  await box.filter({ hasNotText: "from a link" }).getByRole("button", { name: /^Shop / }).first().click();
  await expect(build.thing("shop")).toHaveCount(1);
});

test("a large architecture says how long its link is, and offers the file", async ({ page }) => {
  await openApp(page, { scheme: "dark", width: 390, height: 844 });
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  const dialog = await share(page);
  await expect(dialog).toContainText("Some chats cut links over 2,000");
  await expect(dialog).toContainText("too long for a QR code");
  const packed = (await dialog.getByLabel("Link", { exact: true }).inputValue()).split("/1.")[1];
  const text = inflateSync(Buffer.from(packed, "base64url")).toString();
  expect(JSON.parse(text).title).toBe((await readDocument(NOTEBOOKLY)).title);
  await expectAccessible(page);
  await screenshot(page, "share-dark-390");
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save a file" }).click();
  expect((await readDocument(await (await download).path())).title).toBe(JSON.parse(text).title);
});

for (const { name, link, says } of [
  { name: "that was cut off", link: small("Whole").slice(0, -9), says: "it was cut off on its way" },
  { name: "that was changed", link: small("Whole").replace(/.{3}$/, "AAA"), says: /changed on its way|cut off/ },
  { name: "with a foreign sign", link: `${small("Whole")}.`, says: "does not belong in a link" },
  { name: "of a newer version", link: "#/open/7.eJw", says: "reads up to 1" },
  { name: "that holds a bomb", link: linkOf(Buffer.alloc(64 * 1024 * 1024, " ")), says: "larger than 2 MB" },
  { name: "that is nested too deep", link: linkOf("[".repeat(50_000) + "]".repeat(50_000)), says: "more than 127 deep" },
  { name: "with a document of a newer version", link: small("Newer", { version: 99 }), says: "format version 99" },
  { name: "with something else", link: linkOf("<script>window.hit = true</script>"), says: "this is not JSON" },
]) {
  test(`a link ${name} is refused, and nothing is changed`, async ({ page }) => {
    await openApp(page, { path: link });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("The link was not opened");
    await expect(alert).toContainText(says);
    await expect(alert).toContainText("Nothing was changed");
    await expect(page).toHaveURL(/#\/$/);
    await expect(page.locator(".start-list li")).toHaveCount(0);
  });
}

test("whatever a link calls things stays text", async ({ page }) => {
  const markup = '<img src=x onerror="window.hit=1">';
  const resources = [{ id: "region-1", kind: "region", name: "ap-south-1" }, { id: "user-1", kind: "user", name: markup }];
  await openApp(page, { path: small(`${markup}\u202e txet \u2066`, { resources }) });
  await expect(title(page)).toHaveValue(`${markup} txet (copy)`);
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await expect(page.locator(".start-list b")).toHaveText(`${markup} txet (copy)`);
  expect(await page.evaluate(() => window.hit)).toBeUndefined();
  await expectAccessible(page);
});
