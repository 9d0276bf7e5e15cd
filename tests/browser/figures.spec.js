// The course's figures, each by itself on the bench (`#/figures`), which a debug or quick
// page has and the released one has not: what a pointer, a finger and a key do to them, and
// that nothing sticks out at any width.
import { expect, expectAccessible, isCut, openApp, screenshot, test } from "./harness/index.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

const ALL = [
  "size", "guess", "kept", "bits", "split", "compare", "signboard", "dead", "order",
  "both", "door", "gate", "nat-table", "demand", "nines", "distance", "credits",
  "oven", "blocks",
  "desk", "years",
  "directory", "answer", "swap",
  "alarm-bell",
  "pulse", "roster",
  "verdict", "pile", "book",
];

/**
 * Opens one figure of the bench, or all of them; the panel is the first of each.
 *
 * @param {Page} page
 * @param {string} name
 * @param {Parameters<typeof openApp>[1]} [options]
 */
async function openFigure(page, name, options = {}) {
  await openApp(page, { ...options, path: `#/figures/${name}` });
  test.skip(await isCut(page), "the released page has no bench");
  const panel = page.locator(".figures-panel .figure").first();
  await expect(panel).toBeVisible();
  return panel;
}

/**
 * What the figure yields to the checks of tasks.
 *
 * @param {Page} page
 */
async function outputs(page) {
  return JSON.parse((await page.locator("[data-outputs]").first().textContent()) ?? "");
}

/** @param {Locator} figure */
function foot(figure) {
  return figure.locator(".figure-foot");
}

/**
 * Drags from the middle of one thing to a part of another.
 *
 * @param {Page} page
 * @param {Locator} from
 * @param {Locator} to
 * @param {number} [x] the part of the width, from 0 to 1
 * @param {number} [y]
 */
async function drag(page, from, to, x = 0.5, y = 0.5) {
  await from.scrollIntoViewIfNeeded();
  const start = await from.boundingBox();
  const end = await to.boundingBox();
  if (!start || !end) {
    throw new Error("what is dragged is not to be seen");
  }
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width * x, end.y + end.height * y, { steps: 8 });
  await page.mouse.up();
}

test("the border of the ruler follows pointer and keys, and comes back", async ({ page }) => {
  const figure = await openFigure(page, "size");
  const border = figure.getByRole("slider");
  await expect(border).toHaveAttribute("aria-valuetext", "prefix 22, 1,024 addresses, 1,019 usable");
  await border.press("ArrowRight");
  await expect(border).toHaveAttribute("aria-valuetext", "prefix 23, 512 addresses, 507 usable");
  await expect(foot(figure)).toHaveText(/\/23 is 512 addresses\. First 10\.0\.0\.0, last 10\.0\.1\.255\./);
  await border.press("Home");
  await expect(border).toHaveAttribute("aria-valuenow", "0");
  await border.press("End");
  await expect(border).toHaveAttribute("aria-valuenow", "32");
  await drag(page, border, figure.locator(".ruler-bits").first(), 0.5);
  await expect(border).toHaveAttribute("aria-valuenow", "16");
  expect(await outputs(page)).toMatchObject({ prefix: 16, size: 65536, last: "10.0.255.255" });
  await figure.getByRole("button", { name: "One bit more" }).click();
  await expect(border).toHaveAttribute("aria-valuenow", "17");
  await figure.getByRole("button", { name: "Reset the figure" }).click();
  await expect(border).toHaveAttribute("aria-valuenow", "22");
});

test("a block is split into four and merged again by keyboard", async ({ page }) => {
  const figure = await openFigure(page, "split");
  const split = figure.getByRole("button", { name: /^Split into two/ });
  await split.press("Enter");
  await split.press("Enter");
  expect((await outputs(page)).parts).toBe("10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/23");
  await figure.getByRole("radio", { name: "10.0.0.0/24" }).press("End");
  await expect(figure.getByRole("radio", { name: "10.0.2.0/23" })).toBeFocused();
  await split.press("Enter");
  expect((await outputs(page)).parts).toBe("10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/24, 10.0.3.0/24");
  await expect(foot(figure)).toContainText("4 parts of 1,024 addresses.");
  await screenshot(page, "figure-split");
  await figure.getByRole("button", { name: "Merge with .3.0/24" }).click();
  expect((await outputs(page)).parts).toBe("10.0.0.0/24, 10.0.1.0/24, 10.0.2.0/23");
});

