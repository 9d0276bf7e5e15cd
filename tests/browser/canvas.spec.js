// The canvas at any size: it draws what is seen, changes what differs, and keeps what is
// out of sight within reach of the keyboard.
import { expect, expectAccessible, openApp, test } from "./harness/index.js";
import { Builder, boxOf, middle } from "./harness/builder.js";
import { NOTEBOOKLY, readDocument } from "./harness/documents.js";

/**
 * Notebookly with so many more servers in its private subnets.
 *
 * @param {import("@playwright/test").Page} page
 * @param {number} servers
 */
async function openLarge(page, servers) {
  const document = await readDocument(NOTEBOOKLY);
  for (let number = 0; number < servers; number += 1) {
    document.resources.push({
      kind: "instance",
      id: `server-${number}`,
      name: `server-${number}`,
      subnet: `subnet-${3 + (number % 2)}`,
      security_groups: ["security-group-2"],
    });
  }
  await openApp(page);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Open a file/ }).click();
  const buffer = Buffer.from(JSON.stringify(document));
  await (await chooser).setFiles({ name: "large.campus.json", mimeType: "application/json", buffer });
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  return new Builder(page);
}

/** @param {import("@playwright/test").Page} page */
function elements(page) {
  return page.locator("#canvas").evaluate((canvas) => canvas.querySelectorAll("*").length);
}

/**
 * What changes in the canvas's elements while something is done, by class.
 *
 * @param {import("@playwright/test").Page} page
 * @param {() => Promise<void>} act
 */
async function changedBy(page, act) {
  await page.evaluate(() => {
    const seen = new Set();
    const watch = new MutationObserver((changes) => {
      for (const { target } of changes) {
        seen.add(target);
      }
    });
    watch.observe(document.querySelector("#canvas .world").parentElement, { attributes: true, childList: true, subtree: true });
    globalThis.campusChanges = () => {
      watch.disconnect();
      return [...seen].map((element) => element.getAttribute("class") ?? element.tagName);
    };
  });
  await act();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return page.evaluate(() => globalThis.campusChanges());
}

test("a document opens as a whole, also where the pointer is over it before it is measured", async ({ page }) => {
  await openApp(page);
  // A click in the middle of the page, whose pointer then rests on the canvas.
  await page.getByRole("button", { name: /Notebookly/ }).first().click();
  await page.mouse.move(700, 300);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  const canvas = await boxOf(page.locator("#canvas"));
  await expect
    .poll(async () => {
      const boxes = await page.locator("#canvas [data-id]").evaluateAll((all) => all.map((it) => it.getBoundingClientRect().toJSON()));
      return boxes.filter((box) => box.x < canvas.x || box.y < canvas.y || box.right > canvas.x + canvas.width || box.bottom > canvas.y + canvas.height).length;
    })
    .toBe(0);
  expect(await page.locator("#canvas [data-id]").count()).toBeGreaterThan(20);
});

test("a thousand resources take few elements, however near or far one is", async ({ page }) => {
  await openLarge(page, 1000);
  const counts = [await elements(page)];
  await page.locator("#canvas").focus();
  for (const key of ["1", "0", ...Array(14).fill("-")]) {
    await page.keyboard.press(key);
    await expect(page.locator(".world.glide")).toHaveCount(0);
    counts.push(await elements(page));
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(1500);
  expect(Math.min(...counts), "something is drawn everywhere").toBeGreaterThan(20);
});

test("moving the view changes the view alone", async ({ page }) => {
  const build = await openLarge(page, 300);
  const at = middle(await boxOf(build.canvas));
  await page.mouse.move(at.x, at.y);
  // What the rules say of what was opened has come by then.
  await expect.poll(async () => (await changedBy(page, () => page.waitForTimeout(200))).length).toBe(0);
  const changed = await changedBy(page, async () => {
    await page.mouse.wheel(0, 12);
    await expect.poll(() => page.locator(".world").evaluate((world) => world.style.willChange)).toBe("transform");
  });
  expect(new Set(changed)).toEqual(new Set(["dots", "world"]));
});

test("what comes into sight is drawn, and what leaves it is not", async ({ page }) => {
  const build = await openLarge(page, 300);
  await build.canvas.focus();
  await page.keyboard.press("0");
  await expect(page.locator(".world.glide")).toHaveCount(0);
  const drawn = () => page.locator('#canvas [data-kind="instance"]').evaluateAll((all) => all.map((it) => it.getAttribute("data-id") ?? ""));
  const before = await drawn();
  const at = middle(await boxOf(build.canvas));
  await page.mouse.move(at.x, at.y);
  for (let step = 0; step < 6; step += 1) {
    await page.mouse.wheel(300, 0);
  }
  await expect.poll(async () => (await drawn()).filter((id) => before.includes(id)).length).toBe(0);
  expect((await drawn()).length).toBeGreaterThan(10);
});

test("a line is drawn where it is seen: dashes across a whole drawing cost the browser a second", async ({ page }) => {
  const build = await openLarge(page, 900);
  await page.getByRole("radio", { name: "Security" }).click();
  await build.canvas.focus();
  await page.keyboard.press("0");
  await expect(page.locator(".world.glide")).toHaveCount(0);
  const lengths = () => page.locator("#canvas path.line").evaluateAll((all) => all.map((it) => it.getTotalLength()));
  const { width, height } = await boxOf(build.canvas);
  expect((await lengths()).length, "lines are in sight").toBeGreaterThan(5);
  // As far as is kept drawn around the view, and what its dashes begin before that.
  expect(Math.max(...(await lengths()))).toBeLessThan(1.4 * (width + height) + 2 * 630);
});

test("a drag changes what is dragged and little else", async ({ page }) => {
  const build = await openLarge(page, 300);
  await build.canvas.focus();
  await page.keyboard.press("0");
  await expect(page.locator(".world.glide")).toHaveCount(0);
  const canvas = await boxOf(build.canvas);
  const servers = page.locator('#canvas [data-id^="server-"]');
  const boxes = await servers.evaluateAll((all) => all.map((it) => [it.getAttribute("data-id") ?? "", it.getBoundingClientRect().toJSON()]));
  const inside = boxes.filter(([, box]) => box.x > canvas.x + 200 && box.y > canvas.y + 60 && box.right < canvas.x + canvas.width - 60 && box.bottom < canvas.y + canvas.height - 60);
  const [id, box] = inside[0];
  const at = { x: box.x + box.width / 2, y: box.y + 20 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 8, at.y + 4);
  await expect(page.locator(`#canvas [data-id="${id}"]`)).toHaveClass(/dragging/);
  const changed = await changedBy(page, () => page.mouse.move(at.x + 12, at.y + 4));
  expect(changed.length, `${changed}`).toBeLessThanOrEqual(8);
  await page.keyboard.press("Escape");
  await page.mouse.up();
});

/**
 * Where everything that is seen on the canvas is drawn, what is too small for an element of its own included.
 *
 * @param {import("@playwright/test").Page} page
 */
function picture(page) {
  return page.locator("#canvas").evaluate((canvas) => {
    const place = (element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height].map((it) => Math.round(it * 2) / 2).join(" ");
    };
    const window = canvas.getBoundingClientRect();
    const isSeen = (element) => {
      const { x, y, right, bottom } = element.getBoundingClientRect();
      return x < window.right && y < window.bottom && right > window.x && bottom > window.y;
    };
    const all = [...canvas.querySelectorAll("[data-id], .plot, .zone, .shelf, .mass")].filter(isSeen);
    const said = all.map((element) => {
      const name = element.getAttribute("data-id") ?? `${element.getAttribute("class")}`.replace(/ (over|drop-ok|drop-no|hovered)\b/g, "");
      const paths = [...element.querySelectorAll(":scope > path")].map((it) => it.getAttribute("d"));
      return `${name}: ${place(element)} ${paths.join(" ")}`;
    });
    return said.sort();
  });
}

