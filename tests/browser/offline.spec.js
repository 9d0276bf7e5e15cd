// After one visit everything works without a network, a newer build is told of and never forced,
// and two builds are never mixed. On the released page: others have no worker.
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { collectConsole, expect, screenshot, test as base } from "./harness/index.js";
import { serve } from "./harness/server.js";

const DIST = process.env.CAMPUS_DIST ?? join(dirname(fileURLToPath(import.meta.url)), "..", "..", "dist");

const test = base.extend({
  // A folder of its own, so that a test may put another build there.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "campus-"));
    await cp(DIST, folder, { recursive: true });
    await use(folder);
    await rm(folder, { recursive: true });
  },
});
test.use({ serviceWorkers: "allow" });

test.beforeEach(async () => {
  const has = (await readdir(DIST)).includes("worker.js");
  test.skip(!has, "only the released page is kept in the browser");
});

/** Waits until the whole build is kept. @param {import("@playwright/test").Page} page */
async function kept(page) {
  const answers = () => page.evaluate(() => navigator.serviceWorker.controller?.state === "activated");
  await expect.poll(answers, { timeout: 60_000 }).toBe(true);
}

/** Puts a build there that differs in a lesson. @param {string} folder @param {string} words */
async function newBuild(folder, words) {
  const file = "lessons/09-nat-gateway/chapter.md";
  const text = `${await readFile(join(folder, file), "utf8")}\n${words}\n`;
  await writeFile(join(folder, file), text);
  const worker = await readFile(join(folder, "worker.js"), "utf8");
  const hash = `sha256-${createHash("sha256").update(text).digest("base64")}`;
  const build = createHash("sha256").update(words).digest("hex").slice(0, 16);
  await writeFile(
    join(folder, "worker.js"),
    worker.replace(new RegExp(`("${file}": )"[^"]*"`), `$1"${hash}"`).replace(/const BUILD = "[^"]*"/, `const BUILD = "${build}"`),
  );
}

test("after one visit all of it works without a server, from a cold start", async ({ context, folder }) => {
  const server = await serve(folder);
  const first = await context.newPage();
  await first.goto(server.url);
  await expect(first.locator("#loading")).toHaveCount(0, { timeout: 60_000 });
  await kept(first);
  await first.close();
  await server.close();
  await context.setOffline(true);

  const page = await context.newPage();
  const console = collectConsole(page);
  await page.goto(server.url);
  await expect(page.locator("#loading")).toHaveCount(0, { timeout: 60_000 });
  // The campus, a chapter that was never opened, its document and its figures.
  await expect(page.locator('[data-room="9"]')).toBeVisible();
  await page.goto(`${server.url}#/chapter/9`);
  await expect(page.getByRole("region", { name: "Task", exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  // The control room, the review, the rules: parts and texts that nobody has fetched.
  await page.goto(`${server.url}#/example/notebookly`);
  await page.getByRole("radio", { name: "Control room" }).click();
  await expect(page.locator(".room-play")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("radio", { name: "Review" }).click();
  await expect(page.locator(".review-head")).toBeVisible({ timeout: 30_000 });
  await page.goto(`${server.url}#/`);
  await page.getByRole("button", { name: "Rule reference" }).click();
  await expect(page.getByRole("dialog", { name: "Rule reference" }).getByRole("heading", { name: "Why it matters" })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("Escape");
  await page.goto(`${server.url}#/class/24`);
  await expect(page.getByRole("region", { name: "Caption" }).locator("p")).toContainText(/\w/, { timeout: 30_000 });
  console.expectQuiet();
});

test("a newer build is told of, waits for other tabs, and is taken when it is wanted", async ({ context, folder }) => {
  const server = await serve(folder);
  const page = await context.newPage();
  await page.goto(server.url);
  await expect(page.locator("#loading")).toHaveCount(0, { timeout: 60_000 });
  await kept(page);
  const lesson = () => page.evaluate(async () => (await fetch("./lessons/09-nat-gateway/chapter.md")).text());
  expect(await lesson()).not.toContain("Newer words.");
  const fresh = page.getByRole("status", { name: "A new version" });

  await newBuild(folder, "Newer words.");
  const other = await context.newPage();
  await other.goto(server.url);
  await expect(other.locator("#loading")).toHaveCount(0, { timeout: 60_000 });
  await page.evaluate(async () => void (await navigator.serviceWorker.getRegistration())?.update());
  await expect(fresh).toBeVisible({ timeout: 30_000 });
  await screenshot(page, "fresh");
  // Until then it is the old build, whole; and with another tab open it stays so.
  expect(await lesson()).not.toContain("Newer words.");
  await fresh.getByRole("button", { name: "Reload" }).click();
  await expect(fresh).toContainText("open in another tab");
  expect(await lesson()).not.toContain("Newer words.");

  await other.close();
  await Promise.all([page.waitForEvent("load"), fresh.getByRole("button", { name: "Reload" }).click()]);
  await expect(page.locator("#loading")).toHaveCount(0, { timeout: 60_000 });
  await expect(fresh).toHaveCount(0);
  expect(await lesson()).toContain("Newer words.");
  await server.close();
});

test("a build that did not come whole is not used", async ({ context, folder }) => {
  const server = await serve(folder);
  const page = await context.newPage();
  await page.goto(server.url);
  await expect(page.locator("#loading")).toHaveCount(0, { timeout: 60_000 });
  await kept(page);
  const builds = () => page.evaluate(() => caches.keys());
  const before = await builds();
  await newBuild(folder, "Half of it.");
  // Somebody is still copying: one file is not what the list says.
  await writeFile(join(folder, "lessons/09-nat-gateway/chapter.md"), "half");
  const failed = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const installing = new Promise((resolve) => {
      registration.addEventListener("updatefound", () => {
        const worker = registration.installing;
        worker.addEventListener("statechange", () => worker.state === "redundant" && resolve("refused"));
      });
    });
    await registration.update().catch(() => undefined);
    return installing;
  });
  expect(failed).toBe("refused");
  await expect.poll(builds).toEqual(before);
  await expect(page.getByRole("status", { name: "A new version" })).toHaveCount(0);
  await server.close();
  await page.reload();
  await expect(page.locator("#loading")).toHaveCount(0, { timeout: 60_000 });
});
