// Says once more, as the very last words of a run, why each test failed: of a long log the
// end is often all that is shown.
/** @import { Reporter, TestCase, TestResult } from "@playwright/test/reporter" */

const COLOURS = /\u001b\[[0-9;]*m/g;
/** Lines of a comparison that say nothing of what was found. */
const FRAME = /^(expect\(|- Expected +-|\+ Received +\+|[-+] Array \[|\+? *[\]}],?$|Call log:)/;
/** How many lines of a reason are told, and how long each may be. */
const LINES = 6;
const WIDTH = 160;

/** @implements {Reporter} */
export default class Reasons {
  /** @type {string[]} */
  #reasons = [];

  /** @param {TestCase} test @param {TestResult} result */
  onTestEnd(test, result) {
    if (result.status === test.expectedStatus || result.status === "skipped") {
      return;
    }
    const lines = result.errors.flatMap(({ message = result.status, location }) => {
      const all = message.replace(COLOURS, "").split("\n").map((line) => line.trim());
      const said = all.filter((line) => line && !FRAME.test(line));
      const where = location ? [`at ${location.file.split("/").at(-1)}:${location.line}`] : [];
      return [...said.slice(0, LINES), ...where];
    });
    const told = lines.map((line) => `    ${line.slice(0, WIDTH)}`);
    this.#reasons.push([`  ${test.title} (${Math.round(result.duration / 1000)} s)`, ...told].join("\n"));
  }

  onEnd() {
    if (this.#reasons.length > 0) {
      console.log(["why:", ...this.#reasons].join("\n"));
    }
  }

  printsToStdio() {
    return false;
  }
}
