// A class: a chapter on a projector, the teacher's own window, any design, and a sitting that
// is played again. With the real ninth chapter, keys and pointer.
import { collectConsole, expect, expectAccessible, openApp, openNetwork, screenshot, test, watchPolicy } from "./harness/index.js";

/** @typedef {import("@playwright/test").Page} Page */

const PROJECTOR = { width: 1280, height: 720 };

/** @param {Page} page */
const caption = (page) => page.getByRole("region", { name: "Caption" }).locator("p");
/** @param {Page} page */
const beside = (page) => page.getByRole("complementary", { name: "Beside the drawing" });

/** @param {Page} page @param {string} path @param {object} [options] */
async function openClass(page, path, options = {}) {
  await openApp(page, { path, ...PROJECTOR, ...options });
  await expect(caption(page)).toContainText(/\w/, { timeout: 30_000 });
}

/** Goes on until something is so. @param {Page} page @param {() => Promise<boolean>} is */
async function goOnUntil(page, is) {
  for (let step = 0; step < 80; step += 1) {
    if (await is()) {
      return;
    }
    await page.keyboard.press("ArrowRight");
  }
  throw new Error("no step of the chapter is so");
}

test("a chapter is shown step by step, large enough for the last row", async ({ page }) => {
  await openClass(page, "#/class/9");
  await expect(page.getByRole("heading", { level: 1, name: "The side exit" })).toBeVisible();
  await expect(page.locator(".topbar, .left, .right, .dock")).toHaveCount(0);
  await expectAccessible(page);

  // Every caption takes two lines at most, nothing is under 18 pixels, nothing is cut off.
  const seen = new Set();
  for (let step = 0; step < 60; step += 1) {
    const { lines, size, small, over } = await page.evaluate(() => {
      const words = document.querySelector(".class-caption > p");
      const style = getComputedStyle(words);
      const texts = [...document.querySelectorAll(".class-head > :is(h1, p), .class-caption, .class-beside :not(.class-figure, .class-figure *)")]
        .filter((it) => it.getClientRects().length > 0 && [...it.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
        .filter((it) => !it.closest(".visually-hidden"));
      return {
        lines: Math.round(words.getBoundingClientRect().height / Number.parseFloat(style.lineHeight)),
        size: Number.parseFloat(style.fontSize),
        small: texts.filter((it) => Number.parseFloat(getComputedStyle(it).fontSize) < 17.9).map((it) => it.textContent),
        over: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
      };
    });
    const text = await caption(page).textContent();
    expect(lines, text ?? "").toBeLessThanOrEqual(2);
    expect({ size, small, over }, text ?? "").toEqual({ size: 36, small: [], over: false });
    seen.add(text);
    if (await page.locator(".class-next").isDisabled()) {
      break;
    }
    await page.keyboard.press(step % 2 ? "Space" : "ArrowRight");
  }
  expect(seen.size).toBeGreaterThan(25);

  await page.keyboard.press("Home");
  await expect(caption(page)).toHaveText("The side exit");
  await page.keyboard.press("ArrowRight");
  const second = await caption(page).textContent();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await expect(caption(page)).toHaveText(second ?? "");

  // Nothing of what the teacher alone reads is on the page.
  await expect(page.getByText("usual wrong answer")).toHaveCount(0);
  await page.keyboard.press("b");
  await expect(page.getByRole("button", { name: /screen is blank/ })).toBeVisible();
  await page.keyboard.press("b");
  await expect(page.getByRole("button", { name: /screen is blank/ })).toHaveCount(0);

  // Out of it one is in the chapter.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Task", exact: true })).toBeVisible();
});

test("hands are counted, then the request plays and the right answer stands out", async ({ page }) => {
  await openClass(page, "#/class/9");
  const options = beside(page).locator(".class-options > li");
  await goOnUntil(page, async () => (await options.count()) > 0);
  await expect(caption(page)).toHaveText("What happens to its packet?");
  await expect(options).toHaveCount(4);
  // What the drawing would give away is not to be seen before.
  await expect(page.locator(".canvas .box-head .tag").first()).toBeHidden();
  for (const key of ["1", "1", "1", "2", "4", "4"]) {
    await page.keyboard.press(key);
  }
  await page.keyboard.press("Shift+4");
  await page.getByRole("button", { name: "One more hand for B" }).click();
  await expect(options.locator("output")).toHaveText(["3", "2", "0", "1"]);
  await expect(beside(page)).toContainText("6 hands counted");
  await screenshot(page, "class-hands");
  await expectAccessible(page);
  await beside(page).getByRole("button", { name: "Play it" }).click();
  await expect(options.nth(1)).toHaveAttribute("data-state", "right");
  await expect(beside(page)).toContainText("2 of 6 hands were right.");
  await expect(caption(page)).toContainText("private-rt-a holds only the local route.");
  await expect(page.locator(".class-ring")).toHaveCount(1);
  await screenshot(page, "class-answered");
  await expectAccessible(page);

  // From any step its question is a key away, and so is the way back.
  await page.keyboard.press("Home");
  await page.keyboard.press("q");
  // It is answered already, and stays so.
  await expect(caption(page)).toHaveText("private-rt-a holds only the local route. An address outside matches nothing.");
  await expect(options).toHaveCount(4);
  await page.keyboard.press("q");
  await expect(caption(page)).toHaveText("The side exit");
});

test("the worked example is built edit by edit, and what is spoken of is lit", async ({ page }) => {
  await openClass(page, "#/class/9", { motion: true });
  const thing = page.locator('#canvas [data-id="nat-gateway-2"]');
  await goOnUntil(page, async () => (await caption(page).textContent())?.startsWith("The NAT gateway of zone b") === true);
  await expect(thing).toHaveCount(1);
  const ring = page.locator(".class-ring");
  await expect(ring).toHaveCount(1);
  await page.waitForTimeout(600);
  const [light, lit] = await Promise.all([ring.boundingBox(), thing.boundingBox()]);
  expect(light && lit && light.x <= lit.x && light.y <= lit.y && light.x + light.width >= lit.x + lit.width).toBe(true);
  await screenshot(page, "class-built");
  // A press lights something else, and nothing can be moved.
  const other = page.locator('#canvas [data-id="nat-gateway-1"]');
  if (await other.count()) {
    const at = await other.locator(".icon").boundingBox();
    await page.mouse.click((at?.x ?? 0) + 10, (at?.y ?? 0) + 10);
    await expect(ring).toHaveCount(1);
  }
  // What stands on the packet, in large letters.
  await goOnUntil(page, async () => (await beside(page).locator(".class-end.now").count()) > 0);
  await expect(beside(page)).toContainText("writes over it");
  await page.waitForTimeout(500);
  await screenshot(page, "class-packet");
  // The pointer follows, once it is switched on.
  await page.keyboard.press("p");
  await page.mouse.move(300, 200);
  await page.mouse.move(320, 220);
  await expect(page.locator(".class-pointer circle")).toHaveAttribute("cx", "320");
  await page.keyboard.press("p");
  await page.mouse.move(340, 240);
  await expect(page.locator(".class-pointer")).toHaveCount(0);
});

test("the teacher's window follows and leads, with the notes that nobody else sees", async ({ page, context }) => {
  await openClass(page, "#/class/9");
  const [notes] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("n")]);
  const watched = collectConsole(notes);
  await watchPolicy(notes);
  await expect(notes.getByRole("heading", { level: 1, name: "The side exit" })).toBeVisible({ timeout: 30_000 });
  await expect(notes.getByText("For this part")).toBeVisible();
  const now = notes.getByRole("region", { name: "Now" });
  await expect(now).toContainText("Step 1 of");
  await notes.getByRole("button", { name: "Next" }).click();
  await expect(now).toContainText("Step 2 of");
  await expect(now).toContainText((await caption(page).textContent()) ?? "-");
  await notes.keyboard.press("ArrowRight");
  await expect(now).toContainText("Step 3 of");
  await page.keyboard.press("q");
  await expect(notes.getByRole("region", { name: "The right answer" })).toContainText("B");
  await notes.getByRole("button", { name: "One more hand for B" }).click();
  await expect(beside(page).locator("output").nth(1)).toHaveText("1");
  await expectAccessible(notes);
  await screenshot(notes, "class-notes");
  // What classes get wrong stands at the task that it is about, 09-6.
  await page.keyboard.press("q");
  const wrong = notes.getByRole("heading", { name: "The usual wrong answer" });
  await goOnUntil(page, async () => (await wrong.count()) > 0);
  await expect(wrong).toHaveCount(1);
  await notes.keyboard.press("b");
  await expect(page.getByRole("button", { name: /screen is blank/ })).toBeVisible();
  await notes.close();
  watched.expectQuiet();
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`it grows with the projector, in ${scheme}`, async ({ page }) => {
    await openClass(page, "#/class/9", { scheme, width: 1920, height: 1080 });
    expect(await caption(page).evaluate((it) => Number.parseFloat(getComputedStyle(it).fontSize))).toBe(54);
    await screenshot(page, `class-first-1080-${scheme}`);
    await goOnUntil(page, async () => (await page.locator(".class-figure").count()) > 0);
    await screenshot(page, `class-figure-1080-${scheme}`);
    await goOnUntil(page, async () => (await beside(page).locator(".class-end.now").count()) > 0);
    await page.waitForTimeout(300);
    await screenshot(page, `class-packet-1080-${scheme}`);
    await expectAccessible(page);
  });
}

