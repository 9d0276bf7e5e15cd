// A teacher makes a lab of three tasks without a line of code, tries it, saves it; somebody
// opens the file, solves it, hands in; the terminal grades ten papers. With real pointer and
// key events throughout.
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";

/** @typedef {import("@playwright/test").Page} Page */

const CLI = process.env.CAMPUS_CLI ?? join(process.cwd(), "target", "debug", "cloud-campus");

/** What a command says, whatever its exit code. @param {string[]} words */
function cli(words) {
  try {
    return { text: execFileSync(CLI, words, { encoding: "utf8" }), code: 0 };
  } catch (/** @type {any} */ error) {
    return { text: `${error.stdout}${error.stderr}`, code: error.status };
  }
}

/** @param {Page} page */
const panel = (page) => page.getByRole("complementary", { name: "Lab builder" });
/** @param {Page} page */
const card = (page) => page.getByRole("region", { name: "Task", exact: true });
/** @param {Page} page @param {string} name */
const part = (page, name) => panel(page).getByRole("region", { name, exact: true });

/** Saves what a press downloads. @param {Page} page @param {() => Promise<void>} press */
async function downloaded(page, press) {
  const coming = page.waitForEvent("download");
  await press();
  const file = await coming;
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** Breaks the drawing with the first fault that is called so. @param {Page} page @param {string} search */
async function breakIt(page, search) {
  await part(page, "What learners begin with").getByRole("button", { name: "Break something…" }).click();
  const dialog = page.getByRole("dialog", { name: "Break something" });
  await dialog.getByRole("textbox", { name: "Search the faults" }).fill(search);
  const first = dialog.locator(".lab-fault").first();
  await expect(first).toBeVisible({ timeout: 20_000 });
  return { dialog, first };
}

/** The cells of a line of CSV, of which some are quoted. @param {string} line */
const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((it) => (it[1] ?? it[2]).replaceAll('""', '"'));

/** @param {Page} page */
const toAllTasks = (page) => panel(page).getByRole("button", { name: "All tasks" }).click();

/** A new lab that begins with the finished shop. @param {Page} page @param {string} title */
async function newLab(page, title) {
  await openApp(page);
  await page.getByRole("button", { name: "Make a lab", exact: true }).click();
  await expect(panel(page)).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("#lab-body"), "the focus is in what one works on").toBeFocused();
  await panel(page).getByRole("textbox", { name: "Title", exact: true }).fill(title);
  await part(page, "What learners begin with").getByRole("button", { name: "Begin with…" }).click();
  await page.getByRole("menuitem", { name: /^The finished shop/ }).click();
  await expect(page.locator("#canvas .name", { hasText: "Notebookly-VPC" }).first()).toBeVisible();
}

/** The third hint of the task under way, after the two before it. @param {Page} page */
async function showMe(page) {
  const ladder = card(page).getByRole("group", { name: "Hints" });
  for (const name of ["Nudge", "Pointer", "Show me"]) {
    await ladder.getByRole("button", { name }).click();
  }
  await expect(card(page)).toHaveAttribute("data-met", "");
}

