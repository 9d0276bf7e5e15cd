// What is kept in the browser: "Saved" is said when it is true, nothing is lost or
// written over, and a failure is loud.
import { collectConsole, expect, expectAccessible, openApp, pressTile, screenshot, test } from "./harness/index.js";
import { Builder, boxOf, type } from "./harness/builder.js";
import { NOTEBOOKLY, readDocument } from "./harness/documents.js";

/** @typedef {import("@playwright/test").Page} Page */

const REGION = "ap-south-1 · Mumbai";

/** @param {Page} page */
const state = (page) => page.locator(".save-state");

/** @param {Page} page */
const trouble = (page) => page.locator(".trouble");

/** @param {Page} page @param {string} title */
async function retitle(page, title) {
  await type(page.getByLabel("Name of the architecture"), title);
}

/** @param {Page} page @param {string} title */
async function expectTitle(page, title) {
  await expect(page.getByLabel("Name of the architecture")).toHaveValue(title);
}

/** A new document with a VPC, kept. @param {Page} page */
async function keptShop(page) {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  const build = new Builder(page);
  await build.drop("vpc", REGION, { x: 60, y: 90, name: "shop" });
  await retitle(page, "Shop");
  await expect(state(page)).toHaveText("Saved");
  return build;
}

/** Opens what another page of the same browser has open. @param {Page} page */
async function secondTab(page) {
  const other = await page.context().newPage();
  const console = collectConsole(other);
  await openApp(other, { path: new URL(page.url()).hash });
  return { other, console };
}

/** The requests that the page makes of its database. @param {Page} page */
async function slowDatabase(page, delay = 1_500) {
  await page.addInitScript((delay) => {
    const { transaction } = IDBDatabase.prototype;
    window.durabilities = [];
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      if (mode === "readwrite") {
        window.durabilities.push(options?.durability);
      }
      return transaction.call(this, stores, mode, options);
    };
    const complete = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
      set(listener) {
        const late = this.mode === "readwrite" ? (event) => setTimeout(() => listener?.call(this, event), delay) : listener;
        complete.set.call(this, late);
      },
    });
  }, delay);
}

test("“Saved” is said when the browser has finished the transaction, not before", async ({ page }) => {
  await slowDatabase(page);
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  await expect(state(page), "what nobody has changed is not kept").toHaveText("");
  await retitle(page, "Slow");
  await expect(state(page)).toHaveText("Saving…");
  await page.waitForTimeout(800);
  await expect(state(page)).toHaveText("Saving…");
  await expect(state(page)).toHaveText("Saved");
  expect(await page.evaluate(() => window.durabilities[0])).toBe("strict");
});

test("the browser is asked once not to clear what is kept when its disk is full", async ({ page }) => {
  await page.addInitScript(() => {
    window.askedToStay = 0;
    navigator.storage.persist = async () => (window.askedToStay += 1) > 0;
  });
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  await expect(page.locator("#canvas")).toBeVisible();
  for (const title of ["Kept", "Kept again"]) {
    await retitle(page, title);
    await expect(state(page)).toHaveText("Saved");
  }
  expect(await page.evaluate(() => window.askedToStay)).toBe(1);
});

test("a drag that is still held is not saved, and is gone after a reload", async ({ page }) => {
  const build = await keptShop(page);
  const [before, url] = [await boxOf(build.thing("shop")), page.url()];
  const grip = await build.grip("shop");
  await build.drag(grip, { x: grip.x + 120, y: grip.y + 80 }, { drop: false });
  await expect.poll(async () => (await boxOf(build.thing("shop"))).x).toBeGreaterThan(before.x + 60);
  await expect(state(page)).toHaveText("Not dropped yet");
  await page.waitForTimeout(700);
  await expect(state(page)).toHaveText("Not dropped yet");

  await page.reload();
  await expectTitle(page, "Shop");
  expect(page.url()).toBe(url);
  await expect.poll(async () => boxOf(build.thing("shop"))).toEqual(before);
  await expect(page.getByRole("button", { name: "Undo: Rename the architecture" })).toBeEnabled();
});

test("what is dropped is saved, even if the page goes in the same moment", async ({ page }) => {
  const build = await keptShop(page);
  for (const [number, name] of ["one", "two", "three"].entries()) {
    const before = await boxOf(build.thing("shop"));
    const grip = await build.grip("shop");
    await build.drag(grip, { x: grip.x + 40, y: grip.y + 24 });
    await retitle(page, name);
    await page.reload();
    await expectTitle(page, name);
    await expect.poll(async () => (await boxOf(build.thing("shop"))).x, `drag ${number}`).toBeGreaterThan(before.x + 20);
  }
});

