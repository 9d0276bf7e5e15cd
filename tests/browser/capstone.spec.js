// A learner finishes chapter 24: the shop is built step by step, the request is followed stop
// by stop, the runs are played to their scorecards, the checklist is read, the questions are
// answered, and the certificate is there. Long builds and repairs are shown, as the third hint does;
// the three rebuilds from memory, which have no such hint, were done on other evenings.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Learner } from "./harness/learner.js";
import { learn, progress } from "./harness/progress.js";

/** @typedef {import("@playwright/test").Page} Page */

const DONE = ["24-b1", "24-b2", "24-b3"];

/** Chapters 1 to 23 done, and of chapter 24 what other evenings were for. */
function others() {
  const kept = JSON.parse(progress({ name: "Meera", done: Array.from({ length: 23 }, (_, it) => it + 1) }));
  const at = Date.now() - 86_400_000;
  const task = { met: at, hints: 0, shown: false, edits: 2, answers: [] };
  kept.chapters["24"] = {
    version: 1,
    units: [],
    tasks: Object.fromEntries(DONE.map((id) => [id, task])),
    quiz: [],
    place: { at, unit: 0, task: null, anchor: "" },
    read: [],
  };
  return JSON.stringify(kept);
}

/** Goes to a task by its dot. @param {Learner} learner @param {string} id */
async function goTo(learner, id) {
  const place = learner.chapter.tasks.findIndex((/** @type {any} */ it) => it.id === id);
  await learner.press(learner.dot(place + 1));
  await expect(learner.card).toContainText(`Task ${place + 1} of ${learner.chapter.tasks.length}`);
  await expect(learner.card.getByText("The canvas is being laid out")).toHaveCount(0);
  return place;
}

/** @param {Learner} learner */
async function showMe(learner) {
  const ladder = learner.card.getByRole("group", { name: "Hints" });
  for (const name of ["Nudge", "Pointer", "Show me"]) {
    await learner.press(ladder.getByRole("button", { name }));
  }
}