test("any design can be shown, thing by thing, and is as it was afterwards", async ({ page }) => {
  await openApp(page);
  await openNetwork(page);
  await expect(page.locator(".save-state")).toHaveText("Saved");
  const before = await page.locator("#canvas [data-id]").count();
  await page.keyboard.press("Alt+4");
  await expect(caption(page)).toContainText("Notebookly", { timeout: 30_000 });
  await expect(page.getByRole("banner").first()).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(caption(page)).toContainText(":");
  await expect(page.locator(".class-ring")).toHaveCount(1);
  await screenshot(page, "class-design");
  await expectAccessible(page);
  await page.keyboard.press("Delete");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Send a request" })).toBeVisible();
  await expect(page.locator("#canvas [data-id]")).toHaveCount(before);

  // From the menu, which goes with its bar, the focus goes along.
  await page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Show to a class" }).click();
  await expect(page.getByRole("button", { name: "Next step" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator("#canvas")).toBeFocused();
});

test("a sitting is played again at any speed, and changes nothing", async ({ page }) => {
  await openApp(page, { path: "#/new" });
  await expect(page.locator("#canvas")).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("b");
  const item = page.locator('.left [data-kind="vpc"]').first();
  await item.click();
  await page.locator('.left [data-kind="subnet"]').first().click();
  await expect(page.locator(".save-state")).toHaveText("Saved");
  const built = page.locator("#canvas [data-id]");
  const before = await built.count();
  await page.keyboard.press("Escape");
  await page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Play this sitting again" }).click();
  const recording = page.getByRole("region", { name: "The recording" });
  await expect(recording).toContainText("The beginning", { timeout: 30_000 });
  await expect(recording.getByRole("button", { name: "Play" })).toBeFocused();
  const least = await built.count();
  expect(least).toBeLessThan(before);
  await expectAccessible(page);
  await recording.getByRole("radio", { name: "8×" }).click();
  await recording.getByRole("button", { name: "Play" }).click();
  await expect(built).toHaveCount(before);
  await expect(recording.getByRole("button", { name: "Play" })).toBeVisible();
  await screenshot(page, "recording");
  await page.keyboard.press("Home");
  await expect(built).toHaveCount(least);
  await recording.getByRole("button", { name: "One edit on" }).click();
  await expect(recording).toContainText("1 of");
  await page.getByRole("button", { name: "Back to the document" }).click();
  await expect(page.getByRole("button", { name: "Send a request" })).toBeVisible();
  await expect(built).toHaveCount(before);
  await expect(page.getByRole("banner").getByRole("button", { name: /^Undo: / })).toBeEnabled();
});
