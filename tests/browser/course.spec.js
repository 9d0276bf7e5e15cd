// The course as it is written: whole chapters from the first move to the summary, by pointer,
// by keyboard and on a phone; and that nothing of the progress is lost.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { KeyboardLearner, PhoneLearner } from "./harness/hands.js";
import { chapter, Learner, written } from "./harness/learner.js";

for (const number of [4, 5, 6, 7, 8, 9]) {
  test(`a learner goes through chapter ${number} from first move to summary`, async ({ page }) => {
    const learner = new Learner(page, number);
    await openApp(page);
    await learner.openFromMap();
    await learner.study();
    await learner.backToTheMap();
  });
}

test("a keyboard learner does chapter 7", async ({ page }) => {
  const learner = new KeyboardLearner(page, 7);
  await openApp(page);
  await learner.openFromMap();
  await learner.study();
  await learner.backToTheMap();
});

test.describe("a phone", () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test("a phone learner does chapter 5", async ({ page }) => {
    const learner = new PhoneLearner(page, 5);
    await openApp(page, { width: 390, height: 844 });
    await learner.openFromMap();
    await learner.study();
    await learner.backToTheMap();
  });
});
