// Building as a person does: drags from the palette, from handle to handle, and what
// is typed into the inspector. Nothing here reaches into the page's code; points are
// read off the screen, as the eye does.
import { expect } from "@playwright/test";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */
/** @typedef {{ x: number, y: number }} Point */

export class Builder {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.canvas = page.locator("#canvas");
    this.inspector = page.getByRole("complementary", { name: "Inspector" });
    this.dock = page.locator("#dock-panel");
  }

  /**
   * A thing on the canvas, by its name.
   *
   * @param {string} name
   */
  thing(name) {
    // A copy bears the name of what it copies.
    const drawn = this.canvas.locator("[data-id]:not(.standby)").filter({ has: this.page.locator(".name", { hasText: exactly(name) }) });
    // What is drawn may be shortened in the middle; what is heard never is.
    return drawn.or(this.canvas.locator(`[data-id][aria-label^=${JSON.stringify(`${name},`)}]`));
  }

  /** How many screen pixels a pixel of the drawing has. */
  async zoom() {
    const text = await this.page.locator(".zoom-value").textContent();
    return Number.parseFloat(text ?? "100") / 100;
  }

  /** Presses "Show everything" and waits until the view has come to rest. */
  async fit() {
    await this.page.getByRole("button", { name: "Show everything", exact: true }).click();
    await expect(this.page.locator(".world.glide")).toHaveCount(0);
  }

  /**
   * A thing's box on the screen, after making sure that it lies on the visible canvas.
   *
   * @param {string} name
   */
  async see(name) {
    const thing = this.thing(name);
    // What is far out of sight has no element.
    if (!(await isThere(thing))) {
      await this.fit();
    }
    await expect(thing, `${name} is drawn`).toHaveCount(1);
    let box = await boxOf(thing);
    if (!(await this.#isInSight(box))) {
      await this.fit();
      box = await boxOf(thing);
    }
    return box;
  }

  /** @param {{ x: number, y: number, width: number, height: number }} box */
  async #isInSight(box) {
    const canvas = await boxOf(this.canvas);
    const margin = 16;
    return (
      box.x >= canvas.x + margin &&
      box.y >= canvas.y + margin &&
      box.x + Math.min(box.width, 60) <= canvas.x + canvas.width - margin &&
      box.y + Math.min(box.height, 60) <= canvas.y + canvas.height - margin
    );
  }

  /**
   * Where one grasps a thing: a box by its name, a node by its icon, a chip or the
   * label of a frame in its middle.
   *
   * @param {string} name
   * @returns {Promise<Point>}
   */
  async grip(name) {
    await this.see(name);
    const thing = this.thing(name);
    const classes = (await thing.getAttribute("class")) ?? "";
    if (/\bbox\b/.test(classes)) {
      return middle(await boxOf(thing.locator(".box-head .name")));
    }
    if (/\bnode\b/.test(classes)) {
      return middle(await boxOf(thing.locator(".icon")));
    }
    return middle(await boxOf(thing));
  }

  /**
   * Drags from one point of the screen to another, with the pointer's real events.
   *
   * @param {Point} from
   * @param {Point} to
   * @param {{ drop?: boolean }} [options] `drop: false` keeps the button down
   */
  async drag(from, to, { drop = true } = {}) {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 8, from.y + 6);
    await mouse.move(to.x, to.y, { steps: 8 });
    if (drop) {
      await mouse.up();
    }
  }

  /** @param {string} kind the kind's key, such as "nat-gateway" */
  paletteItem(kind) {
    return this.page.locator(`.palette-item[data-kind="${kind}"]`);
  }

  /**
   * Opens the groups of the palette one after the other until an item is to be seen.
   *
   * @param {Locator} item
   */
  async unfold(item) {
    const folded = this.page.locator('.palette-fold[aria-expanded="false"]');
    while ((await item.count()) === 0 && (await folded.count()) > 0) {
      await folded.first().click();
    }
  }

  /**
   * Carries something from the palette to a point of the screen.
   *
   * @param {string} kind
   * @param {Point} to
   * @param {{ drop?: boolean }} [options]
   */
  async carry(kind, to, options) {
    const item = this.paletteItem(kind);
    await this.unfold(item);
    await item.scrollIntoViewIfNeeded();
    await this.drag(middle(await boxOf(item)), to, options);
  }

  /**
   * Drops something new from the palette into a thing and names it.
   *
   * @param {string} kind
   * @param {string} into the name of the container
   * @param {{ x?: number, y?: number, right?: number, name?: string }} [where]
   *   `x`, `y`: pixels of the drawing from the container's upper left corner;
   *   `right`: from its right edge instead of `x`
   */
  async drop(kind, into, { x = 60, y = 60, right, name } = {}) {
    const box = await this.see(into);
    const zoom = await this.zoom();
    const to = {
      x: right === undefined ? box.x + x * zoom : box.x + box.width - right * zoom,
      y: box.y + y * zoom,
    };
    await this.carry(kind, to);
    if (name !== undefined) {
      await this.rename(name);
    }
  }

  /**
   * Drags from a thing's handle to another thing.
   *
   * @param {string} from
   * @param {string} to
   * @param {{ side?: "n" | "e" | "s" | "w", drop?: boolean }} [options]
   */
  async connect(from, to, { side = "e", drop = true } = {}) {
    // Both must be in sight before a point is read off.
    await this.see(from);
    await this.see(to);
    const start = await this.grip(from);
    const end = await this.grip(to);
    // One points at the thing first, then at the handle that this brings out.
    await this.page.mouse.move(start.x, start.y);
    const id = await this.thing(from).getAttribute("data-id");
    const handle = this.canvas.locator(`.handles[data-of="${id}"] > .handle.${side}`);
    await expect(handle, `${from} shows its handle`).toBeVisible();
    await expect(handle, `${from} shows its handle`).not.toHaveCSS("opacity", "0");
    await this.drag(middle(await boxOf(handle)), end, { drop });
  }

  /**
   * Selects a thing with a click.
   *
   * @param {string} name
   * @param {string} [heading] what the inspector calls it, where the canvas says more
   */
  async select(name, heading = name) {
    const at = await this.grip(name);
    await this.page.mouse.click(at.x, at.y);
    await expect(this.inspector.getByRole("heading", { level: 2 })).toHaveText(heading);
  }

  /** @param {string} name a section of the inspector, such as "Settings" or "Inbound rules" */
  section(name) {
    return this.inspector.getByRole("region", { name, exact: true });
  }

  /**
   * Types a new name for what is selected.
   *
   * @param {string} name
   */
  async rename(name) {
    await this.set("Name", name);
    await expect(this.inspector.getByRole("heading", { level: 2 })).toHaveText(name);
  }

  /** @param {string} label @param {string} [section] */
  field(label, section = "Settings") {
    return this.section(section).getByLabel(label, { exact: true });
  }

  /**
   * Types into a field of the inspector and leaves it.
   *
   * @param {string} label
   * @param {string} value
   * @param {string} [section]
   */
  async set(label, value, section) {
    await type(this.field(label, section), value);
  }

  /**
   * Chooses in a list of the inspector.
   *
   * @param {string} label
   * @param {string} choice as the list shows it
   * @param {string} [section]
   */
  async choose(label, choice, section) {
    await this.field(label, section).selectOption({ label: choice });
  }

  /**
   * Ticks one of several choices.
   *
   * @param {string} label the group's
   * @param {string} choice
   */
  async tick(label, choice) {
    const group = this.section("Settings").getByRole("group", { name: label, exact: true });
    await group.getByLabel(choice, { exact: true }).check();
  }

  /**
   * Adds a row to a table that shows one line for each, and fills its cells.
   *
   * @param {string} table the section's name
   * @param {string} row what a row is called, such as "rule"
   * @param {Record<string, string>} cells by heading
   */
  async addLine(table, row, cells) {
    const section = this.section(table);
    const lines = section.locator("tbody").getByRole("button", { name: new RegExp(`^Remove ${row} `) });
    const number = (await lines.count()) + 1;
    await section.getByRole("button", { name: `Add ${row}` }).click();
    await expect(lines).toHaveCount(number);
    for (const [heading, value] of Object.entries(cells)) {
      await enter(section.getByLabel(`${heading} of ${row} ${number}`, { exact: true }), value);
    }
  }

  /**
   * Adds a row to a table that shows a small form for each, and fills it.
   *
   * @param {string} table
   * @param {string} row
   * @param {Record<string, string>} fields by label
   */
  async addForm(table, row, fields) {
    const section = this.section(table);
    // What is folded inside a form is a group as well.
    const forms = section.getByRole("group", { name: new RegExp(`^${row} \\d+$`, "i") });
    const number = (await forms.count()) + 1;
    await section.getByRole("button", { name: `Add ${row}` }).last().click();
    const form = this.form(table, row, number);
    await expect(form).toBeVisible();
    for (const [label, value] of Object.entries(fields)) {
      await enter(form.getByLabel(label, { exact: true }), value);
    }
  }

  /** @param {string} table @param {string} row @param {number} number */
  form(table, row, number) {
    const title = `${row[0].toUpperCase()}${row.slice(1)} ${number}`;
    return this.section(table).getByRole("group", { name: title, exact: true });
  }

  /** @param {string} tab */
  async show(tab) {
    await this.page.getByRole("tab", { name: tab }).click();
  }

  /**
   * A card of the list of findings.
   *
   * @param {string} code
   * @param {string | RegExp} [saying] part of what it says
   */
  finding(code, saying) {
    const card = this.dock.locator("article.finding").filter({ has: this.page.locator(".code", { hasText: exactly(code) }) });
    return saying === undefined ? card : card.filter({ hasText: saying });
  }

  /**
   * The finding is there, and says so.
   *
   * @param {string} code
   * @param {string | RegExp} [saying]
   */
  async expectFinding(code, saying) {
    // The dock is folded until somebody opens it.
    if (!(await this.dock.isVisible())) {
      await this.show("Findings");
    }
    await expect(this.finding(code, saying).first(), `the page says ${code}`).toBeVisible();
  }

  /** @param {string} code @param {string | RegExp} [saying] */
  async expectNoFinding(code, saying) {
    await expect(this.finding(code, saying), `the page no longer says ${code}`).toHaveCount(0);
  }

  /**
   * Something waits for a step that usually comes later: one quiet line says so.
   *
   * @param {string | RegExp} saying
   */
  async expectWaiting(saying) {
    await expect(this.dock.locator(".waiting li").filter({ hasText: saying }).first()).toBeVisible();
  }

  /** @param {"Undo" | "Redo"} which */
  async history(which) {
    await this.page.getByRole("banner").getByRole("button", { name: new RegExp(`^${which}`) }).click();
  }

  /**
   * Takes something away through the menu "Export" and yields its text.
   *
   * @param {string} entry
   */
  async export(entry) {
    const waiting = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: "Export" }).click();
    await this.page.getByRole("menuitem", { name: entry }).click();
    return waiting;
  }
}

