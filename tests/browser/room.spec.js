// The control room of an open document: customers come, time is played and gone back in, a
// thing is broken, and what happened is told with its reasons.
import { readFile } from "node:fs/promises";
import { Builder } from "./harness/builder.js";
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";

/** @param {import("@playwright/test").Page} page */
async function openRoom(page, options = {}) {
  await openApp(page, { path: "#/example/notebookly", ...options });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Alt+2");
  await expect(page.locator(".room-play")).toBeVisible();
}

/** @param {import("@playwright/test").Page} page */
const clock = (page) => page.locator(".room-clock > b");

/** @param {import("@playwright/test").Page} page */
const seconds = async (page) => {
  const [hours, minutes, rest] = ((await clock(page).textContent()) ?? "").split(":").map(Number);
  return (hours - 20) * 3600 + minutes * 60 + rest;
};

/** Plays until so many seconds of the run have passed, then pauses. */
async function playUntil(page, wanted) {
  await page.getByRole("radiogroup", { name: "Speed" }).getByRole("radio", { name: "60×", exact: true }).click();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await expect.poll(() => seconds(page), { timeout: 60_000 }).toBeGreaterThan(wanted);
  await page.getByRole("button", { name: "Pause" }).click();
}

test("a run begins paused, plays, pauses, and time is gone back in with keys", async ({ page }) => {
  await openRoom(page);
  await expect(clock(page)).toHaveText("20:00:00");
  await expect(page.getByText("Press play to let customers in.")).toBeVisible();
  await playUntil(page, 130);
  const paused = await seconds(page);
  await page.locator(".scrub-track").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => seconds(page)).toBe(paused - 60);
  await expect(page.locator(".scrub-track")).toHaveAttribute("aria-valuenow", String(paused - 60));
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => seconds(page)).toBe(paused - 59);
  await page.keyboard.press("Home");
  await expect(clock(page)).toHaveText("20:00:00");
  await page.keyboard.press("End");
  await expect.poll(() => seconds(page)).toBe(paused);
});

test("leaving pauses, and the run is found again where it was", async ({ page }) => {
  await openRoom(page);
  await playUntil(page, 60);
  const before = await seconds(page);
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await page.keyboard.press("Alt+1");
  await expect(page.locator(".room-play")).toBeHidden();
  // Where one builds, the drawing is the drawing alone.
  await expect(page.locator(".life-way")).toHaveAttribute("d", "");
  await page.keyboard.press("Alt+2");
  await expect(page.locator(".life-way")).toHaveAttribute("d", /^M/);
  const after = await seconds(page);
  expect(after).toBeGreaterThanOrEqual(before);
  await expect(page.getByRole("button", { name: "Play", exact: true }).first()).toBeVisible();
});

test("a zone is failed with the keyboard, told of, and brought back", async ({ page }) => {
  await openRoom(page);
  await playUntil(page, 90);
  const fault = page.getByRole("button", { name: "Fail a zone" });
  await fault.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Which Availability Zone?" })).toBeVisible();
  await page.getByRole("group", { name: "Which Availability Zone?" }).getByRole("button", { name: /^ap-south-1a/ }).press("Enter");
  const card = page.locator(".fault-card");
  await expect(card).toContainText("ap-south-1a failed");
  const first = page.locator(".story-line").filter({ has: page.locator('[data-manner="done"]') }).first();
  await expect(first).toBeVisible();
  await first.locator(".story-press").click();
  await expect(page.locator(".story-why")).toContainText("Decided by");
  await expectAccessible(page);
  await card.getByRole("button", { name: "Bring it back" }).click();
  await expect(card).toHaveCount(0);
});

