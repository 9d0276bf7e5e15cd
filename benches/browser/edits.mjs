// How long an edit takes: its findings, and until the page shows it.
import { profiled, until } from "./browser.mjs";
import { goTo } from "./ours.mjs";

/** What is timed of an edit, as src/app/timing.rs marks it, and its name in the table. */
const PARTS = {
  findings: "findings",
  analysis: "architecture and findings",
  facts: "facts of the drawing",
  scene: "drawing",
  lines: "lines",
  handler: "edit until all handlers are done",
  frame: "edit until the frame is made",
};

/**
 * Edits with the pointer and the keyboard on an open page.
 *
 * @returns {Promise<{ name: string, median: number, late: number, count: number }[]>} in milliseconds;
 *   `late` is the 95th percentile
 */
export async function edits(stage, count) {
  const { page, client } = stage;
  // One server in the middle of it all, found as somebody would find it.
  await goTo(page, "server-0-7");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const name = inspector.getByRole("textbox", { name: "Name", exact: true });
  await name.waitFor();
  const toggle = inspector.getByRole("switch").or(inspector.getByRole("checkbox")).first();

  // From the event that edits until the frame that shows it has been made: the message
  // that is posted in its animation frame comes after style, layout and paint.
  await page.evaluate(() => {
    // The page notes its times only for who asks: src/app/timing.rs.
    globalThis.campusTiming = true;
    const { port1, port2 } = new MessageChannel();
    let began;
    globalThis.campusTimes = [];
    port1.onmessage = () => {
      const last = (name) => performance.getEntriesByName(name, "measure").at(-1)?.duration;
      globalThis.campusTimes.push({
        frame: performance.now() - began.at,
        handler: began.handled - began.at,
        findings: last("campus:findings"),
        analysis: last("campus:analysis"),
        facts: last("campus:facts"),
        scene: last("campus:scene"),
        lines: last("campus:lines"),
      });
    };
    addEventListener(
      "change",
      () => {
        began = { at: performance.now() };
        // Microtasks, in which the page renders, run before this.
        setTimeout(() => (began.handled = performance.now()));
        requestAnimationFrame(() => port2.postMessage(undefined));
      },
      { capture: true },
    );
  });
  await profiled(client, "edits", count, async () => {
    for (let edit = 0; edit < count; edit += 1) {
      if (edit % 2 === 0 && (await toggle.count())) {
        await toggle.click();
      } else {
        await name.fill(`renamed-${edit}`);
        await name.press("Enter");
      }
      await until(page, "an edit's frame", (count) => globalThis.campusTimes.length >= count, edit + 1);
      await page.waitForTimeout(30);
    }
  });
  const times = await page.evaluate(() => globalThis.campusTimes);
  const undo = page.getByRole("button", { name: /^Undo: / });
  if (times.length !== count || (await undo.count()) === 0) {
    throw new Error(`edits: ${count} were made, the page took ${times.length} for edits`);
  }
  return Object.entries(PARTS).map(([key, name]) => {
    const sorted = times
      .map((it) => it[key])
      .filter(Number.isFinite)
      .sort((one, other) => one - other);
    const at = (part) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
    return { name, median: at(0.5), late: at(0.95), count: sorted.length };
  });
}
