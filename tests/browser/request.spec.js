// A request through the finished shop: played to its end, and sent into a network in
// which somebody has forgotten a rule.
import { expect, openApp, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";

/**
 * @param {import("@playwright/test").Page} page
 * @param {Parameters<typeof openApp>[1]} [options]
 */
async function notebookly(page, options) {
  await openApp(page, options);
  await page.getByRole("button", { name: /^Open Notebookly/ }).click();
  const build = new Builder(page);
  await expect(build.thing("Notebookly-ALB")).toHaveCount(1);
  return build;
}

/** @param {import("@playwright/test").Page} page */
function player(page) {
  return {
    send: page.getByRole("button", { name: "Send a request" }),
    play: page.getByRole("button", { name: "Play", exact: true }),
    pause: page.getByRole("button", { name: "Pause", exact: true }),
    back: page.getByRole("button", { name: "Step back" }),
    forward: page.getByRole("button", { name: "Step forward" }),
    speed: page.getByRole("button", { name: /^Speed/ }),
    where: page.locator(".player-where"),
    verdict: page.locator(".verdict"),
    packet: page.locator("#canvas .packet"),
    sentence: page.locator(".decision .sentence"),
    marked: page.locator('table.decide tr[aria-current="true"]'),
  };
}

test("a request to the shop plays by itself, there and back", async ({ page }) => {
  await notebookly(page, { motion: true });
  const it = player(page);
  await it.send.click();
  await expect(it.verdict).toHaveText("Delivered");

  // Between two stops the packet glides: it is seen at many places.
  const places = new Set();
  await expect
    .poll(async () => {
      places.add(await it.packet.getAttribute("style"));
      return places.size;
    }, { intervals: [40] })
    .toBeGreaterThan(8);

  while (!(await it.speed.innerText()).startsWith("4")) {
    await it.speed.click();
  }
  const count = Number((await it.where.innerText()).match(/of (\d+)/)?.[1]);
  await expect(it.where).toContainText(`Stop ${count} of ${count}`, { timeout: 60_000 });
  await expect(it.play).toBeVisible();
  await expect(it.packet).toHaveClass(/back/);
});

test("playing is paused, and stepped through both ways", async ({ page }) => {
  await notebookly(page);
  const it = player(page);
  await it.send.click();
  await it.pause.click();
  await page.getByRole("radio", { name: "Response" }).click();
  const turn = Number((await it.where.innerText()).match(/Stop (\d+) of/)?.[1]);
  await page.getByRole("radio", { name: "Request" }).click();
  await expect(it.where).toContainText("Stop 1 of");
  await expect(it.back).toBeDisabled();

  await it.forward.click();
  await expect(it.where).toContainText("Stop 2 of");
  const there = await it.sentence.innerText();
  await it.forward.click();
  await expect(it.sentence).not.toHaveText(there);
  await it.back.click();
  await expect(it.sentence).toHaveText(there);

  // The way back has stops of its own, and keys go through them too.
  expect(turn).toBeGreaterThan(5);
  await page.locator(".metro").focus();
  await page.keyboard.press("End");
  await expect(it.forward).toBeDisabled();
  await page.keyboard.press("ArrowLeft");
  await expect(it.forward).toBeEnabled();
  await page.keyboard.press("Home");
  await expect(it.where).toContainText("Stop 1 of");
});

test("a forgotten rule drops the request where it dies, and is mended there", async ({ page }) => {
  const build = await notebookly(page);
  const it = player(page);
  await build.select("ALB-SG");
  await build.section("Inbound rules").getByRole("button", { name: "Remove rule 1" }).click();

  await it.send.click();
  await it.pause.click();
  await expect(it.verdict).toContainText("Dropped at stop");
  await page.locator(".metro").focus();
  await page.keyboard.press("End");
  const died = await it.where.innerText();
  expect(died).toMatch(/Stop (\d+) of \1/);
  await expect(it.packet).toHaveClass(/dropped/);
  await expect(page.locator("#canvas .bubble.error")).toContainText("Dropped here");
  await expect(page.locator(".decision .explain")).toHaveText("ENI_SG_RULES_MISMATCH");
  await expect(it.sentence).toContainText("ALB-SG");
  await screenshot(page, "request-dropped");

  // The remedy stands beside the reason; it repairs, and the request is sent again.
  await page.locator(".decision .actions").getByRole("button").first().click();
  await expect(it.verdict).toHaveText("Delivered");
  await build.select("ALB-SG");
  await expect(build.section("Inbound rules").getByLabel("Ports of rule 2")).toHaveValue("80");
});

test("a door that stays shut is told from the database's side", async ({ page }) => {
  const build = await notebookly(page);
  const it = player(page);
  await page.getByRole("tab", { name: "Request" }).click();
  await build.dock.getByLabel("From").fill("internet");
  await build.dock.getByLabel("To", { exact: true }).fill("notebook-db");
  await build.dock.getByLabel("Port").fill("3306");
  await build.dock.getByRole("button", { name: "Send" }).click();
  await expect(it.verdict).toContainText("Dropped");
  await page.locator(".metro").focus();
  await page.keyboard.press("End");
  await expect(it.sentence).not.toBeEmpty();
  await expect(page.locator(".decision .explain")).toHaveText(/^[A-Z_]+$/);
});

test("what cannot be asked is said at once", async ({ page }) => {
  const build = await notebookly(page);
  await page.getByRole("tab", { name: "Request" }).click();
  await build.dock.getByLabel("To", { exact: true }).fill("the moon");
  await build.dock.getByRole("button", { name: "Send" }).click();
  await expect(build.dock.getByRole("alert")).toContainText("the moon");
  await expect(build.dock.getByLabel("To", { exact: true })).toHaveAttribute("aria-invalid", "true");
});

test("an answer that has grown old says so", async ({ page }) => {
  const build = await notebookly(page);
  const it = player(page);
  await it.send.click();
  await it.pause.click();
  await build.select("Database-SG");
  await build.section("Inbound rules").getByRole("button", { name: "Remove rule 1" }).click();
  await expect(build.dock).toContainText("The architecture has changed since");
  await build.dock.getByRole("button", { name: "Send again" }).click();
  await expect(build.dock).not.toContainText("The architecture has changed since");
});
