// Answering, without a lesson around it: the page `#/answers` shows each component with
// small questions about the finished shop. The released page does not have it, so these
// tests want a debug or a quick page.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";

/** @typedef {import("@playwright/test").Page} Page */

/**
 * @param {Page} page
 * @param {string} part
 * @param {Parameters<typeof openApp>[1]} [options]
 */
async function open(page, part, options) {
  await openApp(page, { ...options, path: `#/answers/${part}` });
  const here = await page.locator(".try-out").count();
  test.skip(here === 0, "the released page has no place to try components");
}

/** @param {Page} page @param {string[]} lines */
const told = (page, lines) => expect(page.locator(".try-log > li")).toHaveText(lines);

test.describe("a prediction", () => {
  test("is said before anything is played, and gives nothing away", async ({ page }) => {
    await open(page, "t-dies");
    const play = page.getByRole("button", { name: "Play it" });
    await expect(play).toBeDisabled();
    const before = await page.locator(".ask-choose").innerText();
    await open(page, "t-arrives");
    // The same line, whether the packet arrives or not.
    await page.reload();
    await expect(page.locator(".ask-choose")).toBeVisible();
    expect(await page.locator(".ask-choose").innerText()).toBe(before);
    await screenshot(page, "predict-before");
  });

  test("is played, and every option is explained", async ({ page }) => {
    await open(page, "t-dies");
    await page.getByRole("radio", { name: "It arrives" }).check();
    await page.getByRole("radio", { name: "Sure", exact: true }).click();
    await page.getByRole("button", { name: "Play it" }).click();
    await expect(page.locator(".ask-head")).toContainText("Dropped");
    await expect(page.locator(".ask-head")).toBeFocused();
    await told(page, ["t-dies 0 first false Some(Sure)"]);
    const reasons = page.locator(".ask-reasons > li");
    await expect(reasons).toHaveCount(4);
    await expect(reasons.nth(0)).toContainText("It arrives");
    await expect(reasons.nth(1)).toContainText("The board has no row for it");
    await expect(page.locator(".ask-way > .dropped")).toContainText("private-rt-a");
    await expect(page.locator(".decide")).toBeVisible();
    await expectAccessible(page);
    await screenshot(page, "predict-after");
    // Tried again, rightly.
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("radio", { name: "The board has no row for it" }).check();
    await page.getByRole("button", { name: "Play it" }).click();
    await expect(page.locator(".ask-head")).toContainText("Right");
    await told(page, ["t-dies 0 first false Some(Sure)", "t-dies 0 again true Some(Sure)", "met"]);
  });

  test("is played stop by stop where motion is welcome, and can be skipped", async ({ page }) => {
    await open(page, "t-arrives", { motion: true });
    await page.getByRole("radio", { name: "It arrives" }).check();
    await page.getByRole("button", { name: "Play it" }).click();
    await expect(page.locator(".ask-way > .current")).toBeVisible();
    await expect(page.locator(".ask-reasons")).toHaveCount(0);
    const skip = page.getByRole("button", { name: "Skip to the end" });
    await skip.click();
    await expect(page.locator(".ask-reasons")).toBeVisible();
    await page.getByRole("button", { name: "Play again" }).click();
    await expect(page.locator(".ask-reasons")).toHaveCount(0);
    await expect(page.locator(".ask-reasons")).toBeVisible({ timeout: 10_000 });
    await told(page, ["t-arrives 0 first true Some(ThinkSo)", "met"]);
  });

  test("works by the keyboard alone", async ({ page }) => {
    await open(page, "t-list");
    await page.getByRole("radio", { name: "private-app-a" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Sure", exact: true })).toBeFocused();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.locator(".ask-head")).toContainText("Right");
    await told(page, ["t-list 0 first true Some(Sure)", "met"]);
  });

  test("may want several options", async ({ page }) => {
    await open(page, "t-set");
    await page.getByRole("checkbox", { name: "10.0.0.0/16" }).check();
    await page.getByRole("button", { name: "Answer" }).click();
    await expect(page.locator(".ask-head")).toContainText("You said something else");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("checkbox", { name: "10.0.0.0/16" }).check();
    await page.getByRole("checkbox", { name: "10.0.2.0/23" }).check();
    await page.getByRole("button", { name: "Answer" }).click();
    await expect(page.locator(".ask-head")).toContainText("Right");
  });
});

test("a number has a sentence for the thought behind a wrong one", async ({ page }) => {
  await open(page, "t-number");
  const field = page.getByRole("textbox");
  await field.fill("many");
  await field.press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("Type a number");
  await field.fill("256");
  await field.press("Enter");
  await expect(page.locator(".ask-own")).toContainText("256 is the size of the block");
  // The first wrong number leaves room to think, the second one is told.
  await expect(page.locator(".ask-truth")).toHaveCount(0);
  await expectAccessible(page);
  await screenshot(page, "number-wrong");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(field).toBeFocused();
  await field.fill("26");
  await field.press("Enter");
  await expect(page.locator(".ask-truth")).toContainText("251 servers");
  await page.getByRole("button", { name: "Try again" }).click();
  await field.fill("251");
  await field.press("Enter");
  await told(page, ["t-number 0 first false Some(ThinkSo)", "t-number 0 again false Some(ThinkSo)", "t-number 0 again true Some(ThinkSo)", "met"]);
});

test("a wrong row says what it matches, and the first answers are told", async ({ page }) => {
  await open(page, "t-routes");
  await expect(page.getByRole("radio")).toHaveCount(2);
  await page.getByRole("radio", { name: /^10\.0\.0\.0\/16/ }).check();
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.locator(".ask-own")).toContainText("198.51.100.10 is not among them");
  await screenshot(page, "rows-wrong");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("radio", { name: /^0\.0\.0\.0\/0/ }).check();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: "Next question" }).click();
  await page.getByRole("radio", { name: /^10\.0\.0\.0\/16/ }).check();
  await page.getByRole("button", { name: "Answer" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Done" }).click();
  await told(page, ["t-routes 0 first false None", "t-routes 0 again true None", "met"]);
});

test("things are chosen as a set", async ({ page }) => {
  await open(page, "t-things");
  for (const name of ["public-a", "public-b"]) {
    await page.getByRole("checkbox", { name: new RegExp(`^${name}`) }).check();
  }
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.locator(".ask-head")).toContainText("Right");
  await screenshot(page, "things");
});

