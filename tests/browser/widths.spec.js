// The page at every width, from a small phone to a wide screen, on its side, zoomed, with a
// finger: everything is in reach, nothing sticks out or lies over something else.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { NOTEBOOKLY } from "./harness/documents.js";
import { layoutFaults, outOfReach } from "./harness/frame.js";

const SIZES = /** @type {const} */ ([
  [360, 740],
  [390, 844],
  [640, 360], // 1280×720 at 200 %
  [768, 1024],
  [810, 1080],
  [820, 1180],
  [834, 1194],
  [844, 390],
  [932, 430],
  [1024, 768],
  [1180, 820],
  [1280, 720],
  [1366, 633],
  [1440, 900],
  [1920, 1080],
  [2560, 1440],
]);

/** What an open document owes wherever it is shown. */
const FRAME = {
  "the way back": { seen: ".topbar .brand" },
  "the document's name": { seen: ".doc-name" },
  undo: { seen: ".topbar button[aria-label^='Undo']" },
  redo: { seen: ".topbar button[aria-label^='Redo']" },
  "a request": { seen: ".topbar .btn.primary" },
  "what can be built": { seen: ".left .search, .rail, .tabbar" },
  "the outline": { seen: "#side-Outline, .rail, .tabbar" },
  inspector: { seen: ".right > *, .tabbar", more: /^Inspect/ },
  findings: { seen: "#tab-Findings, .tabbar" },
  requests: { seen: "#tab-Request, .tabbar" },
  "the template": { seen: "#tab-Template", more: /template/ },
  journeys: { seen: "#tab-Journeys", more: /journeys/i },
  "control room": { seen: ".topbar-mid [role=radio]:nth-child(2)", more: /^Control room/ },
  review: { seen: ".topbar-mid [role=radio]:nth-child(3)", more: /^Review/ },
  export: { seen: ".topbar button[aria-label='Export']", more: /^CloudFormation as YAML/ },
  layers: { seen: ".canvas-layers", more: /^Layer: Routing/ },
  settings: { seen: ".nothing", more: /^Settings/ },
  "all commands": { seen: ".nothing", more: /^All commands/ },
};

/**
 * Goes through the sizes and gathers what is wrong, so that one look shows it all.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} view
 * @param {(size: readonly [number, number]) => Promise<string[] | void>} [look]
 */
async function walk(page, view, look) {
  /** @type {Record<string, string[]>} */
  const faults = {};
  for (const size of SIZES) {
    const [width, height] = size;
    await page.setViewportSize({ width, height });
    // Two frames: the page and what it measures of itself.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const found = [...(await layoutFaults(page)), ...((await look?.(size)) ?? [])];
    await screenshot(page, `walk-${view}-${width}x${height}`);
    if (found.length > 0) {
      faults[`${width}×${height}`] = found;
    }
  }
  expect(faults, view).toEqual({});
}

