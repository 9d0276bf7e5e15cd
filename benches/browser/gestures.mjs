// The gestures, the same for both pages, each with the proof that it happened: a bench
// that measures a gesture which the page did not take for one measures nothing.
//
// A stage is an open page with what differs between the two:
//   view()           the drawing's place and zoom, as `{ x, y, zoom }`
//   place(thing)     where a thing is drawn in the window, `undefined` when it is not
//   isDragging(id)   whether the page itself says that it is being dragged
import { costOf, profiled, settled } from "./browser.mjs";

const MOVES = 60;
const STEPS = 10;
const NOTCH = 120;
/** So that a part of what was seen stays seen: all steps together are half a window. */
const SCROLL = 40;
/** Between two events, as a display of 60 Hz would have it. */
const FRAME = 16;

/** Drags a thing to and fro; ms of main thread a move. */
export async function drag(stage, name, { id, press }) {
  const { page, client } = stage;
  const before = await stage.place(id);
  await page.mouse.move(press.x, press.y);
  await settled(page);
  await page.mouse.down();
  // The first moves make a press a drag and are not what a move costs.
  await page.mouse.move(press.x + 6, press.y);
  await page.mouse.move(press.x + 12, press.y);
  await settled(page);
  const cost = await profiled(client, name, MOVES, () =>
    costOf(client, MOVES, async () => {
      for (let move = 1; move <= MOVES; move += 1) {
        await page.mouse.move(press.x + 12 + move * 2, press.y + (move % 20));
        await page.waitForTimeout(FRAME);
      }
    }),
  );
  const now = await stage.place(id);
  const moved = before && now && Math.hypot(now.x - before.x, now.y - before.y) > 20;
  if (!moved && !(await stage.isDragging(id))) {
    const pressed = await page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.outerHTML.slice(0, 200), press);
    throw new Error(`${name}: ${id} was not dragged by a press at ${press.x}, ${press.y}, on ${pressed}`);
  }
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await settled(page);
  return cost;
}

/** Turns the wheel with Control, so far in and so far out again; ms of main thread a step. */
export async function zoom(stage, name, middle) {
  const { page, client } = stage;
  await page.mouse.move(middle.x, middle.y);
  await settled(page);
  let nearest;
  await page.keyboard.down("Control");
  const before = await stage.view();
  const there = () => turn(page, 0, -NOTCH);
  const back = () => turn(page, 0, NOTCH);
  const cost = await profiled(client, name, 2 * STEPS, async () => {
    const inwards = await costOf(client, 2 * STEPS, there);
    nearest = await stage.view();
    return inwards + (await costOf(client, 2 * STEPS, back));
  });
  await page.keyboard.up("Control");
  if (!(nearest.zoom > before.zoom * 1.5)) {
    throw new Error(`${name}: the wheel with Control did not zoom, ${before.zoom} became ${nearest.zoom}`);
  }
  return cost;
}

/** Turns the wheel, so far down and so far up again; ms of main thread a step. */
export async function pan(stage, name, middle) {
  const { page, client } = stage;
  await page.mouse.move(middle.x, middle.y);
  await settled(page);
  let farthest;
  const before = await stage.view();
  const cost = await profiled(client, name, 2 * STEPS, async () => {
    const there = await costOf(client, 2 * STEPS, () => turn(page, 0, SCROLL));
    farthest = await stage.view();
    return there + (await costOf(client, 2 * STEPS, () => turn(page, 0, -SCROLL)));
  });
  if (!(Math.abs(farthest.y - before.y) > STEPS * 10)) {
    throw new Error(`${name}: the wheel did not pan, ${before.y} became ${farthest.y}`);
  }
  return cost;
}

async function turn(page, x, y) {
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel(x, y);
    await page.waitForTimeout(FRAME);
  }
  await settled(page);
}

/** Turns the wheel with Control until the zoom is about this; `seen` is asked after each notch. */
export async function zoomTo(stage, wanted, middle, seen = async () => {}) {
  const { page } = stage;
  await page.mouse.move(middle.x, middle.y);
  await page.keyboard.down("Control");
  const inwards = (await stage.view()).zoom < wanted;
  for (let notch = 0; notch < 120; notch += 1) {
    const { zoom } = await stage.view();
    if (inwards ? zoom >= wanted : zoom <= wanted) {
      break;
    }
    await page.mouse.wheel(0, inwards ? -NOTCH : NOTCH);
    await settled(page);
    await seen(await stage.view());
  }
  await page.keyboard.up("Control");
  const { zoom } = await stage.view();
  if (inwards ? zoom < wanted : zoom > wanted) {
    throw new Error(`the zoom stops at ${zoom}, ${wanted} was wanted`);
  }
}

/** Place and zoom as an element's transform says them. */
export function transformOf(page, selector) {
  return page.evaluate((selector) => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(document.querySelector(selector)).transform);
    return { x: e, y: f, zoom: a };
  }, selector);
}
