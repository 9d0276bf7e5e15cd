// Reading what the page hands out: files and templates, and what two architectures
// have in common.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** The network of Notebookly, its servers and its database. */
export const NOTEBOOKLY = join(ROOT, "tests", "files", "notebookly.campus.json");

/** @param {string} path */
export async function readDocument(path) {
  return JSON.parse(await readFile(path, "utf8"));
}

/**
 * What an architecture is, whoever built it and in whichever order: the resources of a
 * document by kind and name, with names in place of ids, and without what only the
 * page knows: the places on the canvas, and the wishes that the example states.
 *
 * @param {{ resources: Record<string, unknown>[] }} document
 */
export function substance({ resources }) {
  const names = new Map(resources.map((it) => [it.id, `${it.kind} ${it.name}`]));
  const named = (/** @type {unknown} */ value) => {
    if (Array.isArray(value)) {
      return value.map(named);
    }
    if (value !== null && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, named(it)]));
    }
    return names.get(value) ?? value;
  };
  const built = resources.filter((it) => it.kind !== "intent");
  return Object.fromEntries(
    built
      .map(({ id, kind, name, ...properties }) => [`${kind} ${name}`, inAnyOrder(named(properties))])
      .sort(([one], [other]) => String(one).localeCompare(String(other))),
  );
}

/**
 * The order in which subnets or groups were ticked says nothing.
 *
 * @param {Record<string, unknown>} properties
 */
function inAnyOrder(properties) {
  const plain = (/** @type {unknown} */ value) => Array.isArray(value) && value.every((it) => typeof it === "string");
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key, plain(value) ? [.../** @type {string[]} */ (value)].sort() : value]),
  );
}

/**
 * Lets cfn-lint read a template; yields what it says, which should be nothing.
 * `cargo xtask test` puts cfn-lint into its virtual environment and names it in
 * CFN_LINT.
 *
 * @param {string} path
 */
export async function lint(path) {
  const cfnLint = process.env.CFN_LINT;
  if (!cfnLint) {
    throw new Error("CFN_LINT names no cfn-lint: run `cargo xtask test --only browser`, or set CFN_LINT.");
  }
  try {
    const { stdout, stderr } = await promisify(execFile)(cfnLint, ["--regions", "ap-south-1", "--", path]);
    return `${stdout}${stderr}`.trim();
  } catch (error) {
    const { stdout = "", stderr = "", message } = /** @type {any} */ (error);
    return `${stdout}${stderr}`.trim() || message;
  }
}