test("blocks are pushed along their line until they meet", async ({ page }) => {
  const figure = await openFigure(page, "compare");
  const app = figure.getByRole("slider", { name: "Place of app-b" });
  await app.press("ArrowLeft");
  await expect(app).toHaveAttribute("aria-valuetext", "10.2.0.0/23, from 10.2.0.0 to 10.2.1.255, overlaps");
  await expect(foot(figure)).toContainText("app-b lies inside app-a.");
  await drag(page, app, figure.locator(".ruler-track").nth(1), 0.5);
  expect((await outputs(page)).overlaps).toBe(false);
});

test("nothing moves before a guess, and then every answer has its sentence", async ({ page }) => {
  const figure = await openFigure(page, "guess");
  await expect(figure.getByText("Guess first")).toBeVisible();
  await expect(foot(figure)).toBeHidden();
  await expect(figure.getByRole("slider")).toBeDisabled();
  await expect(figure.getByText("10.0.3.255")).toHaveCount(0);
  await expectAccessible(page);
  await figure.getByRole("button", { name: "1,022" }).press("Enter");
  await expect(figure.getByRole("listitem")).toHaveText([/1,022.*you said.*two are kept/, /1,019.*first four/, /1,024/]);
  await expect(figure.locator(".figure-whys")).toBeFocused();
  await expect(figure.getByRole("slider")).toBeEnabled();
  await expect(foot(figure)).toContainText("/22 is 1,024 addresses.");
  await expectAccessible(page);
  await screenshot(page, "figure-guessed");
});

test("the longest prefix wins in every order", async ({ page }) => {
  const figure = await openFigure(page, "signboard");
  const first = figure.locator(".board-name").nth(1);
  const before = await first.textContent();
  await figure.getByRole("button", { name: "Shuffle" }).click();
  await expect(foot(figure)).toContainText("The longest prefix wins: /26, in any order.");
  await expect(foot(figure)).toContainText("The rows are shuffled.");
  const grip = figure.getByRole("button", { name: /^Move 198\.51\.100\.64\/26/ });
  await grip.press("End");
  await expect(grip).toBeFocused();
  await expect(grip).toHaveAccessibleName(/row 4 of 4/);
  await expect(foot(figure)).toContainText("198.51.100.64/26, row 4 of 4.");
  await drag(page, grip, figure.locator(".board-rows > li").first());
  await expect(grip).toHaveAccessibleName(/row 1 of 4/);
  expect(await outputs(page)).toMatchObject({ winner: "198.51.100.64/26", target: "exit-y" });
  await figure.getByRole("button", { name: "8.8.8.8" }).click();
  await expect(foot(figure)).toContainText("Only 0.0.0.0/0 matches,");
  const field = figure.getByLabel("Packet for");
  await field.fill("300.1.1.1");
  await field.press("Enter");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(figure.getByText(/write four numbers/)).toBeVisible();
  await field.fill("10.0.200.9");
  await field.press("Enter");
  expect((await outputs(page)).winner).toBe("10.0.0.0/16");
  await figure.getByRole("button", { name: "Reset the figure" }).click();
  await expect(first).toHaveText(before ?? "");
});

test("a deny bites only before the allow, by drag and by key", async ({ page }) => {
  const figure = await openFigure(page, "order");
  await expect(foot(figure)).toContainText("The robot gets in. 100 fits first; 200 is never read.");
  const grip = figure.getByRole("button", { name: /^Move \d+ deny all 203\.0\.113\.66\/32/ });
  await drag(page, grip, figure.locator("[data-line]").first(), 0.1, 0.3);
  await expect(grip).toHaveAccessibleName(/^Move 90 deny all 203\.0\.113\.66\/32, 1 of 4/);
  await expect(foot(figure)).toContainText("The robot is stopped. Entry 90 is the first that fits.");
  expect(await outputs(page)).toMatchObject({ arrives: false, decided: "90" });
  await screenshot(page, "figure-rule-90");
  await grip.press("ArrowDown");
  await expect(grip).toBeFocused();
  await expect(foot(figure)).toContainText("105 deny all 203.0.113.66/32, 2 of 4. The robot gets in.");
  await grip.press("End");
  await expect(grip).toHaveAccessibleName(/^Move 200 deny/);
  const customer = figure.getByRole("button", { name: "The customer" });
  await customer.press("Enter");
  await expect(customer).toBeFocused();
  await expect(foot(figure)).toContainText("The customer gets in.");
});

