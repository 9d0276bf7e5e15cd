// The course's figures, each by itself on the bench (`#/figures`), which a debug or quick
// page has and the released one has not: what a pointer, a finger and a key do to them, and
// that nothing sticks out at any width.
import { expect, expectAccessible, isCut, openApp, screenshot, test } from "./harness/index.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

const ALL = [
  "size", "guess", "kept", "bits", "split", "compare", "signboard", "dead", "order",
  "both", "door", "gate", "nat-table", "demand", "nines", "distance", "credits", "verdict", "pile", "book",
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
