// The rule reference: found, searched, read, left again, printed; with the keyboard, with
// a pointer and on a phone.
import { expect, expectAccessible, openApp, openNetwork, screenshot, test } from "./harness/index.js";

/** @typedef {import("@playwright/test").Page} Page */

/** @param {Page} page */
const reference = (page) => page.getByRole("dialog", { name: "Rule reference" });

/** @param {Page} page */
const field = (page) => reference(page).getByRole("combobox", { name: "Search the rules" });

/** @param {Page} page */
const chosen = (page) => reference(page).getByRole("option", { selected: true });

/**
 * The chosen rule is the one that is read, marked for screen readers, and in sight.
 *
 * @param {Page} page
 * @param {string} code
 */
async function expectChosen(page, code) {
  await expect(chosen(page)).toHaveCount(1);
  await expect(chosen(page)).toHaveAttribute("id", `rule-${code}`);
  await expect(field(page)).toHaveAttribute("aria-activedescendant", `rule-${code}`);
  await expect(reference(page).getByRole("article")).toContainText(code);
  await expect(chosen(page)).toBeInViewport({ ratio: 0.9 });
}

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`the reference is accessible in ${scheme}, on a desk and on a phone`, async ({ page }) => {
    await openApp(page, { scheme });
    await page.getByRole("button", { name: "Rule reference" }).click();
    await expect(field(page)).toBeFocused();
    await expectAccessible(page);
    await screenshot(page, `rules-${scheme}`);
    await field(page).fill("nat gateway");
    await expectAccessible(page);
    await screenshot(page, `rules-${scheme}-search`);
    await field(page).fill("marmalade on toast");
    await expect(reference(page).getByRole("heading", { name: "No rule says that" })).toBeVisible();
    await expectAccessible(page);

    await page.setViewportSize({ width: 390, height: 844 });
    await field(page).fill("");
    await expectAccessible(page);
    await screenshot(page, `rules-${scheme}-phone`);
    await reference(page).getByRole("option", { name: /Refers to something/ }).click();
    await expect(reference(page).getByRole("article")).toBeFocused();
    await expectAccessible(page);
    await screenshot(page, `rules-${scheme}-phone-rule`);
    await reference(page).getByRole("button", { name: "All rules" }).click();
    await expect(field(page)).toBeFocused();
  });
}

test("a search filters while one types, by every name that a rule has", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Rule reference" }).click();
  const options = reference(page).getByRole("option");
  const status = reference(page).getByRole("status");
  // The released page fetches the texts first.
  await expect(options.first()).toBeVisible();
  const all = await options.count();
  await expect(status).toHaveText(`${all} rules`);

  await page.keyboard.type("blackhole");
  await expectChosen(page, "route-to-deleted-target");
  await expect(status).toHaveText(`${await options.count()} of ${all} rules`);
  expect(await options.count()).toBeLessThan(all);
  await expect(reference(page).locator(".reference-list mark").first()).toHaveText(/blackhole/i);

  for (const [text, code] of [
    ["nat-in-private-subnet", "nat-in-private-subnet"],
    ["Gateway.NotAttached", "nat-without-internet-gateway"],
    ["rulebook NAT-3", "nat-without-internet-gateway"],
    ["internet gateway second", "two-internet-gateways"],
  ]) {
    await field(page).fill(text);
    await expectChosen(page, code);
  }

  await field(page).fill("");
  await reference(page).getByRole("radio", { name: "Info" }).click();
  await expect(options.first()).toHaveText(/^Info: /);
  const infos = await options.count();
  await expect(status).toHaveText(`${infos} of ${all} rules`);
  await expect(reference(page).getByRole("option", { name: /^Info: / })).toHaveCount(infos);
});

