// Learners who have no mouse: one works the keyboard alone, one has a finger and a phone.
import { expect } from "@playwright/test";
import { Learner } from "./learner.js";

/** @typedef {import("@playwright/test").Locator} Locator */

/** The regions of a lesson, through which F6 goes. */
const REGIONS = [".course-head", ".reading", ".task-card", ".main", ".right", ".dock"];

/** So many keys somebody presses before giving up. */
const PATIENCE = 200;

/** No pointer at all. Nothing is focused but by keys. */
export class KeyboardLearner extends Learner {
  /** @param {string} key */
  async key(key) {
    await this.page.keyboard.press(key);
  }

  /**
   * Goes to an element: F6 from region to region, Tab and Shift+Tab within. Of radio buttons
   * Tab comes to one, which may be another of the same group.
   *
   * @param {Locator} target
   */
  async reach(target) {
    await expect(target).toBeVisible();
    const where = () =>
      target.evaluate((element, regions) => {
        const active = document.activeElement ?? document.body;
        const name = element.getAttribute("name");
        if (active === element || (name !== null && active.getAttribute("name") === name)) {
          return { key: "", times: 0 };
        }
        const region = regions.find((it) => element.closest(it));
        if (region && !active.closest(region)) {
          // Between canvas and panels lies the inspector.
          const isBetween = region === ".right" && active.closest(".dock");
          return { key: isBetween || active.tagName === "SELECT" ? "Shift+Tab" : "F6", times: 1 };
        }
        const follows = (/** @type {Element} */ one, /** @type {Element} */ other) =>
          (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
        const isBehind = active === document.body || follows(active, element);
        // Far away one presses several times without looking.
        const [from, to] = isBehind ? [active, element] : [element, active];
        const stops = document.querySelectorAll("button:not([tabindex='-1']), [tabindex='0']");
        const between = [...stops].filter((it) => follows(from, it) && follows(it, to) && it.getClientRects().length > 0).length;
        return { key: isBehind ? "Tab" : "Shift+Tab", times: region ? Math.max(1, Math.floor(between / 2)) : 1 };
      }, REGIONS);
    for (let step = 0; step < PATIENCE; step += 1) {
      const { key, times } = await where();
      if (times === 0) {
        return;
      }
      for (let press = 0; press < times; press += 1) {
        await this.key(key);
      }
    }
    const at = await this.page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300));
    throw new Error(`no key leads to ${target}; the last one to ${at}`);
  }

  /** @override @param {Locator} button */
  async press(button) {
    if ((await button.getAttribute("type")) === "checkbox") {
      await this.pick(button);
      return;
    }
    await this.reach(button);
    await this.key("Enter");
  }

  /** @override @param {Locator} option */
  async pick(option) {
    await this.reach(option);
    for (let step = 0; step < 20 && !(await option.evaluate((it) => it === document.activeElement)); step += 1) {
      await this.key("ArrowDown");
    }
    if (!(await option.isChecked())) {
      await this.key("Space");
    }
    await expect(option).toBeChecked();
  }

  /** @override @param {Locator} field @param {string} text */
  async enter(field, text) {
    await this.reach(field);
    await this.key("Control+A");
    await this.page.keyboard.type(text);
  }

  /** @override @param {Locator} field @param {string} text */
  async write(field, text) {
    await this.enter(field, text);
    await this.key("Tab");
    await expect(field).toHaveValue(text);
  }

  /** @override @param {Locator} list @param {string} label */
  async chooseIn(list, label) {
    await this.reach(list);
    const place = () =>
      list.evaluate((it, label) => {
        const all = [.../** @type {HTMLSelectElement} */ (it).options].map((option) => option.text.trim());
        return all.indexOf(label) - /** @type {HTMLSelectElement} */ (it).selectedIndex;
      }, label);
    for (let step = 0; step < PATIENCE; step += 1) {
      const away = await place();
      if (away === 0) {
        return;
      }
      await this.key(away > 0 ? "ArrowDown" : "ArrowUp");
    }
  }

  /** @override @param {Locator} _ask @param {Locator} card @param {number} pile */
  async lay(_ask, card, pile) {
    await this.reach(card);
    await this.key(String(pile + 1));
  }

  /** @override @param {string} name */
  async take(name) {
    const heading = this.inspector.getByRole("heading", { level: 2 });
    const chosen = async () => ((await heading.count()) ? await heading.textContent() : "");
    for (let step = 0; step < PATIENCE && (await chosen()) !== name; step += 1) {
      const next = await this.canvas.evaluate((it) => {
        const active = document.activeElement;
        return it.contains(active) ? "Tab" : active?.tagName === "SELECT" ? "Shift+Tab" : "F6";
      });
      await this.key(next);
    }
    await expect(heading).toHaveText(name);
  }

  /** @override @param {string} kind @param {string} into */
  async put(kind, into) {
    await this.take(into === "Mumbai" ? "Mumbai" : into);
    // Tab would go on through the drawing; the rail stands before the inspector.
    await this.key("F6");
    const item = this.paletteItem(kind);
    for (let step = 0; step < PATIENCE && !(await item.evaluate((it) => it === document.activeElement)); step += 1) {
      await this.key("Shift+Tab");
    }
    await this.key("Enter");
    await expect(this.inspector.getByRole("heading", { level: 2 })).not.toHaveText(into);
  }

  /** The map is one stop of Tab; arrows go from room to room. @override */
  async openFromMap() {
    const room = this.page.locator(`[data-room="${this.number}"]`);
    await this.reach(this.page.locator(".room[tabindex='0']"));
    const away = () =>
      room.evaluate((element) => {
        const middle = (/** @type {Element} */ it) => {
          const box = it.getBoundingClientRect();
          return [box.x + box.width / 2, box.y + box.height / 2];
        };
        const [to, from] = [middle(element), middle(document.activeElement ?? element)];
        return [to[0] - from[0], to[1] - from[1]];
      });
    for (let step = 0; step < 48 && !(await room.evaluate((it) => it === document.activeElement)); step += 1) {
      const [right, down] = await away();
      const along = Math.abs(right) > Math.abs(down) ? (right > 0 ? "ArrowRight" : "ArrowLeft") : down > 0 ? "ArrowDown" : "ArrowUp";
      await this.key(along);
    }
    await expect(room).toBeFocused();
    await this.key("Enter");
    await this.arrived();
  }
}

