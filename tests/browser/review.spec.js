// The review of an open document: points, pillars, cost, remedies, what-ifs, who may do
// what, and the report on paper.
import { expect, expectAccessible, openApp, openNetwork, screenshot, test } from "./harness/index.js";

/** @param {import("@playwright/test").Page} page */
async function openReview(page, { network = false, ...options } = {}) {
  await openApp(page, network ? options : { path: "#/example/notebookly", ...options });
  if (network) {
    await openNetwork(page);
  }
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  const modes = page.getByRole("radiogroup", { name: "What for" });
  if (await modes.isVisible()) {
    await modes.getByRole("radio", { name: "Review" }).click();
  } else {
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: /^Review/ }).click();
  }
  await expect(page.locator(".points > .point")).toHaveCount(20);
}

/** @param {import("@playwright/test").Page} page */
const met = (page) => page.locator('.point:is([data-answer="met"], [data-answer="stated"])').count();

test("all twenty points of the example are met or stated", async ({ page }) => {
  await openReview(page);
  expect(await met(page)).toBe(20);
});

test("a network is reviewed, a remedy is one step, and undo takes it back", async ({ page }) => {
  await openReview(page, { network: true });
  const before = await met(page);
  const heading = page.locator("#review-title");
  await expect(heading).toContainText(`${before} of 20 points`);
  await expect(page.locator(".review-strip > i")).toHaveCount(20);
  await expect(page.locator(".pillar")).toHaveCount(4);
  await expect(page.locator(".todo")).not.toHaveCount(0);
  await expectAccessible(page);

  const open = page.locator(".point", { has: page.getByRole("button", { name: /^Fix: / }) });
  const code = await open.first().getAttribute("data-code");
  const line = page.locator(`.point[data-code="${code}"]`);
  await line.getByRole("button", { name: /^Fix: / }).click();
  await expect(page.locator(".toast")).toContainText("Done: ");
  await expect(line).toHaveAttribute("data-answer", "met");
  await expect(heading).toContainText(`${before + 1} of 20 points`);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await expect(line).toHaveAttribute("data-answer", "not");
  await expect(heading).toContainText(`${before} of 20 points`);
});

test("what no drawing shows is the learner's word, and is marked as such", async ({ page }) => {
  await openReview(page);
  const asks = page.locator('.point[data-answer="open"], .practice:has(.weight[data-answer="open"]), .step:has([data-answer="open"])');
  await expect(asks.first()).toBeVisible();
  const step = page.locator(".step").filter({ has: page.getByRole("button", { name: /^It is done/ }) }).first();
  const title = await step.locator("b").textContent();
  await step.getByRole("button", { name: /^It is done/ }).click();
  const stated = page.locator(".step").filter({ hasText: title ?? "" }).first();
  await expect(stated.getByText("your word", { exact: true })).toBeVisible();
});

test("a line leads to the thing in the drawing, by keyboard, and the view is found again", async ({ page }) => {
  await openReview(page);
  await page.keyboard.press("Alt+1");
  await expect(page.locator("#canvas")).toBeVisible();
  const view = await page.locator(".world").getAttribute("style");
  await page.keyboard.press("Alt+3");
  await expect(page.locator("#review-title")).toBeFocused();
  await page.keyboard.press("Alt+1");
  await expect(page.locator(".world")).toHaveAttribute("style", view ?? "");
  await page.keyboard.press("Alt+3");
  await page.locator("#see-custom-vpc").focus();
  await page.keyboard.press("Enter");
  await expect(page.locator(".review")).toHaveCount(0);
  await expect(page.locator('#canvas [data-kind="vpc"].selected, #canvas [data-kind="vpc"][aria-selected="true"]').first()).toBeVisible();
});

test("a what-if changes the total at once and says which point it breaks", async ({ page }) => {
  await openReview(page);
  const cost = page.locator(".cost");
  const total = cost.locator(".cost-row.total");
  await expect(total).toContainText("$");
  const row = cost.locator(".what-if-row", { hasText: "RDS in one zone" });
  await expect(row).toContainText(/point 10 fails/i);
  await row.getByRole("switch").click();
  await expect(cost.locator(".what-if-total")).toBeVisible();
  const was = await total.locator("dd").first().textContent();
  const would = await cost.locator(".what-if-total > b").textContent();
  const number = (/** @type {string | null} */ text) => Number(text?.replace(/[^0-9.]/g, ""));
  expect(number(would)).toBeLessThan(number(was));
  await row.getByRole("switch").click();
  await expect(cost.locator(".what-if-total")).toHaveCount(0);

  await cost.locator(".cost-group > summary").first().click();
  await expect(cost.locator(".cost-group[open] .cost-formula").first()).toContainText("×");
  await cost.getByLabel("Prices of").selectOption("us-east-1");
  await expect(cost.locator(".review-card-head").first()).toContainText("us-east-1");
  await expect(cost.locator(".cost-group[open]")).toHaveCount(1);
});

test("the load is changed in place and makes the bill anew", async ({ page }) => {
  await openReview(page);
  const total = page.locator(".cost-row.total");
  const before = await total.textContent();
  await page.locator("#unfold-load").click();
  const out = page.locator("#load-gb_out");
  await out.fill("2000");
  await out.press("Enter");
  await expect(total).not.toHaveText(before ?? "");
  await expect(page.getByText("as this drawing declares it")).toBeVisible();
  await expect(out).toHaveValue("2000");
});

test("who may do what is answered with the statement that decides", async ({ page }) => {
  await openReview(page);
  const may = page.locator(".may");
  await may.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(may.getByRole("alert")).toContainText("Say who asks");
  await may.getByLabel("Who asks").fill("root");
  await may.getByLabel("Action", { exact: true }).fill("s3:GetObject");
  await may.getByLabel("On what").fill("*");
  await may.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(may.locator(".may-answer .pill")).toContainText("Allowed");
  await expect(may.locator(".may-answer")).toContainText("Not modelled");
  await expectAccessible(page);
});

test("on paper stands the whole report and nothing else", async ({ page }) => {
  await openReview(page);
  await page.emulateMedia({ media: "print" });
  const paper = page.locator(".review-print");
  await expect(paper).toBeVisible();
  await expect(page.locator(".app")).toBeHidden();
  for (const heading of ["Do this first", "Checklist", "Four pillars", "Cost a month", "By hand"]) {
    await expect(paper.getByRole("heading", { name: heading })).toBeVisible();
  }
  await expect(paper.locator("table").first().locator("tr")).toHaveCount(20);
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  for (const [width, height] of [[1440, 900], [820, 1180], [390, 844], [360, 740]]) {
    test(`nothing sticks out and everything is accessible, ${scheme}, at ${width}x${height}`, async ({ page }) => {
      await openReview(page, { scheme, width, height });
      await expect(page.locator(".what-if-about").first()).not.toBeEmpty();
      const wide = await page.locator(".review-place").evaluate((it) => it.scrollWidth - it.clientWidth);
      expect(wide, "nothing sticks out").toBeLessThanOrEqual(0);
      await expectAccessible(page);
      await screenshot(page, `review-${scheme}-${width}`);
    });
  }
}

test("an empty drawing is reviewed too", async ({ page }) => {
  await openApp(page, { path: "#/new" });
  await page.getByRole("radiogroup", { name: "What for" }).getByRole("radio", { name: "Review" }).click();
  await expect(page.locator("#review-title")).toContainText("0 of 20 points are met");
  await expect(page.locator(".cost")).toContainText("Nothing that costs money is drawn yet");
  await expectAccessible(page);
  await screenshot(page, "review-empty");
});
