// How long a first visit waits on a slow phone: until the start screen has been painted,
// what arrived when, and when a click on it opens a document at once.
//
//   cargo xtask build && node tests/browser/first-visit.mjs [VISITS]
//
// A processor six times slower, 1.6 Mbit/s with 150 ms there and back, an empty cache, and a
// server that compresses with brotli. No test: what a machine takes depends on the machine.
// CHROMIUM names the browser, CAMPUS_DIST the page.
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./harness/server.js";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const visits = Number(process.argv[2] ?? 5);
const BYTES_A_SECOND = 1_600_000 / 8;

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

const site = await serve(process.env.CAMPUS_DIST ?? join(ROOT, "dist"), { compressed: true });
// Compressing takes the server seconds the first time: not on the visitor's clock.
await fetch(site.url);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});

/** One visit with an empty cache; times in milliseconds since it began. */
async function visit() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: BYTES_A_SECOND,
    uploadThroughput: BYTES_A_SECOND,
  });
  await client.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  let bytes = 0;
  client.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.addInitScript(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => performance.mark("start screen");
    const look = () => {
      if (document.querySelector(".start h1")) {
        // The message comes after style, layout and paint of this very frame.
        port2.postMessage(undefined);
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  });
  await page.goto(site.url);
  await page.waitForFunction(() => performance.getEntriesByName("start screen").length > 0, undefined, { timeout: 120_000 });
  const times = await page.evaluate(() => {
    const resources = performance.getEntriesByType("resource");
    const module = resources.find((it) => it.name.endsWith(".wasm"));
    return {
      loading: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
      module: module?.responseEnd ?? Number.NaN,
      start: performance.getEntriesByName("start screen")[0].startTime,
      files: resources.length + 1,
    };
  });
  const firstBytes = bytes;
  const editor = await page.evaluate(async () => {
    const named = document.querySelector('meta[name="cloud-campus"]')?.dataset.editor;
    const arrived = () => performance.getEntriesByType("resource").find((it) => named && it.name.endsWith(named.slice(1)));
    while (named && !arrived()) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return arrived()?.responseEnd ?? Number.NaN;
  });
  await context.close();
  return { ...times, bytes: firstBytes, editor };
}

try {
  // The first one is for the server, which then has everything compressed.
  await visit();
  const all = [];
  for (let number = 0; number < visits; number += 1) {
    all.push(await visit());
  }
  const row = (name, part) => console.log(`${name.padEnd(40)} ${(median(all.map(part)) / 1000).toFixed(2).padStart(7)} s`);
  console.log(`${all[0].files} files, ${(median(all.map((it) => it.bytes)) / 1000).toFixed(0)} KB on the wire, median of ${visits} visits`);
  row("until something is seen", (it) => it.loading);
  row("until the module has arrived", (it) => it.module);
  row("until the start screen is seen", (it) => it.start);
  row("until the editor has arrived", (it) => it.editor);
} finally {
  await browser.close();
  await site.close();
}
