// What a phone shows of a drawing at once: as much as can be read, and the packet of a request
// where it is.
import { expect, openApp, screenshot, test } from "./harness/index.js";

const PHONE = { width: 390, height: 844 };
/** The least zoom at which names are read. */
const READABLE = 45;

/** @param {import("@playwright/test").Page} page */
const zoom = async (page) => Number.parseInt((await page.locator(".zoom-value").first().innerText()) ?? "0", 10);

/** @param {import("@playwright/test").Page} page @param {string} what */
async function onCanvas(page, what) {
  const [canvas, box] = [await page.locator("#canvas").boundingBox(), await page.locator(what).first().boundingBox()];
  return { x: (box?.x ?? 0) - (canvas?.x ?? 0), y: (box?.y ?? 0) - (canvas?.y ?? 0), w: box?.width ?? 0, h: box?.height ?? 0 };
}

test.use({ hasTouch: true, viewport: PHONE });

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`the first view leaves no empty band above the Region, ${scheme}`, async ({ page }) => {
    await openApp(page, { ...PHONE, scheme, path: "#/example/notebookly" });
    await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
    expect(await zoom(page)).toBeGreaterThanOrEqual(READABLE);
    const region = await onCanvas(page, '#canvas .front > [data-kind="region"]');
    expect(region.y).toBeGreaterThanOrEqual(0);
    expect(region.y).toBeLessThanOrEqual(24);
    await expect(page.locator('#canvas [data-kind="vpc"]').first()).toBeInViewport();
    await screenshot(page, `phone-first-${scheme}`);
  });
}

test("a request that is played is read, and its packet is in sight at every stop", async ({ page }) => {
  await openApp(page, { ...PHONE, path: "#/example/notebookly" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.getByRole("button", { name: "Send a request" }).first().click();
  const packet = page.locator("#canvas .packet");
  await expect(packet).toBeVisible();
  await page.waitForTimeout(500);
  const dock = page.locator("section.dock");
  const pause = dock.getByRole("button", { name: "Pause" });
  if (await pause.isVisible()) {
    await pause.click();
  }
  const next = dock.getByRole("button", { name: "Step forward" });
  for (let stop = 0; stop < 8 && (await next.isEnabled()); stop += 1) {
    // The view glides there.
    await page.waitForTimeout(450);
    expect(await zoom(page)).toBeGreaterThanOrEqual(READABLE);
    const [canvas, sheet, at] = [await page.locator("#canvas").boundingBox(), await dock.boundingBox(), await packet.boundingBox()];
    const middle = { x: (at?.x ?? 0) + (at?.width ?? 0) / 2, y: (at?.y ?? 0) + (at?.height ?? 0) / 2 };
    expect(middle.x, `stop ${stop}`).toBeGreaterThan(0);
    expect(middle.x, `stop ${stop}`).toBeLessThan(PHONE.width);
    expect(middle.y, `stop ${stop}`).toBeGreaterThan(canvas?.y ?? 0);
    expect(middle.y, `stop ${stop}`).toBeLessThan(sheet?.y ?? 0);
    if (stop === 3) {
      await screenshot(page, "phone-request");
    }
    await next.click();
  }
});

test("the control room begins with what can be read", async ({ page }) => {
  await openApp(page, { ...PHONE, path: "#/example/notebookly" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Alt+2");
  await expect(page.locator(".room-play")).toBeVisible();
  await expect(page.locator('#canvas[data-lod="middle"]')).toBeVisible();
  await expect(page.locator('#canvas [data-kind="vpc"]').first()).toBeInViewport();
  await screenshot(page, "phone-room");
});

test("a chapter opens its canvas on its VPC where all of it could not be read", async ({ page }) => {
  for (const chapter of [5, 14]) {
    await openApp(page, { ...PHONE, path: `#/chapter/${chapter}` });
    await expect(page.getByRole("region", { name: "Task", exact: true })).toBeVisible({ timeout: 30_000 });
    await page.getByRole("button", { name: "To the canvas" }).click();
    await expect(page.locator(".reading")).toBeHidden();
    await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
    expect(await zoom(page), `chapter ${chapter}`).toBeGreaterThanOrEqual(READABLE);
    await expect(page.locator('#canvas [data-kind="vpc"]').first()).toBeInViewport();
    // The bar of what is built lies over the upper edge and hides no head.
    const bar = await onCanvas(page, ".main > .rail");
    const region = await onCanvas(page, '#canvas .front > [data-kind="region"]');
    expect(region.y, `chapter ${chapter}`).toBeGreaterThanOrEqual(bar.y + bar.h);
    await screenshot(page, `phone-chapter-${chapter}`);
  }
});

/**
 * Waits until the drawing stands where it stays, readable and in sight.
 *
 * @param {import("@playwright/test").Page} page
 */
async function seesTheDrawing(page) {
  await expect.poll(() => zoom(page)).toBeGreaterThanOrEqual(READABLE);
  const canvas = await page.locator("#canvas").boundingBox();
  const width = canvas?.width ?? 0;
  // The campus begins at the upper edge, and no half of the canvas is empty.
  await expect.poll(async () => (await onCanvas(page, '#canvas [data-kind="vpc"]')).y).toBeLessThan(240);
  const vpc = await onCanvas(page, '#canvas [data-kind="vpc"]');
  expect(vpc.x).toBeLessThan(width / 2);
  expect(vpc.x + vpc.w).toBeGreaterThan(width / 2);
}

test("a phone that is turned shows the drawing again", async ({ page }) => {
  await openApp(page, { width: 844, height: 390, path: "#/example/notebookly" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.setViewportSize(PHONE);
  await seesTheDrawing(page);
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.waitForTimeout(500);
  await page.setViewportSize({ width: 360, height: 740 });
  await seesTheDrawing(page);
});

test("a chapter that is read while the phone is turned has its drawing afterwards", async ({ page }) => {
  await openApp(page, { width: 844, height: 390, path: "#/chapter/5" });
  await expect(page.getByRole("region", { name: "Task", exact: true })).toBeVisible({ timeout: 30_000 });
  await page.setViewportSize(PHONE);
  await page.waitForTimeout(500);
  await page.getByRole("button", { name: /^(To the canvas|Go on building|Canvas)$/ }).first().click();
  await expect(page.locator('#canvas [data-kind="vpc"]').first()).toBeInViewport();
  await seesTheDrawing(page);
});
