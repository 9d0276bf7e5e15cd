// The course as it is written: whole chapters from the first move to the summary, by pointer,
// by keyboard and on a phone; and that nothing of the progress is lost.
import { collectConsole, expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { KeyboardLearner, PhoneLearner } from "./harness/hands.js";
import { Learner, written } from "./harness/learner.js";

/** @typedef {import("@playwright/test").Page} Page */

for (const number of [4, 5, 6, 7, 8, 9]) {
  test(`a learner goes through chapter ${number} from first move to summary`, async ({ page }) => {
    const learner = new Learner(page, number);
    await openApp(page);
    await learner.openFromMap();
    await learner.study();
    await learner.backToTheMap();
  });
}

test("a check beside an open question says nothing before it is answered", async ({ page }) => {
  const learner = new Learner(page, 16);
  await openApp(page, { path: "#/chapter/16" });
  await learner.arrived();
  const place = learner.chapter.tasks.findIndex((/** @type {any} */ it) => it.id === "16-4");
  await learner.press(learner.dot(place + 1));
  await expect(learner.card.getByText("The canvas is being laid out")).toHaveCount(0);
  await expect(learner.lines).toHaveCount(4);
  const states = () => learner.lines.evaluateAll((all) => all.map((it) => it.dataset.state));
  expect(await states()).toEqual(["waits", "waits", "waits", "waits"]);
  await expect(learner.card.locator(".check-told")).toHaveCount(0);
  const question = learner.card.locator(".asks > section").first();
  const stands = await question.evaluate((it) => {
    const lines = it.closest(".task-card")?.querySelector(".check-lines");
    return Boolean(lines && it.compareDocumentPosition(lines) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  expect(stands, "the question stands before the lines").toBe(true);
  await screenshot(page, "course-question-first");
  await learner.predict(question);
  await expect(learner.card.locator(".check-told").first()).toBeVisible();
  expect(await states()).not.toEqual(["waits", "waits", "waits", "waits"]);
});

test("a keyboard learner does chapter 7", async ({ page }) => {
  const learner = new KeyboardLearner(page, 7);
  await openApp(page);
  await learner.openFromMap();
  await learner.study();
  await learner.backToTheMap();
});

test("F6 goes through all regions of a lesson, also out of a list of choices", async ({ page }) => {
  const learner = new KeyboardLearner(page, 7);
  await openApp(page, { path: "#/chapter/7" });
  await learner.arrived();
  await learner.take("public-a");
  await learner.key("F6");
  await expect(page.getByRole("complementary", { name: "Inspector" }).locator(":focus"), "the inspector comes behind the canvas").toHaveCount(1);
  await learner.reach(learner.inspector.getByLabel("Route table", { exact: true }));
  await learner.key("F6");
  await expect(page.getByRole("tab", { name: "Findings" }), "a list lets F6 through").toBeFocused();
});

test.describe("a phone", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("a tap shows what it selects", async ({ page }) => {
    const learner = new PhoneLearner(page, 5);
    await openApp(page, { width: 390, height: 844, path: "#/chapter/5" });
    await learner.arrived();
    await learner.turnTo("Canvas");
    await learner.fit();
    for (const name of ["Notebookly-VPC", "public-rt"]) {
      const at = await learner.grip(name);
      await page.touchscreen.tap(at.x, at.y);
      await expect(learner.thing(name)).toHaveAccessibleName(/, selected$/);
    }
  });

  test("the way to the canvas leads to where one can build", async ({ page }) => {
    const learner = new PhoneLearner(page, 5);
    await openApp(page, { width: 390, height: 844, path: "#/chapter/5" });
    await learner.arrived();
    await learner.goToTask(learner.chapter.tasks[1], 1);
    await learner.card.getByRole("button", { name: "Go on building" }).tap();
    await expect(learner.card.getByRole("button", { name: "Unfold the task" })).toBeVisible();
    await expect(learner.paletteItem("subnet")).toBeInViewport({ ratio: 1 });
    await screenshot(page, "course-phone-canvas");
  });

  test("a phone learner does chapter 5", async ({ page }) => {
    const learner = new PhoneLearner(page, 5);
    await openApp(page, { width: 390, height: 844 });
    await learner.openFromMap();
    await learner.study();
    await learner.backToTheMap();
  });
});

/** Chapter 5 with its first task done and a subnet of the second built. @param {Page} page */
async function begun(page) {
  const learner = new Learner(page, 5);
  await openApp(page, { path: "#/chapter/5" });
  await learner.arrived();
  await learner.doTask("05-1");
  const build = learner.chapter.tasks[1];
  await learner.goToTask(build, 1);
  await learner.step(build.hints.show[0]);
  await expectHalf(learner);
  await expect(page.locator(".save-state")).toHaveText("Saved");
  return learner;
}

/** The first task is done, and half of the second. @param {Learner} learner */
async function expectHalf(learner) {
  await expect(learner.card).toContainText("Task 2 of 8");
  await expect(learner.thing("public-a")).toHaveCount(1);
  await expect(learner.lines.first()).toHaveAttribute("data-state", "met");
  await expect(learner.dot(1)).toHaveAccessibleName(/done$/);
  await expect(learner.dot(2)).toHaveAccessibleName(/open$/);
}

/** The settings of chapter 5, as a server may answer them. */
const SETTINGS = /\/lessons\/05-[^/]+\/chapter\.json/;

test("what a new learner builds before choosing a task stays", async ({ page }) => {
  const learner = new Learner(page, 4);
  await openApp(page, { path: "#/chapter/4" });
  await learner.arrived();
  const build = learner.chapter.tasks[1];
  await learner.step(build.hints.show[0]);
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await learner.press(learner.dot(3));
  await expect(learner.card).toContainText("Task 3 of");
  await learner.press(learner.dot(2));
  await expect(learner.card).toContainText("Task 2 of");
  await expect(learner.thing("Notebookly-VPC")).toHaveCount(1);
  await page.reload();
  await learner.arrived();
  await expect(learner.thing("Notebookly-VPC")).toHaveCount(1);
});

test("whoever goes ahead begins with what the tasks before would have made", async ({ page }) => {
  const learner = new Learner(page, 18);
  await openApp(page, { path: "#/chapter/18" });
  await learner.arrived();
  await learner.press(learner.dot(3));
  await expect(learner.card).toContainText("Task 3 of");
  await expect(page.locator(".toast").last()).toContainText("it begins with one in which the tasks before it are done");
  await expect(learner.thing("Notebookly-ALB")).toHaveCount(1);
  await expect(learner.card.locator(".asks > section").first()).toBeVisible();
  // One's own design is as it was.
  await learner.press(learner.dot(2));
  await expect(learner.card).toContainText("Task 2 of");
  await expect(learner.thing("Notebookly-ALB")).toHaveCount(0);
});

test.describe("progress survives", () => {
  test("a reload in the middle of a task", async ({ page }) => {
    const learner = await begun(page);
    await page.reload();
    await learner.arrived();
    await expectHalf(learner);
    await learner.step(learner.chapter.tasks[1].hints.show[1]);
    await learner.expectDone(1);
  });

  test("a second tab", async ({ page, context }) => {
    const first = await begun(page);
    const other = await context.newPage();
    const console = collectConsole(other);
    const second = new Learner(other, 5);
    await openApp(other, { path: "#/chapter/5" });
    await second.arrived();
    await expectHalf(second);
    // What is answered in one tab is kept whatever the other goes on with.
    await second.press(second.dot(7));
    await expect(second.card).toContainText("Task 7 of 8");
    await second.answer(second.card.locator(".asks > section").first());
    await second.expectDone(6);
    await page.bringToFront();
    await first.press(first.dot(4));
    await expect(first.card).toContainText("Task 4 of 8");
    await first.answer(first.card.locator(".asks > section").first());
    await first.expectDone(3);
    for (const learner of [first, second]) {
      await learner.page.reload();
      await learner.arrived();
      for (const place of [1, 4, 7]) {
        await expect(learner.dot(place), `task ${place} is still done`).toHaveAccessibleName(/done$/);
      }
    }
    console.expectQuiet();
  });

  test("a lesson whose file has become unreadable", async ({ page }) => {
    const learner = await begun(page);
    await page.route(SETTINGS, (route) => route.fulfill({ contentType: "application/json", body: '{ "number": 5, "title": "Four wi' }));
    await page.reload();
    const alert = page.getByRole("alert").filter({ hasText: "The chapter could not be opened" });
    await expect(alert).toContainText("it cannot be read");
    await expect(alert.getByRole("button", { name: "Back to the campus" })).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, "course-unreadable");
    // Still unreadable; then it has been mended.
    await alert.getByRole("button", { name: "Try again" }).click();
    await expect(alert).toBeVisible();
    await page.unroute(SETTINGS);
    await alert.getByRole("button", { name: "Try again" }).click();
    await learner.arrived();
    await expectHalf(learner);
    await page.reload();
    await learner.arrived();
    await expectHalf(learner);
  });

  test("a newer version of the lesson", async ({ page }) => {
    const learner = await begun(page);
    await page.route(SETTINGS, async (route) => {
      const settings = await (await route.fetch()).json();
      settings.version += 1;
      settings.tasks[1].title = "Two other wings";
      await route.fulfill({ json: settings });
    });
    await page.reload();
    await learner.arrived();
    await expect(learner.card.getByRole("heading", { name: "Two other wings" })).toBeVisible();
    await expectHalf(learner);
    await learner.step(learner.chapter.tasks[1].hints.show[1]);
    await learner.expectDone(1);
  });
});

for (const number of written()) {
  test(`axe finds nothing in chapter ${number}, at its first unit and its quiz`, async ({ page }) => {
    const learner = new Learner(page, number);
    await openApp(page, { path: `#/chapter/${number}` });
    await learner.arrived();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Questions at the end" }).click();
    await expect(learner.text.getByRole("region", { name: "Quiz", exact: true })).toBeVisible();
    await expectAccessible(page, { within: ".course" });
    await screenshot(page, `course-quiz-${number}`);
  });
}
