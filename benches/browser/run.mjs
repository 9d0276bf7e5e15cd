// How fast the page plays a run: an architecture of so many servers that all answer
// customers, at 60 simulated seconds a second, for some seconds.
import { readFile } from "node:fs/promises";
import { NOTEBOOKLY } from "../../tests/browser/harness/documents.js";
import { costOf, until, withPage } from "./browser.mjs";
import * as ours from "./ours.mjs";

/** What a run is to keep up with: the speed in the page, and frames a second. */
export const RUN = { speed: 60, frames: 60 };
/** How long the page plays before it is timed, in milliseconds: the servers start meanwhile. */
const WARM = 6_000;

/** Notebookly with so many servers in its group, which stays as large as it is. */
async function crowded(servers) {
  const document = JSON.parse(await readFile(NOTEBOOKLY, "utf8"));
  const group = document.resources.find(({ kind }) => kind === "auto-scaling-group");
  Object.assign(group, { min_size: servers, desired: servers, max_size: servers, policies: [] });
  // The smallest database has no connections for so many.
  document.resources.find(({ kind }) => kind === "database").class = "db.m5.large";
  return { ...document, title: "Measured" };
}

/** Every frame's time, and how far the run was at the first and the last. */
function measured(page, seconds) {
  return page.evaluate(async (seconds) => {
    const at = () => {
      const [hours, minutes, rest] = document.querySelector(".room-clock > b").textContent.split(":").map(Number);
      return (hours * 60 + minutes) * 60 + rest;
    };
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const began = await frame();
    const [frames, from] = [[], at()];
    let last = began;
    while (last - began < seconds * 1000) {
      const now = await frame();
      frames.push(now - last);
      last = now;
    }
    // The clock begins anew at midnight.
    const played = (at() - from + 86_400) % 86_400;
    return { frames, played, took: (last - began) / 1000 };
  }, seconds);
}

/** Plays a run of so many servers for so many seconds. */
export async function run(url, servers, seconds) {
  const document = await crowded(servers);
  return withPage(async (page, client) => {
    await ours.open(page, client, url, document);
    await page.keyboard.press("Alt+2");
    await until(page, "the control room", () => document.querySelector(".room-play") !== null);
    const speed = page.getByRole("radiogroup", { name: "Speed" });
    await speed.getByRole("radio", { name: `${RUN.speed}×`, exact: true }).click();
    await page.getByRole("button", { name: "Play", exact: true }).first().click();
    await page.waitForTimeout(WARM);
    let timed;
    const busy = await costOf(client, 1, async () => (timed = await measured(page, seconds)));
    const { frames, played, took } = timed;
    if (played === 0) {
      throw new Error("the run stands: its clock has not moved");
    }
    const healthy = await page.locator("figure.chart", { hasText: "HealthyHostCount" }).innerText();
    if (!healthy.includes(`${servers} of ${servers}`)) {
      throw new Error(`not all of the ${servers} servers answer: ${healthy.replaceAll("\n", " ")}`);
    }
    const sorted = frames.toSorted((one, other) => one - other);
    return {
      "frames a second": frames.length / took,
      "longest frame, ms": sorted.at(-1),
      "95 in 100 frames at most, ms": sorted[Math.floor(0.95 * (sorted.length - 1))],
      "simulated seconds a second": played / took,
      "main thread, ms a frame": busy / frames.length,
    };
  });
}