test("the group remembers and the network ACL does not", async ({ page }) => {
  const figure = await openFigure(page, "both");
  await expect(foot(figure)).toContainText("The question arrives, the answer does not.");
  await expect(figure.getByText("The guard remembers the question")).toBeVisible();
  const door = await openFigure(page, "door");
  await door.getByRole("button", { name: "Take out all 0.0.0.0/0" }).click();
  await expect(foot(door)).toContainText("The group remembers the question, so the answer needs no rule.");
  expect(await outputs(page)).toMatchObject({ request: "allowed", answer: "remembered" });
  await expect(door.getByRole("button", { name: "Play" })).toBeFocused();
});

test("a packet walks down the list where motion is welcome", async ({ page }) => {
  const figure = await openFigure(page, "order", { motion: true });
  await figure.getByRole("button", { name: "An answer for web-1" }).click();
  await figure.getByRole("button", { name: "Play" }).click();
  await expect(figure.locator(".guards-line.allows")).toHaveCount(0);
  await expect(figure.locator(".guards-line.allows")).toHaveCount(1);
});

test("gate, NAT table, demand, nines, distance and credits answer", async ({ page }) => {
  const gate = await openFigure(page, "gate");
  const address = gate.getByRole("switch", { name: "The server has a public address" });
  await address.press("Space");
  await expect(address).toBeFocused();
  await expect(foot(gate)).toContainText("No public address stands for the server");
  expect(await outputs(page)).toMatchObject({ passes: false, conditions: 3 });

  const nat = await openFigure(page, "nat-table");
  await nat.getByRole("button", { name: "web-1 opens a connection" }).click();
  await nat.getByRole("button", { name: "web-2 opens a connection" }).click();
  await nat.getByRole("button", { name: "An answer to port 20481" }).click();
  await expect(foot(nat)).toContainText("The answer finds its row: port 20481 is web-2.");
  await screenshot(page, "figure-nat-table");
  await nat.getByRole("button", { name: "A stranger knocks" }).click();
  expect(await outputs(page)).toEqual({ rows: 2, last: "knocked", entered: false });

  const demand = await openFigure(page, "demand");
  await demand.getByRole("radio", { name: "Rent by the hour" }).click();
  expect(await outputs(page)).toMatchObject({ mode: "rent", unmet: 0, unit_hours: 28 });
  const units = demand.getByRole("slider", { name: "Units" });
  await units.press("ArrowLeft");
  await expect(foot(demand)).toContainText("400 are turned away.");
  await demand.getByText("Show as table").click();
  await expect(demand.getByRole("row")).toHaveCount(25);
  await demand.getByLabel("Day").selectOption("steady");
  await expect(demand.getByRole("slider", { name: "Visitors an hour" })).toBeVisible();

  const nines = await openFigure(page, "nines");
  await nines.getByLabel("The part behind them").selectOption("99.99 %");
  await expect(foot(nines)).toContainText("99.98750025 %");
  await nines.getByRole("radio", { name: "Side by side" }).click();

  const distance = await openFigure(page, "distance");
  await distance.getByLabel("Server in").selectOption("ap-south-1");
  expect(await outputs(page)).toMatchObject({ km: 1081, rtt: 11 });

  const credits = await openFigure(page, "credits");
  await expect(foot(credits)).toContainText("Empty after 16 hours.");
  await credits.getByRole("slider").press("Home");
  await expect(foot(credits)).toContainText("The purse is never empty.");
});

