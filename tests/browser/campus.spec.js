// The campus: a first visit and its first minute, going on after a reload, the map, the bell,
// who learns, and that nothing of it is lost.
import { readFile } from "node:fs/promises";
import { collectConsole, expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { kept, learn, progress, today } from "./harness/progress.js";

/** @typedef {import("@playwright/test").Page} Page */

const DONE = [1, 2, 3, 4, 5, 6, 7, 8];
const DUE = ["05/q3", "05/q1", "06/q1", "08/q2", "08/q4", "07/q1"];

/** A chapter as the page glances at it. @param {number} number */
const lesson = (number) => {
  const two = String(number).padStart(2, "0");
  return {
    number,
    title: `Chapter ${number}`,
    version: 1,
    tasks: [1, 2, 3, 4, 5].map((it) => ({
      id: `${two}-${it}`,
      title: it === 4 ? "the first exit" : `Task ${it}`,
      text: "Build `NAT-GW-AZ1` where it can work, so that the private servers get their updates again.",
    })),
    quiz: Array.from({ length: 6 }, (_, it) => ({
      question: `How many addresses of \`10.0.${it}.0/24\` are yours to use?`,
      options: [
        { text: "256", why: "Five of them AWS keeps for itself.", mix_up: "size for usable" },
        { text: "251", right: true, why: "The block has 256, and AWS keeps five." },
        { text: "254", why: "That is the rule of an office network: first and last are kept there." },
        { text: "250", why: "One too few." },
      ],
    })),
  };
};

/** Answers for all chapters, so that no test depends on what authors write. @param {Page} page */
async function lessons(page) {
  await page.route(/\/lessons\/(\d\d)-[^/]+\/chapter\.json/, (route, request) => {
    const [, number] = /\/lessons\/(\d\d)-/.exec(request.url()) ?? [];
    return route.fulfill({ json: lesson(Number(number)) });
  });
}

/** @param {Page} page @param {number} number */
const room = (page, number) => page.locator(`[data-room="${number}"]`);

/** @param {Page} page */
const wall = (page) => page.getByRole("group", { name: "A customer, a wall and a shop" });

test.beforeEach(async ({ page }) => lessons(page));

test("a first minute by pointer: a request dies, a drag mends it, the school begins", async ({ page }) => {
  await openApp(page);
  await expect(page.getByRole("heading", { level: 1, name: "Learn AWS by building it" })).toBeVisible();
  await wall(page).getByRole("button", { name: "Send a request" }).click();
  await expect(wall(page).getByRole("status")).toHaveText("Campus VPC has no internet gateway attached that works, so nothing from the internet reaches Shop (13.235.115.204).");

  const piece = wall(page).getByRole("button", { name: "Internet gateway" });
  const [from, to] = [await piece.boundingBox(), await wall(page).locator(".minute-hole").boundingBox()];
  if (!from || !to) {
    throw new Error("both are to be seen");
  }
  // Let go beside the hole, it lies where it lay.
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x - 40, from.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(wall(page).getByRole("status")).toContainText("no internet gateway");
  await page.mouse.move(from.x + 20, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
  await page.mouse.up();
  await expect(wall(page).getByRole("status")).toHaveText("The request arrived, and the answer came back.");
  await expect(piece).toHaveCount(0);

  await page.getByRole("button", { name: "Start with chapter 1" }).click();
  await expect(page).toHaveURL(/#\/chapter\/1$/);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "The campus" })).toBeVisible();
});

test("a first minute by keyboard", async ({ page }) => {
  await openApp(page);
  await wall(page).getByRole("button", { name: "Send a request" }).focus();
  await page.keyboard.press("Enter");
  await expect(wall(page).getByRole("status")).toContainText("Campus VPC has no internet gateway attached that works");
  await page.keyboard.press("Tab");
  await expect(wall(page).getByRole("button", { name: "Internet gateway" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(wall(page).getByRole("status")).toHaveText("The request arrived, and the answer came back.");
  await expect(wall(page).getByRole("button", { name: "Send it again" })).toBeFocused();
});

test("a learner goes on where they were, also after a reload", async ({ page }) => {
  await openApp(page);
  await learn(page, progress({ done: DONE, here: 9 }));
  await expect(page.getByRole("img", { name: "8 of 24 chapters done" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "The side exit" })).toBeVisible();
  await expect(page.getByText("Chapter 9 · unit 3 of 4 · about 30 minutes left")).toBeVisible();
  await expect(page.getByText("Next: the first exit.")).toBeVisible();
  await expect(page.getByText(/Last here (today|yesterday), /)).toBeVisible();
  await expect(page.getByText("Nothing to repeat yet.")).toBeVisible();
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/#\/chapter\/9$/);
  await page.reload();
  await expect(page).toHaveURL(/#\/chapter\/9$/);
  await expect(page.getByRole("heading", { name: "The campus" })).toHaveCount(0);
});

test("the map is one tab stop, with arrows between rooms", async ({ page }) => {
  await openApp(page);
  await learn(page, progress({ done: DONE, here: 9 }));
  await expect(room(page, 9)).toHaveAttribute("aria-current", "step");
  await expect(page.locator(".room[tabindex='0']")).toHaveCount(1);
  await room(page, 9).focus();
  await page.keyboard.press("ArrowDown");
  await expect(room(page, 10)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(room(page, 6)).toBeFocused();
  await page.keyboard.press("End");
  await expect(room(page, 11)).toBeFocused();
  await page.keyboard.press("Home");
  await expect(room(page, 4)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(room(page, 1)).toBeFocused();
  await expect(page.locator(".room[tabindex='0']")).toHaveCount(1);
  // What is in preparation is read, and does not open.
  const later = page.locator(".room[aria-disabled='true']").first();
  if (await later.count()) {
    await later.focus();
    await expect(later).toHaveAccessibleName(/ In preparation\./);
    await page.keyboard.press("Enter");
    await expect(page).not.toHaveURL(/chapter/);
  }
  await room(page, 10).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/chapter\/10$/);
});

test("a chapter is found by its service and by its name in the story", async ({ page }) => {
  await openApp(page);
  await expect(room(page, 1)).toBeVisible();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Find a chapter or a service" });
  await expect(field).toBeFocused();
  await field.fill("side exit");
  await expect(page.getByRole("option", { name: /NAT gateway/ })).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await field.fill("unheard of");
  await expect(page.getByText("No chapter is called that.")).toBeVisible();
  await field.fill("gateway");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/chapter\/9$/);
});

test("the bell asks, explains every option, and keeps what was answered", async ({ page }) => {
  await openApp(page);
  await learn(page, progress({ done: DONE, due: DUE.slice(0, 2) }));
  await expect(page.getByText("Two questions come back today.")).toBeVisible();
  await page.getByRole("button", { name: "Answer them" }).click();
  await expect(page).toHaveURL(/#\/bell$/);
  await expect(page.getByRole("heading", { level: 1, name: "Question 1 of 2" })).toBeVisible();
  const answer = page.getByRole("button", { name: "Answer", exact: true });
  await expect(answer).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("radio", { name: "256" }).check();
  await page.getByRole("radio", { name: "I think so" }).click();
  await expectAccessible(page);
  await answer.click();
  await expect(page.getByText("Not this time. It comes back tomorrow.")).toBeVisible();
  for (const why of ["Five of them AWS keeps", "The block has 256", "an office network", "One too few"]) {
    await expect(page.getByText(why)).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Question 2 of 2" })).toBeFocused();

  // By keyboard alone.
  const radios = page.getByRole("group").getByRole("radio");
  await expect(radios).toHaveCount(4);
  await page.keyboard.press("Tab");
  await expect(radios.first()).toBeFocused();
  const right = page.getByRole("radio", { name: "251" });
  for (let at = 0; at < 4 && !(await right.isChecked()); at++) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("radio", { name: "Sure" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/Right\. It comes back/)).toBeVisible();
  await page.getByRole("button", { name: "Next" }).click();
  await expect(page.getByText("1 of 2 answers right.")).toBeVisible();
  await expectAccessible(page);

  // Whoever loads the page again is not asked again.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Nothing to repeat today" })).toBeVisible();
  await page.getByRole("button", { name: "Back to the campus" }).click();
  await expect(page.getByText(/Nothing to repeat today\. The next questions? comes? (tomorrow|on )/)).toBeVisible();
  const [{ bell }] = await kept(page);
  expect(bell.mornings).toEqual({ [today()]: 2 });
  expect(Object.values(bell.items).map((it) => /** @type {any} */ (it).step).toSorted()).toEqual([0, 1]);
});

test("lessons that do not come are told of, and asked for again", async ({ context }) => {
  // A page of its own: the console tells of what is broken here.
  const page = await context.newPage();
  let broken = true;
  await page.route("**/lessons/course.json", (route) => (broken ? route.abort() : route.continue()));
  await openApp(page);
  const told = page.getByRole("alert").filter({ hasText: "The map of the course did not come: the server does not answer." });
  await expect(told).toBeVisible();
  await expectAccessible(page);
  broken = false;
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(room(page, 1)).toBeVisible();

  // Once it was here, it comes without a server, too.
  broken = true;
  await page.reload();
  await expect(room(page, 1)).toBeVisible();
  await expect(told).toHaveCount(0);
});

/** @param {Page} page */
const dialog = (page) => page.getByRole("dialog", { name: "Who is learning" });

test("several learn on one computer: names, files, removing", async ({ page }) => {
  await openApp(page);
  await learn(page, progress({ name: "Meera", done: [1], here: 4 }));
  await page.getByRole("button", { name: "Who is learning: Meera" }).click();
  await expectAccessible(page);
  const rename = dialog(page).getByRole("textbox", { name: "Another name" });
  await rename.fill("  Meera   Rao ");
  await dialog(page).getByRole("button", { name: "Rename" }).click();
  await expect(dialog(page).getByRole("button", { name: "Meera Rao learns now" })).toBeVisible();

  const other = dialog(page).getByRole("textbox", { name: "Somebody else on this computer" });
  await other.fill("meera rao");
  await dialog(page).getByRole("button", { name: "Add" }).click();
  await expect(dialog(page).getByText("Somebody on this computer has that name.")).toBeVisible();
  const download = page.waitForEvent("download");
  await dialog(page).getByRole("button", { name: "Save a file" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/\.progress\.json$/);
  const text = await readFile(await file.path(), "utf8");

  await other.fill("Asha");
  await dialog(page).getByRole("button", { name: "Add" }).click();
  await expect(dialog(page).getByRole("button", { name: "Asha learns now" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1, name: "Learn AWS by building it" })).toBeVisible();

  // Removed after a question, and brought back by the file.
  await page.getByRole("button", { name: "Who is learning: Asha" }).click();
  await dialog(page).getByRole("button", { name: "Remove Meera Rao" }).click();
  await dialog(page).getByRole("button", { name: "Keep" }).click();
  await dialog(page).getByRole("button", { name: "Remove Meera Rao" }).click();
  await dialog(page).getByRole("button", { name: "Remove", exact: true }).click();
  await expect(dialog(page).getByRole("button", { name: "Meera Rao switch" })).toHaveCount(0);
  const take = (/** @type {string} */ text) =>
    dialog(page).locator("input[type=file]").setInputFiles({ name: "it.progress.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await take('{"format": "cloud-campus-progress", "version": 2}');
  await expect(dialog(page).getByText("The file was not taken in: it was written by a newer Cloud Campus")).toBeVisible();
  await take(text);
  await expect(dialog(page).getByText("The progress of Meera Rao is here.")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1, name: "Walls of your own" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Who is learning: Meera Rao" })).toBeVisible();
  await expect(page.getByRole("img", { name: "1 of 24 chapters done" })).toBeVisible();
});

test("two tabs learn at once, and nothing of either is lost", async ({ page, context }) => {
  await openApp(page);
  await learn(page, progress({ done: DONE, due: DUE.slice(0, 2) }));
  const other = await context.newPage();
  const console = collectConsole(other);
  await lessons(other);
  // The one hears nothing of the other: the database alone keeps them apart.
  await other.addInitScript(() => Object.defineProperty(window, "BroadcastChannel", { value: undefined }));
  await openApp(other, { path: "#/bell" });
  await openApp(page, { path: "#/bell" });
  await page.reload();
  for (const tab of [page, other]) {
    await expect(tab.getByRole("heading", { level: 1, name: "Question 1 of 2" })).toBeVisible();
  }
  // Each answers another one.
  await page.getByRole("radio", { name: "251" }).check();
  await page.getByRole("radio", { name: "Sure" }).click();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(page.getByText(/Right\. It comes back/)).toBeVisible();
  await expect.poll(async () => (await kept(page))[0].revision).toBe(2);
  await other.getByRole("radio", { name: "256" }).check();
  await other.getByRole("radio", { name: "Guess" }).click();
  await other.getByRole("button", { name: "Answer", exact: true }).click();
  await other.getByRole("button", { name: "Next" }).click();
  await other.getByRole("radio", { name: "256" }).check();
  await other.getByRole("radio", { name: "Guess" }).click();
  await other.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(other.getByText("Not this time.")).toBeVisible();
  await expect.poll(async () => (await kept(page))[0].revision).toBeGreaterThan(3);
  const [{ bell, chapters }] = await kept(page);
  expect(Object.keys(bell.items).toSorted()).toEqual(["05/q1", "05/q3"]);
  expect(Object.keys(chapters)).toHaveLength(8);
  console.expectQuiet();
});

test("a full storage is told, nothing is lost, and room mends it", async ({ page }) => {
  await openApp(page);
  await learn(page, progress({ done: DONE, due: DUE.slice(0, 1) }));
  await expect(page.getByText("One question comes back today.")).toBeVisible();
  const fill = (/** @type {boolean} */ full) =>
    page.evaluate((full) => {
      window.add ??= IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = full
        ? () => {
            throw new DOMException("Encountered full disk.", "QuotaExceededError");
          }
        : window.add;
    }, full);
  await page.getByRole("button", { name: "Answer them" }).click();
  await fill(true);
  await page.getByRole("radio", { name: "251" }).check();
  await page.getByRole("radio", { name: "Sure" }).click();
  await page.getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByRole("button", { name: "The campus" }).click();
  const told = page.getByRole("alert").filter({ hasText: "Your progress is not saved: the browser's storage is full" });
  await expect(told).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByText("Nothing to repeat today.")).toBeVisible();
  const download = page.waitForEvent("download");
  await told.getByRole("button", { name: "Save it as a file" }).click();
  const saved = JSON.parse(await readFile(await (await download).path(), "utf8"));
  expect(saved.bell.items["05/q3"].step).toBe(1);
  await fill(false);
  await told.getByRole("button", { name: "Try again" }).click();
  await expect(told).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Nothing to repeat today.")).toBeVisible();
});

test("a record that cannot be read is told of and never written over", async ({ page }) => {
  await openApp(page);
  const newer = '{"format":"cloud-campus-progress","version":9,"name":"Asha"}';
  await learn(page, newer);
  const told = page.getByRole("alert").filter({ hasText: "it was written by a newer Cloud Campus" });
  await expect(told).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectAccessible(page);
  // Somebody learns on, under a number of their own.
  await page.getByRole("button", { name: "Who is learning: Me" }).click();
  await dialog(page).getByRole("textbox", { name: "Another name" }).fill("Ravi");
  await dialog(page).getByRole("button", { name: "Rename" }).click();
  await expect.poll(async () => (await kept(page)).length).toBe(2);
  expect((await kept(page)).find((it) => it.id === 1).version).toBe(9);

  // A part that makes no sense is left out; the whole is kept beside it.
  const damaged = JSON.parse(progress({ done: [1], here: 4 }));
  damaged.chapters[4].tasks["04-1"] = "met";
  await learn(page, JSON.stringify(damaged));
  await expect(page.getByRole("alert").filter({ hasText: "1 part of the progress could not be read. The rest is here, and the whole is kept as it was." })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Walls of your own" })).toBeVisible();
});

test("on a phone the parts fold, and three tabs lead on", async ({ page }) => {
  await openApp(page, { width: 390, height: 844 });
  await learn(page, progress({ done: DONE, here: 9, due: DUE }));
  const walls = page.getByRole("button", { name: /^Walls, ways and guards/ });
  await expect(walls).toHaveAttribute("aria-expanded", "true");
  const grounds = page.getByRole("button", { name: /^The grounds/ });
  await expect(grounds).toHaveAttribute("aria-expanded", "false");
  await expect(room(page, 1)).toBeHidden();
  await grounds.click();
  await expect(room(page, 1)).toBeVisible();
  await page.getByRole("button", { name: "My architectures" }).click();
  await expect(page.getByRole("heading", { name: "The campus" })).toBeHidden();
  await expect(page.getByRole("button", { name: "New architecture" })).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, "mine-light-390");
  await page.getByRole("button", { name: "Learn", exact: true }).click();
  await page.getByRole("button", { name: "Find a chapter" }).click();
  await expect(page.getByRole("combobox", { name: "Find a chapter or a service" })).toBeFocused();
  await screenshot(page, "search-light-390");
});

const LOOKS = [
  ["light", 1440, 900],
  ["dark", 1440, 900],
  ["light", 1024, 768],
  ["light", 390, 844],
  ["dark", 390, 844],
  ["light", 360, 740],
];

for (const [scheme, width, height] of LOOKS) {
  test(`the campus is accessible and fits, ${scheme}, ${width} wide`, async ({ page }) => {
    const fits = async () => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, "nothing hangs over the edge").toBeLessThanOrEqual(0);
    };
    await openApp(page, { scheme, width, height });
    await expect(page.getByRole("button", { name: "Send a request" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "The campus" })).toBeVisible();
    await screenshot(page, `first-${scheme}-${width}`);
    await page.getByRole("button", { name: "Send a request" }).click();
    await expect(page.getByText("Campus VPC has no internet gateway attached that works")).toBeVisible();
    await screenshot(page, `stopped-${scheme}-${width}`);
    await expectAccessible(page);
    await fits();
    await page.getByRole("button", { name: "Internet gateway Drag it" }).click();
    await expect(page.getByText("The request arrived")).toBeVisible();
    await screenshot(page, `arrived-${scheme}-${width}`);
    await learn(page, progress({ done: DONE, here: 9, due: DUE }));
    await expect(page.getByText("Next: the first exit.")).toBeVisible();
    await screenshot(page, `return-${scheme}-${width}`);
    await expectAccessible(page);
    await fits();
    await page.getByRole("button", { name: /^Who is learning/ }).click();
    await screenshot(page, `who-${scheme}-${width}`);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Answer them" }).click();
    await page.getByRole("radio", { name: "256" }).check();
    await screenshot(page, `bell-${scheme}-${width}`);
    await page.getByRole("radio", { name: "Sure" }).click();
    await page.getByRole("button", { name: "Answer", exact: true }).click();
    await screenshot(page, `bell-told-${scheme}-${width}`);
    await expectAccessible(page);
    await fits();
  });
}