test.describe("cards go on piles", () => {
  const right = { "Load balancer": "Public subnet", "Web server": "Private subnet", "NAT gateway": "Public subnet", Database: "Private subnet" };

  test("by drag", async ({ page }) => {
    await open(page, "t-sort");
    await screenshot(page, "sort-before");
    for (const [card, pile] of Object.entries(right)) {
      const from = await page.getByRole("button", { name: card, exact: true }).boundingBox();
      const to = await page.getByRole("region", { name: pile, exact: true }).boundingBox();
      if (!from || !to) throw new Error("there is a card and a pile");
      await page.mouse.move(from.x + 40, from.y + 12);
      await page.mouse.down();
      await page.mouse.move(from.x + 50, from.y + 30);
      await page.mouse.move(to.x + 60, to.y + 40, { steps: 5 });
      await expect(page.locator(".ask-pile.over")).toHaveCount(1);
      await page.mouse.up();
    }
    await page.getByRole("button", { name: "Answer" }).click();
    await told(page, ["t-sort 0 first true None", "met"]);
  });

  test("by keys, and each is explained", async ({ page }) => {
    await open(page, "t-sort");
    // All on the second pile: two of them are wrong.
    for (let left = 4; left > 0; left -= 1) {
      await page.locator(".ask-cards .ask-card").first().focus();
      await page.keyboard.press("2");
    }
    await page.getByRole("button", { name: "Answer" }).press("Enter");
    await expect(page.locator(".ask-head")).toContainText("2 of 4 lie right");
    await expect(page.locator(".ask-explained")).toHaveCount(4);
    await expectAccessible(page);
    await screenshot(page, "sort-after");
    await page.getByRole("button", { name: "Sort 2 cards again" }).click();
    await expect(page.locator(".ask-cards .ask-card")).toHaveCount(2);
    for (let left = 2; left > 0; left -= 1) {
      await page.locator(".ask-cards .ask-card").first().press("Enter");
      await page.getByRole("button", { name: /on Public subnet$/ }).press("Enter");
    }
    await page.getByRole("button", { name: "Answer" }).click();
    await expect(page.locator(".ask-head")).toContainText("Right");
  });
});

