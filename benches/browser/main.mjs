// `cargo xtask bench --browser`: the canvas beside React Flow, in one run.
//
// Same machine, same browser, same gestures, same clock: Chromium's own count of what
// its main thread was busy with. So the ratio holds on any machine, the milliseconds on
// this one. Nothing here fails because it is slow; what fails is a gesture that the page
// did not take for one.
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { serve } from "../../tests/browser/harness/server.js";
import { withPage } from "./browser.mjs";
import { campus } from "./campus.mjs";
import { edits } from "./edits.mjs";
import { drag, pan, zoom, zoomTo } from "./gestures.mjs";
import * as ours from "./ours.mjs";
import * as rival from "./rival.mjs";
import { RUN, run as playRun } from "./run.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const USAGE = `\
  --sizes 300,1000,3000   how many boxes
  --huge                  10,000 as well
  --runs 1                medians of so many runs
  --edits 100             how many edits are timed; 0 for none
  --ours                  without React Flow, so without ratios
  --cull                  React Flow draws only what is in view, which it does not by default
  --run                   instead: how fast the page plays a run
  --servers 50            of so many servers
  --seconds 20            for so many seconds
  --profile               also prints in which functions the time went
  --json FILE             also writes the figures there`;

/** The share of React Flow's cost that ours may be. */
const RATIOS = { drag: 0.25, zoom: 0.5, pan: 0.5, open: 0.5 };
/** On the canvas, at any zoom. */
const MOST_ELEMENTS = 1500;
/** An edit's picture in milliseconds, of 95 in 100 edits, at so many resources. */
const EDIT = { late: 16, at: 1000 };
/** The zooms at which elements are counted, and while going from one to the next. */
const ZOOMS = [0.1, 0.25, 0.5, 1, 2];

const GESTURES = [
  { key: "drag-far", name: "drag a box, everything in view", unit: "ms a move", most: RATIOS.drag },
  { key: "drag-near", name: "drag a box at 100 %", unit: "ms a move", most: RATIOS.drag },
  { key: "drag-vpc", name: "drag a VPC with all it holds", unit: "ms a move", most: RATIOS.drag },
  { key: "zoom-far", name: "zoom from everything inwards", unit: "ms a step", most: RATIOS.zoom },
  { key: "zoom-near", name: "zoom at 100 %", unit: "ms a step", most: RATIOS.zoom },
  { key: "pan-far", name: "pan, everything in view", unit: "ms a step", most: RATIOS.pan },
  { key: "pan-near", name: "pan at 100 %", unit: "ms a step", most: RATIOS.pan },
  { key: "open", name: "open (React Flow: load)", unit: "ms", most: RATIOS.open },
];

/** What both pages are put through. */
async function gestures(stage, isOurs) {
  const middle = isOurs ? ours.MIDDLE : rival.MIDDLE;
  const figures = { open: stage.opened, judged: stage.judged };
  await stage.everything();
  figures.elements = await stage.elements();
  figures["zoom-far"] = await zoom(stage, "zoom from everything inwards", middle);
  await stage.everything();
  figures["pan-far"] = await pan(stage, "pan, everything in view", middle);
  figures["drag-far"] = await drag(stage, "drag a box, everything in view", await stage.boxFar());
  if (isOurs) {
    figures["drag-vpc"] = await drag(stage, "drag a VPC with all it holds", await stage.vpcFar());
    await stage.everything();
    Object.assign(figures, await elementsByZoom(stage, middle));
  }
  await stage.near();
  figures["zoom-near"] = await zoom(stage, "zoom at 100 %", middle);
  await stage.near();
  figures["pan-near"] = await pan(stage, "pan at 100 %", middle);
  figures["drag-near"] = await drag(stage, "drag a box at 100 %", await stage.boxNear());
  return figures;
}

/** How many elements the canvas has on the way from far to near. */
async function elementsByZoom(stage, middle) {
  const counted = [];
  const count = async ({ zoom }) => counted.push({ zoom, elements: await stage.elements() });
  await count(await stage.view());
  await zoomTo(stage, ZOOMS.at(-1), middle, count);
  const nearestTo = (wanted) =>
    counted.toSorted((one, other) => Math.abs(one.zoom - wanted) - Math.abs(other.zoom - wanted))[0];
  const figures = {};
  for (const wanted of ZOOMS.filter((it) => it >= counted[0].zoom)) {
    figures[`elements at ${Math.round(wanted * 100)} %`] = nearestTo(wanted).elements;
  }
  return { "elements-by-zoom": figures, "elements-most": Math.max(...counted.map((it) => it.elements)) };
}

function median(values) {
  const sorted = values.filter(Number.isFinite).sort((one, other) => one - other);
  return sorted.length === 0 ? undefined : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The medians of several runs of the same figures, however deep they lie. */
function medians(runs) {
  return Object.fromEntries(
    Object.keys(runs[0]).map((key) => {
      const values = runs.map((run) => run[key]);
      return [key, typeof values[0] === "object" ? medians(values) : median(values)];
    }),
  );
}

const number = (value) => (value === undefined ? "-" : value >= 100 ? value.toFixed(0) : value.toFixed(value < 10 ? 2 : 1));

function line(name, mine, other, ratio, target, isMet) {
  const verdict = isMet === undefined ? "" : isMet ? "met" : "MISSED";
  console.log(
    `  ${name.padEnd(52)}${mine.padStart(10)}${other.padStart(12)}${ratio.padStart(8)}${target.padStart(9)}  ${verdict}`.trimEnd(),
  );
}

function print(size, runs, mine, other) {
  console.log(`\n${size.toLocaleString("en")} boxes${runs > 1 ? `, medians of ${runs} runs` : ""}`);
  line("", "ours", "React Flow", "ratio", "target");
  for (const { key, name, unit, most } of GESTURES) {
    const ratio = other?.[key] && mine[key] / other[key];
    line(`${name}, ${unit}`, number(mine[key]), number(other?.[key]), ratio ? ratio.toFixed(2) : "-", `<= ${most}`, ratio && ratio <= most);
  }
  line("open, until the findings are told, ms", number(mine.judged), "", "", "");
  line("elements, everything in view", `${mine.elements}`, other ? `${other.elements}` : "-", "", "");
  for (const [name, elements] of Object.entries(mine["elements-by-zoom"])) {
    line(name, `${elements}`, "", "", "");
  }
  const most = mine["elements-most"];
  line("elements, most at any zoom", `${most}`, "", "", `<= ${MOST_ELEMENTS}`, most <= MOST_ELEMENTS);
  for (const [name, { median, late }] of Object.entries(mine.edits ?? {})) {
    const isTarget = name === "edit until the frame is made" && size === EDIT.at;
    line(`${name}, ms: median, 95 %`, number(median), number(late), "", isTarget ? `<= ${EDIT.late}` : "", isTarget ? late <= EDIT.late : undefined);
  }
}

/** Plays runs, and prints how well the page keeps up. */
async function measureRuns(url, runs, servers, seconds) {
  const all = [];
  for (let number = 0; number < runs; number += 1) {
    all.push(await playRun(url, servers, seconds));
  }
  const figures = medians(all);
  console.log(`\na run of ${servers} servers, ${RUN.speed} simulated seconds a second${runs > 1 ? `, medians of ${runs} runs` : ""}`);
  const least = { "frames a second": RUN.frames, "simulated seconds a second": RUN.speed };
  for (const [name, figure] of Object.entries(figures)) {
    const target = least[name];
    // A second is not quite a whole number of frames.
    line(name, number(figure), "", "", target ? `>= ${target}` : "", target ? figure >= 0.98 * target : undefined);
  }
  return figures;
}

async function measureOurs(url, size, count) {
  const document = await campus(size);
  return withPage(async (page, client) => {
    const stage = await ours.open(page, client, url, document);
    const figures = await gestures(stage, true);
    if (count > 0) {
      const rows = await edits(stage, count);
      figures.edits = Object.fromEntries(rows.map(({ name, median, late }) => [name, { median, late }]));
    }
    return figures;
  });
}

async function measureRival(url, size, cull) {
  const flat = await withPage(async (page, client) =>
    gestures(await rival.open(page, client, url, size, { cull }), false),
  );
  const deep = await withPage(async (page, client) => {
    const stage = await rival.open(page, client, url, size, { cull, nested: true });
    return drag(stage, "drag a VPC with all it holds", await stage.vpcFar());
  });
  return { ...flat, "drag-vpc": deep };
}

const { values: options } = parseArgs({
  options: {
    sizes: { type: "string", default: "300,1000,3000" },
    huge: { type: "boolean", default: false },
    runs: { type: "string", default: "1" },
    edits: { type: "string", default: "100" },
    ours: { type: "boolean", default: false },
    cull: { type: "boolean", default: false },
    run: { type: "boolean", default: false },
    servers: { type: "string", default: "50" },
    seconds: { type: "string", default: "20" },
    profile: { type: "boolean", default: false },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const whole = (text) => {
  if (!/^\d+$/.test(text)) {
    throw new Error(`“${text}” is no number\n\n${USAGE}`);
  }
  return Number(text);
};
if (options.help) {
  console.log(USAGE);
} else {
  const sizes = [...options.sizes.split(",").map(whole), ...(options.huge ? [10_000] : [])];
  const [runs, count] = [Math.max(1, whole(options.runs)), whole(options.edits)];
  const page = await serve(process.env.CAMPUS_DIST ?? join(HERE, "..", "..", "dist"));
  // A run has no rival, so React Flow need not be there.
  const flow = options.run ? undefined : await serve(join(HERE, "react-flow", "dist"), { strict: false });
  try {
    const all = {};
    if (options.run) {
      all.run = await measureRuns(page.url, runs, whole(options.servers), whole(options.seconds));
    }
    for (const size of options.run ? [] : sizes) {
      const [mine, other] = [[], []];
      // One after the other within a run, so that what slows the machine slows both.
      for (let run = 0; run < runs; run += 1) {
        if (!options.ours) {
          other.push(await measureRival(flow.url, size, options.cull));
        }
        mine.push(await measureOurs(page.url, size, count));
      }
      all[size] = { ours: medians(mine), rival: options.ours ? undefined : medians(other) };
      print(size, runs, all[size].ours, all[size].rival);
    }
    if (options.json) {
      await writeFile(options.json, `${JSON.stringify(all, null, 2)}\n`);
    }
  } finally {
    await page.close();
    await flow?.close();
  }
}
