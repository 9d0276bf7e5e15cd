// The shop of drills: the list in the lesson panel, a trouble mended, the best that is kept.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";

/** @param {import("@playwright/test").Page} page */
const card = (page) => page.getByRole("region", { name: "Task", exact: true });
const list = (page) => page.getByRole("article", { name: "The shop of drills" });

async function openShop(page) {
  await openApp(page, { path: "#/shop" });
  await expect(list(page)).toBeVisible({ timeout: 30_000 });
}

test("a trouble is chosen by topic, mended, and its best is kept", async ({ page }) => {
  await openShop(page);
  await expect(list(page).getByRole("heading", { name: "Trouble of the day" })).toBeVisible();
  await expect(list(page).getByRole("heading", { name: "Network ACLs" })).toBeVisible();
  await expectAccessible(page);
  await screenshot(page, "shop");

  await list(page).getByRole("button", { name: /^Nobody home/ }).last().click();
  await expect(card(page).getByRole("heading", { name: "Nobody home" })).toBeVisible();
  await expect(card(page)).toContainText("The shop is dark for everybody");
  const ladder = card(page).getByRole("group", { name: "Hints" });
  for (const name of ["Nudge", "Pointer", "Show me"]) {
    await ladder.getByRole("button", { name }).click();
  }
  await expect(card(page).locator(".task-say")).toBeVisible();
  await expect(card(page)).toContainText("par 1");
  const mended = list(page).getByRole("button", { name: /^Nobody home.*Mended with 1 edit, par 1/ });
  await expect(mended.last()).toBeVisible();
  await expect(list(page)).toContainText(/1 of \d+ mended, 1 of them within par\./);

  await list(page).getByRole("radio", { name: "By par" }).click();
  await expect(list(page).getByRole("heading", { name: "Par 1: 1 edit will do" })).toBeVisible();
});