test("a snapshot in the middle goes, and the others keep what they need", async ({ page }) => {
  const figure = await openFigure(page, "blocks");
  await expect(foot(figure)).toContainText("115 blocks are stored.");
  await figure.getByRole("button", { name: "Delete snapshot B" }).press("Enter");
  await expect(foot(figure)).toContainText("110 blocks are stored. 5 blocks of B went; 5 stay");
  await expect(figure.getByRole("button", { name: "Show the disk" })).toBeFocused();
  expect(await outputs(page)).toMatchObject({ snapshots: 2, stored: 110, dropped: 5, month: 5.5 });
  await figure.getByRole("button", { name: "Show snapshot A" }).click();
  await expect(figure.getByRole("img")).toHaveAccessibleName(/^The disk as snapshot A shows it.*100 stored for A/);
  await figure.getByRole("slider", { name: "First block to change" }).press("End");
  await figure.getByRole("button", { name: "Change 1 block" }).click();
  await expect(figure.getByRole("img")).toHaveAccessibleName(/^The disk, .*1 in no snapshot/);
  await figure.getByRole("button", { name: "Take a snapshot" }).click();
  await expect(foot(figure)).toContainText("D added 1, and shows all 100 blocks of the disk.");
  await figure.getByRole("button", { name: "Take back" }).click();
  await drag(page, figure.locator(".blocks-grid > i").first(), figure.locator(".blocks-grid > i").nth(9));
  expect(await outputs(page)).toMatchObject({ unsaved: 11 });
  await screenshot(page, "figure-blocks");
});

test("an image saves the recipe, and keeps what was new when it was made", async ({ page }) => {
  const figure = await openFigure(page, "oven");
  await expect(foot(figure)).toContainText("It serves after 152 seconds, at most.");
  await figure.getByRole("radio", { name: "Image" }).click();
  await expect(foot(figure)).toContainText("It serves after 62 seconds, at most.");
  const release = figure.getByRole("slider", { name: "A new version comes out" });
  await release.press("ArrowRight");
  expect(await outputs(page)).toMatchObject({ versions: 1, old: 6, saved: 90 });
  await figure.getByRole("radio", { name: "Start script" }).click();
  await expect(foot(figure)).toContainText("1 server has the old version");
  await screenshot(page, "figure-oven");
});

test("a photo on a disk is seen by one server, in a shared file system by both", async ({ page }) => {
  const figure = await openFigure(page, "desk");
  await expect(foot(figure)).toContainText("5 of 10 reloads show the photo.");
  await figure.getByRole("radio", { name: "Files, EFS" }).click();
  await expect(foot(figure)).toContainText("Every server that runs sees the same files.");
  await figure.getByRole("radio", { name: "In zone a only" }).click();
  await figure.getByRole("radio", { name: "Zone a", exact: true }).click();
  expect(await outputs(page)).toMatchObject({ seen: 0, readable: false, month: 33 });
  await screenshot(page, "figure-desk");
  await figure.getByRole("radio", { name: "Objects, S3" }).click();
  await expect(foot(figure)).toContainText("10 of 10 reloads show the photo.");
});

test("a lifecycle is a stair, and S3 refuses what is none", async ({ page }) => {
  const figure = await openFigure(page, "years");
  await expect(foot(figure)).toContainText("23.2 % of all in Standard.");
  const first = figure.getByRole("slider", { name: "First move, after" });
  await first.press("ArrowLeft");
  await expect(foot(figure)).toContainText("S3 refuses these rules");
  expect(await outputs(page)).toMatchObject({ refused: true, share: 100 });
  await expect(first).toBeFocused();
  await first.press("ArrowRight");
  await figure.getByLabel("Class of move 2").selectOption("GLACIER_IR");
  await expect(figure.getByText("An object of 100 days lies in Glacier Instant Retrieval and comes at once.").last()).toBeVisible();
  await screenshot(page, "figure-years");
  await figure.getByRole("button", { name: "One move less" }).click();
  await figure.getByRole("button", { name: "One move less" }).click();
  expect(await outputs(page)).toMatchObject({ year3: 273.9, share: 100 });
  await figure.getByText("Show as table").click();
  await expect(figure.getByRole("row")).toHaveCount(7);
});

