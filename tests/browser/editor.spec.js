// The editor beyond the happy way: what is refused and why, what can be taken back,
// what the keyboard does alone, and that nobody's work is lost.
import { expect, openApp, test } from "./harness/index.js";
import { Builder, boxOf, middle, type } from "./harness/builder.js";
import { NOTEBOOKLY, readDocument } from "./harness/documents.js";

const REGION = "ap-south-1 · Mumbai";

/** @param {import("@playwright/test").Page} page */
async function newArchitecture(page) {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  return new Builder(page);
}

/** @param {import("@playwright/test").Page} page */
async function smallNetwork(page) {
  const build = await newArchitecture(page);
  await build.drop("vpc", REGION, { x: 60, y: 90, name: "shop" });
  await build.drop("subnet", "shop", { x: 64, y: 116, name: "wing" });
  return build;
}

/** @param {Builder} build */
function toasts(build) {
  return build.page.locator(".toasts .toast");
}

test("what may not be dropped says why, and leaves nothing behind", async ({ page }) => {
  const build = await smallNetwork(page);
  const head = await build.grip("shop");
  await build.carry("instance", { x: head.x + 150, y: head.y + 20 }, { drop: false });

  // Where it belongs is lit while it is carried, and where it is not welcome is told.
  const why = "An EC2 instance belongs in a subnet, not in a VPC.";
  await expect(build.thing("wing")).toHaveClass(/drop-ok/);
  await expect(build.thing("shop")).toHaveClass(/drop-no/);
  await expect(page.locator(".bubble")).toHaveText(why);
  await page.mouse.up();

  await expect(toasts(build)).toContainText(why);
  await expect(page.locator('#canvas [data-kind="instance"]')).toHaveCount(0);
  await expect(build.thing("wing")).not.toHaveClass(/drop-ok/);
});

test("what cannot be connected says why", async ({ page }) => {
  const build = await smallNetwork(page);
  await build.drop("nat-gateway", "wing", { x: 80, y: 70, name: "exit" });
  await build.drop("security-group", "shop", { x: 330, y: 60, name: "guard" });
  const why = "A security group and a NAT gateway have nothing to connect on AWS.";
  await build.connect("guard", "exit", { drop: false });
  await expect(page.locator(".bubble")).toHaveText(why);
  await page.mouse.up();
  await expect(toasts(build)).toContainText(why);
});

test("Escape lets go of whatever is being dragged", async ({ page }) => {
  const build = await smallNetwork(page);

  await build.carry("subnet", await build.grip("shop"), { drop: false });
  await expect(page.locator(".ghost")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".ghost")).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator('#canvas [data-kind="subnet"]')).toHaveCount(1);

  const before = await boxOf(build.thing("wing"));
  const grip = await build.grip("wing");
  await build.drag(grip, { x: grip.x + 120, y: grip.y + 60 }, { drop: false });
  await expect.poll(async () => (await boxOf(build.thing("wing"))).x).toBeGreaterThan(before.x + 50);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect.poll(async () => boxOf(build.thing("wing"))).toEqual(before);

  await build.drop("route-table", "shop", { x: 330, y: 60, name: "signs" });
  await build.connect("signs", "wing", { drop: false });
  await expect(page.locator(".line.pending")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expect(page.locator(".line.pending")).toHaveCount(0);
  await build.select("wing");
  await expect(build.field("Route table")).toHaveValue("");
});

test("a key does not drop what is held", async ({ page }) => {
  const build = await smallNetwork(page);
  const before = await boxOf(build.thing("wing"));
  for (const key of ["Control+d", "Control+a", "Delete"]) {
    const grip = await build.grip("wing");
    await build.drag(grip, { x: grip.x + 120, y: grip.y + 60 }, { drop: false });
    await expect.poll(async () => (await boxOf(build.thing("wing"))).x).toBeGreaterThan(before.x + 50);
    await page.keyboard.press(key);
    await page.mouse.up();
    if (key !== "Control+a") {
      await build.history("Undo");
    }
    // One step took back what the key did, and nothing was moved.
    await expect(page.locator('#canvas [data-kind="subnet"]')).toHaveCount(1);
    await expect.poll(async () => boxOf(build.thing("wing"))).toEqual(before);
  }
});