test("a reload leads back into the document, its view, its history and its log", async ({ page }) => {
  const build = await keptShop(page);
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.getByRole("button", { name: "Zoom in" }).click();
  await page.mouse.move(600, 300);
  await page.mouse.wheel(40, 90);
  await expect(page.locator(".world.glide")).toHaveCount(0);
  const [zoom, seen] = [await build.zoom(), await boxOf(build.thing("shop"))];
  await page.waitForTimeout(500);

  await page.reload();
  await expectTitle(page, "Shop");
  expect(await build.zoom()).toBe(zoom);
  const again = await boxOf(build.thing("shop"));
  expect(Math.abs(again.x - seen.x) + Math.abs(again.y - seen.y)).toBeLessThan(2);

  await page.getByRole("tab", { name: "Audit log" }).click();
  await expect(build.dock).toContainText("CreateVpc");
  await build.history("Undo");
  await expectTitle(page, "Untitled");
  await build.history("Redo");
  await expectTitle(page, "Shop");
  await build.history("Undo");
  await expect(state(page)).toHaveText("Saved");
  await page.reload();
  await expectTitle(page, "Untitled");
  await build.history("Redo");
  await expectTitle(page, "Shop");
});

test("a reload leads back to what was selected, and to more steps than anybody counts", async ({ page }) => {
  const build = await keptShop(page);
  await build.select("shop");
  // Each arrow is a step; six hundred are more than an older version kept.
  await page.locator("#canvas").focus();
  const steps = 600;
  const before = await boxOf(build.thing("shop"));
  await build.select("shop");
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press(step % 2 ? "ArrowLeft" : "ArrowRight");
  }
  await expect(state(page)).toHaveText("Saved");
  await page.waitForTimeout(400);

  await page.reload();
  await expectTitle(page, "Shop");
  await expect(build.inspector.getByRole("heading", { level: 2 })).toHaveText("shop");
  const count = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("cloud-campus");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction("steps").objectStore("steps").count();
          asking.onsuccess = () => resolve(asking.result);
        };
      }),
  );
  expect(count).toBeGreaterThan(steps);
  await expect(page.getByRole("button", { name: /^Undo: / })).toBeEnabled();
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("Control+z");
  }
  expect((await boxOf(build.thing("shop"))).x).toBeCloseTo(before.x, 0);
  await build.history("Undo");
  await expectTitle(page, "Untitled");
  await expect(state(page)).toHaveText("Saved");
  await page.reload();
  await expectTitle(page, "Untitled");
  await build.history("Redo");
  await expectTitle(page, "Shop");
});

test("what nobody has changed has an address, too, and is not kept", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: /^Open Notebookly/ }).click();
  await expect(page).toHaveURL(/#\/example\/notebookly$/);
  await page.reload();
  await expectTitle(page, (await readDocument(NOTEBOOKLY)).title);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "New architecture" }).click();
  await expect(page).toHaveURL(/#\/new$/);
  await expectTitle(page, "Untitled");
  await page.goBack();
  await expectTitle(page, (await readDocument(NOTEBOOKLY)).title);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Learn AWS by building it");
  await expect(page.locator(".start-list")).toHaveCount(0);
  await page.goForward();
  await expectTitle(page, (await readDocument(NOTEBOOKLY)).title);
});