test("directory and swap answer", async ({ page }) => {
  const directory = await openFigure(page, "directory");
  await expect(foot(directory)).toContainText("of the customers still go to it.");
  await directory.getByLabel("TTL lowered at").selectOption("11:00");
  await expect(foot(directory)).toContainText("The old answer is in use until 12:02.");
  expect(await outputs(page)).toMatchObject({ old_minutes: 2, lowered_before: 60, lost: 0 });
  await directory.getByRole("slider", { name: "Look at the time" }).press("Home");
  await expect(directory.getByText("new answer until")).toHaveCount(0);
  await screenshot(page, "figure-directory");

  const answer = await openFigure(page, "answer");
  await answer.getByRole("radio", { name: "A CNAME" }).click();
  await expect(foot(answer)).toContainText("Route 53 refuses this record.");
  await answer.getByRole("radio", { name: "An address" }).click();
  await answer.getByRole("switch", { name: "The balancer has other nodes now" }).press("Space");
  expect(await outputs(page)).toMatchObject({ current: false, records: 1 });

  const swap = await openFigure(page, "swap");
  expect(await outputs(page)).toMatchObject({ up: 90, dark: 150 });
  await swap.getByRole("radio", { name: "For ever" }).click();
  await expect(foot(swap)).toContainText("until it is restarted.");
  await swap.getByRole("radio", { name: "5 s", exact: true }).click();
  expect(await outputs(page)).toMatchObject({ dark: 95 });
  await swap.getByRole("radio", { name: "One zone only" }).click();
  await expect(swap.getByRole("slider", { name: "The zone is dark for" })).toBeVisible();
});

test("an alarm rings, is silenced and looks back", async ({ page }) => {
  const alarm = await openFigure(page, "alarm-bell");
  await expect(foot(alarm)).toContainText("It rings in minute 5.");
  expect(await outputs(page)).toMatchObject({ alarm_at: 5, ok_at: 7, state: "OK" });
  await alarm.getByRole("button", { name: /^Minute 5: 88, ALARM$/ }).click();
  await alarm.getByRole("button", { name: "Erase it" }).click();
  expect(await outputs(page)).toMatchObject({ alarm_at: "never" });
  await alarm.getByRole("button", { name: /^Minute 1: / }).click();
  await alarm.getByRole("button", { name: "Silence from here" }).click();
  expect(await outputs(page)).toMatchObject({ state: "INSUFFICIENT_DATA" });
  await alarm.getByLabel("Missing data").selectOption("breaching");
  expect(await outputs(page)).toMatchObject({ state: "ALARM" });
});

test("pulse and roster answer", async ({ page }) => {
  const pulse = await openFigure(page, "pulse");
  await expect(foot(pulse)).toContainText("Out within 60 seconds, back within 150 seconds.");
  await pulse.getByRole("radio", { name: "Hangs" }).click();
  expect(await outputs(page)).toMatchObject({ out_at_most: 65, fail_open: false });
  const interval = pulse.getByRole("slider", { name: "A check every" });
  await interval.press("Home");
  await expect(interval).toHaveAttribute("aria-valuetext", "5 s");
  expect(await outputs(page)).toMatchObject({ interval: 5, out_at_most: 15 });
  await pulse.getByRole("radio", { name: "No other target" }).click();
  await expect(foot(pulse)).toContainText("the balancer sends to it all the same");
  await screenshot(page, "figure-pulse");

  const roster = await openFigure(page, "roster");
  await expect(foot(roster)).toContainText("For 6 minutes customers are turned away.");
  await roster.getByRole("radio", { name: "Every minute" }).click();
  expect(await outputs(page)).toMatchObject({ first_extra: 242, refused_minutes: 4, changes: 1 });
  await roster.getByRole("radio", { name: "Tracking" }).click();
  await expect(roster.getByRole("slider", { name: "CPU to keep" })).toBeVisible();
  await expect(roster.getByRole("slider", { name: "Then add" })).toHaveCount(0);
  await screenshot(page, "figure-roster");
  await roster.getByRole("button", { name: "Reset the figure" }).click();
  expect(await outputs(page)).toMatchObject({ first_extra: 362, changes: 0 });
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`every figure is accessible in ${scheme}`, async ({ page }) => {
    await openFigure(page, "", { scheme, width: 1240 });
    await expect(page.locator("[data-figure]")).toHaveCount(ALL.length);
    await expectAccessible(page);
  });
}

