// Who reaches whom, the journeys, and what happens to both when something fails.
import { expect, expectAccessible, openApp, openNetwork, test } from "./harness/index.js";

/** @param {import("@playwright/test").Page} page */
async function openNotebookly(page) {
  await openApp(page);
  await openNetwork(page);
  await page.getByRole("tab", { name: "Who reaches whom" }).click();
}

test("a cell of the heat map opens its trace, by keyboard too", async ({ page }) => {
  await openNotebookly(page);
  const grid = page.getByRole("grid", { name: "Who reaches whom" });
  const cell = grid.getByRole("button", { name: /^internet reaches Notebookly-ALB on tcp 80/ });
  await expect(cell).toBeVisible();
  await expectAccessible(page);
  await cell.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await expect(cell).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Request" })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".metro .stop").first()).toBeVisible();
});

test("a journey is stated in one step and a failed zone shows until restored", async ({ page }) => {
  await openNotebookly(page);
  await page.getByRole("tab", { name: /Journeys/ }).click();
  const lines = page.locator(".journeys > section").first().locator(".journey");
  await expect(lines).toHaveCount(3);
  await page.getByLabel("Journey to").fill("atlantis");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.locator(".journey-form [role=alert]")).toContainText("atlantis");
  await page.getByLabel("Journey to").fill("notebook-db");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(lines).toHaveCount(4);
  await expect(lines.filter({ hasText: "Fails" })).toHaveCount(1);

  await page.getByRole("button", { name: "ap-south-1a" }).click();
  await expect(page.getByText("1 thing failed")).toBeVisible();
  await expect(page.locator(".zone.failed")).toHaveCount(1);
  await page.getByRole("button", { name: "Restore all" }).click();
  await expect(page.locator(".zone.failed")).toHaveCount(0);
});