test("a lab of three tasks is made without code, solved by somebody else, and graded", async ({ page }) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), "campus-lab-"));
  const builder = new Builder(page);
  await newLab(page, "Two faults and a time-out");
  await panel(page).getByRole("textbox", { name: "Story" }).fill("A new administrator has tidied up. Two things broke.");
  await screenshot(page, "lab-begun");
  await expectAccessible(page);

  // Two faults out of the list: each brings its task.
  const { dialog, first } = await breakIt(page, "Remove the route 0.0.0.0/0");
  await screenshot(page, "lab-faults");
  await expectAccessible(page);
  await first.click();
  await expect(dialog).toHaveCount(0);
  await expect(panel(page).getByRole("combobox", { name: "Kind" })).toHaveValue("repair");
  await expect(panel(page).getByRole("textbox", { name: "Complaint" })).toHaveValue(/does not get through|gets through/);
  await expect(panel(page).locator(".lab-fare[data-good]").first()).toBeVisible();
  await screenshot(page, "lab-repair");
  await expectAccessible(page);
  await toAllTasks(page);
  await (await breakIt(page, "Close tcp 3306")).first.click();
  await toAllTasks(page);
  await expect(panel(page).locator(".lab-task")).toHaveCount(2);

  // A third one is built: its condition is picked from forms, its steps are recorded.
  await part(page, "Tasks").getByRole("button", { name: "Add a task" }).click();
  await page.getByRole("menuitem", { name: /^Build: / }).click();
  await panel(page).getByRole("textbox", { name: "Title", exact: true }).fill("More patience");
  await part(page, "Done when").getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("menuitem", { name: /^A property: / }).click();
  const condition = panel(page).locator(".lab-condition").first();
  await condition.getByRole("combobox", { name: "Things", exact: true }).selectOption("kind:load-balancer");
  await condition.getByRole("combobox", { name: "Property", exact: true }).selectOption("idle_timeout");
  await condition.getByRole("combobox", { name: "Value", exact: true }).selectOption("eq");
  await condition.getByRole("textbox", { name: "Value: value" }).fill("120");
  await condition.getByRole("textbox", { name: "On the task card" }).fill("The load balancer keeps a silent connection for two minutes");
  await condition.getByRole("textbox", { name: "On the task card" }).blur();
  await expect(panel(page).locator(".lab-fare-states").first()).toContainText("Now: open");
  await expect(panel(page).locator(".lab-fare-states").first()).toContainText("At the end: open");
  await part(page, "The solution").getByRole("button", { name: "Record the steps" }).click();
  await expect(panel(page).getByRole("heading", { name: "Recording the steps" })).toBeVisible();
  await builder.fit();
  await builder.select("Notebookly-ALB");
  await builder.set("Idle timeout", "120");
  await screenshot(page, "lab-recording");
  await panel(page).getByRole("button", { name: "Done", exact: true }).click();
  await expect(panel(page).getByRole("textbox", { name: "Reason of step 1" })).toHaveValue(/Idle timeout/i);
  await expect(panel(page).locator(".lab-fare-states").first()).toContainText("At the end: met");
  const state = panel(page).locator(".lab-state");
  await expect(state).toContainText("Every task can be solved", { timeout: 20_000 });
  await screenshot(page, "lab-build");
  await expectAccessible(page);

  // A draft survives a reload, and what was done last can be taken back.
  await toAllTasks(page);
  await page.waitForTimeout(300);
  await page.reload();
  await expect(panel(page).locator(".lab-task")).toHaveCount(3, { timeout: 30_000 });
  // What was done before the reload, too.
  const third = panel(page).locator(".lab-task").last();
  await expect(third).toContainText("1 step");
  await panel(page).getByRole("button", { name: "Undo in the lab: Record the steps" }).click();
  await expect(third).not.toContainText("step");
  await page.waitForTimeout(300);
  await page.reload();
  await expect(third).toContainText("More patience", { timeout: 30_000 });
  await expect(third).not.toContainText("step");
  await panel(page).getByRole("button", { name: "Redo in the lab: Record the steps" }).click();
  await expect(third).toContainText("1 step");
  await panel(page).getByRole("button", { name: "Move “More patience” up" }).click();
  await panel(page).getByRole("button", { name: /^Undo in the lab: Move a task/ }).click();
  await expect(panel(page).locator(".lab-task").last()).toContainText("More patience");
  await expect(state).toContainText("Every task can be solved", { timeout: 20_000 });
  await screenshot(page, "lab-ready");

  // Tried as a learner: the lesson itself, begun anew each time.
  await panel(page).getByRole("button", { name: "Try it as a learner" }).click();
  await expect(card(page)).toContainText("Task 1 of 3", { timeout: 30_000 });
  await screenshot(page, "lab-tried");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Back to the builder" }).click();
  await expect(state).toContainText("Every task can be solved", { timeout: 20_000 });

  const lab = await downloaded(page, () => panel(page).getByRole("button", { name: "Save", exact: true }).click());
  expect(lab.name).toBe("two-faults-and-a-time-out.zip");
  const zip = join(folder, lab.name);
  await writeFile(zip, await readFile(lab.path));
  const checked = cli(["lesson", "check", zip]);
  expect(checked.text).toContain("no faults");
  expect(checked.code).toBe(0);

  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await panel(page).getByRole("button", { name: "Copy link" }).click();
  await expect(page.locator(".toast").last()).toContainText("Copied.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("#/lab/z1.");

  // Somebody else opens the file and solves it, handing in after each task.
  await page.getByRole("link", { name: "Back to the campus" }).click();
  await page.locator("input[type=file]").first().setInputFiles(zip);
  await expect(card(page)).toContainText("Task 1 of 3", { timeout: 30_000 });
  await expect(page.getByText("A new administrator has tidied up.")).toBeVisible();
  const handIn = async () => {
    const file = await downloaded(page, async () => {
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("menuitem", { name: "Cloud Campus file" }).click();
    });
    return readFile(file.path, "utf8");
  };
  const papers = [await handIn()];
  for (const number of [1, 2, 3]) {
    await expect(card(page)).toContainText(`Task ${number} of 3`);
    await showMe(page);
    papers.push(await handIn());
    if (number < 3) {
      await card(page).getByRole("button", { name: /^Next: / }).click();
    }
  }
  await screenshot(page, "lab-solved");
  // The link holds the same lab: whoever opens it goes on where they were.
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page).toHaveURL(/#\/lab\/\d+$/, { timeout: 30_000 });
  await expect(card(page)).toContainText("Task 3 of 3", { timeout: 30_000 });

  // Ten papers: untouched, after each task, and some that are no papers at all.
  const [begun, one, two, three] = papers;
  const handed = [begun, one, two, three, three, two, one, begun, "{ \"format\": 1", three.replace("Notebookly-VPC", "Other-VPC")];
  await mkdir(join(folder, "class"));
  await Promise.all(handed.map((text, it) => writeFile(join(folder, "class", `learner-${it}.campus.json`), text)));
  const csv = join(folder, "marks.csv");
  const graded = cli(["grade", join(folder, "class"), "--lesson", zip, "--csv", csv]);
  expect(graded.code, graded.text).toBe(1);
  const rows = (await readFile(csv, "utf8")).replace("\ufeff", "").trim().split(/\r?\n/).map(cells);
  const [head, ...lines] = rows;
  expect(head.slice(-3)).toEqual([
    expect.stringMatching(/^90-1 /),
    expect.stringMatching(/^90-2 /),
    "90-3 More patience",
  ]);
  const met = head.indexOf("tasks met");
  expect(lines.map((it) => [it[0], it[met]])).toEqual(
    [0, 1, 2, 3, 3, 2, 1, 0, 0, 3].map((count, it) => [`learner-${it}.campus.json`, it === 8 ? "" : String(count)]),
  );
  expect(lines[8][3]).not.toBe("");
  expect(lines.map((it) => it[4])).toEqual(["no", "no", "no", "yes", "yes", "no", "no", "no", "no", "yes"]);
  await rm(folder, { recursive: true, force: true });
});

