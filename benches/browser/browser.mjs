// One Chromium a page, and what it says about its main thread.
import { chromium } from "playwright-core";

/** How large the window is in which everything is measured. */
const WINDOW = { width: 1440, height: 900 };
/** A big drawing on a slow machine may take its time; what hangs still ends. */
const PATIENCE = 300_000;

/**
 * Opens a page in a browser of its own, lets `use` have it, and closes the browser.
 * An error of the page is an error of the measurement.
 */
export async function withPage(use) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    const page = await browser.newPage({ viewport: WINDOW });
    page.setDefaultTimeout(PATIENCE);
    page.setDefaultNavigationTimeout(PATIENCE);
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    const client = await page.context().newCDPSession(page);
    await client.send("Performance.enable");
    const result = await use(page, client);
    if (errors.length > 0) {
      throw new Error(`the page threw: ${errors.slice(0, 3).join("; ")}`);
    }
    return result;
  } finally {
    await browser.close();
  }
}

/** The milliseconds that the main thread was busy so far. */
async function busy(client) {
  const { metrics } = await client.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
}

/** How long the main thread was busy with something, in milliseconds a step. */
export async function costOf(client, steps, run) {
  const before = await busy(client);
  await run();
  return ((await busy(client)) - before) / steps;
}

/** Waits until two frames have been made. */
export function settled(page) {
  return page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
  );
}

/** Waits until something is true in the page; a function in the page, asked every frame. */
export async function until(page, what, ask, argument) {
  const end = Date.now() + PATIENCE;
  while (!(await page.evaluate(ask, argument))) {
    if (Date.now() > end) {
      throw new Error(`waited in vain for ${what}`);
    }
    await page.waitForTimeout(16);
  }
}

/** Where the functions of a run spent their time, printed; `run` as it is without `--profile`. */
export async function profiled(client, name, steps, run) {
  if (!process.argv.includes("--profile")) {
    return run();
  }
  await client.send("Profiler.enable");
  await client.send("Profiler.setSamplingInterval", { interval: 500 });
  await client.send("Profiler.start");
  const result = await run();
  const { profile } = await client.send("Profiler.stop");
  const own = new Map();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  profile.samples.forEach((id, place) => {
    const called = nodes.get(id).callFrame.functionName || "(anonymous)";
    own.set(called, (own.get(called) ?? 0) + profile.timeDeltas[place] / 1000);
  });
  const most = [...own].sort((one, other) => other[1] - one[1]).slice(0, 40);
  console.log(`\n${name}, ms a step`);
  console.log(most.map(([called, time]) => `${(time / steps).toFixed(2).padStart(9)}  ${called}`).join("\n"));
  return result;
}
