// The whole way by the keyboard alone: a network in two zones is built and a request
// delivered, the focus is always where one expects it, and no key is a trap.
import { expect, openApp, test } from "./harness/index.js";
import { NOTEBOOKLY } from "./harness/documents.js";

const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const heading = (page) => inspector(page).getByRole("heading", { level: 2 });
const focused = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    return it?.closest("[data-id]")?.getAttribute("data-id") ?? it?.getAttribute("aria-label") ?? it?.id ?? it?.tagName ?? "";
  });

/** Runs what the command palette offers. */
async function command(page, words) {
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "What would you like to do?" })).toBeFocused();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
}

/** Tab, or Shift+Tab, until an element has the focus. */
async function tabTo(page, target, key = "Tab") {
  for (let step = 0; step < 90; step += 1) {
    if (await target.evaluate((it) => it === document.activeElement)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${target}; it ended at ${await focused(page)}`);
}

/** From a thing on the canvas into its settings, to a field of theirs. */
async function field(page, name, role = "textbox") {
  await page.keyboard.press("Enter");
  const found = inspector(page).getByRole(role, { name, exact: true });
  await expect(inspector(page).locator(":focus")).toHaveCount(1);
  await tabTo(page, found);
  return found;
}

async function write(page, text) {
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

/** In a list that has the focus. */
async function choose(page, list, label) {
  for (let step = 0; step < 20 && (await list.locator("option:checked").textContent())?.trim() !== label; step += 1) {
    await page.keyboard.press("ArrowDown");
  }
  await expect(list.locator("option:checked")).toHaveText(label);
}

async function rename(page, name) {
  await field(page, "Name");
  await write(page, name);
  await expect(heading(page)).toHaveText(name);
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page), "Escape leads back to the thing").not.toBe("Name");
}

test("a network in two zones is built and a request delivered with the keyboard alone", async ({ page }) => {
  await openApp(page);
  await tabTo(page, page.getByRole("button", { name: "New architecture" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("#canvas"), "the canvas has the focus").toBeFocused();

  await command(page, "add vpc");
  await rename(page, "shop");
  for (const name of ["wing-a", "wing-b"]) {
    await command(page, "go to shop");
    await command(page, "add subnet");
    await rename(page, name);
  }
  const canvas = page.locator("#canvas");
  await expect(canvas.getByRole("group", { name: /^wing-a, Subnet, in shop, ap-south-1a/ })).toHaveCount(1);
  await expect(canvas.getByRole("group", { name: /^wing-b, Subnet, in shop, ap-south-1b/ })).toHaveCount(1);

  await command(page, "go to shop");
  await command(page, "add internet gateway");
  await rename(page, "gate");
  await command(page, "go to shop");
  await command(page, "add route table");
  await rename(page, "to-gate");
  await page.keyboard.press("Enter");
  await tabTo(page, inspector(page).getByRole("button", { name: "Add route" }));
  await page.keyboard.press("Enter");
  await expect(inspector(page).getByLabel("Destination of route 1"), "the new row has the focus").toBeFocused();
  await page.keyboard.type("0.0.0.0/0");
  await page.keyboard.press("Tab");
  const target = inspector(page).getByLabel("Target of route 1");
  await expect(target).toBeFocused();
  await choose(page, target, "gate");

  await page.keyboard.press("Escape");
  await command(page, "go to shop");
  await command(page, "add security group");
  await rename(page, "web-sg");
  await page.keyboard.press("Enter");
  await tabTo(page, inspector(page).getByRole("button", { name: "Add rule" }).first());
  await page.keyboard.press("Enter");
  await expect(inspector(page).locator("tbody :focus"), "so has the new rule").toHaveCount(1);
  const ports = inspector(page).getByLabel("Ports of rule 1").first();
  await tabTo(page, ports);
  await write(page, "80");
  const source = inspector(page).getByLabel("Source of rule 1");
  await tabTo(page, source);
  await write(page, "0.0.0.0/0");
  await page.keyboard.press("Escape");

  for (const [wing, server] of [["wing-a", "web-a"], ["wing-b", "web-b"]]) {
    await command(page, `go to ${wing}`);
    const table = await field(page, "Route table", "combobox");
    await choose(page, table, "to-gate");
    const addresses = inspector(page).getByRole("switch", { name: "Auto-assign public IP" });
    await tabTo(page, addresses);
    await page.keyboard.press("Space");
    await expect(addresses).toBeChecked();
    await page.keyboard.press("Escape");
    await command(page, "add ec2 instance");
    await rename(page, server);
    await page.keyboard.press("Enter");
    const group = inspector(page).getByLabel("web-sg", { exact: true });
    await tabTo(page, group);
    await page.keyboard.press("Space");
    await expect(group).toBeChecked();
    await page.keyboard.press("Escape");
    await expect(canvas.getByRole("group", { name: new RegExp(`^${wing}, .*public`) })).toHaveCount(1);
  }

  await page.keyboard.press("r");
  const dock = page.getByRole("region", { name: "Panels" });
  await expect(dock.locator(":focus"), "R goes to the request").toHaveCount(1);
  const to = dock.getByLabel("To", { exact: true });
  if (!(await to.isVisible())) {
    await tabTo(page, dock.getByRole("button", { name: /another|Change|Edit/i }).first());
    await page.keyboard.press("Enter");
  }
  await tabTo(page, to, (await to.evaluate((it) => Boolean(it.compareDocumentPosition(document.activeElement ?? it) & Node.DOCUMENT_POSITION_FOLLOWING))) ? "Shift+Tab" : "Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("web-b");
  await tabTo(page, dock.getByLabel("Port", { exact: true }));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("80");
  await page.keyboard.press("Enter");
  await expect(dock.locator(".verdict")).toHaveText("Delivered");
  await expect.poll(() => focused(page), "the focus is not lost").not.toBe("BODY");
});

test("the focus goes where one expects it", async ({ page }) => {
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  const canvas = page.locator("#canvas");
  await expect(canvas, "after opening a document").toBeFocused();

  // From the title back to the canvas.
  const title = page.getByRole("textbox", { name: "Name of the architecture" });
  await title.focus();
  await write(page, "Mine");
  await expect(canvas).toBeFocused();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mine");

  // From the inspector back to the thing; what was typed there is taken back first.
  await command(page, "go to private-a");
  const thing = page.locator('#canvas [data-id="subnet-3"]');
  await expect(thing).toBeFocused();
  await page.keyboard.press("i");
  const name = inspector(page).getByRole("textbox", { name: "Name", exact: true });
  await expect(name).toBeFocused();
  await page.keyboard.type("draft");
  await page.keyboard.press("Escape");
  await expect(name).toHaveValue("private-a");
  await expect(name).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(thing).toBeFocused();

  // After a fix to what is next.
  await command(page, "go to public-rt");
  await page.keyboard.press("Enter");
  await tabTo(page, inspector(page).getByRole("button", { name: "Remove route 1" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");
  const dock = page.locator("#dock-panel");
  const fix = dock.locator(".finding .actions > .btn:not([aria-expanded])").first();
  await expect(fix).toBeVisible();
  const before = await dock.locator(".finding").count();
  await fix.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => dock.locator(".finding").count()).not.toBe(before);
  await expect(page.getByRole("region", { name: "Panels" }).locator(":focus")).toHaveCount(1);

  // From a name that is written anew to the next thing, as from the thing itself.
  await command(page, "go to notebook-db");
  const database = page.locator('#canvas [data-id="database-1"]');
  await expect(database).toBeFocused();
  await page.keyboard.press("Tab");
  const next = await focused(page);
  await page.keyboard.press("Shift+Tab");
  await expect(database).toBeFocused();
  await page.keyboard.press("F2");
  const rename = page.getByRole("textbox", { name: "New name" });
  await expect(rename).toBeFocused();
  await page.keyboard.type("store-1");
  await page.keyboard.press("Tab");
  await expect(rename).toHaveCount(0);
  await expect(database).toContainText("store-1");
  await expect.poll(() => focused(page), "Tab goes on").toBe(next);

  // F6 goes round, and back.
  await canvas.focus();
  const round = [];
  for (let step = 0; step < 6; step += 1) {
    await page.keyboard.press("F6");
    round.push(await page.evaluate(() => [".topbar", ".left", ".main", ".right", ".dock"].find((it) => document.activeElement?.closest(it))));
  }
  expect(round).toEqual([".right", ".dock", ".topbar", ".left", ".main", ".right"]);
  await page.keyboard.press("Shift+F6");
  await expect(canvas).toBeFocused();
});

test("keys of one character are switched off, and stay so; every key is listed", async ({ page }) => {
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas")).toBeFocused();
  await page.keyboard.press("t");
  await expect(page.getByRole("tab", { name: "Template" })).toHaveAttribute("aria-selected", "true");
  await page.locator("#canvas").focus();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  for (const listed of ["Tab, Shift+Tab", "Arrow keys, Shift+Arrow keys", "Delete, Backspace", "Space, Shift+Space", "F6", "Shift+F6"]) {
    await expect(keys.getByText(listed, { exact: true }).first()).toBeAttached();
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+,");
  const settings = page.getByRole("dialog", { name: "Settings" });
  const toggle = settings.getByRole("switch", { name: "Keys of one character" });
  await tabTo(page, toggle);
  await page.keyboard.press("Space");
  await expect(toggle).not.toBeChecked();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(page.locator("#canvas")).toBeFocused();
  await page.keyboard.press("l");
  await page.keyboard.press("?");
  await expect(page.getByRole("tab", { name: "Audit log" })).toHaveAttribute("aria-selected", "false");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("Tab leads out of everything that it leads into", async ({ page }) => {
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas")).toBeFocused();
  const seen = new Set();
  let same = 0;
  let last = "";
  for (let step = 0; step < 160; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const it = document.activeElement;
      const region = [".topbar", ".left", "#canvas", ".canvas-tools", ".canvas-layers", ".right", ".dock"].find((it) => document.activeElement?.closest(it));
      return { region: region ?? it?.tagName ?? "", key: it?.outerHTML.slice(0, 160) ?? "" };
    });
    seen.add(at.region);
    same = at.key === last ? same + 1 : 0;
    expect(same, `stays at ${at.key}`).toBeLessThan(2);
    last = at.key;
  }
  for (const region of [".topbar", ".left", "#canvas", ".right", ".dock"]) {
    expect([...seen], region).toContain(region);
  }
});