test.describe("cards go in order", () => {
  const names = ["Delete the route to the exit", "Delete the NAT gateway", "Release the Elastic IP"];

  test("by the arrows, with the first wrong pair explained", async ({ page }) => {
    await open(page, "t-order");
    await page.getByRole("button", { name: "Answer" }).click();
    await expect(page.locator(".ask-own")).toContainText("comes before");
    await screenshot(page, "order-wrong");
    await page.getByRole("button", { name: "Try again" }).click();
    for (const [place, name] of names.entries()) {
      const up = page.getByRole("button", { name: `Move “${name}” up` });
      for (;;) {
        const order = await page.locator(".ask-ordered").allInnerTexts();
        if (order.findIndex((it) => it.includes(name)) <= place) break;
        await up.press("Enter");
        await expect(up, "the button keeps the focus").toBeFocused();
      }
    }
    await page.getByRole("button", { name: "Answer" }).click();
    await expect(page.locator(".ask-head")).toContainText("Right");
    await expectAccessible(page);
  });

  test("by drag", async ({ page }) => {
    await open(page, "t-order");
    for (const name of [...names].reverse()) {
      const card = page.locator(".ask-ordered", { hasText: name });
      const from = await card.boundingBox();
      const top = await page.locator(".ask-order").boundingBox();
      if (!from || !top) throw new Error("there is a card");
      await page.mouse.move(from.x + 60, from.y + 20);
      await page.mouse.down();
      await page.mouse.move(from.x + 60, from.y + 10);
      await page.mouse.move(from.x + 60, top.y - 4, { steps: 6 });
      await page.mouse.up();
      await expect(page.locator(".ask-ordered").first()).toContainText(name);
    }
    await page.getByRole("button", { name: "Answer" }).click();
    await told(page, ["t-order 0 first true None", "met"]);
  });
});

test("the second question opens once the first is right", async ({ page }) => {
  await open(page, "t-two");
  await expect(page.getByRole("textbox")).toHaveCount(1);
  await page.getByRole("textbox").fill("5");
  await page.getByRole("textbox").press("Enter");
  await expect(page.getByRole("textbox")).toHaveCount(2);
  await page.getByRole("textbox").last().fill("11");
  await page.getByRole("textbox").last().press("Enter");
  await told(page, ["t-two 0 first true Some(ThinkSo)", "t-two 1 first true Some(ThinkSo)", "met"]);
});

/** @param {Page} page @param {(question: number) => RegExp} choose */
async function takeQuiz(page, choose) {
  for (let number = 1; number <= 6; number += 1) {
    await expect(page.locator(".quiz-title")).toContainText(`Question ${number} of 6`);
    const first = (await page.locator(".quiz .ask-question").innerText()).includes("10.0.7.0");
    await page.getByRole("radio", { name: first ? "59" : choose(number) }).check();
    await page.getByRole("button", { name: "Answer" }).click();
    await expect(page.locator(".ask-reasons > li")).toHaveCount(4);
    if (number === 1) {
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: number === 6 ? "See the result" : "Next question" }).click();
  }
}

test("a quiz is passed with five of six, and taken again in another order", async ({ page }) => {
  await open(page, "quiz");
  await screenshot(page, "quiz");
  const order = await page.locator(".quiz .ask-option").allInnerTexts();
  await takeQuiz(page, () => /^Its name/);
  await expect(page.locator(".quiz-result")).toContainText("1 of 6: not passed yet");
  await screenshot(page, "quiz-result");
  await page.getByRole("button", { name: "Take it again" }).click();
  await expect(page.getByText("Your best so far: 1 of 6")).toBeVisible();
  expect(await page.locator(".quiz .ask-option").allInnerTexts()).not.toEqual(order);
  await takeQuiz(page, (number) => (number === 3 ? /^Its name/ : /^A route/));
  await expect(page.locator(".quiz-result")).toContainText("passed");
  await expect(page.locator(".try-log > li").last()).toHaveText(/^result [56] of 6$/);
});