/**
 * Types over what a field holds, and leaves it with Enter or, where that would only
 * begin a new line, with Tab.
 *
 * @param {Locator} field
 * @param {string} value
 */
export async function type(field, value) {
  await field.click();
  await field.fill(value);
  await field.press("Tab");
  await expect(field, "the field keeps what was typed").toHaveValue(value);
}

/**
 * Fills whatever kind of field it is.
 *
 * @param {Locator} field
 * @param {string} value
 */
async function enter(field, value) {
  const tag = await field.evaluate((element) => element.tagName);
  if (tag === "SELECT") {
    await field.selectOption({ label: value });
  } else {
    await type(field, value);
  }
}

/**
 * Whether there is such an element, or soon is.
 *
 * @param {Locator} locator
 */
async function isThere(locator) {
  try {
    await locator.first().waitFor({ state: "attached", timeout: 1500 });
    return true;
  } catch {
    return false;
  }
}

/** @param {Locator} locator */
export async function boxOf(locator) {
  const box = await locator.boundingBox();
  expect(box, "it is on the page").not.toBeNull();
  return /** @type {{ x: number, y: number, width: number, height: number }} */ (box);
}

/** @param {{ x: number, y: number, width: number, height: number }} box @returns {Point} */
export function middle(box) {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** @param {string} text */
function exactly(text) {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}