test("a file is opened from the editor's menu, and kept", async ({ page }) => {
  const build = await keptShop(page);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Open a file" }).click();
  const file = { ...(await readDocument(NOTEBOOKLY)), title: "From a file" };
  await (await chooser).setFiles({ name: "shop.campus.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await expectTitle(page, "From a file");
  await expect(state(page)).toHaveText("Saved");
  await page.reload();
  await expectTitle(page, "From a file");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Back to the start screen" }).click();
  await expect(page.locator(".start-list li")).toHaveCount(2);
  await page.locator(".start-list").getByRole("button", { name: /^Shop/ }).click();
  await expect(build.thing("shop")).toHaveCount(1);
});

test("the link to the canvas leaves the address as it is", async ({ page }) => {
  await keptShop(page);
  const url = page.url();
  await page.getByRole("link", { name: "To the canvas" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(url);
  await page.reload();
  await expectTitle(page, "Shop");
});

test("an address that leads nowhere says so", async ({ page }) => {
  for (const path of ["#/document/4000000000", "#/moon"]) {
    await page.goto("about:blank");
    await openApp(page, { path });
    await expect(page.getByRole("alert")).toContainText(/not, or no longer, kept|nothing at this address/);
    await expect(page.getByRole("button", { name: "New architecture" })).toBeVisible();
  }
});

test("two tabs with one document follow each other", async ({ page }) => {
  const build = await keptShop(page);
  const { other, console } = await secondTab(page);
  const there = new Builder(other);
  await expect(there.thing("shop")).toHaveCount(1);

  await there.select("shop");
  await there.rename("mall");
  await expect(build.thing("mall")).toHaveCount(1);
  await expect(state(page)).toHaveText("Changed in another tab");
  await expect(state(page)).toHaveText("Saved");
  await retitle(page, "Mall");
  await expectTitle(other, "Mall");
  await expect(there.inspector.getByRole("heading", { level: 2 }), "what is selected stays so").toHaveText("mall");
  await there.history("Undo");
  await expectTitle(page, "Shop");

  // Both hold the same after a reload.
  await page.reload();
  await expectTitle(page, "Shop");
  await expect(build.thing("mall")).toHaveCount(1);
  await expect(trouble(page)).toHaveCount(0);
  console.expectQuiet();
});

test("a tab in the middle of a drag asks before it writes", async ({ page }) => {
  const build = await keptShop(page);
  const { other, console } = await secondTab(page);
  const there = new Builder(other);

  const [grip, stood] = [await there.grip("shop"), await boxOf(there.thing("shop"))];
  await there.drag(grip, { x: grip.x + 80, y: grip.y + 48 }, { drop: false });
  await expect(state(other)).toHaveText("Not dropped yet");
  await retitle(page, "Newer");
  await expect(state(page)).toHaveText("Saved");
  await expectTitle(other, "Shop");
  await other.mouse.up();
  await expect(trouble(other)).toContainText("Another tab has saved this document meanwhile");
  await expect(state(other)).toHaveText("Not saved");
  await expectTitle(page, "Newer");
  await expectAccessible(other, { within: ".trouble-place" });

  // Nothing is written until somebody decides: what is here becomes a document of its own.
  const [before, url] = [await boxOf(build.thing("shop")), page.url()];
  await trouble(other).getByRole("button", { name: "Keep mine as a copy" }).click();
  await expect(trouble(other)).toHaveCount(0);
  await expect(state(other)).toHaveText("Saved");
  await expectTitle(other, "Shop (copy)");
  expect(other.url()).not.toBe(url);
  // Each tab has its own view, which has come after what was dropped beyond its edge.
  await expect.poll(async () => (await boxOf(there.thing("shop"))).x).toBeGreaterThan(stood.x + 30);
  await expectTitle(page, "Newer");
  await expect.poll(async () => boxOf(build.thing("shop"))).toEqual(before);
  await other.reload();
  await expectTitle(other, "Shop (copy)");
  await there.history("Undo");
  await expectTitle(other, "Shop");

  // A drag that is let go of leads to the other's version without a word.
  await other.goto(url);
  await expectTitle(other, "Newer");
  const again = await there.grip("shop");
  await there.drag(again, { x: again.x + 40, y: again.y + 24 }, { drop: false });
  await retitle(page, "Newest");
  await expect(state(page)).toHaveText("Saved");
  await other.keyboard.press("Escape");
  await other.mouse.up();
  await expectTitle(other, "Newest");
  await expect(state(other)).toHaveText("Changed in another tab");
  await expect(trouble(other)).toHaveCount(0);

  // And one can take the other's version; what was here is one step back.
  const still = await boxOf(there.thing("shop"));
  const third = await there.grip("shop");
  await there.drag(third, { x: third.x + 80, y: third.y + 48 }, { drop: false });
  await retitle(page, "Last");
  await expect(state(page)).toHaveText("Saved");
  await other.mouse.up();
  await trouble(other).getByRole("button", { name: "Take theirs" }).click();
  await expectTitle(other, "Last");
  await expect(trouble(other)).toHaveCount(0);
  await expect(state(other)).toHaveText("Saved");
  expect((await boxOf(there.thing("shop"))).x).toBeCloseTo(still.x, 0);
  await there.history("Undo");
  await expect.poll(async () => (await boxOf(there.thing("shop"))).x).toBeGreaterThan(still.x + 40);
  await expectTitle(page, "Newest");
  await there.history("Redo");
  await expectTitle(page, "Last");
  console.expectQuiet();
});

test("a tab that hears nothing of the others still writes over nothing", async ({ page }) => {
  await page.context().addInitScript(() => {
    Object.defineProperty(window, "BroadcastChannel", { value: undefined });
  });
  await keptShop(page);
  const { other } = await secondTab(page);
  await expectTitle(other, "Shop");
  await retitle(page, "First");
  await expect(state(page)).toHaveText("Saved");
  await retitle(other, "Second");
  await expect(trouble(other)).toContainText("Another tab has saved this document meanwhile");
  await page.reload();
  await expectTitle(page, "First");
});

/** Lets the browser keep nothing more for the page, or all again. @param {Page} page @param {boolean} full */
async function fill(page, full) {
  await page.evaluate((full) => {
    window.put ??= IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = full
      ? () => {
          throw new DOMException("Encountered full disk.", "QuotaExceededError");
        }
      : window.put;
  }, full);
}

test("a storage that is really full is told", async ({ page }) => {
  await keptShop(page);
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  // Chromium lets a database write for half a minute what it has once measured.
  await page.waitForTimeout(32_000);
  await retitle(page, "Too much");
  await expect(trouble(page)).toContainText("storage is full");
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await trouble(page).getByRole("button", { name: "Try again" }).click();
  await expect(state(page)).toHaveText("Saved");
});

test("a failed save is loud, offers a file, and closing the tab asks", async ({ page }) => {
  await keptShop(page);
  await fill(page, true);
  await retitle(page, "Too much");
  await expect(trouble(page)).toContainText("Your work is not saved");
  await expect(trouble(page)).toContainText("storage is full");
  await expect(state(page)).toHaveText("Not saved");

  const download = page.waitForEvent("download");
  await trouble(page).getByRole("button", { name: "Save a file" }).click();
  expect((await readDocument(await (await download).path())).title).toBe("Too much");

  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await expectTitle(page, "Too much");

  // Leaving for the start screen asks, too.
  page.once("dialog", (it) => it.dismiss());
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await expectTitle(page, "Too much");

  await fill(page, false);
  await trouble(page).getByRole("button", { name: "Try again" }).click();
  await expect(state(page)).toHaveText("Saved");
  await expect(trouble(page)).toHaveCount(0);
  await page.reload();
  await expectTitle(page, "Too much");
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  for (const [width, height] of [
    [1440, 900],
    [820, 1180],
    [390, 844],
  ]) {
    test(`a failed save is seen in ${scheme} at ${width}x${height}`, async ({ page }) => {
      await openApp(page, { scheme, width, height });
      await pressTile(page, /^Open Notebookly/);
      await fill(page, true);
      await retitle(page, "Too much");
      await expect(trouble(page)).toBeInViewport({ ratio: 1 });
      for (const name of ["Try again", "Save a file"]) {
        await expect(trouble(page).getByRole("button", { name })).toBeInViewport({ ratio: 1 });
      }
      const [content, window] = await page.evaluate(() => {
        const root = document.documentElement;
        return [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight];
      });
      expect([content, window], "the line takes its room from the page").toEqual([0, 0]);
      await expectAccessible(page);
      await screenshot(page, `trouble-${scheme}-${width}`);
    });
  }
}

/** @param {Page} page @param {Record<string, string>} entries */
async function oldStorage(page, entries) {
  await page.evaluate((entries) => {
    for (const [key, value] of Object.entries(entries)) {
      localStorage.setItem(key, value);
    }
  }, entries);
}

/** @param {Page} page */
const oldKeys = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("cloud-campus.document.")).sort());

test("what an older version has kept comes over, once, and what it cannot read stays", async ({ page }) => {
  const document = await readDocument(NOTEBOOKLY);
  const entries = {
    "cloud-campus.document.1": JSON.stringify({ ...document, title: "Older one" }),
    "cloud-campus.saved.1": "1700000000000",
    "cloud-campus.document.2": '{"format": "cloud-campus", "version": 99}',
    "cloud-campus.document.3": JSON.stringify({ ...document, title: "Older three" }),
  };
  await openApp(page);
  await oldStorage(page, entries);
  await page.reload();
  const kept = page.locator(".start-list").filter({ hasText: "My architectures" });
  await expect(kept.locator("li")).toHaveCount(2);
  await expect(kept).toContainText("Older one");
  await expect(kept).toContainText("14 Nov 2023");
  const left = page.locator(".start-list").filter({ hasText: "left as it is" });
  await expect(left.locator("li")).toHaveCount(1);
  await expect(left).toContainText("version 99");
  await expectAccessible(page);
  await screenshot(page, "start-older");
  const download = page.waitForEvent("download");
  await left.getByRole("button").click();
  expect((await readDocument(await (await download).path())).version).toBe(99);
  await expect.poll(() => oldKeys(page)).toEqual(["cloud-campus.document.2"]);

  // What the old storage gives back after a crash is known; what an old tab has
  // written there since is another document.
  await kept.getByRole("button", { name: /^Older one/ }).click();
  await retitle(page, "Gone on with");
  await expect(state(page)).toHaveText("Saved");
  await oldStorage(page, { ...entries, "cloud-campus.document.3": JSON.stringify({ ...document, title: "Three, later" }) });
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await page.reload();
  await expect(kept.locator("li")).toHaveCount(3);
  for (const title of ["Gone on with", "Older three", "Three, later"]) {
    await expect(kept).toContainText(title);
  }
  await expect(kept).not.toContainText("Older one");
  await expect.poll(() => oldKeys(page)).toEqual(["cloud-campus.document.2"]);
});

/** Writes into the page's database behind its back. @param {Page} page @param {[string, unknown, unknown][]} records */
async function tamper(page, records) {
  await page.evaluate(
    (records) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("cloud-campus");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const writing = database.transaction([...database.objectStoreNames], "readwrite");
          for (const [store, value, key] of records) {
            writing.objectStore(store).put(value, key);
          }
          writing.oncomplete = () => resolve(database.close());
          writing.onabort = () => reject(writing.error);
        };
      }),
    records,
  );
}

