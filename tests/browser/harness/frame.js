// What the frame of the page owes at every width: nothing sticks out, nothing that can be
// pressed lies under something else, everything is large enough to be hit.

/**
 * What is wrong with the page as it is now; empty where nothing is.
 *
 * @param {import("@playwright/test").Page} page
 * @param {{ least?: number }} [options] the least size of what can be pressed, in pixels
 */
export async function layoutFaults(page, { least = 24 } = {}) {
  return page.evaluate((least) => {
    const faults = [];
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth > root.clientWidth) {
      faults.push(`the page scrolls sideways: ${root.scrollWidth} of ${root.clientWidth}`);
    }
    // What hangs on the page instead of on the panel it stands in makes the page scroll into nothing.
    if (document.querySelector(".app") && root.scrollHeight > root.clientHeight) {
      faults.push(`the page scrolls away: ${root.scrollHeight} of ${root.clientHeight}`);
    }
    const called = (/** @type {Element} */ it) =>
      `${it.tagName.toLowerCase()}${it.className && typeof it.className === "string" ? `.${it.className.trim().replace(/\s+/g, ".")}` : ""} "${(it.getAttribute("aria-label") ?? it.textContent ?? "").trim().slice(0, 40)}"`;
    const controls = "button, a[href], input:not([type=hidden]), select, textarea, summary, [role=slider], [role=tab], [role=switch]";
    const dialog = document.querySelector("dialog[open]");
    const all = [...(dialog ?? document).querySelectorAll(controls)].filter((it) => it.checkVisibility({ visibilityProperty: true }));
    // What is small may be so where nothing else is near (WCAG 2.2, 2.5.8).
    const isAlone = (/** @type {Element} */ control, /** @type {DOMRect} */ box) => {
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return all.every((it) => {
        const other = it.getBoundingClientRect();
        const away = Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom));
        return it === control || it.contains(control) || control.contains(it) || away >= 12;
      });
    };
    for (const control of all) {
      const style = getComputedStyle(control);
      const box = control.getBoundingClientRect();
      const is = (/** @type {string} */ selector) => control.matches(selector) || control.closest(selector);
      // The drawing lies over itself, edges are thin and have keys, words in a text are words.
      if (style.visibility === "hidden" || box.width === 0 || box.height === 0 || is("#canvas .world, #canvas .handles, [role=separator], .skip-link, .visually-hidden, [inert]")) {
        continue;
      }
      if (style.display === "inline" || style.position === "fixed" && style.clipPath !== "none" || style.clipPath !== "none") {
        continue;
      }
      // What a panel that scrolls does not show just now is a scroll away.
      let seen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      let scrolls = root.scrollHeight > root.clientHeight;
      // Sideways only where that is how it is meant.
      const sideways = is(".tabs, .metro, .decide-scroll, .matrix, .room-charts-list, .codeblock, .text-table, .dock-body, .panel-bar");
      for (let holder = control.parentElement; holder; holder = holder.parentElement) {
        const around = getComputedStyle(holder);
        if (around.overflow !== "visible" || around.overflowX !== "visible" || around.overflowY !== "visible") {
          const rect = holder.getBoundingClientRect();
          scrolls ||= ["auto", "scroll"].includes(around.overflowY);
          seen = { left: Math.max(seen.left, rect.left), top: Math.max(seen.top, rect.top), right: Math.min(seen.right, rect.right), bottom: Math.min(seen.bottom, rect.bottom) };
        }
      }
      const across = box.left >= seen.left - 1 && box.right <= seen.right + 1;
      const inside = across && box.top >= seen.top - 1 && box.bottom <= seen.bottom + 1;
      if (!inside) {
        if (!(across ? scrolls : sideways)) {
          faults.push(`cut off: ${called(control)} at ${Math.round(box.left)},${Math.round(box.top)} ${Math.round(box.width)}×${Math.round(box.height)}`);
        }
        continue;
      }
      // A label is hit for its box; a field may be as high as its line.
      const label = control.matches("input[type=checkbox], input[type=radio]") ? control.closest("label, .check, .setting") : null;
      const hit = (label ?? control).getBoundingClientRect();
      if ((hit.width < least - 0.5 || hit.height < least - 0.5) && (least > 24 || !isAlone(control, hit))) {
        faults.push(`too small: ${called(control)} ${Math.round(hit.width)}×${Math.round(hit.height)}`);
      }
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (at && !control.contains(at) && !at.contains(control) && !(label ?? control).contains(at)) {
        faults.push(`covered: ${called(control)} by ${called(at)}`);
      }
    }
    return [...new Set(faults)];
  }, least);
}

/**
 * What one must be able to come to, and cannot; whatever is not in sight may stand in the
 * menu "More".
 *
 * @param {import("@playwright/test").Page} page
 * @param {Record<string, { seen: string, more?: RegExp }>} wanted by name, what shows it
 *   (a selector, of which one match has to be in the window) and its entry in the menu
 */
export async function outOfReach(page, wanted) {
  const seen = await page.evaluate((selectors) => {
    const isSeen = (/** @type {Element} */ it) => {
      const box = it.getBoundingClientRect();
      const style = getComputedStyle(it);
      const inside = box.left >= -1 && box.right <= innerWidth + 1 && box.top >= -1 && box.bottom <= innerHeight + 1;
      return box.width > 1 && box.height > 1 && inside && style.visibility !== "hidden";
    };
    return selectors.map((selector) => [...document.querySelectorAll(selector)].some(isSeen));
  }, Object.values(wanted).map(({ seen }) => seen));
  const hidden = Object.entries(wanted).filter((_, place) => !seen[place]);
  if (hidden.length === 0) {
    return [];
  }
  const more = page.getByRole("banner").getByRole("button", { name: "More" });
  if (!(await more.isVisible())) {
    return hidden.map(([name]) => `${name} (and there is no menu)`);
  }
  await more.click();
  const entries = await page.getByRole("menu").getByRole("menuitem").allTextContents();
  await page.keyboard.press("Escape");
  return hidden.filter(([, { more }]) => !more || !entries.some((entry) => more.test(entry))).map(([name]) => name);
}
