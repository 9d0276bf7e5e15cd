// Cloud Campus as a stage for the gestures.
import { settled, until } from "./browser.mjs";
import { transformOf } from "./gestures.mjs";

/** Where one presses when nothing of the drawing has to be there. */
export const MIDDLE = { x: 640, y: 400 };
/** A server in the middle of it all, and the VPC around it. */
const BOX = { id: "instance-0-7", name: "server-0-7" };
const VPC = { id: "vpc-1-of-0", name: "Notebookly-VPC-0" };

/**
 * Opens the page and in it a document; `opened` is how long that took, in milliseconds, and
 * `judged` how long until the findings were told as well.
 */
export async function open(page, client, url, document) {
  await page.goto(url);
  await until(page, "the page", () => document.querySelector("#loading") === null);
  // From the file in the page's hands until the frame after the first that shows it.
  await page.evaluate(() => {
    const shown = () => {
      const thing = document.querySelector("#canvas [data-id]");
      return thing && getComputedStyle(thing).visibility === "visible";
    };
    document.querySelector("input[type=file]").addEventListener(
      "change",
      () => {
        const began = performance.now();
        const look = () => {
          if (!shown()) {
            requestAnimationFrame(look);
            return;
          }
          requestAnimationFrame(() => setTimeout(() => (globalThis.benchOpened = performance.now() - began)));
          requestAnimationFrame(lookForFindings);
        };
        const lookForFindings = () => {
          const pill = document.querySelector("button.pill");
          if (pill && getComputedStyle(pill).visibility === "visible") {
            globalThis.benchJudged = performance.now() - began;
          } else {
            requestAnimationFrame(lookForFindings);
          }
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
  await page.locator("input[type=file]").first().setInputFiles({
    name: "measured.campus.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(document)),
  });
  await until(page, "the drawing", () => globalThis.benchOpened !== undefined);
  await until(page, "the findings", () => globalThis.benchJudged !== undefined);
  const [opened, judged] = await page.evaluate(() => [globalThis.benchOpened, globalThis.benchJudged]);
  // The other parts of the page come behind the drawing, one after the other.
  await page.waitForTimeout(2500);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(1000);
  return { ...stage(page, client), opened, judged };
}

function stage(page, client) {
  const view = () => transformOf(page, "#canvas .world");
  const place = (id) =>
    page.evaluate((id) => {
      const rect = document.querySelector(`#canvas [data-id="${id}"]`)?.getBoundingClientRect();
      return rect && { x: rect.x, y: rect.y, width: rect.width, height: rect.height };
    }, id);
  /** Where a thing stands in the drawing, asked while it is drawn. */
  const inDrawing = async (thing) => {
    await goTo(page, thing.name);
    const [{ x, y, zoom }, rect, corner] = [await view(), await place(thing.id), await cornerOf(page)];
    if (!rect) {
      throw new Error(`${thing.name} is not drawn though the page was asked to go there`);
    }
    return {
      x: (rect.x - corner.x - x) / zoom,
      y: (rect.y - corner.y - y) / zoom,
      width: rect.width / zoom,
      height: rect.height / zoom,
    };
  };
  /** A point of a thing in the window, whether the thing has an element or not. */
  const point = async (rect, part) => {
    const [{ x, y, zoom }, corner] = [await view(), await cornerOf(page)];
    return {
      x: corner.x + x + (rect.x + part.x(rect)) * zoom,
      y: corner.y + y + (rect.y + part.y(rect)) * zoom,
    };
  };
  // A node is held by its icon (its middle is a handle when it is small), a VPC by its head.
  const icon = { x: (rect) => rect.width / 2, y: (rect) => rect.height * 0.2 };
  const head = { x: () => 60, y: () => 18 };
  const known = new Map();
  const rectOf = async (thing) => {
    if (!known.has(thing.id)) {
      known.set(thing.id, await inDrawing(thing));
    }
    return known.get(thing.id);
  };
  const held = async (thing, part, show) => {
    const rect = await rectOf(thing);
    await show();
    // Events of the mouse come in whole pixels, and what is as small as one is met in its
    // middle alone.
    const { zoom } = await view();
    const tiny = rect.height * zoom < 4;
    const at = await point(rect, tiny ? { x: (it) => it.width / 2, y: (it) => it.height / 2 } : part);
    const whole = tiny ? Math.round : Math.ceil;
    return { id: thing.id, press: { x: whole(at.x), y: whole(at.y) } };
  };
  const everything = () => fit(page);
  /** At 100 % with the thing in the middle of the window. */
  const near = async (thing) => {
    const rect = await rectOf(thing);
    await page.keyboard.press("Shift+Digit0");
    await page.waitForTimeout(400);
    const at = await point(rect, icon);
    await page.mouse.move(MIDDLE.x, MIDDLE.y);
    await page.mouse.wheel(at.x - MIDDLE.x, at.y - MIDDLE.y);
    await settled(page);
  };
  return {
    page,
    client,
    view,
    place,
    // Over a place that does not take it the thing stands where it was, and hangs on the pointer.
    isDragging: (id) =>
      page.evaluate((id) => document.querySelector(`#canvas .dragging[data-id="${id}"], .ghost`) !== null, id),
    elements: () => page.evaluate(() => document.querySelectorAll("#canvas *").length),
    everything,
    near: () => near(BOX),
    boxFar: () => held(BOX, icon, everything),
    boxNear: () => held(BOX, icon, () => near(BOX)),
    vpcFar: () => held(VPC, head, everything),
  };
}

/** Through the command palette, as somebody would who knows a name. */
export async function goTo(page, name) {
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(`go to ${name}`);
  await page.keyboard.press("Enter");
  await rested(page);
}

/** When the view has glided to where it goes: what is read of it on the way fits nothing. It may
    set out late, as behind a list of thousands of names. */
async function rested(page) {
  await page.waitForTimeout(400);
  let before;
  await until(page, "no dialog over the drawing", () => document.querySelector("dialog[open]") === null);
  for (let same = 0; same < 4; ) {
    const { x, y, zoom } = await transformOf(page, "#canvas .world");
    const now = `${x} ${y} ${zoom}`;
    same = now === before ? same + 1 : 0;
    before = now;
    await page.waitForTimeout(100);
  }
  await settled(page);
}

async function fit(page) {
  await page.getByRole("button", { name: "Show everything", exact: true }).click();
  await rested(page);
}

function cornerOf(page) {
  return page.evaluate(() => {
    const { x, y } = document.querySelector("#canvas").getBoundingClientRect();
    return { x, y };
  });
}