/** Plays the run that the task asks for, to its report. @param {Learner} learner @param {Page} page */
async function play(learner, page) {
  await learner.press(learner.card.getByRole("button", { name: /^Run “/ }).first());
  await expect(page.locator(".room-play")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("radiogroup", { name: "Speed" }).getByRole("radio", { name: "3600×", exact: true }).click();
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await expect(page.locator("#room-report-title")).toBeFocused({ timeout: 60_000 });
}

test("a learner finishes chapter 24: build, checklist, validations, scorecards, certificate", async ({ page }) => {
  test.setTimeout(240_000);
  const learner = new Learner(page, 24);
  await openApp(page);
  await learn(page, others());
  await learner.openFromMap();
  await expectAccessible(page);

  for (let step = 1; step <= 16; step += 1) {
    const place = await goTo(learner, `24-s${step}`);
    await showMe(learner);
    // The last step is seen in a drill: what was built has to ring.
    const run = learner.card.getByRole("button", { name: /^Run “/ });
    if ((await run.count()) > 0) {
      await play(learner, page);
      await page.getByRole("button", { name: "Back to the task" }).click();
    }
    await expect(learner.dot(place + 1), `24-s${step} is done`).toHaveAccessibleName(/done$/);
  }
  // The checklist beside the canvas: all that a drawing can show is met.
  const beside = page.locator(".beside");
  await beside.getByRole("button").first().click();
  await expect(beside.locator('.point[data-answer="not"]')).toHaveCount(0);
  await expect(beside.locator(".point")).toHaveCount(20);
  await screenshot(page, "capstone-checklist");
  await beside.getByRole("button").first().click();

  // Sixteen stops: a guess at each is too many wrong ones, and the questions begin anew.
  const asked = await goTo(learner, "24-p");
  const questions = learner.card.locator(".asks > section");
  const count = learner.chapter.tasks[asked].ask.length;
  /** @type {string[][]} */
  const known = [];
  for (let place = 0; place < count; place += 1) {
    known.push(await learner.predict(questions.nth(place)));
  }
  const again = learner.card.getByRole("button", { name: "Begin the questions anew" });
  await expect(again).toBeVisible();
  await expect(learner.dot(asked + 1), "too many were wrong").toHaveAccessibleName(/open$/);
  await expectAccessible(page);
  await screenshot(page, "capstone-too-many-wrong");
  await learner.press(again);
  for (let place = 0; place < count; place += 1) {
    await learner.answerWith(questions.nth(place), known[place]);
  }
  await expect(learner.dot(asked + 1)).toHaveAccessibleName(/done$/);

  // The validations, each from its task to its scorecard.
  for (const id of ["24-v1", "24-v2", "24-v3", "24-v4", "24-v5", "24-v6", "24-v7"]) {
    const place = await goTo(learner, id);
    await play(learner, page);
    await expect(page.locator('.criterion[data-passed="false"]')).toHaveCount(0);
    if (id === "24-v1") {
      await expectAccessible(page);
      await screenshot(page, "capstone-scorecard");
    }
    await page.getByRole("button", { name: "Back to the task" }).click();
    await expect(learner.dot(place + 1), `${id} is done`).toHaveAccessibleName(/done$/);
  }

  // What only a person knows, and three repairs of faults drawn by lot.
  for (const id of ["24-w", "24-r1", "24-r2", "24-r3"]) {
    const place = await goTo(learner, id);
    await showMe(learner);
    await expect(learner.dot(place + 1), `${id} is done`).toHaveAccessibleName(/done$/);
  }

  await learner.press(page.getByRole("button", { name: "Questions at the end" }));
  await learner.quiz();
  await page.getByRole("link", { name: "Back to the campus" }).click();
  await page.getByRole("button", { name: /^Who is learning/ }).click();
  const dialog = page.getByRole("dialog", { name: "Who is learning" });
  await expect(dialog.getByText("The whole course").first()).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name on the certificate" }).fill("Meera");
  const saved = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as SVG: The whole course" }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.svg$/);
  await screenshot(page, "capstone-certificate");
});

test("what is built from memory closes the rest of the text, and the plan is open for sixty seconds", async ({ page }) => {
  await page.clock.install();
  const learner = new Learner(page, 24);
  await openApp(page, { path: "#/chapter/24" });
  await learner.arrived();
  await goTo(learner, "24-b1");
  await learner.press(learner.card.getByRole("button", { name: "Look at the plan" }));
  const plan = page.getByRole("dialog", { name: "The plan" });
  await expect(plan.getByText("NAT-GW-AZ1 in public-a")).toBeVisible();
  await expect(plan.getByRole("timer")).toHaveText("60 s");
  await screenshot(page, "capstone-plan");
  await expectAccessible(page);
  const before = Number.parseInt((await plan.getByRole("timer").textContent()) ?? "", 10);
  await page.clock.runFor(20_000);
  await learner.press(plan.getByRole("button", { name: "Close" }));
  await expect(plan).toHaveCount(0);
  // The clock runs on by itself, too, while somebody reads and presses.
  const left = Number.parseInt(/(\d+) seconds left/.exec((await learner.card.textContent()) ?? "")?.[1] ?? "", 10);
  expect(left).toBeLessThanOrEqual(before - 20);
  expect(left).toBeGreaterThanOrEqual(before - 22);
  await learner.press(learner.card.getByRole("button", { name: "Look at the plan" }));
  await page.clock.runFor(50_000);
  await expect(plan).toHaveCount(0);
  await expect(learner.card).toContainText("The plan is closed for this round.");
  await expect(learner.card.getByRole("button", { name: "Look at the plan" })).toBeDisabled();
  await expectAccessible(page);
  // The plan stands in the first unit, which is closed meanwhile.
  for (let unit = 8; unit > 0; unit -= 1) {
    await learner.press(learner.text.getByRole("button", { name: "To the unit before" }).or(learner.text.getByRole("button", { name: "To the text of this task" })));
    if ((await learner.text.getByRole("heading", { name: "Closed for now" }).count()) > 0) {
      break;
    }
  }
  await expect(learner.text.getByRole("heading", { name: "Closed for now" })).toBeVisible();
});