async function openEditor(page, options = {}) {
  await openApp(page, options);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

test("the start screen fits every width", async ({ page }) => {
  await openApp(page);
  await expect(page.locator(".campus .room").first()).toBeAttached();
  await walk(page, "start");
});

test("the editor has everything in reach at every width, and the canvas half of the page", async ({ page }) => {
  await openEditor(page);
  // Once there is something to take back, both buttons are there to be pressed.
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Escape");
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await walk(page, "editor", async ([width, height]) => {
    const faults = await outOfReach(page, { ...FRAME, "how it is saved": { seen: ".save-state" } });
    const part = await page.evaluate(() => {
      const box = document.querySelector("#canvas")?.getBoundingClientRect();
      return ((box?.width ?? 0) * (box?.height ?? 0)) / (innerWidth * innerHeight);
    });
    if (part < 0.5) {
      faults.push(`the canvas has ${Math.round(part * 100)} % of the page`);
    }
    const { shown, needed } = await page
      .getByRole("textbox", { name: "Name of the architecture" })
      .evaluate((it) => ({ shown: it.clientWidth, needed: it.scrollWidth }));
    if (shown < Math.min(needed, 64)) {
      faults.push(`the name has ${shown} of ${needed} pixels at ${width}x${height}`);
    }
    return faults;
  });
});

test("what is selected is in sight beside whatever speaks of it", async ({ page }) => {
  await openEditor(page);
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to private-b");
  await page.keyboard.press("Enter");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const thing = page.locator('#canvas [data-id="subnet-4"]');
  await walk(page, "selected", async () => {
    const bar = page.getByRole("navigation", { name: "Panels" });
    if (await bar.isVisible()) {
      await bar.getByRole("button", { name: "Inspect" }).click();
    }
    await expect(inspector.getByRole("heading", { level: 2 })).toHaveText("private-b");
    // The view follows once the panel has taken its room.
    await page.waitForTimeout(650);
    const [at, canvas] = [await thing.boundingBox(), await page.locator("#canvas").boundingBox()];
    const faults = await layoutFaults(page);
    const fits = at && canvas && at.width + 34 <= canvas.width && at.height + 34 <= canvas.height;
    const inside = at && canvas && at.x >= canvas.x - 1 && at.y >= canvas.y - 1 && at.x + at.width <= canvas.x + canvas.width + 1 && at.y + at.height <= canvas.y + canvas.height + 1;
    if (fits && !inside) {
      faults.push("the selected thing is out of sight");
    }
    if (await bar.isVisible()) {
      await bar.getByRole("button", { name: "Inspect" }).click();
    }
    return faults;
  });
});

test("a chapter fits every width", async ({ page }) => {
  await openApp(page, { path: "#/chapter/5" });
  await expect(page.getByRole("region", { name: "Task", exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("The canvas is being laid out")).toHaveCount(0);
  await walk(page, "lesson");
});

test("the control room fits every width", async ({ page }) => {
  await openApp(page, { path: "#/example/notebookly" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Alt+2");
  await expect(page.locator(".room-play")).toBeVisible();
  await walk(page, "room", async () =>
    outOfReach(page, {
      "the way back to building": { seen: ".topbar-mid [role=radio]:nth-child(1), .topbar .room-back" },
      play: { seen: ".room-buttons button" },
      "what can be broken": { seen: ".room-faults .fault-row, .room-break" },
    }),
  );
});

test("on a phone the menu lies over an open sheet, and all of it can be pressed", async ({ page }) => {
  await openEditor(page, { width: 360, height: 740 });
  const bar = page.getByRole("navigation", { name: "Panels" });
  await bar.getByRole("button", { name: "Findings" }).click();
  await page.getByRole("banner").getByRole("button", { name: "More" }).click();
  const menu = page.getByRole("menu", { name: "More" });
  const [shown, tabs] = [await menu.boundingBox(), await bar.boundingBox()];
  expect((shown?.y ?? 0) + (shown?.height ?? 0)).toBeLessThanOrEqual(tabs?.y ?? 0);
  expect(shown?.height, "it has the height that is there").toBeGreaterThan(560);
  const entries = menu.getByRole("menuitem");
  for (const entry of [entries.first(), entries.nth(10), entries.last()]) {
    await entry.click({ trial: true });
  }
  await expect(menu.getByRole("group", { name: "Export" }).getByRole("menuitem")).toHaveCount(5);
});

test("the review fits every width", async ({ page }) => {
  await openApp(page, { path: "#/example/notebookly" });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await page.keyboard.press("Alt+3");
  await expect(page.locator(".review-columns")).toBeVisible();
  await walk(page, "review", async () =>
    outOfReach(page, { "the way back to building": { seen: ".topbar-mid [role=radio]:nth-child(1), .review .phone-only", more: /^Build/ } }),
  );
});

test("the rule reference fits every width", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Rule reference" }).click();
  await expect(page.getByRole("dialog", { name: "Rule reference" }).locator(".reference-entry").first()).toBeVisible();
  await walk(page, "rules");
});

test("the inspector is widened by its edge, with a pointer and with keys, and stays so", async ({ page }) => {
  await openEditor(page);
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to public-acl");
  await page.keyboard.press("Enter");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const edge = inspector.getByRole("separator", { name: "Width of the inspector" });
  const width = async () => Math.round((await inspector.boundingBox())?.width ?? 0);
  // Narrow: a row is a card, and no address and no port is cut.
  const cut = () =>
    inspector.locator(".grid-table :is(input, select, td.fixed)").evaluateAll((all) =>
      all.filter((it) => it.scrollWidth > it.clientWidth + 1).map((it) => it.getAttribute("aria-label") ?? it.textContent),
    );
  expect(await cut()).toEqual([]);
  await screenshot(page, "inspector-narrow");
  const before = await width();
  const box = await edge.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 4, (box?.y ?? 0) + 200);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) - 196, (box?.y ?? 0) + 210, { steps: 4 });
  await page.mouse.up();
  await expect.poll(width).toBe(before + 200);
  expect(await cut()).toEqual([]);
  await screenshot(page, "inspector-wide");
  await edge.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(width).toBe(before + 176);
  await expect(edge).toHaveAttribute("aria-valuenow", String(before + 176));
  await page.reload();
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await expect.poll(width).toBe(before + 176);
});

test("the dock is folded until there is something to say, and stays as it was left", async ({ page }) => {
  await openEditor(page);
  const dock = page.getByRole("region", { name: "Panels" });
  const panel = page.locator("#dock-panel");
  await expect(panel).toBeHidden();
  await page.getByRole("tab", { name: /^Findings/ }).click();
  await expect(panel).toBeVisible();
  const edge = dock.getByRole("separator", { name: "Height of the panel" });
  const height = async () => Math.round((await dock.boundingBox())?.height ?? 0);
  const before = await height();
  await edge.focus();
  await page.keyboard.press("ArrowUp");
  await expect.poll(height).toBe(before + 24);
  // A message moves nothing.
  const canvas = page.locator("#canvas");
  const was = await canvas.boundingBox();
  await canvas.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(page.locator(".toast")).toBeVisible();
  expect(await canvas.boundingBox()).toEqual(was);
  await page.keyboard.press("Control+z");
  await page.reload();
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await expect.poll(height).toBe(before + 24);
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("one finger reads and pans, one that stays moves; nothing is too small for it", async ({ page }) => {
    await openEditor(page, { width: 390, height: 844 });
    const server = page.locator('#canvas [data-id="nat-gateway-1"]');
    const finger = await page.context().newCDPSession(page);
    const touch = (/** @type {string} */ type, /** @type {{ x: number, y: number }[]} */ touchPoints) =>
      finger.send("Input.dispatchTouchEvent", { type: /** @type {any} */ (type), touchPoints });
    const drag = async (/** @type {number} */ wait, /** @type {number} */ step) => {
      const box = await server.boundingBox();
      const at = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
      await touch("touchStart", [at]);
      await page.waitForTimeout(wait);
      const held = await page.locator("#canvas[data-held]").count();
      for (let times = 1; times <= 4; times += 1) {
        await touch("touchMove", [{ x: at.x + times * step, y: at.y }]);
      }
      await touch("touchEnd", []);
      return held;
    };
    const undo = page.getByRole("banner").getByRole("button", { name: /^Undo/ });
    const before = await server.boundingBox();
    expect(await drag(0, 6)).toBe(0);
    const panned = await server.boundingBox();
    expect(Math.round((panned?.x ?? 0) - (before?.x ?? 0)), "the drawing went with the finger").toBe(24);
    await expect(undo, "and nothing was moved in it").toBeDisabled();
    expect(await drag(600, 2)).toBe(1);
    await expect(undo).toBeEnabled();
    await expect(undo).toBeInViewport({ ratio: 1 });
    await expect(page.locator("#canvas[data-held]")).toHaveCount(0);

    // Fields that a browser does not zoom to, and no keys where there are none.
    await page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: "Inspect" }).click();
    const sizes = await page
      .locator("aside.right :is(input:not([type=checkbox]), select)")
      .evaluateAll((all) => all.map((it) => parseFloat(getComputedStyle(it).fontSize)));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    await page.getByRole("banner").getByRole("button", { name: "More" }).click();
    await expect(page.getByRole("menu").locator("kbd:visible")).toHaveCount(0);
    await page.keyboard.press("Escape");
    expect((await layoutFaults(page, { least: 40 })).filter((it) => !it.startsWith("covered"))).toEqual([]);
    await expectAccessible(page);
    await screenshot(page, "touch-inspect");
  });
});