test("a container carries what is in it", async ({ page }) => {
  const build = await smallNetwork(page);
  const offset = async () => {
    const [outer, inner] = [await boxOf(build.thing("shop")), await boxOf(build.thing("wing"))];
    return { x: Math.round(inner.x - outer.x), y: Math.round(inner.y - outer.y) };
  };
  const [before, at] = [await offset(), await boxOf(build.thing("shop"))];
  const grip = await build.grip("shop");
  await build.drag(grip, { x: grip.x + 90, y: grip.y + 70 });
  await expect.poll(async () => (await boxOf(build.thing("shop"))).x).toBeGreaterThan(at.x + 60);
  expect(await offset()).toEqual(before);
});

test("every step is taken back and done again, with buttons and with keys", async ({ page }) => {
  const build = await smallNetwork(page);
  await build.set("IPv4 CIDR", "10.0.7.0/24");
  const wing = build.thing("wing");
  const cidr = wing.locator(".cidr");
  await expect(cidr).toHaveText("10.0.7.0/24");

  await build.history("Undo");
  await expect(cidr).not.toHaveText("10.0.7.0/24");
  await build.history("Redo");
  await expect(cidr).toHaveText("10.0.7.0/24");

  await build.select("wing");
  await page.keyboard.press("Control+z");
  await expect(cidr).not.toHaveText("10.0.7.0/24");
  await page.keyboard.press("Control+Shift+z");
  await expect(cidr).toHaveText("10.0.7.0/24");

  // All the way back to the empty Region, and all the way on again.
  const undo = page.getByRole("banner").getByRole("button", { name: /^Undo/ });
  while (await undo.isEnabled()) {
    await undo.click();
  }
  await expect(page.locator("#canvas [data-id]")).toHaveCount(2);
  const redo = page.getByRole("banner").getByRole("button", { name: /^Redo/ });
  while (await redo.isEnabled()) {
    await redo.click();
  }
  await expect(build.thing("shop")).toHaveCount(1);
  await expect(cidr).toHaveText("10.0.7.0/24");
});

test("what is deleted takes along what is in it, and comes back", async ({ page }) => {
  const build = await smallNetwork(page);
  await build.drop("instance", "wing", { x: 80, y: 70, name: "server" });
  await build.select("shop");
  await page.keyboard.press("Delete");
  await expect(page.locator("#canvas [data-id]")).toHaveCount(2);
  await expect(toasts(build)).toContainText("Deleted shop");

  await toasts(build).getByRole("button", { name: "Undo" }).click();
  for (const name of ["shop", "wing", "server"]) {
    await expect(build.thing(name)).toHaveCount(1);
  }
});

test("a finding leads to what it is about", async ({ page }) => {
  const build = await smallNetwork(page);
  await build.set("IPv4 CIDR", "192.168.0.0/24");
  await build.select("Customer");
  await build.show("Findings");
  const finding = build.finding("subnet-outside-vpc");
  await finding.getByRole("heading").getByRole("button").click();
  await expect(build.thing("wing")).toHaveClass(/selected/);
  await expect(build.inspector.getByRole("heading", { level: 2 })).toHaveText("wing");
  await expect(build.section("Findings").locator(".finding")).toContainText(["subnet-outside-vpc"]);

  await finding.getByRole("button", { name: "Why it matters" }).click();
  await expect(finding).toContainText("AWS");
});

test("the view is panned and zoomed without touching the work", async ({ page }) => {
  const build = await smallNetwork(page);
  const canvas = middle(await boxOf(build.canvas));
  const before = await boxOf(build.thing("wing"));

  await page.mouse.move(canvas.x, canvas.y);
  await page.mouse.wheel(0, 120);
  await expect.poll(async () => (await boxOf(build.thing("wing"))).y).toBeLessThan(before.y - 60);

  const small = await boxOf(build.thing("wing"));
  await page.getByRole("button", { name: "Zoom in" }).click();
  await expect.poll(async () => (await boxOf(build.thing("wing"))).width).toBeGreaterThan(small.width * 1.1);
  await build.fit();
  await expect.poll(async () => (await boxOf(build.thing("wing"))).y).toBeGreaterThan(0);
  await build.history("Undo");
  await expect(build.thing("wing"), "the last step was the name, not the view").toHaveCount(0);
});

