// A learner in a chapter: reads, answers, builds what a task asks for, with the pointer and
// the keyboard only. What is right is read from the lesson's own files, or, as a learner does,
// from what the page says after a wrong answer.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import { Builder, type } from "./builder.js";
import { screenshot } from "./index.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Locator} Locator */

const LESSONS = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "lessons");

/**
 * A chapter as its files have it.
 *
 * @param {number} number
 */
export function chapter(number) {
  const two = String(number).padStart(2, "0");
  const folder = readdirSync(LESSONS).find((it) => it.startsWith(`${two}-`));
  if (!folder) {
    throw new Error(`lessons/ has no chapter ${number}`);
  }
  const it = JSON.parse(readFileSync(join(LESSONS, folder, "chapter.json"), "utf8"));
  const marks = [...readFileSync(join(LESSONS, folder, "chapter.md"), "utf8").matchAll(/^\[\[([\w-]+)(?: (.*))?\]\]$/gm)];
  /** @type {{ title: string, figures: string[], tasks: string[] }[]} */
  const units = [];
  for (const [, mark, about] of marks) {
    if (mark === "unit") {
      units.push({ title: about, figures: [], tasks: [] });
    } else if (mark === "figure" || mark === "task") {
      units.at(-1)?.[mark === "figure" ? "figures" : "tasks"].push(about);
    }
  }
  return { ...it, folder, units };
}

/** The numbers of all chapters that are written. */
export const written = () =>
  readdirSync(LESSONS)
    .filter((it) => /^\d\d-/.test(it))
    .map((it) => Number.parseInt(it, 10));

/** All questions of all quizzes, for the warm-up. */
const questions = () => written().flatMap((it) => chapter(it).quiz);