test("what is no lab is refused in a sentence, as a file and as a link", async ({ page }) => {
  await openApp(page);
  const file = page.locator("input[type=file]").first();
  await file.setInputFiles({ name: "lab.zip", mimeType: "application/zip", buffer: Buffer.from("PK\u0003\u0004 cut off") });
  await expect(page.getByRole("alert")).toContainText("lab.zip was not opened: this is no zip file.");
  await page.goto("./#/lab/z1.AAAA");
  await expect(page.getByRole("alert").filter({ hasText: "This link leads to no lab:" })).toBeVisible({ timeout: 30_000 });
  await page.goto("./#/lab/7");
  await expect(page.getByRole("alert").filter({ hasText: "not, or no longer, kept in this browser" })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
});

test("what asks for a run is judged when one asks, and not after every edit", async ({ page }) => {
  await newLab(page, "Let it run");
  await part(page, "Tasks").getByRole("button", { name: "Add a task" }).click();
  await page.getByRole("menuitem", { name: /The learner lets it run/ }).click();
  await part(page, "Done when").getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("menuitem", { name: /^A run: / }).click();
  const fare = panel(page).locator(".lab-fare").first();
  await expect(fare).toContainText("A run decides it.");
  const state = panel(page).locator(".lab-state");
  await expect(state).toContainText("Runs decide whether it is a lab");
  await expectAccessible(page);
  await screenshot(page, "lab-run-unchecked");
  await fare.getByRole("button", { name: "Check now" }).click();
  await expect(fare).toContainText("At the end:", { timeout: 60_000 });
  await expect(state).not.toContainText(/Runs decide|are run/);
  // The next edit makes no run: what was checked is of before.
  await panel(page).getByRole("textbox", { name: "Title", exact: true }).fill("A quiet hour");
  await panel(page).getByRole("textbox", { name: "Title", exact: true }).blur();
  await expect(fare).toContainText("A run decides it.");
  await expect(state).toContainText("Runs decide whether it is a lab");
});

test("two tabs of a lab follow each other", async ({ page, context }) => {
  await newLab(page, "Before");
  const other = await context.newPage();
  await other.goto(page.url());
  const title = (/** @type {Page} */ it) => panel(it).getByRole("textbox", { name: "Title", exact: true });
  await expect(title(other)).toHaveValue("Before", { timeout: 30_000 });
  await title(other).fill("After");
  await title(other).blur();
  await expect(title(page)).toHaveValue("After");
  // What the other tab did is taken back here, and there too.
  await panel(page).getByRole("button", { name: /^Undo in the lab/ }).click();
  await expect(title(other)).toHaveValue("Before");
});