test("a VPC and a subnet are built with the keyboard alone", async ({ page }) => {
  await openApp(page);
  await tabTo(page, "New architecture");
  await page.keyboard.press("Enter");
  const build = new Builder(page);
  await expect(build.canvas).toBeVisible();

  await tabTo(page, "VPC");
  await page.keyboard.press("Enter");
  const vpc = page.locator('#canvas [data-kind="vpc"]');
  await expect(vpc).toHaveClass(/selected/);
  await expect(vpc, "what was added has the focus").toBeFocused();

  // Every action can be searched for and run.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("add subnet");
  await page.keyboard.press("Enter");
  const subnet = page.locator('#canvas [data-kind="subnet"]');
  await expect(subnet).toHaveClass(/selected/);
  await expect(subnet).toBeFocused();

  // Enter goes to the settings; what is typed there counts.
  await page.keyboard.press("Enter");
  await expect(build.inspector.locator(":focus")).toHaveCount(1);
  await tabTo(page, "Name");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("wing");
  await page.keyboard.press("Enter");
  await expect(build.thing("wing")).toHaveCount(1);
  await tabTo(page, "IPv4 CIDR");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("10.0.9.0/24");
  await page.keyboard.press("Enter");
  await expect(build.thing("wing").locator(".cidr")).toHaveText("10.0.9.0/24");

  // Arrow keys move it, Delete removes it, Control+Z brings it back.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to wing");
  await page.keyboard.press("Enter");
  await expect(subnet).toBeFocused();
  const before = await boxOf(subnet);
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(async () => (await boxOf(subnet)).x).toBeGreaterThan(before.x + 10);
  await page.keyboard.press("Delete");
  await expect(subnet).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(subnet).toHaveCount(1);
});

test("the work outlives the page", async ({ page }) => {
  const build = await smallNetwork(page);
  await type(page.getByLabel("Name of the architecture"), "Shop of mine");
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await page.reload();
  await expect(build.thing("wing"), "a reload leads back").toHaveCount(1);
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await page.locator(".start-list").getByRole("button", { name: /^Shop of mine/ }).click();
  await expect(build.thing("wing")).toHaveCount(1);

  // Going on keeps the same document rather than a second one.
  await build.select("wing");
  await build.rename("hall");
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await page.reload();
  await expect(page.locator(".start-list li")).toHaveCount(1);
  await page.locator(".start-row").click();
  await expect(build.thing("hall")).toHaveCount(1);
});

test("a file comes back as it was saved", async ({ page }) => {
  const build = await smallNetwork(page);
  const download = await build.export("Cloud Campus file");
  const saved = await readDocument(await download.path());
  await page.getByRole("link", { name: "Cloud Campus" }).click();
  await openFile(page, "shop.campus.json", JSON.stringify(saved));
  await expect(build.thing("wing")).toHaveCount(1);
  const again = await build.export("Cloud Campus file");
  expect(await readDocument(await again.path())).toEqual(saved);
});

for (const { name, file, says } of [
  {
    name: "a file that is no JSON",
    file: async () => '{\n  "format": "cloud-campus",\n  oops\n}',
    says: [/broken\.campus\.json was not opened/, /line 3, column \d+/],
  },
  {
    name: "a file of a newer version",
    file: async () => JSON.stringify({ ...(await readDocument(NOTEBOOKLY)), version: 99 }),
    says: [/version 99/, /newer Cloud Campus/],
  },
  {
    name: "somebody else's file",
    file: async () => '{ "AWSTemplateFormatVersion": "2010-09-09" }',
    says: [/not a Cloud Campus document/],
  },
  {
    name: "a file with a resource that makes no sense",
    file: async () => {
      const document = await readDocument(NOTEBOOKLY);
      document.resources.find((/** @type {any} */ it) => it.kind === "subnet").cidr = 7;
      return JSON.stringify(document);
    },
    says: [/subnet-1|cidr/],
  },
]) {
  test(`${name} is refused with place and remedy, and the work is kept`, async ({ page }) => {
    const build = await smallNetwork(page);
    await expect(page.locator(".save-state")).toHaveText("Saved");
    await page.getByRole("link", { name: "Cloud Campus" }).click();
    await openFile(page, "broken.campus.json", await file());
    const alert = page.getByRole("alert");
    for (const words of says) {
      await expect(alert).toContainText(words);
    }
    await expect(alert).toContainText("Nothing was changed.");

    await page.locator(".start-row").click();
    await expect(build.thing("wing")).toHaveCount(1);
  });
}

/**
 * Opens a file with the button of the start screen.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} name
 * @param {string} text
 */
async function openFile(page, name, text) {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Open a file/ }).click();
  await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

/**
 * Presses Tab until the element of that name has the focus.
 *
 * @param {import("@playwright/test").Page} page
 * @param {string} name its label, or the beginning of its text
 */
async function tabTo(page, name) {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent ?? element?.textContent;
      return label?.trim() ?? "";
    });
    if (focused === name || (name.length > 5 && focused.startsWith(name))) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to “${name}”`);
}