test("a database is restored to a point in time with the keyboard", async ({ page }) => {
  await openRoom(page);
  await playUntil(page, 30);
  await page.getByRole("button", { name: "Restore a database" }).press("Enter");
  const form = page.locator(".restore[role=group]");
  await expect(form).toContainText(/Latest restorable time24 November 2026, 19:5\d:\d\d/);
  const database = form.getByRole("button", { name: /^notebook-db/ });
  await form.getByRole("radio", { name: /^Latest restorable time/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(form.getByRole("radio", { name: "Custom" })).toBeChecked();
  const time = form.getByLabel("Restore time, in India");
  // So late a time is not in the backups yet, and so early a one not any more.
  await time.fill("2026-11-24T20:30");
  await expect(database).toHaveAttribute("aria-disabled", "true");
  await expect(database).toContainText("The latest restorable time is 24 November 2026, 19:5");
  await time.fill("2026-11-01T12:00");
  await expect(database).toContainText("Its backups begin on 17 November 2026, 20:0");
  await expectAccessible(page);
  await screenshot(page, "room-restore");
  await time.fill("2026-11-24T19:30");
  await expect(database).toHaveAttribute("aria-disabled", "false");
  await database.press("Enter");
  await expect(page.locator(".story")).toContainText("You restore notebook-db to what it held");
  // Its copy is there now, so it is not made again.
  await page.getByRole("button", { name: "Restore a database" }).press("Enter");
  await expect(form.getByRole("button", { name: /^notebook-db\s*notebook-db-restored exists already/ })).toHaveAttribute("aria-disabled", "true");
});

test("without backups the restore is greyed and says why", async ({ page }) => {
  await openApp(page, { path: "#/example/notebookly" });
  const builder = new Builder(page);
  await builder.select("notebook-db");
  await builder.field("Backups").fill("0");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Alt+2");
  const restore = page.getByRole("button", { name: "Restore a database" });
  await expect(restore).toHaveAttribute("aria-disabled", "true");
  const why = "Automated backups are off: the backup retention period is 0 days.";
  await expect(restore).toHaveAccessibleDescription(why);
  await expect(page.locator(".fault-why")).toHaveText(why);
  await restore.press("Enter");
  await expect(page.locator(".restore")).toHaveCount(0);
});

/** @param {import("@playwright/test").Locator} thing */
async function middle(thing) {
  await expect(thing.first()).toBeVisible();
  const box = await thing.first().boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
}

test("a fault is dragged onto what it hits, and says why where it cannot", async ({ page }) => {
  await openRoom(page);
  await playUntil(page, 30);
  const pickUp = async (name) => {
    const from = await middle(page.getByRole("button", { name, exact: true }));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 300, from.y, { steps: 4 });
    await expect(page.locator(".fault-ghost")).toHaveText(name);
  };
  await pickUp("Fail a zone");
  await expect(page.locator(".life-target")).toHaveCount(2);
  const zone = page.locator('.life-target[data-whom="ap-south-1a"]');
  const over = await middle(zone);
  await page.mouse.move(over.x, over.y, { steps: 4 });
  await expect(zone).toHaveAttribute("data-over", "");
  await expect(page.locator(".bubble.ok")).toContainText("ap-south-1a, Availability Zone");
  await screenshot(page, "room-dragged");
  await page.mouse.up();
  await expect(page.locator(".fault-card")).toContainText("ap-south-1a failed");
  await expect(page.locator(".life-target")).toHaveCount(0);

  await pickUp("Stop an instance");
  const database = await middle(page.locator("#canvas .living", { hasText: "notebook-db" }));
  await page.mouse.move(database.x, database.y, { steps: 4 });
  await expect(page.locator(".bubble.error")).toContainText("only an instance that runs can be stopped");
  await page.mouse.up();
  await expect(page.locator(".toast")).toContainText("only an instance that runs can be stopped");
  await expect(page.locator(".life-target")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Stop an instance" })).toBeFocused();

  // Escape lets go of it, and so does the list that it came from.
  await pickUp("Fail a zone");
  await page.keyboard.press("Escape");
  await expect(page.locator(".fault-ghost")).toHaveCount(0);
  await page.mouse.up();
  await pickUp("Crash the app");
  const home = await middle(page.getByRole("button", { name: "Crash the app" }));
  await page.mouse.move(home.x, home.y);
  await page.mouse.up();
  await expect(page.locator(".life-target")).toHaveCount(0);
  await expect(page.locator(".fault-card")).toHaveCount(1);
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  test("a fault is dragged out of the sheet onto the drawing", async ({ page }) => {
    await openApp(page, { path: "#/example/notebookly", width: 390, height: 844 });
    await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
    await page.keyboard.press("Alt+2");
    await page.getByRole("button", { name: "Break something" }).tap();
    const from = await middle(page.getByRole("button", { name: "Fail a zone" }).locator(".fault-mark"));
    const finger = await page.context().newCDPSession(page);
    const touch = (type, touchPoints) => finger.send("Input.dispatchTouchEvent", { type, touchPoints });
    await touch("touchStart", [from]);
    await touch("touchMove", [{ x: from.x + 20, y: from.y - 40 }]);
    const zone = page.locator('.life-target[data-whom="ap-south-1a"]');
    const over = await middle(zone);
    await touch("touchMove", [over]);
    await expect(zone).toHaveAttribute("data-over", "");
    await touch("touchEnd", []);
    await page.getByRole("button", { name: "Break something" }).tap();
    await expect(page.locator(".fault-card")).toContainText("ap-south-1a failed");
  });
});

/** How many finished runs the browser keeps. @param {import("@playwright/test").Page} page */
const keptRuns = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("cloud-campus");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asking = opening.result.transaction("runs").objectStore("runs").count();
          asking.onsuccess = () => {
            opening.result.close();
            resolve(asking.result);
          };
        };
      }),
  );

