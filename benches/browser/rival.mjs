// React Flow as a stage for the gestures.
import { settled, until } from "./browser.mjs";
import { transformOf, zoomTo } from "./gestures.mjs";

export const MIDDLE = { x: 640, y: 400 };

/** Opens React Flow with so many boxes; `opened` is how long that took, in milliseconds. */
export async function open(page, client, url, size, { nested = false, cull = false } = {}) {
  // From the start of the navigation until the frame after the first that shows it.
  await page.addInitScript(() => {
    const look = () => {
      const box = document.querySelector(".react-flow__node");
      if (!box || getComputedStyle(box).visibility !== "visible") {
        requestAnimationFrame(look);
        return;
      }
      requestAnimationFrame(() => setTimeout(() => (globalThis.benchOpened = performance.now())));
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${url}?n=${size}${nested ? "&nested=1" : ""}${cull ? "&cull=1" : ""}`);
  await until(page, "React Flow", () => globalThis.benchOpened !== undefined);
  const opened = await page.evaluate(() => globalThis.benchOpened);
  await page.waitForTimeout(1500);

  const selector = (id) => `.react-flow__node[data-id="${id}"]`;
  const place = (id) =>
    page.evaluate((selector) => {
      const rect = document.querySelector(selector)?.getBoundingClientRect();
      return rect && { x: rect.x, y: rect.y, width: rect.width, height: rect.height };
    }, selector(id));
  const stage = {
    page,
    client,
    opened,
    view: () => transformOf(page, ".react-flow__viewport"),
    place,
    isDragging: (id) => page.evaluate((it) => document.querySelector(`${it}.dragging`) !== null, selector(id)),
    elements: () => page.evaluate(() => document.querySelectorAll("#root *").length),
  };
  /** The box nearest to the middle of the window. */
  const box = async () => {
    await settled(page);
    return page.evaluate((middle) => {
      const found = [...document.querySelectorAll('.react-flow__node[data-id^="box-"]')].map((node) => {
        const rect = node.getBoundingClientRect();
        const press = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
        return { id: node.dataset.id, press, far: Math.hypot(press.x - middle.x, press.y - middle.y) };
      });
      return found.sort((one, other) => one.far - other.far)[0];
    }, MIDDLE);
  };
  return {
    ...stage,
    everything: async () => {},
    near: () => zoomTo(stage, 1, MIDDLE),
    boxFar: box,
    boxNear: box,
    /** The VPC by a corner that no subnet covers. */
    vpcFar: async () => {
      const rect = await place("vpc-0");
      return { id: "vpc-0", press: { x: rect.x + rect.width / 2, y: rect.y + rect.height * 0.015 } };
    },
  };
}
