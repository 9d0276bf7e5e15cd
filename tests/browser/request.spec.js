// A request through the finished shop: played to its end, and sent into a network in
// which somebody has forgotten a rule.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
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
    sentence: page.locator(".told .sentence"),
    skip: page.getByRole("button", { name: "Skip to the end" }),
    spoken: page.locator(".request > [role=status]"),
    note: page.locator("#canvas .drop-note"),
    marked: page.locator('table.decide tr[aria-current="true"]'),
  };
}

test("a request to the shop plays by itself, there and back", async ({ page }) => {
  await notebookly(page, { motion: true });
  const it = player(page);
  await it.send.click();
  // How it ends is told when it ends.
  await expect(it.packet).toHaveCount(1);
  await expect(it.verdict).toHaveCount(0);
  await expect(page.locator("#request-said"), "the answer has the focus").toBeFocused();

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
  await expect(it.verdict).toHaveText("Delivered");
  await expect(it.spoken).toContainText("Delivered");
});

test("playing is paused, and stepped through both ways", async ({ page }) => {
  await notebookly(page);
  const it = player(page);
  await it.send.click();
  await it.skip.click();
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
  await it.skip.click();
  await expect(it.verdict).toContainText("Dropped at stop");
  await page.locator(".metro").focus();
  await page.keyboard.press("End");
  const died = await it.where.innerText();
  expect(died).toMatch(/Stop (\d+) of \1/);
  await expect(it.packet).toHaveClass(/dropped/);
  await expect(it.note).toContainText("Dropped by ALB-SG");
  await expect(page.locator(".told .explain")).toHaveText("ENI_SG_RULES_MISMATCH");
  await expect(it.sentence).toContainText("ALB-SG");
  await screenshot(page, "request-dropped");

  // The remedy stands beside the reason; it repairs, and the request is sent again.
  await page.locator(".told .actions").getByRole("button").first().click();
  await it.skip.click();
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
  await build.dock.getByRole("button", { name: "Send", exact: true }).click();
  await it.skip.click();
  await expect(it.verdict).toContainText("Dropped");
  await page.locator(".metro").focus();
  await page.keyboard.press("End");
  await expect(it.sentence).not.toBeEmpty();
  await expect(page.locator(".told .explain")).toHaveText(/^[A-Z_]+$/);
});