/** A phone: two pages, a task bar, sheets; taps, and the keyboard that comes up for a field. */
export class PhoneLearner extends Learner {
  /** @param {import("@playwright/test").Page} page @param {number} number */
  constructor(page, number) {
    super(page, number);
    this.pictures = "phone-";
  }

  /** Shows one of the two pages. @param {"Read" | "Canvas"} name */
  async turnTo(name) {
    const page = this.page.getByRole("group", { name: "Page" }).getByRole("button", { name: new RegExp(`^${name}`) });
    if ((await page.getAttribute("aria-pressed")) !== "true") {
      await page.tap();
      await expect(page).toHaveAttribute("aria-pressed", "true");
    }
  }

  /** Folds the task to its bar, or unfolds it. @param {boolean} folded */
  async foldTask(folded) {
    const fold = this.card.getByRole("button", { name: /^(Fold|Unfold) the task$/ });
    if ((await fold.getAttribute("aria-expanded")) !== String(!folded)) {
      await fold.tap();
      await expect(fold).toHaveAttribute("aria-expanded", String(!folded));
    }
  }

  /** Opens the inspector over the canvas, or closes it. @param {boolean} open */
  async inspect(open) {
    const button = this.page.getByRole("navigation", { name: "Panels" }).getByRole("button", { name: "Inspect" });
    await this.turnTo("Canvas");
    await this.foldTask(true);
    if ((await button.getAttribute("aria-expanded")) !== String(open)) {
      await button.tap();
      await expect(button).toHaveAttribute("aria-expanded", String(open));
    }
  }

  /** Goes where something is, as one does who looks for it. @param {Locator} target */
  async look(target) {
    const where = await target.evaluate((it) => [".reading", ".task-card", ".right"].find((region) => it.closest(region)));
    if (where === ".reading") {
      await this.turnTo("Read");
      await this.foldTask(true);
    } else if (where === ".task-card") {
      await this.foldTask(false);
    } else if (where === ".right") {
      await this.inspect(true);
    }
  }

  /** The parts of the campus are folded. @override */
  async unfoldTheMap() {
    const room = this.page.locator(`[data-room="${this.number}"]`);
    const fold = this.page.locator(".part").filter({ has: room }).locator(".part-fold");
    await expect(fold).toBeVisible();
    if ((await fold.getAttribute("aria-expanded")) === "false") {
      await this.press(fold);
    }
  }

  /** @override @param {Locator} button */
  async press(button) {
    await this.look(button);
    await button.tap();
  }

  /** The card says so on both pages, the dots on that of the text. @override @param {number} place */
  async expectDone(place) {
    await expect(this.card.locator(".task-kind")).toHaveText("Done");
    await this.turnTo("Read");
    await super.expectDone(place);
    await expect(this.card.locator(".task-next"), "the way on is to be seen").toBeInViewport({ ratio: 0.9 });
  }

  /** The finger hits the words beside the box. @override @param {Locator} option */
  async pick(option) {
    await this.look(option);
    await option.locator("xpath=ancestor::label[1]").tap();
    await expect(option).toBeChecked();
  }

  /** @override @param {Locator} field @param {string} text */
  async enter(field, text) {
    await this.look(field);
    await field.tap();
    await expect(field).toBeFocused();
    await field.fill(text);
  }

  /** @override @param {Locator} field @param {string} text */
  async write(field, text) {
    await this.enter(field, text);
    await field.press("Enter");
    await expect(field).toHaveValue(text);
  }

  /** The list is the phone's own. @override @param {Locator} list @param {string} label */
  async chooseIn(list, label) {
    await this.look(list);
    await list.tap();
    await list.selectOption({ label });
    await this.page.keyboard.press("Escape");
  }

  /** @override */
  async fit() {
    await this.page.getByRole("button", { name: "Show everything", exact: true }).tap();
    await expect(this.page.locator(".world.glide")).toHaveCount(0);
  }

  /** @override @param {string} name */
  async take(name) {
    await this.inspect(false);
    await this.fit();
    const at = await this.grip(name);
    await this.page.touchscreen.tap(at.x, at.y);
    await this.inspect(true);
    const heading = name === "Mumbai" ? /Mumbai/ : name;
    await expect(this.inspector.getByRole("heading", { level: 2 })).toHaveText(heading);
  }

  /** One selects what it goes into, and chooses it in the bar. @override @param {string} kind @param {string} into */
  async put(kind, into) {
    const heading = this.inspector.getByRole("heading", { level: 2 });
    await this.take(into);
    await this.inspect(false);
    await this.paletteItem(kind).tap();
    await this.inspect(true);
    await expect(heading).not.toHaveText(into);
  }
}