/** @param {Page} page */
const slotOf = (page) => Number(page.url().split("/").at(-1));

test("stored data that makes no sense is told and left alone", async ({ page }) => {
  await keptShop(page);
  const slot = slotOf(page);

  // A history of something else: the document opens, and says what was lost.
  await tamper(page, [["histories", '{"format":"cloud-campus-history","version":7}', slot]]);
  await page.reload();
  await expectTitle(page, "Shop");
  await expect(page.locator(".toasts")).toContainText("its history cannot be read");
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toBeDisabled();

  // A view from nowhere: everything is shown.
  await tamper(page, [["views", "{}", slot], ["histories", 7, slot]]);
  await page.reload();
  await expectTitle(page, "Shop");
  await expect(page.locator('#canvas [data-kind="vpc"]')).toBeInViewport();

  // A document that is none, and lines of the list that are none.
  const rubbish = '{"format": "cloud-campus", "version": 1, "resources": 7}';
  await tamper(page, [
    ["documents", rubbish, slot],
    ["rows", { id: 5, revision: 1, row: "?" }, [5, 1]],
    ["rows", { id: 6, revision: 1, row: '{"format":"cloud-campus-row","version":2}' }, [6, 1]],
    ["rows", "not even a line", [7, 1]],
    ["documents", "?", 5],
  ]);
  await page.reload();
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The document was not opened");
  await expect(alert).toContainText("`resources`");
  const download = page.waitForEvent("download");
  await alert.getByRole("button", { name: "Save it as a file" }).click();
  expect((await readDocument(await (await download).path())).resources).toBe(7);
  const list = page.locator(".start-list li");
  await expect(list).toHaveCount(3);
  await expect(list.filter({ hasText: "newer Cloud Campus" })).toHaveCount(1);
  await list.filter({ hasText: "nothing that Cloud Campus wrote" }).getByRole("button").first().click();
  await expect(alert).toContainText("this is not JSON");
  await expect(list).toHaveCount(3);
});

