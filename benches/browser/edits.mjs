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
  work: "of that without the wait for the display",
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

  // From the event that edits until the frame that shows it has been made: a timer that is
  // set in its animation frame comes after style, layout and paint. The page sets one of its
  // own there, behind which it judges; this one is set before that and comes first.
  await page.evaluate(() => {
    // The page notes its times only for who asks: src/app/timing.rs.
    globalThis.campusTiming = true;
    globalThis.campusTimes = [];
    const noted = ({ at, done, handled, tick }) => {
      const last = (name) => performance.getEntriesByName(name, "measure").at(-1)?.duration;
      const now = performance.now();
      globalThis.campusTimes.push({
        frame: now - at,
        // A display shows a picture every 16.7 ms: from the end of the handlers until it
        // asks for the next one nobody works.
        work: done - at + (now - Math.max(done, tick)),
        handler: (handled ?? now) - at,
        findings: last("campus:findings"),
        analysis: last("campus:analysis"),
        facts: last("campus:facts"),
        scene: last("campus:scene"),
        lines: last("campus:lines"),
      });
    };
    let began;
    addEventListener(
      "change",
      () => {
        const edit = { at: performance.now() };
        began = edit;
        setTimeout(() => (edit.handled = performance.now()));
        requestAnimationFrame((tick) => {
          edit.tick = tick;
          setTimeout(() => noted(edit));
        });
      },
      { capture: true },
    );
    // Microtasks, in which the page renders, run before the next listener is asked.
    addEventListener("change", () => (began.done = performance.now()));
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
