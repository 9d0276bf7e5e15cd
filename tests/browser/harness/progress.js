// Progress as a learner would have it, put where the page keeps it.

/** @typedef {import("@playwright/test").Page} Page */

const DAY = 86_400_000;

/** The number of the day that the page counts, in the time zone of the tests. */
export const today = () => Math.floor(Date.now() / DAY);

/**
 * A chapter with all of its tasks met and its quiz passed, or with so many tasks met of two
 * units.
 *
 * @param {number} number @param {number} met @param {number} at
 */
function chapter(number, met, at) {
  const id = (/** @type {number} */ task) => `${String(number).padStart(2, "0")}-${task}`;
  const answers = Array.from({ length: 6 }, (_, question) => ({ question, option: 0, confidence: "sure", right: true }));
  return {
    version: 1,
    units: [[id(1), id(2)], [id(3)], [id(4)], [id(5)]],
    tasks: Object.fromEntries(Array.from({ length: met }, (_, it) => [id(it + 1), { met: at, hints: 0, shown: false, edits: 2, answers: [] }])),
    quiz: met === 5 ? [{ at, answers }] : [],
    place: { at, unit: met < 2 ? 0 : met - 1, task: null, anchor: "" },
    read: [],
  };
}

/**
 * The text of a learner who has done `done` chapters and stands in `here` with three tasks met.
 *
 * @param {{ name?: string, done?: number[], here?: number, due?: string[], later?: string[] }} [options]
 */
export function progress({ name = "Meera", done = [], here, due = [], later = [] } = {}) {
  const at = Date.now() - 3_600_000;
  /** @type {Record<string, unknown>} */
  const chapters = {};
  for (const number of done) {
    chapters[number] = chapter(number, 5, at - 10 * DAY + number);
  }
  if (here) {
    chapters[here] = chapter(here, 3, at);
  }
  /** @type {Record<string, unknown>} */
  const items = {};
  for (const item of due) {
    items[item] = { at: at - 5 * DAY, day: today() - 5, step: 0 };
  }
  for (const item of later) {
    items[item] = { at, day: today(), step: 1 };
  }
  return JSON.stringify({ format: "cloud-campus-progress", version: 1, name, chapters, bell: { items, mornings: {} } });
}

/**
 * Puts texts where the page keeps learners, and loads the page again. The first one learned last.
 *
 * @param {Page} page @param {string[]} texts
 */
export async function learn(page, ...texts) {
  await page.evaluate(async (texts) => {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open("cloud-campus");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const transaction = database.transaction("learners", "readwrite");
    const store = transaction.objectStore("learners");
    store.clear();
    texts.forEach((row, at) => store.put({ id: at + 1, revision: 1, row }, [at + 1, 1]));
    await new Promise((resolve) => (transaction.oncomplete = () => resolve(undefined)));
    database.close();
    localStorage.setItem("cloud-campus.learner", "1");
  }, texts);
  await page.reload();
}

/**
 * What the page keeps of its learners.
 *
 * @param {Page} page
 * @returns {Promise<any[]>}
 */
export const kept = (page) =>
  page.evaluate(async () => {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open("cloud-campus");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const asked = database.transaction("learners").objectStore("learners").getAll();
    const rows = await new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    database.close();
    return rows.map(({ id, revision, row }) => {
      try {
        return { id, revision, ...JSON.parse(row) };
      } catch {
        return { id, revision, row };
      }
    });
  });
