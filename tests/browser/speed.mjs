// How long an edit takes in the browser: the findings, and until the page shows it.
//
//   cargo xtask build && node tests/browser/speed.mjs [RESOURCES] [EDITS] [--profile]
//
// Opens Notebooklies side by side (as benches/speed/campuses.rs makes them), edits with
// the real pointer and keyboard, and prints median and 95th percentile. No test: what a
// machine takes depends on the machine. CHROMIUM names the browser, CAMPUS_DIST the page.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { NOTEBOOKLY } from "./harness/documents.js";
import { serve } from "./harness/server.js";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const options = process.argv.slice(2);
const [size = 1000, edits = 100] = options.filter((it) => /^\d+$/.test(it)).map(Number);

/** Notebooklies side by side: each hundred one, filled up with servers. */
async function campus() {
  const one = JSON.parse(await readFile(NOTEBOOKLY, "utf8"));
  const isShared = ({ kind }) => kind === "region" || kind === "user";
  const ids = new Set(one.resources.filter((it) => !isShared(it)).map((it) => it.id));
  const resources = one.resources.filter(isShared);
  for (let copy = 0; copy < Math.ceil(size / 100); copy += 1) {
    const before = resources.length;
    const renumber = (value) => {
      if (typeof value === "string") {
        return ids.has(value)
          ? `${value}-of-${copy}`
          : value
              .replaceAll("10.0.", `10.${copy}.`)
              .replaceAll("notebookly.com", `notebookly${copy}.com`)
              .replaceAll("notebook-db", `notebook-db${copy}`);
      }
      if (Array.isArray(value)) {
        return value.map(renumber);
      }
      return value && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, it]) => [key, renumber(it)]))
        : value;
    };
    resources.push(...one.resources.filter((it) => !isShared(it)).map(renumber));
    const room = before + Math.min(size, 100) - resources.length;
    for (let number = 0; number < room; number += 1) {
      resources.push({
        kind: "instance",
        id: `instance-${copy}-${number}`,
        name: `server-${copy}-${number}`,
        subnet: `subnet-${3 + (number % 2)}-of-${copy}`,
        security_groups: [`security-group-2-of-${copy}`],
      });
    }
  }
  return { format: "cloud-campus", version: 1, title: "Measured", resources };
}

function row(name, times) {
  const sorted = times.filter(Number.isFinite).sort((one, other) => one - other);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)]?.toFixed(1) ?? "-";
  console.log(`${name.padEnd(34)} median ${at(0.5).padStart(7)} ms   95 % ${at(0.95).padStart(7)} ms   of ${sorted.length}`);
}

const document = await campus();
const site = await serve(process.env.CAMPUS_DIST ?? join(ROOT, "dist"));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(site.url);
  await page.locator("#loading").waitFor({ state: "detached" });
  await page.locator("input[type=file]").setInputFiles({
    name: "measured.campus.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(document)),
  });
  await page.locator("#canvas [data-id]").first().waitFor({ timeout: 120_000 });
  // One server in the middle of it all, found as somebody would find it.
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to server-0-7");
  await page.keyboard.press("Enter");
  const inspector = page.getByRole("complementary", { name: "Inspector" });
  const name = inspector.getByRole("textbox", { name: "Name", exact: true });
  await name.waitFor({ timeout: 60_000 });
  const toggle = inspector.getByRole("switch").or(inspector.getByRole("checkbox")).first();

  // From the event that edits until the frame that shows it has been made: the message
  // that is posted in its animation frame comes after style, layout and paint.
  await page.evaluate(() => {
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
  const client = await page.context().newCDPSession(page);
  if (options.includes("--profile")) {
    await client.send("Profiler.enable");
    await client.send("Profiler.setSamplingInterval", { interval: 500 });
    await client.send("Profiler.start");
  }
  for (let edit = 0; edit < edits; edit += 1) {
    if (edit % 2 === 0 && (await toggle.count())) {
      await toggle.click();
    } else {
      await name.fill(`renamed-${edit}`);
      await name.press("Enter");
    }
    await page.waitForFunction((count) => globalThis.campusTimes.length >= count, edit + 1);
    await page.waitForTimeout(30);
  }
  if (options.includes("--profile")) {
    const { profile } = await client.send("Profiler.stop");
    const self = new Map();
    const index = new Map(profile.nodes.map((node) => [node.id, node]));
    profile.samples.forEach((id, place) => {
      const called = index.get(id).callFrame.functionName || "(anonymous)";
      self.set(called, (self.get(called) ?? 0) + profile.timeDeltas[place] / 1000);
    });
    const all = [...self].sort((one, other) => other[1] - one[1]).slice(0, 50);
    console.log(all.map(([called, time]) => `${(time / edits).toFixed(2).padStart(8)} ms an edit  ${called}`).join("\n"));
  }
  const times = await page.evaluate(() => globalThis.campusTimes);
  console.log(`${document.resources.length} resources, ${edits} edits`);
  row("findings", times.map((it) => it.findings));
  row("architecture and findings", times.map((it) => it.analysis));
  row("facts of the drawing", times.map((it) => it.facts));
  row("drawing", times.map((it) => it.scene));
  row("lines", times.map((it) => it.lines));
  row("edit until all handlers are done", times.map((it) => it.handler));
  row("edit until the frame is made", times.map((it) => it.frame));
} finally {
  await browser.close();
  await site.close();
}