for (const [servers, key] of /** @type {const} */ ([[40, "Shift+1"], [900, "Shift+1"], [40, "Shift+0"]])) {
  test(`with ${servers} servers at key ${key}, what makes room for a drag stands where it does after the drop`, async ({ page }) => {
    const build = await openLarge(page, servers);
    await build.canvas.focus();
    // Selected it has an element of its own, however small it is.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("go to NAT-GW-AZ1");
    await page.keyboard.press("Enter");
    await expect(page.locator('#canvas [data-id="nat-gateway-1"].selected')).toBeVisible();
    await build.canvas.focus();
    await page.keyboard.press(key);
    await expect(page.locator(".world.glide")).toHaveCount(0);
    const canvas = await boxOf(build.canvas);
    const subnets = page.locator("#canvas .box.subnet");
    const frames = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    let compared = 0;
    for (let place = 0; place < (await subnets.count()); place += 1) {
      const held = page.locator('#canvas [data-id="nat-gateway-1"]');
      const [node, box] = [await boxOf(held), await boxOf(subnets.nth(place))];
      // By its icon: beside that are the handles that connect it.
      const from = { x: node.x + node.width / 2, y: node.y + node.height * 0.2 };
      const to = { x: box.x + box.width * 0.4, y: box.y + Math.min(box.height * 0.5, 90) };
      if (to.x < canvas.x + 60 || to.y < canvas.y + 60 || to.x > canvas.x + canvas.width - 60 || to.y > canvas.y + canvas.height - 60) {
        continue;
      }
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(from.x + 6, from.y + 4);
      await page.mouse.move(to.x, to.y, { steps: 9 });
      await frames();
      await expect(held).toHaveClass(/dragging/);
      const shown = await picture(page);
      // With the drop everything is drawn anew, whatever the moves before have drawn.
      await page.mouse.up();
      await frames();
      await frames();
      expect(await picture(page)).toEqual(shown);
      compared += 1;
    }
    expect(compared, "boxes were in view").toBeGreaterThan(0);
  });
}

test("Tab brings everything into sight, drawn or not", async ({ page }) => {
  const build = await openLarge(page, 40);
  await build.canvas.focus();
  await page.keyboard.press("0");
  const canvas = await boxOf(build.canvas);
  const names = new Set();
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator("#canvas [data-id]:focus");
    await expect(focused).toHaveCount(1);
    await expect(focused).toHaveAttribute("aria-label", /, selected$/);
    names.add(await focused.getAttribute("data-id"));
  }
  expect(names.size, "each once").toBe(60);
  await expect(page.locator(".world.glide")).toHaveCount(0);
  const box = await boxOf(page.locator("#canvas [data-id]:focus"));
  expect(box.y).toBeGreaterThanOrEqual(canvas.y);
  expect(box.y + box.height).toBeLessThanOrEqual(canvas.y + canvas.height + 1);
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  test(`a drawing seen from afar is accessible in ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openLarge(page, 200);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.locator("#canvas").focus();
    for (let step = 0; step < 9; step += 1) {
      await page.keyboard.press("-");
    }
    await expect(page.locator('#canvas[data-lod="far"]')).toHaveCount(1);
    await expectAccessible(page);
  });
}