test("a removed document is brought back whole", async ({ page }) => {
  await keptShop(page);
  const url = page.url();
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await page.getByRole("button", { name: "Delete Shop" }).click();
  await expect(page.locator(".start-list")).toHaveCount(0);
  await page.locator(".toasts").getByRole("button", { name: "Undo" }).click();
  await page.locator(".start-list").getByRole("button", { name: /^Shop/ }).click();
  await expectTitle(page, "Shop");
  expect(page.url()).toBe(url);
  await expect(page.getByRole("button", { name: /^Undo: / })).toBeEnabled();
});

test("documents are renamed, duplicated and deleted in the list, and each has its picture", async ({ page }) => {
  const build = await keptShop(page);
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  const list = page.locator(".start-list li");
  await expect(list.locator(".kept-picture rect.vpc")).toHaveCount(1);
  await expect(list).toContainText("3 resources");
  await page.getByRole("button", { name: "Rename Shop" }).click();
  await page.getByLabel("New name").fill("Mall");
  await page.keyboard.press("Enter");
  await expect(list.locator("b")).toHaveText("Mall");
  await page.getByRole("button", { name: "Rename Mall" }).click();
  await page.getByLabel("New name").fill("Nothing of it");
  await page.keyboard.press("Escape");
  await expect(list.locator("b")).toHaveText("Mall");
  await page.getByRole("button", { name: "Duplicate Mall" }).click();
  await expect(list).toHaveCount(2);
  await expect(list.locator("b")).toHaveText(["Mall (copy)", "Mall"]);
  await expect(list.locator(".kept-picture rect.vpc")).toHaveCount(2);
  await expectAccessible(page);
  await screenshot(page, "start-kept-two");

  // A new name is a step like any other.
  await list.getByRole("button", { name: /^Mall \d/ }).click();
  await expectTitle(page, "Mall");
  await build.history("Undo");
  await expectTitle(page, "Shop");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Duplicate this architecture" }).click();
  await expectTitle(page, "Shop (copy)");
  await expect(state(page)).toHaveText("Saved");
  await page.goBack();
  await expectTitle(page, "Shop");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Delete this architecture");
  await page.keyboard.press("Enter");
  await expect(list.locator("b")).toHaveText(["Shop (copy)", "Mall (copy)"]);
  await page.locator(".toasts").getByRole("button", { name: "Undo" }).click();
  await expect(list).toHaveCount(3);
});

