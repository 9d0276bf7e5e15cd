// "Saved" is true: the browser is killed at random moments while somebody works, and
// whatever the page had called saved is there when it is opened again. CAMPUS_KILLS
// says how often (10 in the ordinary run).
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { expect, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {{ title: string, name: string, x: number }} State what the edits below change */

const KILLS = Number(process.env.CAMPUS_KILLS ?? 10);
/** The browser lives at most so long after the first edit, in milliseconds. */
const LONGEST = 1_500;

const REGION = "ap-south-1 · Mumbai";

/**
 * Starts a browser of its own, with a profile that outlives it.
 *
 * @param {string} profile
 * @param {import("@playwright/test").PlaywrightTestOptions["launchOptions"]} options
 */
async function launch(profile, { executablePath, args = [] }) {
  const port = join(profile, "DevToolsActivePort");
  await rm(port, { force: true });
  const browser = spawn(
    /** @type {string} */ (executablePath),
    [...args, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--window-size=1440,900", "about:blank"],
    // A group of its own, so that all of its processes end at once.
    { detached: true, stdio: "ignore" },
  );
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  for (let waited = 0; waited < 300; waited += 1) {
    const text = await readFile(port, "utf8").catch(() => "");
    const number = /^(\d+)\n/.exec(text)?.[1];
    if (number) {
      return {
        connection: await chromium.connectOverCDP(`http://127.0.0.1:${number}`, { timeout: 60_000 }),
        kill: async () => {
          if (browser.exitCode === null && browser.signalCode === null) {
            process.kill(-(/** @type {number} */ (browser.pid)), "SIGKILL");
            await ended;
          }
        },
      };
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the browser did not start");
}

/** In the page: what the edits change, as it is shown. */
function shown() {
  // The heading, not the field, which shows what has not been entered yet.
  const title = document.querySelector(".topbar h1")?.textContent ?? "";
  const zoom = Number.parseFloat(document.querySelector(".zoom-value")?.textContent ?? "100") / 100;
  const left = (/** @type {string} */ kind) => document.querySelector(`#canvas [data-kind="${kind}"]`)?.getBoundingClientRect().left ?? 0;
  const name = document.querySelector('#canvas [data-kind="vpc"] .name')?.textContent ?? "";
  // The VPC's distance from the customer, who stays, in pixels of the drawing.
  return { title, name, x: Math.round((left("vpc") - left("user")) / zoom) };
}

/** @param {State} one @param {State} other */
const same = (one, other) => one.title === other.title && one.name === other.name && Math.abs(one.x - other.x) <= 3;

test("what was called saved outlives the browser's sudden end", async ({ site, launchOptions }) => {
  test.setTimeout(120_000 + KILLS * 30_000);
  const profile = await mkdtemp(join(tmpdir(), "campus-kill-"));
  /** Every state that the page has shown, and how far it was called saved. */
  const [states, tally] = [/** @type {State[]} */ ([]), { edits: 0, confirmed: 0, unconfirmed: 0, lost: 0 }];
  let address = `${site}#/new`;
  let saved = -1;
  /** Ends the browser that runs. */
  let end = async () => {};
  try {
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const { connection, kill: killed } = await launch(profile, launchOptions);
      end = killed;
      const page = await (connection.contexts()[0] ?? (await connection.newContext())).newPage();
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(address);
      await expect(page.locator("#canvas [data-id]").first()).toBeVisible({ timeout: 60_000 });
      const build = new Builder(page);

      if (kill === 0) {
        await build.drop("vpc", REGION, { x: 60, y: 90, name: "shop" });
        await page.getByLabel("Name of the architecture").fill("edit 0");
        await page.keyboard.press("Enter");
        await expect(page.locator(".save-state")).toHaveText("Saved");
        address = page.url();
        states.push(await page.evaluate(shown));
        saved = 0;
      } else {
        const found = await page.evaluate(shown);
        // It may be ahead of what was called saved, never behind.
        const at = states.findLastIndex((it) => same(it, found));
        tally.lost += at < saved ? saved - at : 0;
        tally.unconfirmed += states.length - 1 - Math.max(at, saved);
        expect(at, `after kill ${kill}: ${JSON.stringify({ found, saved: states[saved], states: states.slice(saved) })}`).toBeGreaterThanOrEqual(saved);
        states.splice(0, states.length, found);
        saved = 0;
      }
      if (kill === KILLS) {
        await end();
        break;
      }

      // Whenever the page says "Saved", it says so of what it shows then.
      await page.exposeFunction("campusSaved", (/** @type {State} */ state) => {
        const at = states.findLastIndex((it) => same(it, state));
        saved = Math.max(saved, at);
      });
      await page.evaluate(`(() => {
        const shown = ${shown.toString()};
        const label = document.querySelector(".save-state");
        new MutationObserver(() => {
          if (label.textContent === "Saved") {
            window.campusSaved(shown());
          }
        }).observe(label, { childList: true, characterData: true, subtree: true });
      })()`);
      const grip = await build.grip(states[0].name);

      const last = performance.now() + 100 + Math.random() * (LONGEST - 100);
      const gone = new Promise((resolve) => setTimeout(resolve, last - performance.now())).then(end);
      tally.edits += await work(page, grip, states, () => performance.now() < last).catch(() => 0);
      await gone;
      tally.confirmed += saved;
    }
  } finally {
    await end();
    console.log(`${KILLS} kills: ${tally.confirmed} edits had been called saved, ${tally.lost} of them were lost`);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/**
 * Drags and types as fast as the page takes it, and writes down what each edit makes
 * before it can be called saved.
 *
 * @param {Page} page @param {{ x: number, y: number }} grip @param {State[]} states @param {() => boolean} alive
 */
async function work(page, grip, states, alive) {
  let edits = 0;
  let at = grip;
  const now = () => ({ ...states[states.length - 1] });
  for (let step = 1; alive(); step += 1) {
    if (step % 2 === 0) {
      const title = `edit ${Date.now()}-${step}`;
      const field = page.getByLabel("Name of the architecture");
      await field.fill(title);
      states.push({ ...now(), title });
      await page.keyboard.press("Enter");
    } else {
      // To and fro, so that it stays in sight.
      const by = step % 4 === 1 ? 32 : -32;
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x + by / 2, at.y, { steps: 2 });
      await page.mouse.move(at.x + by, at.y, { steps: 2 });
      const { x } = /** @type {State} */ (await page.evaluate(shown));
      states.push({ ...now(), x });
      await page.mouse.up();
      at = { x: at.x + by, y: at.y };
    }
    edits += 1;
  }
  return edits;
}