test("warm-up, interview, summary and the damage", async ({ page }) => {
  await open(page, "warm-up");
  await page.getByRole("radio", { name: "59" }).check();
  await page.getByRole("button", { name: "Answer" }).first().click();
  await page.getByRole("radio", { name: "Its name" }).check();
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.locator(".ask-mix-up")).toContainText("name for meaning");
  await told(page, ["warm-up 0 true Some(ThinkSo)", "warm-up 1 false Some(ThinkSo)", "done"]);
  await expectAccessible(page);
  await screenshot(page, "warm-up");

  await open(page, "interview");
  await page.reload();
  await page.getByRole("textbox").first().fill("The exit is one way.");
  await page.getByRole("button", { name: "Show the points" }).first().click();
  await page.getByRole("checkbox").first().check();
  await expect(page.getByText("1 of 2 points")).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, "interview");

  await open(page, "summary");
  await page.reload();
  await page.getByRole("textbox").fill("One address for many.");
  await page.getByRole("button", { name: "Show ours" }).click();
  await expect(page.locator(".summary-ours li")).toHaveCount(2);
  await expectAccessible(page);
  await screenshot(page, "summary");

  await open(page, "break-it");
  await page.reload();
  await expect(page.locator(".ask-one")).toHaveCount(0);
  await page.getByRole("button", { name: "Break it" }).click();
  await page.getByRole("radio", { name: "The packet dies at the board" }).check();
  await page.getByRole("button", { name: "Play it" }).click();
  await expect(page.locator(".break-it-means")).toContainText("A way out is one row");
  await expectAccessible(page);
  await screenshot(page, "break-it");
});

test("the glossary is searched and leads to its chapter", async ({ page }) => {
  await open(page, "glossary");
  await expect(page.locator(".glossary-term")).toHaveCount(2);
  await page.getByLabel("Search the glossary").fill("elastic");
  await expect(page.locator(".glossary-term")).toHaveCount(1);
  await expectAccessible(page);
  await screenshot(page, "glossary");
  await page.getByRole("button", { name: /^Chapter 9/ }).click();
  await told(page, ["open 9"]);
  await page.getByLabel("Search the glossary").fill("moon");
  await expect(page.getByRole("heading", { name: "No term says that" })).toBeVisible();
});

test("a chapter is printed without its answers", async ({ page }) => {
  await open(page, "print");
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".chapter-print");
  await expect(paper).toBeVisible();
  await expect(page.getByRole("heading", { name: "Components for answering" })).toBeHidden();
  await expect(paper).toContainText("NAT-8");
  await expect(paper).toContainText("How many servers fit into 10.0.7.0/26?");
  await expect(paper).not.toContainText("64 − 5");
  await expect(paper).not.toContainText("Ask the class first");
  await screenshot(page, "print");
});

test("the size of the text is kept", async ({ page }) => {
  await open(page, "summary");
  await page.getByRole("button", { name: /^Normal text/ }).click();
  await expect(page.locator("html")).toHaveAttribute("data-text", "large");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-text", "large");
});

for (const [name, width, height, wide] of /** @type {const} */ ([
  ["panel", 1440, 900, ""],
  ["wide", 1440, 900, "/wide"],
  ["phone", 390, 844, ""],
  ["small", 360, 740, ""],
])) {
  for (const scheme of /** @type {const} */ (["light", "dark"])) {
    test(`everything fits: ${name}, ${scheme}`, async ({ page }) => {
      for (const part of ["t-dies", "t-back", "t-arrives"]) {
        await open(page, `${part}${wide}`, { scheme, width, height });
        await page.reload();
        await page.locator(".ask-option").nth(1).click();
        await screenshot(page, `${part}-${name}-${scheme}-before`);
        await page.getByRole("button", { name: "Play it" }).click();
        await expect(page.locator(".ask-reasons")).toBeVisible();
        await screenshot(page, `${part}-${name}-${scheme}-after`);
        await page.mouse.wheel(0, 2000);
        await screenshot(page, `${part}-${name}-${scheme}-end`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways").toBe(true);
        await expectAccessible(page);
      }
      for (const part of ["t-number", "t-routes", "t-things", "t-sort", "t-order", "t-set", "quiz", "warm-up", "break-it"]) {
        await open(page, `${part}${wide}`, { scheme, width, height });
        await page.reload();
        await expect(page.locator(".try-part > *").first()).toBeVisible();
        await screenshot(page, `${part}-${name}-${scheme}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways").toBe(true);
        await expectAccessible(page);
      }
    });
  }
}

test("fingers sort and choose", async ({ browser, site }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 }, baseURL: site });
  const page = await context.newPage();
  await open(page, "t-sort", { width: 390, height: 844 });
  for (const pile of [/on Public subnet$/, /on Private subnet$/, /on Public subnet$/, /on Private subnet$/]) {
    await page.locator(".ask-cards .ask-card").first().tap();
    await page.getByRole("button", { name: pile }).tap();
  }
  await page.getByRole("button", { name: "Answer" }).tap();
  await expect(page.locator(".ask-explained")).toHaveCount(4);
  await context.close();
});