test("a document that is deleted in another tab, or cleared away, is told of loudly", async ({ page }) => {
  const build = await keptShop(page);
  const { other, console } = await secondTab(page);
  await expectTitle(other, "Shop");
  await other.getByRole("link", { name: "Cloud Campus" }).click();
  await other.getByRole("button", { name: "Delete Shop" }).click();
  await expect(trouble(page)).toContainText("no longer kept in this browser");
  await expect(state(page)).toHaveText("Not saved");
  await expectAccessible(page, { within: ".trouble-place" });
  await trouble(page).getByRole("button", { name: "Keep it again" }).click();
  await expect(state(page)).toHaveText("Saved");
  await expect(trouble(page)).toHaveCount(0);
  await page.reload();
  await expectTitle(page, "Shop");
  await expect(page.getByRole("button", { name: /^Undo: Rename/ })).toBeEnabled();
  await other.close();

  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await expect(trouble(page)).toContainText("no longer kept in this browser");
  await trouble(page).getByRole("button", { name: "Keep it again" }).click();
  await expect(state(page)).toHaveText("Saved");
  await page.reload();
  await expectTitle(page, "Shop");
  await build.history("Undo");
  await expectTitle(page, "Untitled");
  console.expectQuiet();
});

test("a deletion says what goes along and what AWS would say, and the message goes with its undo", async ({ page }) => {
  const build = await keptShop(page);
  await build.drop("subnet", "shop", { x: 40, y: 60, name: "wing" });
  await build.select("shop");
  await page.keyboard.press("Delete");
  const toast = page.locator(".toast");
  await expect(toast).toContainText("Deleted shop and 1 thing in it. AWS refuses DeleteVpc with DependencyViolation until");
  await page.keyboard.press("Control+z");
  await expect(build.thing("wing")).toHaveCount(1);
  await expect(toast).toHaveCount(0);
});

test("without a database everything works, and says that nothing is kept", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", { value: undefined });
  });
  await openApp(page);
  await oldStorage(page, { "cloud-campus.document.1": JSON.stringify(await readDocument(NOTEBOOKLY)) });
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("This browser keeps nothing");
  await page.locator(".start-list").getByRole("button").click();
  await expect(page.locator('#canvas [data-kind="vpc"]')).toHaveCount(1);
  await expect(trouble(page)).toContainText("Your work is not saved");
  expect(await oldKeys(page)).toEqual(["cloud-campus.document.1"]);
});
