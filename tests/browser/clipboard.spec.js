// Copying, cutting, pasting and duplicating with the mouse and with keys, between two tabs, and
// what the right button offers.
import { expect, expectAccessible, openApp, test } from "./harness/index.js";
import { Builder, boxOf, middle } from "./harness/builder.js";

const REGION = "ap-south-1 · Mumbai";

/** @param {import("@playwright/test").Page} page */
async function shop(page) {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  const build = new Builder(page);
  await build.drop("vpc", REGION, { x: 60, y: 90, name: "shop" });
  await build.drop("subnet", "shop", { x: 64, y: 116, name: "private-1" });
  await build.drop("instance", "private-1", { x: 80, y: 70, name: "web-1" });
  return build;
}

/** One key, wherever the focus was. @param {import("@playwright/test").Page} page */
async function undoOnce(page) {
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+z");
}

test("keys copy, paste, cut and duplicate, each in one step", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const build = await shop(page);
  await build.select("web-1");
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
  await expect(build.thing("web-2")).toHaveCount(1);
  await expect(build.thing("web-2")).toHaveClass(/selected/);
  // What was copied can be read by people and by programs.
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(JSON.parse(text).format).toBe("cloud-campus-clipboard");
  await undoOnce(page);
  await expect(build.thing("web-2")).toHaveCount(0);

  // A subnet comes with what is in it, a block of its own and the other zone.
  await build.select("private-1");
  await page.keyboard.press("Control+d");
  await expect(build.thing("private-2")).toHaveCount(1);
  await expect(build.thing("web-2")).toHaveCount(1);
  await expect(build.thing("private-2").locator(".cidr")).toHaveText("10.0.1.0/24");
  await expect(page.locator(".toasts .toast")).toContainText("ap-south-1b");
  await undoOnce(page);
  await expect(build.thing("private-2")).toHaveCount(0);

  await build.select("private-1");
  await page.keyboard.press("Control+x");
  await expect(build.thing("private-1")).toHaveCount(0);
  await expect(build.thing("web-1")).toHaveCount(0);
  await page.keyboard.press("Control+v");
  await expect(build.thing("private-1").locator(".cidr"), "its own block, which is free again").toHaveText("10.0.0.0/24");
  await expect(build.thing("web-1")).toHaveCount(1);
});

test("what is copied in one tab is pasted in another, and what is something else is refused", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const build = await shop(page);
  await build.select("shop");
  await page.keyboard.press("Control+c");

  const other = await context.newPage();
  await openApp(other);
  await other.getByRole("button", { name: "New architecture" }).click();
  const there = new Builder(other);
  await there.select(REGION, "region-1");
  await other.keyboard.press("Control+v");
  for (const name of ["shop", "private-1", "web-1"]) {
    await expect(there.thing(name)).toHaveCount(1);
  }

  await other.evaluate(() => navigator.clipboard.writeText("Dear Rahul, see you on Monday."));
  await other.locator("#canvas").focus();
  await other.keyboard.press("Control+v");
  await expect(other.locator(".toasts .toast").last()).toContainText("not copied in Cloud Campus");
  // In a field it is text.
  const title = other.getByLabel("Name of the architecture");
  await title.click();
  await other.keyboard.press("Control+v");
  await expect(title).toHaveValue(/Dear Rahul/);
  await other.close();
});

test("Alt drags a copy away, and two that are held go where each is dropped", async ({ page }) => {
  const build = await shop(page);
  await build.select("private-1");
  await page.keyboard.press("Control+d");
  await build.fit();
  const from = await build.grip("web-1");
  const zoom = await build.zoom();
  const to = { x: from.x + 130 * zoom, y: from.y };
  await page.keyboard.down("Alt");
  await build.drag(from, to, { drop: false });
  await expect(page.locator(".preview")).toHaveCount(1);
  await page.mouse.up();
  await page.keyboard.up("Alt");
  await expect(build.thing("web-3")).toHaveCount(1);
  await expect(build.thing("web-1")).toHaveCount(1);
});