test("finished runs are compared with after a reload, and go with their document", async ({ page }) => {
  test.slow();
  await openRoom(page);
  await playUntil(page, 60);
  await page.getByRole("button", { name: "End the run" }).click();
  await expect(page.locator("#room-report-title")).toBeFocused();
  // An example that nobody has changed is not kept, and neither are its runs until it is.
  expect(await keptRuns(page)).toBe(0);
  await page.getByLabel("Name of the architecture").fill("Shop");
  await page.keyboard.press("Enter");
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await expect.poll(() => keptRuns(page)).toBe(1);

  await page.reload();
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Alt+2");
  for (const number of [2, 3, 4, 5, 6]) {
    if (number > 2) {
      await page.getByRole("button", { name: "Run it again" }).click();
    }
    await playUntil(page, 30);
    await page.getByRole("button", { name: "End the run" }).click();
    await expect(page.locator(".report-about")).toContainText(`run ${number} `);
    // Each has a seed of its own, also behind a reload: the first had 7.
    await expect(page.locator(".report-about")).toContainText(`seed ${number + 6}`);
    await expect(page.locator(".report-numbers th").nth(2)).toHaveText(`Run ${number - 1}`);
  }
  await expect(page.locator(".outages > li")).toHaveCount(6);
  // The last five stay.
  await expect.poll(() => keptRuns(page)).toBe(5);

  await page.reload();
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await page.getByRole("button", { name: "Delete Shop" }).click();
  await expect.poll(() => keptRuns(page)).toBe(0);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => keptRuns(page)).toBe(5);
});

test("the past is not changed", async ({ page }) => {
  await openRoom(page);
  await playUntil(page, 60);
  await page.locator(".scrub-track").focus();
  await page.keyboard.press("Home");
  await page.getByRole("button", { name: "Flood of requests" }).click();
  await expect(page.locator(".toast")).toContainText("This moment has passed");
  await expect(page.locator(".fault-card")).toHaveCount(0);
});

test("nothing is built in the room", async ({ page }) => {
  await openRoom(page);
  const node = page.locator("#canvas .node[data-id]").first();
  const id = await node.getAttribute("data-id");
  const box = await node.boundingBox();
  await node.click({ force: true });
  await page.keyboard.press("Delete");
  await expect(page.locator(`#canvas [data-id="${id}"]`)).toHaveCount(1);
  expect((await node.boundingBox())?.width).toBe(box?.width);
});

test("a run that is ended has a report", async ({ page }) => {
  await openRoom(page);
  await playUntil(page, 120);
  await page.getByRole("button", { name: "End the run" }).click();
  await expect(page.locator("#room-report-title")).toBeFocused();
  await expect(page.locator(".report-numbers")).toContainText("Availability");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Run it again" }).click();
  await expect(clock(page)).toHaveText("20:00:00");
});

test("a saved run is the same run in the page and in the terminal, byte for byte", async ({ page }) => {
  test.slow();
  await openApp(page);
  const picked = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Open a file/ }).first().click();
  await (await picked).setFiles("tests/files/golden.run.json");
  await expect(page.locator(".room-play")).toBeVisible();
  await page.getByRole("radiogroup", { name: "Speed" }).getByRole("radio", { name: "3600×", exact: true }).click();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  // A drill that is over shows its report by itself.
  await expect(page.locator("#room-report-title")).toBeFocused({ timeout: 60_000 });
  await expect(page.locator(".criteria")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the report" }).click();
  const path = await (await download).path();
  expect(await readFile(path, "utf8")).toBe(await readFile("tests/files/golden.report.json", "utf8"));
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the run" }).click();
  const run = JSON.parse(await readFile(await (await saved).path(), "utf8"));
  const given = JSON.parse(await readFile("tests/files/golden.run.json", "utf8"));
  expect(run.seed).toBe(given.seed);
  expect(run.scenario.deeds).toEqual(given.scenario.deeds);
});

/** Chooses a prepared drill and plays it to its report. */
async function drill(page, title) {
  const list = page.getByRole("button", { name: "Prepared drills" });
  if ((await list.getAttribute("aria-expanded")) !== "true") await list.click();
  await page.locator(".room-drills-list").getByRole("button", { name: new RegExp(`^${title}`) }).click();
  await toReport(page);
}

async function toReport(page) {
  await expect(clock(page)).toHaveText(/:00$/);
  await page.getByRole("radiogroup", { name: "Speed" }).getByRole("radio", { name: "3600×", exact: true }).click();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await expect(page.locator("#room-report-title")).toBeFocused({ timeout: 60_000 });
}

for (const title of ["One server ends", "A zone is lost", "The database fails over"]) {
  test(`a drill, from click to scorecard: ${title}`, async ({ page }) => {
    test.slow();
    await openRoom(page);
    await drill(page, title);
    await expect(page.locator(".criterion").first()).toBeVisible();
    await expect(page.locator('.criterion[data-passed="false"]')).toHaveCount(0);
    await expect(page.locator('.verdicts[data-kind="saved"] > li').first()).toBeVisible();
    await expectAccessible(page);
  });
}