test.describe("with a finger", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("handles are large, and taps and drags do what keys do", async ({ page }) => {
    const figure = await openFigure(page, "order", { width: 390, height: 844 });
    for (const handle of await figure.locator("button:visible, .figure-grip:visible").all()) {
      const box = await handle.boundingBox();
      expect(box?.height, await handle.innerText()).toBeGreaterThanOrEqual(44);
    }
    await figure.getByRole("button", { name: "The customer" }).tap();
    await expect(foot(figure)).toContainText("The customer gets in.");
    const ruler = await openFigure(page, "size", { width: 390, height: 844 });
    await ruler.getByRole("button", { name: "One bit more" }).tap();
    await expect(ruler.getByRole("slider")).toHaveAttribute("aria-valuenow", "23");
    const box = await ruler.locator(".ruler-bits").first().boundingBox();
    await page.touchscreen.tap((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 12);
    await expect(ruler.getByRole("slider")).toHaveAttribute("aria-valuenow", "16");
    const board = await openFigure(page, "signboard", { width: 390, height: 844 });
    await board.getByRole("button", { name: "8.8.8.8" }).tap();
    await expect(foot(board)).toContainText("Only 0.0.0.0/0 matches,");
  });
});

for (const width of [360, 390]) {
  test(`nothing sticks out at ${width} pixels`, async ({ page }) => {
    await openFigure(page, "", { width, height: 740 });
    const found = await page.evaluate(() => {
      const edge = document.documentElement.clientWidth;
      const out = [...document.querySelectorAll(".figures-panel .figure-frame *:not(.visually-hidden)")];
      return out
        .filter((it) => it.getBoundingClientRect().width > 0 && it.getBoundingClientRect().right > edge - 8)
        .map((it) => `${it.closest("[data-figure]")?.getAttribute("data-figure")} ${it.className}`);
    });
    expect(found).toEqual([]);
    const scroll = await page.evaluate(() => document.scrollingElement?.scrollWidth);
    expect(scroll).toBeLessThanOrEqual(width);
  });
}

test("a deny decides wherever it stands, by drag and by key", async ({ page }) => {
  const figure = await openFigure(page, "verdict");
  await expect(foot(figure)).toHaveText(/Denied by statement 3\./);
  const grip = figure.getByRole("button", { name: "Move statement 3 of 3" });
  await grip.press("ArrowUp");
  await expect(foot(figure)).toHaveText(/Denied by statement 2\./);
  expect(await outputs(page)).toMatchObject({ decision: "explicit-deny", decided: 2 });
  await figure.getByRole("button", { name: "Turn statement 2 round" }).click();
  expect(await outputs(page)).toMatchObject({ decision: "allow" });
});

test("what decides is marked before it is told", async ({ page }) => {
  const figure = await openFigure(page, "pile");
  await expect(foot(figure)).toHaveText(/Which statement decides\?/);
  await figure.getByRole("button", { name: "Statement 2 decides" }).click();
  await expect(foot(figure)).toHaveText(/Not that one\./);
  await figure.getByRole("button", { name: "Statement 1 decides" }).click();
  await expect(foot(figure)).toHaveText(/Right\. Allowed by statement 1\./);
  expect(await outputs(page)).toMatchObject({ marked: 1, right: 1 });
});

test("the book is looked up, and an event is opened", async ({ page }) => {
  const figure = await openFigure(page, "book");
  await figure.getByLabel("Look up", { exact: true }).selectOption("AuthorizeSecurityGroupIngress");
  await figure.locator(".book-row").click();
  await expect(foot(figure)).toHaveText(/in no file: the trail was stopped then\./);
  expect(await outputs(page)).toMatchObject({ in_history: true, in_bucket: false, gap: 30 });
  await figure.getByRole("radio", { name: "Trail's bucket" }).click();
  await expect(figure.locator(".book-row")).toHaveCount(0);
});