test("the right button offers what fits, complete with the keyboard", async ({ page }) => {
  const build = await shop(page);
  const at = await build.grip("private-1");
  await page.mouse.click(at.x, at.y, { button: "right" });
  const menu = page.getByRole("menu", { name: "Actions" });
  await expect(menu).toBeVisible();
  await expect(menu.getByRole("menuitem").first()).toBeFocused();
  await expect(menu.getByRole("menuitem")).toContainText(["Inspect", "Rename", "Cut", "Copy", "Paste here", "Duplicate"]);
  await expectAccessible(page);
  await page.keyboard.press("End");
  await expect(menu.getByRole("menuitem", { name: /^Delete/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(build.thing("private-1"), "the focus comes back").toBeFocused();

  // The same with the key for it.
  await page.keyboard.press("Shift+F10");
  await expect(menu).toBeVisible();
  await menu.getByRole("menuitem", { name: /^Duplicate/ }).click();
  await expect(build.thing("private-2")).toHaveCount(1);

  // On the ground it offers what can be done there.
  const canvas = await boxOf(build.canvas);
  await page.mouse.click(canvas.x + canvas.width - 30, canvas.y + 30, { button: "right" });
  await expect(menu.getByRole("menuitem", { name: /^Select everything/ })).toBeVisible();
  await expect(menu.getByRole("menuitem", { name: /^Delete/ })).toHaveCount(0);
  await page.mouse.click(canvas.x + 200, canvas.y + canvas.height - 20);
  await expect(menu).toHaveCount(0);
});

test("a name is written where it stands, selected, and taken back with Escape", async ({ page }) => {
  const build = await shop(page);
  const at = await build.grip("web-1");
  await page.mouse.dblclick(at.x, at.y);
  const field = page.getByLabel("New name");
  await expect(field).toBeFocused();
  await page.keyboard.type("front");
  await page.keyboard.press("Enter");
  await expect(build.thing("front")).toHaveCount(1);

  await build.select("private-1");
  await page.keyboard.press("F2");
  await expect(field).toBeFocused();
  await page.keyboard.type("hall");
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);
  await expect(build.thing("private-1")).toHaveCount(1);

  // The title, too: one click selects it.
  const title = page.getByLabel("Name of the architecture");
  await title.click();
  await page.keyboard.type("My shop");
  await page.keyboard.press("Enter");
  await expect(title).toHaveValue("My shop");
});

test("every corner pulls a box, and a VPC is carried in its real size", async ({ page }) => {
  const build = await shop(page);
  await build.select("private-1");
  const at = await build.grip("private-1");
  await page.mouse.move(at.x + 3, at.y);
  await expect(build.thing("private-1")).toHaveClass(/selected/);
  const before = await boxOf(build.thing("private-1"));
  const server = await boxOf(build.thing("web-1"));
  const corner = page.locator("#canvas .handles > .corner.ne");
  await expect(corner).toBeVisible();
  const from = middle(await boxOf(corner));
  await build.drag(from, { x: from.x + 40, y: from.y - 8 });
  const after = await boxOf(build.thing("private-1"));
  expect(after.width).toBeGreaterThan(before.width + 20);
  expect(Math.abs(after.x - before.x)).toBeLessThan(2);
  expect(Math.abs((await boxOf(build.thing("web-1"))).y - server.y)).toBeLessThan(2);

  // Near the edge of the canvas, where most of it would be out of sight.
  const region = await boxOf(build.thing(REGION));
  await build.carry("vpc", { x: region.x + 30, y: region.y + region.height - 30 }, { drop: false });
  const preview = await boxOf(page.locator(".preview"));
  const zoom = await build.zoom();
  expect(Math.round(preview.width / zoom / 10)).toBe(67);
  await page.mouse.up();
  await expect(page.locator(".world.glide")).toHaveCount(0);
  const vpc = page.locator('#canvas [data-kind="vpc"].selected');
  await expect(vpc).toBeInViewport({ ratio: 0.99 });
});

/** The whole name is selected, so that typing replaces it. @param {import("@playwright/test").Page} page */
const isSelected = (page) =>
  expect
    .poll(() => page.getByLabel("New name").evaluate((/** @type {HTMLInputElement} */ it) => it.selectionStart === 0 && it.selectionEnd === it.value.length))
    .toBe(true);

test("steps 3 to 7 of Notebookly take at most 15 actions", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  const build = new Builder(page);
  let actions = 0;
  /** One drag, one key, one connection, one word that is typed. @param {Promise<unknown>} done */
  const act = async (done) => {
    actions += 1;
    await done;
  };
  // 3: the VPC. 5: its gate.
  await act(build.drop("vpc", REGION, { x: 60, y: 90 }));
  await act(build.drop("internet-gateway", "vpc-1", { x: 300, y: 20 }));
  // 4: a public subnet, with its NAT gateway (6) and its route table (7).
  await act(build.drop("subnet", "vpc-1", { x: 64, y: 116 }));
  await act(build.drop("nat-gateway", "subnet-1", { x: 80, y: 70 }));
  await act(build.drop("subnet", "vpc-1", { x: 64, y: 300 }));
  await page.keyboard.press("F2");
  await expect(page.getByLabel("New name")).toBeFocused();
  await isSelected(page);
  await page.keyboard.type("private-1");
  await act(page.keyboard.press("Enter"));
  await act(build.drop("route-table", "private-1", { x: 150, y: 90 }));
  await page.keyboard.press("F2");
  await expect(page.getByLabel("New name")).toBeFocused();
  await isSelected(page);
  await page.keyboard.type("private-rt-1");
  await act(page.keyboard.press("Enter"));
  await act(build.connect("private-rt-1", "nat-gateway-1"));
  await act(build.drop("route-table", "subnet-1", { x: 200, y: 110 }));
  await act(build.connect("route-table-2", "internet-gateway-1"));
  // The other zone is another of the same: both subnets and the table of the private one.
  await act(build.select("subnet-1"));
  const kept = await build.grip("private-1");
  const table = await build.grip("private-rt-1");
  await page.keyboard.down("Shift");
  await act(page.mouse.click(kept.x, kept.y));
  await act(page.mouse.click(table.x, table.y));
  await page.keyboard.up("Shift");
  await act(page.keyboard.press("Control+d"));
  await expect(page.locator('#canvas [data-kind="subnet"]')).toHaveCount(4);
  await expect(page.locator('#canvas [data-kind="nat-gateway"]')).toHaveCount(2);
  await expect(build.thing("private-2")).toHaveCount(1);
  await build.select("private-2");
  await expect(build.field("Route table").locator("option:checked")).toHaveText("private-rt-2");
  await expect(build.field("Zone")).toHaveValue("ap-south-1b");
  await build.select("private-rt-2");
  await expect(build.inspector).toContainText("nat-gateway-2");
  expect(actions).toBeLessThanOrEqual(15);
});