test("what cannot be asked is said at once", async ({ page }) => {
  const build = await notebookly(page);
  await page.getByRole("tab", { name: "Request" }).click();
  await build.dock.getByLabel("To", { exact: true }).fill("the moon");
  await build.dock.getByRole("button", { name: "Send", exact: true }).click();
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

test("the drawing is free again when one edits, undoes, or leaves the request", async ({ page }) => {
  const build = await notebookly(page);
  const it = player(page);
  await it.send.click();
  await expect(build.canvas).toHaveAttribute("data-focus", "");
  await build.select("Database-SG");
  await build.section("Inbound rules").getByRole("button", { name: "Remove rule 1" }).click();
  await expect(build.canvas).not.toHaveAttribute("data-focus", "");
  await expect(it.packet).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(build.canvas).toHaveAttribute("data-focus", "");
  await page.getByRole("tab", { name: /^Findings/ }).click();
  await expect(build.canvas).not.toHaveAttribute("data-focus", "");
  await expect(it.packet).toHaveCount(0);
  await page.getByRole("tab", { name: "Request" }).click();
  await expect(it.packet).toHaveCount(1);
});

test("a name is asked for, and the request goes straight to the gateway", async ({ page }) => {
  const build = await notebookly(page);
  const it = player(page);
  await it.send.click();
  await it.pause.click();
  await page.locator(".metro").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await expect(it.sentence).toContainText("This is a question, not yet the request");
  const near = async (/** @type {string} */ name) => {
    const [packet, thing] = [await it.packet.boundingBox(), await build.thing(name).boundingBox()];
    if (!packet || !thing) {
      throw new Error(`${name} or the packet is not drawn`);
    }
    const [x, y] = [packet.x + packet.width / 2, packet.y + packet.height / 2];
    return x > thing.x - 20 && x < thing.x + thing.width + 20 && y > thing.y - 20 && y < thing.y + thing.height + 20;
  };
  await expect.poll(() => near("notebookly.com")).toBe(true);
  await expect(page.locator(".trail .lookup")).not.toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => near("Notebookly-IGW")).toBe(true);
  // Question and answer are one short trip, the request is a way of its own.
  const lines = page.locator(".trail path");
  await expect(page.locator(".trail .lookup")).toHaveCount(2);
  expect(await lines.count()).toBeGreaterThan(2);
  await screenshot(page, "request-dns");
});

/**
 * @param {import("@playwright/test").Locator} inner
 * @param {{ x: number, y: number, width: number, height: number }} outer
 */
async function isWithin(inner, outer) {
  const box = await inner.boundingBox();
  return (
    box !== null &&
    box.x >= outer.x - 1 &&
    box.y >= outer.y - 1 &&
    box.x + box.width <= outer.x + outer.width + 1 &&
    box.y + box.height <= outer.y + outer.height + 1
  );
}

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`on a small laptop reason and remedy are in sight at once, in ${scheme}`, async ({ page }) => {
    const build = await notebookly(page, { scheme });
    const it = player(page);
    await build.select("ALB-SG");
    await build.section("Inbound rules").getByRole("button", { name: "Remove rule 1" }).click();
    await page.setViewportSize({ width: 1366, height: 633 });
    // Another panel was scrolled, and the drawing shows another part.
    await page.getByRole("tab", { name: /Journeys/ }).click();
    await page.locator("#dock-panel").hover();
    await page.mouse.wheel(0, 2000);
    await build.canvas.hover();
    await page.mouse.wheel(0, -400);
    await page.getByRole("button", { name: "Send a request" }).click();
    await it.skip.click();
    await expect(it.verdict).toContainText("Dropped at stop");
    for (const what of [it.verdict, it.sentence, page.locator(".told .actions button").first(), page.locator(".metro")]) {
      await expect(what).toBeInViewport({ ratio: 0.9 });
    }
    await expect(page.locator(".world.glide")).toHaveCount(0);
    const canvas = await build.canvas.boundingBox();
    if (!canvas) {
      throw new Error("there is no canvas");
    }
    await expect.poll(() => isWithin(it.packet, canvas)).toBe(true);
    await expect.poll(() => isWithin(it.note, canvas)).toBe(true);
    await expectAccessible(page);
    await screenshot(page, `request-1366-${scheme}`);

    // The note keeps its size and does not lie on the packet.
    const before = await it.note.boundingBox();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Zoom out" }).click();
    await expect(page.locator(".world.glide")).toHaveCount(0);
    await expect.poll(async () => Math.round((await it.note.boundingBox())?.width ?? 0)).toBe(Math.round(before?.width ?? 0));
  });
}

test("each tab begins at its top, and is where one left it", async ({ page }) => {
  const build = await notebookly(page);
  await page.setViewportSize({ width: 1366, height: 633 });
  const panel = page.locator("#dock-panel");
  const top = () => panel.evaluate((it) => it.scrollTop);
  await page.getByRole("tab", { name: /Journeys/ }).click();
  await expect(panel.locator(".journey").first()).toBeVisible();
  await panel.hover();
  await page.mouse.wheel(0, 300);
  await expect.poll(top).toBeGreaterThan(100);
  const left = await top();
  await page.getByRole("tab", { name: "Audit log" }).click();
  await expect.poll(top).toBe(0);
  await page.getByRole("tab", { name: /Journeys/ }).click();
  await expect.poll(top).toBe(left);

  // So does the inspector, with every selection.
  await page.setViewportSize({ width: 1440, height: 900 });
  await build.select("public-acl");
  const inspector = page.locator("aside.right .panel-body");
  await inspector.hover();
  await page.mouse.wheel(0, 600);
  await expect.poll(() => inspector.evaluate((it) => it.scrollTop)).toBeGreaterThan(100);
  await build.select("public-rt");
  await expect.poll(() => inspector.evaluate((it) => it.scrollTop)).toBe(0);
});

test("whom a request is for is guessed, and where nobody can be, one chooses", async ({ page }) => {
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles("tests/cases/alb-one-subnet-of-three-private.campus.json");
  const build = new Builder(page);
  await page.locator("#canvas").click({ position: { x: 4, y: 4 } });
  await page.keyboard.press("r");
  await expect(player(page).packet).toHaveCount(1);

  // Asked again, the key leads into the form.
  await page.keyboard.press("r");
  await expect(build.dock.getByLabel("To", { exact: true })).toBeFocused();
  await build.dock.getByLabel("To", { exact: true }).fill("");
  await expect(build.dock.locator(".request-targets button").first()).toBeVisible();
  await expect(build.dock.locator("[aria-invalid=true]")).toHaveCount(0);
  await screenshot(page, "request-targets");
  await build.dock.locator(".request-targets button").first().click();
  await expect(page.locator("#request-said")).toBeFocused();
});
