// A chapter of the course beside the canvas: read, build, be judged at every edit, get help,
// come back. With the real fifth chapter, and real pointer and key events.
import { readFile } from "node:fs/promises";
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Builder, boxOf, middle } from "./harness/builder.js";

/** In a lesson one drags out of the rail. */
class Learner extends Builder {
  paletteItem(kind) {
    return this.page.locator(`.rail-item[data-kind="${kind}"]`);
  }
}

/** @param {import("@playwright/test").Page} page */
const card = (page) => page.getByRole("region", { name: "Task", exact: true });
const lines = (page) => card(page).locator(".check-lines > li");
const dot = (page, number) => page.getByRole("button", { name: new RegExp(`^Task ${number}, `) });
const states = (page) => lines(page).evaluateAll((all) => all.map((it) => it.dataset.state));

async function openChapter(page, options = {}) {
  await openApp(page, { path: "#/chapter/5", ...options });
  await expect(card(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.locator(".save-state")).toHaveText("Saved");
}

async function goTo(page, number) {
  await dot(page, number).click();
  await expect(card(page)).toContainText(`Task ${number} of 8`);
}

test("two subnets are built by hand, and the lines follow each edit", async ({ page }) => {
  const learner = new Learner(page);
  await openChapter(page);
  await screenshot(page, "lesson-first");
  await goTo(page, 2);
  await expect(lines(page)).toHaveCount(4);
  expect(await states(page)).toEqual(["next", "waits", "waits", "met"]);
  await expect(lines(page).first()).toContainText("10.0.1.0/24");
  await expectAccessible(page);

  await learner.drop("subnet", "Notebookly-VPC", { x: 60, y: 90, name: "public-a" });
  await learner.set("IPv4 CIDR", "10.0.1.0/24");
  await learner.choose("Zone", "ap-south-1a");
  await expect.poll(() => states(page)).toEqual(["met", "next", "waits", "met"]);
  await expect(card(page)).toContainText("2 of 4 done");
  await screenshot(page, "lesson-built-half");
  await expectAccessible(page);

  // One hint after the other; a later one waits for those before it.
  const ladder = card(page).getByRole("group", { name: "Hints" });
  await ladder.getByRole("button", { name: "Pointer" }).click({ force: true });
  await expect(card(page).locator(".hint")).toHaveCount(0);
  await ladder.getByRole("button", { name: "Nudge" }).click();
  await expect(card(page).locator(".hint")).toContainText(/\w/);

  await learner.drop("subnet", "Notebookly-VPC", { x: 300, y: 90, name: "private-a" });
  await learner.set("IPv4 CIDR", "10.0.3.0/24");
  await learner.choose("Zone", "ap-south-1a");
  await expect(card(page).locator(".task-say")).toContainText(/\w/);
  await expect(dot(page, 2)).toHaveAccessibleName(/done$/);
  await expect(card(page)).toContainText("1 hint");
  await page.keyboard.press("Escape");
  await screenshot(page, "lesson-passed");
  await expectAccessible(page);

  // A reload leads back to the same place, with the document and what can be taken back.
  await card(page).getByRole("button", { name: /^Next: / }).click();
  await expect(card(page)).toContainText("Task 3 of 8");
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await page.waitForTimeout(700);
  await openChapter(page);
  await expect(card(page)).toContainText("Task 3 of 8");
  await expect(dot(page, 2)).toHaveAccessibleName(/done$/);
  await expect(learner.thing("private-a")).toHaveCount(1);
  await expect(page.getByRole("banner").getByRole("button", { name: /^Undo: / })).toBeEnabled();
});

test("a hint shows how, and is taken back as one step", async ({ page }) => {
  const learner = new Learner(page);
  await openChapter(page, { motion: true });
  await goTo(page, 2);
  const ladder = card(page).getByRole("group", { name: "Hints" });
  for (const name of ["Nudge", "Pointer", "Show me"]) {
    await ladder.getByRole("button", { name }).click();
  }
  // One by one, each with its reason.
  await expect(card(page).locator(".hint")).toContainText(/\w/);
  await expect(learner.thing("public-a")).toHaveCount(1);
  await expect(learner.thing("private-a")).toHaveCount(1);
  await expect(card(page).locator(".task-say")).toBeVisible();
  const undo = page.getByRole("banner").getByRole("button", { name: /^Undo/ });
  await expect(undo).toHaveAccessibleName("Undo: Show me");
  await undo.click();
  await expect(learner.thing("public-a")).toHaveCount(0);
  await expect(learner.thing("private-a")).toHaveCount(0);
  await expect(undo).toBeDisabled();
});

test("a repair keeps the cause until its pointer is asked for", async ({ page }) => {
  await openApp(page, { path: "#/chapter/7" });
  await expect(card(page)).toBeVisible({ timeout: 30_000 });
  await dot(page, 6).click();
  await expect(card(page)).toContainText("The wing that faces the street");
  const told = card(page).locator(".check-told");
  await expect(told).toHaveText("Not yet. Finding the cause is the task: play a request, read the findings, or open the hint “Pointer”.");
  const open = page.locator('#canvas .twin:not([data-state="met"])');
  await expect(open).toHaveCount(0);
  const ladder = card(page).getByRole("group", { name: "Hints" });
  await ladder.getByRole("button", { name: "Nudge" }).click();
  await expect(told).toContainText("Not yet.");
  await ladder.getByRole("button", { name: "Pointer" }).click();
  await expect(told).toContainText("private-a");
  await expect(open.first()).toBeVisible();
});

test("a task with a document of its own leaves the chapter's alone", async ({ page }) => {
  const learner = new Learner(page);
  await openChapter(page);
  await goTo(page, 2);
  await learner.drop("subnet", "Notebookly-VPC", { x: 60, y: 90, name: "mine" });
  await goTo(page, 8);
  await expect(learner.thing("mine")).toHaveCount(0);
  const names = page.locator("#canvas .box.subnet .name");
  await expect(names.first()).toBeVisible();
  await screenshot(page, "lesson-repair");
  await goTo(page, 2);
  await expect(learner.thing("mine")).toHaveCount(1);
  await expect(page.getByRole("banner").getByRole("button", { name: /^Undo: / })).toBeEnabled();

  // Nothing of a lesson stands in the list; a copy does, once one asks for it.
  await page.getByRole("button", { name: "More of this chapter" }).click();
  await page.getByRole("menuitem", { name: "Open a copy freely" }).click();
  await expect(page.getByText("A copy is in My architectures.")).toBeVisible();
  await page.getByRole("link", { name: "Back to the campus" }).click();
  await expect(page.getByText("Chapter 5, Four wings")).toHaveCount(1);
  await expect(page.getByText("Chapter 5: Four wings")).toHaveCount(0);
});

test("the design is compared with the solution, and a task begins anew", async ({ page }) => {
  const learner = new Learner(page);
  await openChapter(page);
  await goTo(page, 2);
  await learner.drop("subnet", "Notebookly-VPC", { x: 60, y: 90, name: "mine" });
  await page.getByRole("button", { name: "More of this chapter" }).click();
  await page.getByRole("menuitem", { name: "Compare with the solution" }).click();
  await expect(page.locator(".differences > li").first()).toBeVisible();
  await screenshot(page, "lesson-compared");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Back to the text" }).click();
  page.on("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: "More of this chapter" }).click();
  await page.getByRole("menuitem", { name: "Start this task again" }).click();
  await expect(learner.thing("mine")).toHaveCount(0);
});

test("all of it goes by keyboard", async ({ page }) => {
  await openChapter(page);
  await goTo(page, 2);
  await page.keyboard.press("c");
  await expect(page.locator("#canvas")).toBeFocused();
  await page.keyboard.press("t");
  await expect(card(page)).toBeFocused();
  await page.keyboard.press("F6");
  await expect(page.locator("#canvas")).toBeFocused();
  await page.keyboard.press("[");
  await expect(page.getByRole("region", { name: "Text" })).toBeHidden();
  await expect(card(page)).toBeVisible();
  await screenshot(page, "lesson-folded");
  await expectAccessible(page);
  await page.keyboard.press("[");
  await expect(page.getByRole("region", { name: "Text" })).toBeVisible();
  // A term says what it means, on the way through the text.
  const term = page.locator(".term").first();
  await term.focus();
  await expect(page.getByRole("tooltip")).toContainText(/\w/);
  await term.blur();
  await expect(page.getByRole("tooltip")).toBeHidden();
});

test("a dark room", async ({ page }) => {
  await openChapter(page, { scheme: "dark" });
  await goTo(page, 2);
  const ladder = card(page).getByRole("group", { name: "Hints" });
  await ladder.getByRole("button", { name: "Nudge" }).click();
  await screenshot(page, "lesson-dark");
  await expectAccessible(page);
  await goTo(page, 4);
  await page.waitForTimeout(500);
  await screenshot(page, "lesson-predict-dark");
  await expectAccessible(page);
});

for (const width of [390, 360]) {
  test(`a phone of ${width} pixels has two pages and one task bar`, async ({ page }) => {
    const learner = new Learner(page);
    await openApp(page, { path: "#/chapter/5", width, height: 844 });
    await expect(card(page)).toBeVisible({ timeout: 30_000 });
    await page.getByRole("button", { name: "Unfold the task" }).click();
    await page.getByRole("button", { name: "Fold the task" }).click();
    await goTo(page, 2);
    await screenshot(page, `lesson-phone-${width}`);
    await expectAccessible(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, "nothing hangs over the side").toBeLessThanOrEqual(width);

    await page.getByRole("button", { name: "Go on building" }).click();
    await expect(page.locator(".reading")).toBeHidden();
    await screenshot(page, `lesson-phone-canvas-${width}`);
    await expectAccessible(page);
    await learner.paletteItem("subnet").click();
    await expect.poll(() => page.locator("#canvas .box.subnet").count()).toBe(1);
    const height = () => page.locator("#canvas").evaluate((it) => it.clientHeight);
    const before = await height();
    await page.getByRole("button", { name: "Unfold the task" }).click();
    await expect(lines(page).first()).toBeVisible();
    expect(Math.abs((await height()) - before), "the task lies over the canvas, which keeps its size").toBeLessThan(40);
    await screenshot(page, `lesson-phone-open-${width}`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Back to the text" }).click();
    await expect(page.locator(".reading")).toBeVisible();
  });
}

test("the glossary has the terms of all chapters, and the search finds what they say", async ({ page }) => {
  await openApp(page, { path: "#/chapter/5" });
  await page.getByRole("button", { name: "More of this chapter" }).click();
  await page.getByRole("menuitem", { name: "Glossary and search" }).click();
  const dialog = page.getByRole("dialog", { name: "Glossary and search" });
  await expect(dialog.getByText("NAT gateway", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Search all chapters" }).fill("elastic ip");
  await dialog.getByRole("button", { name: /^Chapter 9/ }).click();
  await expect(page).toHaveURL(/#\/chapter\/9$/);
  await expect(page.getByRole("heading", { level: 1, name: "The side exit", exact: true })).toBeVisible();
});

test("a task that wants a run opens the control room, and a run that is over meets it", async ({ page }) => {
  test.slow();
  await openChapter(page, { path: "#/chapter/19" });
  const { tasks } = JSON.parse(await readFile("lessons/19-auto-scaling/chapter.json", "utf8"));
  const ladder = card(page).getByRole("group", { name: "Hints" });
  const shown = async () => {
    for (const name of ["Nudge", "Pointer", "Show me"]) {
      await ladder.getByRole("button", { name }).click();
    }
  };
  // What the task works on is what the tasks before it have built.
  for (const [place, task] of tasks.slice(0, 7).entries()) {
    if (task.kind === "build" && !task.start && !task.apply) {
      await goTo(page, place + 1);
      await shown();
      await expect(card(page).locator(".task-say")).toBeVisible();
    }
  }
  await goTo(page, 8);
  await expect(card(page).getByRole("heading", { name: "A new version, unnoticed" })).toBeVisible();
  await shown();
  const run = card(page).getByRole("button", { name: /^Run “/ });
  await run.click();
  await expect(page.locator(".room-play")).toBeVisible({ timeout: 30_000 });
  await expect(card(page)).toBeHidden();
  await screenshot(page, "lesson-run");

  // What is cut short proves nothing.
  const speed = page.getByRole("radiogroup", { name: "Speed" });
  await speed.getByRole("radio", { name: "60×", exact: true }).click();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await page.getByRole("button", { name: "End the drill" }).click();
  await expect(page.locator(".toast").last()).toContainText("does not count for the task");
  await page.getByRole("button", { name: "Run it again" }).click();

  await speed.getByRole("radio", { name: "3600×", exact: true }).click();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await expect(page.locator("#room-report-title")).toBeFocused({ timeout: 60_000 });
  await expectAccessible(page);
  await screenshot(page, "lesson-run-report");
  await page.getByRole("button", { name: "Back to the task" }).click();
  await expect(card(page)).toBeVisible();
  await expect(card(page).locator(".task-say")).toBeVisible();
  await expect(dot(page, 8)).toHaveAccessibleName(/done$/);
});