test("the arrow keys walk through the list, over the borders of topics", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "Rule reference" }).click();
  // The list comes with its texts.
  await expect(field(page)).toBeFocused();
  const codes = await reference(page).getByRole("option").evaluateAll((all) => all.map((it) => it.id.slice("rule-".length)));
  await expectChosen(page, codes[0]);
  await page.keyboard.press("ArrowUp");
  await expectChosen(page, codes[0]);
  for (let step = 1; step <= 6; step += 1) {
    await page.keyboard.press("ArrowDown");
    await expectChosen(page, codes[step]);
  }
  await page.keyboard.press("PageDown");
  await expectChosen(page, codes[14]);
  await page.keyboard.press("ArrowUp");
  await expectChosen(page, codes[13]);
  await expect(field(page), "the focus stays where one types").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(reference(page).getByRole("article"), "Enter goes on to read").toBeFocused();
});

test("a finding opens its very rule, and the rule leads to its findings", async ({ page }) => {
  await openApp(page);
  await openNetwork(page);
  await page.getByRole("button", { name: "Show findings" }).click();
  const finding = page.locator("#dock-panel .finding").filter({ hasText: "Plain HTTP only" });
  await finding.getByRole("button", { name: "Why it matters" }).click();
  const open = finding.getByRole("button", { name: "Open in the rule reference" });
  await open.click();
  await expectChosen(page, "balancer-http-only");
  await expect(field(page)).toBeFocused();
  await expect(reference(page).getByRole("option", { name: /Plain HTTP only/ })).toContainText("1 finding here");
  await screenshot(page, "rules-from-finding");
  await expectAccessible(page);

  await page.keyboard.press("Escape");
  await expect(reference(page)).toHaveCount(0);
  await expect(open, "the focus is where it was").toBeFocused();

  await page.keyboard.press("Enter");
  await reference(page).getByRole("button", { name: "Go to it" }).click();
  await expect(reference(page)).toHaveCount(0);
  const balancer = page.locator("#canvas [data-id]").filter({ hasText: "Notebookly-ALB" });
  await expect(balancer).toBeFocused();
  await expect(balancer).toHaveClass(/selected/);
  await expect(page.getByRole("complementary", { name: "Inspector" })).toContainText("Plain HTTP only");
});

test("it opens from a key, the palette of commands, the menu and the list of keys, and gives the focus back", async ({ page }) => {
  await openApp(page);
  await openNetwork(page);
  const node = page.locator('#canvas [data-kind="internet-gateway"]');
  const close = async () => {
    await expect(field(page)).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(reference(page)).toHaveCount(0);
  };
  await node.focus();
  await page.keyboard.press("w");
  await close();
  await expect(node).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("rule ref");
  await page.keyboard.press("Enter");
  await close();
  await expect(node).toBeFocused();

  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByRole("button", { name: "Rule reference" }).click();
  await close();
  await expect(node).toBeFocused();

  const more = page.getByRole("button", { name: "More", exact: true });
  await more.click();
  await page.getByRole("menuitem", { name: /^Rule reference/ }).click();
  await field(page).press("Tab");
  await reference(page).getByRole("button", { name: "Close" }).click();
  await expect(reference(page)).toHaveCount(0);
  await expect(more).toBeFocused();
});

test("whoever prints it prints every rule, black on white", async ({ page }) => {
  await openApp(page, { scheme: "dark" });
  await page.getByRole("button", { name: "Rule reference" }).click();
  // The released page fetches the texts first.
  await expect(reference(page).getByRole("option").first()).toBeVisible();
  const all = await reference(page).getByRole("option").count();
  expect(all).toBeGreaterThan(100);
  await field(page).fill("nat");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(reference(page)).toBeHidden();
  const printed = page.locator(".reference-print section");
  await expect(printed).toHaveCount(all);
  await expect(printed.last()).toBeVisible();
  const colour = await printed.last().evaluate((it) => getComputedStyle(it).color);
  expect(Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number)), "dark letters").toBeLessThan(90);
  await screenshot(page, "rules-printed");
});