test("what sank a run is mended from its report, and the next run shows it", async ({ page }) => {
  test.slow();
  await openApp(page, { path: "#/example/notebookly" });
  const builder = new Builder(page);
  await builder.select("notebook-db");
  await builder.field("Multi-AZ").uncheck();
  await page.keyboard.press("Alt+2");
  await drill(page, "The database fails over");
  const failed = page.locator('.criterion[data-passed="false"]');
  const before = await failed.count();
  expect(before).toBeGreaterThan(0);
  const sank = page.locator('.verdicts[data-kind="sank"] > li').filter({ hasText: "Multi-AZ off" });
  await sank.getByRole("button", { name: "Turn Multi-AZ on" }).click();
  await expect(sank).toContainText("Done");
  await screenshot(page, "report-repaired");
  await page.getByRole("button", { name: "Run it with the new design" }).click();
  await toReport(page);
  expect(await failed.count()).toBeLessThan(before);
  await expect(page.locator(".criterion-before").first()).toContainText("run 1");
  // Taken back, it is offered again.
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Run it with the new design" })).toBeVisible();
});

for (const [name, options] of Object.entries({
  light: {},
  dark: { scheme: "dark" },
  small: { width: 1280, height: 720 },
  phone: { width: 390, height: 844 },
})) {
  test(`the room is seen: ${name}`, async ({ page }) => {
    await openApp(page, { path: "#/example/notebookly", ...options });
    await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
    await page.keyboard.press("Alt+2");
    await expect(page.locator(".room-play")).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    await screenshot(page, `room-${name}`);
  });
}

/** The rectangles of what is seen of a selector, or of the letters in it. @param {import("@playwright/test").Page} page @param {string} selector */
const rects = (page, selector, { letters = false } = {}) =>
  page.locator(selector).evaluateAll(
    (all, letters) =>
      all.flatMap((it) => {
        const range = document.createRange();
        range.selectNodeContents(it);
        const { left, right, top, bottom, width } = (letters ? range : it).getBoundingClientRect();
        return width > 0 ? [{ text: it.textContent?.trim() ?? "", left, right, top, bottom }] : [];
      }),
    letters,
  );

/** @param {{ left: number, right: number, top: number, bottom: number }} one @param {typeof one} other */
const overlap = (one, other) =>
  one.left < other.right - 0.5 && other.left < one.right - 0.5 && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5;

for (const [width, height] of [[1440, 900], [1024, 768], [820, 1180]]) {
  test(`rates stand clear of the names of boxes and zones, ${width} pixels wide`, async ({ page }) => {
    await openRoom(page, { width, height });
    await playUntil(page, 120);
    await expect(page.locator(".life-count").first()).toBeAttached();
    const rates = await rects(page, ".life-count");
    expect(rates.length).toBeGreaterThan(2);
    const names = await rects(page, "#canvas :is(.box-head > .name, .box-head > .tag, .frame-label > .name, .zone-name)", { letters: true });
    expect(names.length).toBeGreaterThan(6);
    const over = rates.flatMap((rate, place) =>
      [...names, ...rates.slice(place + 1)].filter((it) => overlap(rate, it)).map((it) => `${rate.text} over ${it.text}`),
    );
    expect(over).toEqual([]);
    await screenshot(page, `room-rates-${width}`);
  });
}

test("the numbers and times of the scrubber stand apart at every width", async ({ page }) => {
  await openRoom(page);
  await playUntil(page, 60);
  await page.getByRole("button", { name: "Fail a zone" }).press("Enter");
  await page.getByRole("group", { name: "Which Availability Zone?" }).getByRole("button", { name: /^ap-south-1a/ }).press("Enter");
  await expect(page.locator(".fault-card")).toContainText("ap-south-1a failed");
  await playUntil(page, 900);
  expect(await page.locator(".story-line").count()).toBeGreaterThan(8);
  const faults = [];
  for (const [width, height] of [[1440, 900], [1280, 720], [1180, 820], [1024, 768], [932, 430], [844, 390], [640, 360], [390, 844], [360, 740]]) {
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(200);
    for (const selector of [".scrub-badge", ".scrub-tick"]) {
      const all = await rects(page, selector);
      expect(all.length, `${selector} at ${width}`).toBeGreaterThan(0);
      for (const [place, one] of all.entries()) {
        const other = all.slice(place + 1).find((it) => overlap(one, it));
        if (other) {
          faults.push(`${width}: ${one.text} over ${other.text}`);
        }
      }
    }
    await screenshot(page, `room-scrub-${width}`);
  }
  expect(faults).toEqual([]);
});