/** Markdown as it reads on the page. @param {string} text */
const plain = (text) => text.replace(/[`*]/g, "").replace(/\s+/g, " ").trim();

/** @param {string} text */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What holds a thing, by the property that says so, the innermost first. */
const CONTAINERS = ["subnet", "vpc", "region"];

/** How the tables of the inspector call what the files call a property. */
const TABLES = /** @type {Record<string, { section: string, row: string }>} */ ({
  routes: { section: "Routes", row: "route" },
  ingress: { section: "Inbound rules", row: "rule" },
  egress: { section: "Outbound rules", row: "rule" },
});

/**
 * A row of a file as the cells of the table show it.
 *
 * @param {Record<string, any>} row
 */
function cells({ destination, target, protocol, from_port, to_port, peer }) {
  const name = (/** @type {string} */ it) => it.replace(/^@/, "");
  return /** @type {Record<string, string>} */ (
    destination
      ? { Destination: destination, Target: name(target) }
      : {
          Protocol: protocol.toUpperCase(),
          Ports: from_port === to_port ? `${from_port}` : `${from_port}-${to_port}`,
          Source: name(peer.cidr ?? peer.group),
        }
  );
}

export class Learner extends Builder {
  /** @param {Page} page @param {number} number */
  constructor(page, number) {
    super(page);
    this.number = number;
    this.chapter = chapter(number);
    this.card = page.getByRole("region", { name: "Task", exact: true });
    this.lines = this.card.locator(".check-lines > li");
    this.text = page.locator("#reading");
    /** What pictures of this learner's page are called. */
    this.pictures = "";
  }

  /** A thing on the canvas, where a Region says its code, too. @param {string} name */
  thing(name) {
    const shown = new RegExp(`^\\s*(?:[a-z]{2}-[a-z]+-\\d · )?${escaped(name)}\\s*$`);
    const drawn = this.canvas.locator("[data-id]").filter({ has: this.page.locator(".name", { hasText: shown }) });
    // What is drawn may be shortened in the middle; what is heard never is.
    return drawn.or(this.canvas.locator(`[data-id][aria-label^=${JSON.stringify(`${name},`)}]`));
  }

  // The gestures, which a keyboard or a finger makes in another way.

  /** Works a button, a card, a link. @param {Locator} button */
  async press(button) {
    await button.click();
  }

  /** Chooses one of several answers. @param {Locator} option */
  async pick(option) {
    await option.check();
  }

  /** Types into a field, and leaves it. @param {Locator} field @param {string} text */
  async write(field, text) {
    await type(field, text);
  }

  /** Chooses in a list. @param {Locator} list @param {string} label */
  async chooseIn(list, label) {
    await list.selectOption({ label });
  }

  /** @param {string} kind */
  paletteItem(kind) {
    return this.page.locator(`.rail-item[data-kind="${kind}"]`);
  }

  /** Selects a thing. @param {string} name */
  async take(name) {
    const heading = this.inspector.getByRole("heading", { level: 2 });
    if ((await heading.count()) === 0 || (await heading.textContent()) !== name) {
      await this.select(name);
    }
  }

  /**
   * Puts something new into a container; it is selected then.
   *
   * @param {string} kind @param {string} into
   */
  async put(kind, into) {
    await this.fit();
    await this.carry(kind, await this.free(into));
  }

  /**
   * A point of a container where nothing lies, as the eye finds it.
   *
   * @param {string} name
   */
  async free(name) {
    await this.see(name);
    const point = await this.thing(name).evaluate((element) => {
      const box = element.getBoundingClientRect();
      const others = [...document.querySelectorAll("#canvas [data-id]")]
        .filter((it) => it !== element)
        .map((it) => it.getBoundingClientRect())
        .filter((it) => it.width * it.height < box.width * box.height);
      const away = (/** @type {number} */ x, /** @type {number} */ y) =>
        Math.min(
          ...others.map((it) => Math.hypot(Math.max(it.left - x, 0, x - it.right), Math.max(it.top - y, 0, y - it.bottom))),
          x - box.left,
          box.right - x,
          y - box.top - 24,
          box.bottom - y,
        );
      let best = { x: 0, y: 0, away: -1 };
      for (let x = box.left + 8; x < box.right; x += 8) {
        for (let y = box.top + 8; y < box.bottom; y += 8) {
          const here = { x, y, away: Math.min(away(x, y), 48) };
          if (here.away > best.away && document.elementFromPoint(x, y)?.closest("#canvas")) {
            best = here;
          }
        }
      }
      return best;
    });
    expect(point.away, `${name} has room`).toBeGreaterThan(0);
    return point;
  }

  /** The id of what is selected, which its fields carry. */
  async selected() {
    const id = await this.inspector.getByLabel("Name", { exact: true }).getAttribute("id");
    return (id ?? "").replace(/-name$/, "");
  }

  // A chapter.

  /** On a wide page the whole map is to be seen. */
  async unfoldTheMap() {}

  /** Opens the chapter from the map on the start screen. */
  async openFromMap() {
    await this.unfoldTheMap();
    const room = this.page.locator(`[data-room="${this.number}"]`);
    await expect(room).toBeVisible();
    await this.press(room);
    await this.arrived();
  }

  /** The chapter is open, with its task and its canvas. */
  async arrived() {
    await expect(this.page).toHaveURL(new RegExp(`#/chapter/${this.number}$`));
    await expect(this.card).toBeVisible({ timeout: 30_000 });
    await expect(this.page.locator(".course-head").getByRole("heading")).toHaveText(this.chapter.title);
    await expect(this.card.getByText("The canvas is being laid out")).toHaveCount(0);
  }

  /** The dot of a task in the head. @param {number} place counted from 1 */
  dot(place) {
    return this.page.getByRole("button", { name: new RegExp(`^Task ${place}, `) });
  }

  /** The whole chapter, from the warm-up to the summary. */
  async study() {
    await this.warmUp();
    for (const [place, unit] of this.chapter.units.entries()) {
      await expect(this.text.getByRole("article", { name: unit.title })).toBeVisible();
      for (const task of unit.tasks) {
        await this.doTask(task);
      }
      await this.guess();
      if (place + 1 < this.chapter.units.length) {
        await this.press(this.text.getByRole("button", { name: /^Next unit: / }));
      }
    }
    await this.breakIt();
    await this.quiz();
    await this.interview();
    await this.summary();
  }

  async warmUp() {
    const part = this.text.getByRole("region", { name: "Warm-up" });
    const asked = part.locator(".quiz-question");
    await expect(asked.first()).toBeVisible();
    for (let place = 0; place < (await asked.count()); place += 1) {
      await this.answerQuestion(asked.nth(place));
    }
  }

  /** A question of a quiz, answered rightly. @param {Locator} question */
  async answerQuestion(question) {
    const words = plain(await question.locator(".ask-question").innerText());
    const known = questions().find((it) => plain(it.question) === words);
    expect(known, `a quiz asks “${words}”`).toBeTruthy();
    const right = known.options.find((/** @type {any} */ it) => it.right);
    await this.pick(question.getByRole("radio", { name: plain(right.text), exact: true }));
    await this.press(question.getByRole("button", { name: "Answer" }));
    await expect(question.locator(".ask-head")).toContainText("Right");
  }

  /** Answers what the figures of the unit ask before they move. */
  async guess() {
    const guesses = this.text.locator(".figure-answers:visible");
    for (let left = await guesses.count(); left > 0; left -= 1) {
      const asked = guesses.first();
      const field = asked.locator("input");
      if (await field.count()) {
        await this.enter(field, "123");
      }
      await this.press(asked.getByRole("button").first());
      await expect(guesses).toHaveCount(left - 1);
    }
  }

  /** A task: answers, builds, and the card says that it is done. @param {string} id */
  async doTask(id) {
    const place = this.chapter.tasks.findIndex((/** @type {any} */ it) => it.id === id);
    const task = this.chapter.tasks[place];
    await this.goToTask(task, place);
    const asks = [task.ask ?? []].flat();
    for (const number of asks.keys()) {
      await this.answer(this.card.locator(".asks > section").nth(number));
    }
    if (task.check) {
      await this.build(task);
    }
    await this.expectDone(place);
  }

  /** @param {any} task @param {number} place */
  async goToTask(task, place) {
    await this.press(this.text.locator(".task-mark").filter({ hasText: `Task ${place + 1}` }).filter({ hasText: plain(task.title) }));
    await expect(this.card).toContainText(`Task ${place + 1} of ${this.chapter.tasks.length}`);
    await expect(this.card.getByText("The canvas is being laid out")).toHaveCount(0);
    await expect(this.card.locator(".why.warn")).toHaveCount(0);
    await expect(this.dot(place + 1), "nothing is passed before it is done").toHaveAccessibleName(/open$/);
  }

  /** @param {number} place */
  async expectDone(place) {
    await expect(this.dot(place + 1), `${this.chapter.tasks[place].id} is done`).toHaveAccessibleName(/done$/);
    await expect(this.dot(place + 1)).toHaveAttribute("data-met", "");
    await expect(this.card.locator(".task-kind")).toHaveText("Done");
    const states = await this.lines.evaluateAll((all) => all.map((it) => it.dataset.state));
    expect(states.filter((it) => it !== "met"), "every line is ticked").toEqual([]);
    await screenshot(this.page, `course-${this.pictures}${this.chapter.tasks[place].id}`);
  }

  /** Performs what the last hint of a task would. @param {any} task */
  async build(task) {
    const show = task.hints.show;
    // Which of several starts it is, nobody is told: what is as it should be is left alone.
    const steps = Array.isArray(show) ? show : Object.values(show).flat();
    for (const step of steps) {
      await this.step(step);
    }
  }

  /** @param {any} step */
  async step(step) {
    if (step.figure) {
      await this.turn(step.figure, step.set);
    } else if (step.add) {
      const { set = {} } = step;
      const holder = CONTAINERS.find((it) => set[it]);
      await this.put(step.add, holder ? set[holder].replace(/^@/, "") : "AWS");
      await this.rename(step.name);
      for (const [property, value] of Object.entries(set)) {
        await this.give(property, value);
      }
    } else if (step.set) {
      await this.take(step.set);
      await this.give(step.property, step.to);
    } else if (step.insert) {
      await this.take(step.insert);
      await this.insertRow(step.property, cells(step.row));
    } else if (step.remove) {
      await this.take(step.remove);
      await this.removeRow(step.property, step.where);
    } else if (step.delete) {
      await this.take(step.delete);
      await this.page.keyboard.press("Delete");
      await expect(this.thing(step.delete)).toHaveCount(0);
    } else if (step.rename) {
      await this.take(step.rename);
      await this.rename(step.to);
    } else {
      throw new Error(`a step that nobody knows: ${JSON.stringify(step)}`);
    }
  }

  /** @param {string} name */
  async rename(name) {
    await this.write(this.inspector.getByLabel("Name", { exact: true }), name);
    await expect(this.inspector.getByRole("heading", { level: 2 })).toHaveText(name);
  }

  /**
   * Gives what is selected a value, in whatever kind of field, unless it has it.
   *
   * @param {string} property @param {any} value
   */
  async give(property, value) {
    if (property in TABLES) {
      await this.setRows(property, value.map(cells));
      return;
    }
    const field = this.inspector.locator(`[id="${await this.selected()}-${property}"]`);
    await expect(field, `there is a field for ${property}`).toHaveCount(1);
    if (typeof value === "boolean") {
      if ((await field.isChecked()) !== value) {
        await this.press(field);
        await expect(field).toBeChecked({ checked: value });
      }
    } else if (Array.isArray(value)) {
      for (const name of value.map((it) => it.replace(/^@/, ""))) {
        const choice = field.getByLabel(name, { exact: true });
        if (!(await choice.isChecked())) {
          await this.pick(choice);
        }
        await expect(choice).toBeChecked();
      }
    } else if ((await field.evaluate((it) => it.tagName)) === "SELECT") {
      await this.chooseValue(field, value);
    } else if ((await field.inputValue()) !== String(value)) {
      await this.write(field, String(value));
    }
  }

  /**
   * Chooses in a list, a thing by its name and a word by what it stands for.
   *
   * @param {Locator} list @param {any} value
   */
  async chooseValue(list, value) {
    const labels = await list.locator("option").evaluateAll((all) => all.map((it) => [it.value, (it.textContent ?? "").trim()]));
    const name = typeof value === "string" && value.startsWith("@") ? value.slice(1) : undefined;
    const label = labels.find(([it, label]) => (name === undefined ? it === (value ?? "") : label === name))?.[1];
    expect(label, `the list offers ${value}: ${JSON.stringify(labels)}`).toBeTruthy();
    const now = (await list.locator("option:checked").textContent())?.trim();
    if (now !== label) {
      await this.chooseIn(list, /** @type {string} */ (label));
    }
    await expect(list.locator("option:checked")).toHaveText(/** @type {string} */ (label));
  }

  /** @param {string} property */
  table(property) {
    const { section, row } = TABLES[property];
    const part = this.section(section);
    const rows = part.locator("tbody").getByRole("button", { name: new RegExp(`^Remove ${row} `) });
    const cell = (/** @type {string} */ heading, /** @type {number} */ number) =>
      part.getByLabel(`${heading} of ${row} ${number}`, { exact: true });
    return { part, row, rows, cell };
  }

  /** What a cell shows. @param {Locator} cell */
  async shown(cell) {
    const tag = await cell.evaluate((it) => it.tagName);
    return tag === "SELECT" ? ((await cell.locator("option:checked").textContent()) ?? "").trim() : cell.inputValue();
  }

  /** @param {string} property @param {number} number @param {Record<string, string>} values */
  async isRow(property, number, values) {
    const { cell } = this.table(property);
    for (const [heading, value] of Object.entries(values)) {
      if ((await this.shown(cell(heading, number))) !== value) {
        return false;
      }
    }
    return true;
  }

  /** @param {string} property @param {number} number @param {Record<string, string>} values */
  async writeRow(property, number, values) {
    const { cell } = this.table(property);
    for (const [heading, value] of Object.entries(values)) {
      const field = cell(heading, number);
      if ((await this.shown(field)) === value) {
        continue;
      }
      if ((await field.evaluate((it) => it.tagName)) === "SELECT") {
        await this.chooseIn(field, value);
      } else {
        await this.write(field, value);
      }
      await expect.poll(() => this.shown(field)).toBe(value);
    }
  }

  /** @param {string} property @param {Record<string, string>} values */
  async insertRow(property, values) {
    const { part, row, rows } = this.table(property);
    const count = await rows.count();
    for (let number = 1; number <= count; number += 1) {
      if (await this.isRow(property, number, values)) {
        return;
      }
    }
    await this.press(part.getByRole("button", { name: `Add ${row}` }));
    await expect(rows).toHaveCount(count + 1);
    await this.writeRow(property, count + 1, values);
  }

  /** @param {string} property @param {Record<string, string>[]} all */
  async setRows(property, all) {
    const { part, row, rows } = this.table(property);
    for (let count = await rows.count(); count > all.length; count -= 1) {
      await this.press(rows.last());
      await expect(rows).toHaveCount(count - 1);
    }
    for (const [place, values] of all.entries()) {
      if ((await rows.count()) <= place) {
        await this.press(part.getByRole("button", { name: `Add ${row}` }));
        await expect(rows).toHaveCount(place + 1);
      }
      await this.writeRow(property, place + 1, values);
    }
  }

  /** @param {string} property @param {any} where as a file names the row */
  async removeRow(property, where) {
    const { rows } = this.table(property);
    const wanted = cells({ protocol: "tcp", peer: { cidr: "0.0.0.0/0" }, to_port: where.from_port, ...where });
    const count = await rows.count();
    for (let number = count; number > 0; number -= 1) {
      const named = Object.fromEntries(Object.entries(wanted).filter(([it]) => (it === "Ports" ? where.from_port : where.destination)));
      if (await this.isRow(property, number, named)) {
        await this.press(rows.nth(number - 1));
        await expect(rows).toHaveCount(count - 1);
        return;
      }
    }
  }

  // Figures, whose handles listen to the arrow keys.

  /** A figure of the chapter; its unit is open. @param {string} name */
  figure(name) {
    const unit = this.chapter.units.find((it) => it.figures.includes(name));
    return this.text.locator("article.unit .figure").nth(unit?.figures.indexOf(name) ?? 0);
  }

  /** @param {string} name @param {Record<string, any>} members */
  async turn(name, members) {
    const figure = this.figure(name);
    for (const [member, value] of Object.entries(members)) {
      if (member === "prefix") {
        const border = figure.getByRole("slider", { name: "Border between fixed and free bits" });
        await border.focus();
        for (let now = Number(await border.getAttribute("aria-valuenow")); now !== value; now += Math.sign(value - now)) {
          await this.page.keyboard.press(now < value ? "ArrowUp" : "ArrowDown");
        }
        await expect(border).toHaveAttribute("aria-valuenow", String(value));
      } else if (member === "split") {
        const parts = figure.getByRole("radiogroup", { name: "Parts" });
        await parts.getByRole("radio", { checked: true }).focus();
        const wanted = parts.getByRole("radio", { name: value, exact: true });
        await this.page.keyboard.press("Home");
        for (let step = await parts.getByRole("radio").count(); step > 0 && (await wanted.getAttribute("aria-checked")) !== "true"; step -= 1) {
          await this.page.keyboard.press("ArrowRight");
        }
        await expect(wanted).toBeFocused();
        const count = await parts.getByRole("radio").count();
        await this.press(figure.getByRole("button", { name: /^Split into two/ }));
        await expect(parts.getByRole("radio")).toHaveCount(count + 1);
      } else {
        throw new Error(`no gesture for ${member}`);
      }
    }
  }

  // Answers.

  /** Answers one question of whatever kind, until it is right. @param {Locator} ask */
  async answer(ask) {
    await expect(ask).toBeVisible();
    if (await ask.locator(".ask-sort").count()) {
      await this.sort(ask);
    } else if (await ask.locator(".ask-number").count()) {
      await this.numberOf(ask);
    } else if (await ask.locator(".ask-rows").count()) {
      await this.rows(ask);
    } else {
      await this.predict(ask);
    }
  }

  /**
   * The first answer is a guess; the second is what the page explained. Says what is right.
   *
   * @param {Locator} ask
   */
  async predict(ask) {
    // Without the letter, which stands apart.
    let right = [plain(await ask.locator(".ask-option").first().innerText()).replace(/^[A-Z] /, "")];
    const options = ask.locator(".ask-option");
    const head = ask.locator(".ask-head");
    await this.pick(options.first().locator("input"));
    await this.press(ask.getByRole("button", { name: /^(Play it|Answer)$/ }));
    await expect(head).toContainText(/Right|You said something else/);
    if ((await head.getByText("You said something else").count()) > 0) {
      right = (await ask.locator(".ask-reasons > li.is-right b").allInnerTexts()).map(plain);
      expect(right, "the page says what is right").not.toEqual([]);
      await this.press(ask.getByRole("button", { name: "Try again" }));
      for (const text of right) {
        await this.pick(options.filter({ hasText: text }).first().locator("input"));
      }
      await this.press(ask.getByRole("button", { name: /^(Play it|Answer)$/ }));
    }
    await expect(head).toContainText("Right");
    return right;
  }

  /** Answers at once what is right. @param {Locator} ask @param {string[]} right */
  async answerWith(ask, right) {
    for (const text of right) {
      await this.pick(ask.locator(".ask-option").filter({ hasText: text }).first().locator("input"));
    }
    await this.press(ask.getByRole("button", { name: /^(Play it|Answer)$/ }));
    await expect(ask.locator(".ask-head")).toContainText("Right");
  }

  /** @param {Locator} ask */
  async numberOf(ask) {
    const field = ask.locator(".ask-field input");
    const answer = ask.getByRole("button", { name: "Answer", exact: true });
    const told = ask.locator(".ask-truth b");
    // The first wrong number may leave room to think; then the page says what is right.
    let truth = "";
    for (const wrong of ["77", "78"]) {
      await this.enter(field, wrong);
      await this.press(answer);
      await expect(ask.locator(".ask-head")).toContainText(`You said ${wrong}`);
      truth = (await told.count()) > 0 ? (/^[\d,.]+/.exec(await told.innerText())?.[0] ?? "") : "";
      await this.press(ask.getByRole("button", { name: "Try again" }));
      if (truth !== "") {
        break;
      }
    }
    expect(truth, "the page says what is right").not.toBe("");
    await this.enter(field, truth);
    await this.press(answer);
    await expect(ask.locator(".ask-head")).toContainText("Right");
  }

  /** Types, and stays in the field. @param {Locator} field @param {string} text */
  async enter(field, text) {
    await field.click();
    await field.fill(text);
  }

  /** The row that decided, one question after the other. @param {Locator} ask */
  async rows(ask) {
    const all = ask.locator("label.ask-row input");
    const step = ask.locator(".ask-step");
    for (;;) {
      const words = await step.innerText();
      await this.pick(all.first());
      await this.press(ask.getByRole("button", { name: "Answer", exact: true }));
      const head = ask.locator(".ask-head");
      await expect(head).toContainText(/Right|Not quite/);
      if ((await head.getByText("Right").count()) === 0) {
        await this.press(ask.getByRole("button", { name: "Show it" }));
        const right = ask.locator("label.ask-row.is-right");
        await expect(right).toHaveCount(1);
        const name = (await right.locator("input").getAttribute("aria-label")) ?? "";
        const place = await ask.locator("label.ask-row").evaluateAll((rows) => rows.findIndex((it) => it.classList.contains("is-right")));
        expect(name, "the row has a name").not.toBe("");
        await this.press(ask.getByRole("button", { name: "Try again" }));
        await this.pick(all.nth(place));
        await this.press(ask.getByRole("button", { name: "Answer", exact: true }));
        await expect(head).toContainText("Right");
      }
      const last = (await ask.getByRole("button", { name: "Done", exact: true }).count()) > 0;
      await this.press(ask.getByRole("button", { name: last ? "Done" : "Next question", exact: true }));
      if (last) {
        break;
      }
      await expect(step).not.toHaveText(words);
    }
    await expect(ask.getByText(/Answered\.|are answered\./)).toBeVisible();
  }

  /** @param {Locator} ask */
  async sort(ask) {
    const asked = this.chapter.tasks.flatMap((/** @type {any} */ it) => [it.ask ?? []].flat()).filter((/** @type {any} */ it) => it.cards);
    const cards = ask.locator(".ask-cards .ask-card");
    for (let left = await cards.count(); left > 0; left -= 1) {
      const card = cards.first();
      const text = plain(await card.innerText());
      const found = asked.flatMap((/** @type {any} */ it) => it.cards).find((/** @type {any} */ it) => plain(it.text) === text);
      expect(found, `a card says “${text}”`).toBeTruthy();
      await this.lay(ask, card, found.pile);
      await expect(cards).toHaveCount(left - 1);
    }
    await this.press(ask.getByRole("button", { name: "Answer", exact: true }));
    await expect(ask.locator(".ask-head")).toContainText("Right");
  }

  /** Lays a card on a pile. @param {Locator} ask @param {Locator} card @param {number} pile */
  async lay(ask, card, pile) {
    await this.press(card);
    await this.press(ask.locator(`[data-pile="${pile}"] .ask-pile-head`));
  }

  // The end of a chapter.

  async breakIt() {
    const part = this.text.getByRole("region", { name: "Break it", exact: true });
    await this.press(part.getByRole("button", { name: "Break it", exact: true }));
    if (this.chapter.break_it.ask) {
      await this.answer(part.locator(".asks > section").first());
    } else {
      await this.press(part.getByRole("button", { name: "Show the answer" }));
    }
    await expect(part.getByText("What it means:")).toBeVisible();
    await screenshot(this.page, `course-${this.pictures}${this.number}-broken`);
    await this.press(this.text.getByRole("button", { name: "Back to your own design" }));
    await expect(this.text.getByRole("button", { name: "Back to your own design" })).toHaveCount(0);
  }

  async quiz() {
    const part = this.text.getByRole("region", { name: "Quiz", exact: true });
    const of = this.chapter.quiz.length;
    for (let number = 1; number <= of; number += 1) {
      await expect(part.locator(".quiz-title")).toHaveText(`Question ${number} of ${of}`);
      await this.answerQuestion(part.locator(".quiz-question"));
      await this.press(part.getByRole("button", { name: number === of ? "See the result" : "Next question" }));
    }
    await expect(part.getByRole("status")).toContainText(`${of} of ${of}: passed`);
    await expect(this.page.getByRole("button", { name: "Questions at the end" })).toHaveAttribute("data-met", "");
  }

  async interview() {
    const part = this.text.getByRole("region", { name: "Interview", exact: true });
    const question = part.locator(".interview-question").first();
    await this.enter(question.getByRole("textbox"), "I would look at the route table first.");
    await this.press(question.getByRole("button", { name: "Show the points" }));
    await this.pick(question.getByRole("checkbox").first());
    await expect(question.getByRole("status")).toContainText(/^1 of \d+ points$/);
  }

  async summary() {
    const part = this.text.getByRole("region", { name: "Summary", exact: true });
    await this.enter(part.getByRole("textbox"), "One row wins.");
    await this.press(part.getByRole("button", { name: "Show ours" }));
    await expect(part.locator(".summary-ours li")).toHaveCount(this.chapter.summary.length);
    await screenshot(this.page, `course-${this.pictures}${this.number}-summary`);
  }

  /** Goes back, where the map says that the chapter is done. */
  async backToTheMap() {
    await this.press(this.text.getByRole("button", { name: "To the campus" }));
    await this.unfoldTheMap();
    const room = this.page.locator(`[data-room="${this.number}"]`);
    await expect(room).toHaveAccessibleName(/ Done\.$/);
    await expect(room).toHaveClass(/\bdone\b/);
  }
}

