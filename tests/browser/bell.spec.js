// A prediction that comes back in the morning bell is made again in its own lesson, where the
// drawing is.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { kept, learn, progress, today } from "./harness/progress.js";

test("a prediction is made again in its lesson, and from there one comes back to the bell", async ({ page }) => {
  await openApp(page);
  await learn(page, progress({ done: [1, 2, 3, 4, 5], due: ["05-4"] }));
  await page.getByRole("button", { name: /^Answer (it|them)/ }).click();
  await expect(page.getByRole("button", { name: "Later" })).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, "bell-prediction");
  await page.getByRole("button", { name: "Predict again" }).click();
  await expect(page).toHaveURL(/#\/chapter\/5$/);
  const card = page.getByRole("region", { name: "Task" });
  await expect(card.getByRole("heading", { name: "Which faces the street?" })).toBeVisible();
  // It is asked anew though it was answered once.
  await expect(card.getByText("How sure?")).toBeVisible();
  await screenshot(page, "bell-prediction-asked");
  const answer = async (text) => {
    await card.locator(".ask-option", { hasText: text }).click();
    await card.getByRole("button", { name: /^(Answer|Play it)$/ }).click();
  };
  await answer("private-y, the right one");
  await expect.poll(async () => (await kept(page))[0].bell.mornings[today()]).toBe(1);
  expect((await kept(page))[0].bell.items["05-4"].day).toBe(today());
  await screenshot(page, "bell-prediction-done");
  await page.getByRole("button", { name: "Back to the morning bell" }).click();
  await expect(page).toHaveURL(/#\/bell$/);
  await expect(page.getByRole("heading", { level: 1, name: "Nothing to repeat today" })).toBeVisible();

  // Whoever opens the chapter later is where they were, and the bell is not in the way.
  await page.goto("./#/chapter/5");
  await expect(card).toBeVisible();
  await expect(page.getByRole("button", { name: "Back to the morning bell" })).toHaveCount(0);
});
