// The architectures that are measured: Notebooklies side by side, each hundred one,
// filled up with servers, as benches/speed/campuses.rs makes them.
import { readFile } from "node:fs/promises";
import { NOTEBOOKLY } from "../../tests/browser/harness/documents.js";

/** @param {number} size how many resources */
export async function campus(size) {
  const one = JSON.parse(await readFile(NOTEBOOKLY, "utf8"));
  const isShared = ({ kind }) => kind === "region" || kind === "user";
  const ids = new Set(one.resources.filter((it) => !isShared(it)).map((it) => it.id));
  const resources = one.resources.filter(isShared);
  for (let copy = 0; copy < Math.ceil(size / 100); copy += 1) {
    const before = resources.length;
    const renumber = (value) => {
      if (typeof value === "string") {
        return ids.has(value)
          ? `${value}-of-${copy}`
          : value
              .replaceAll("10.0.", `10.${copy}.`)
              .replaceAll("notebookly.com", `notebookly${copy}.com`)
              .replaceAll("notebook-db", `notebook-db${copy}`)
              .replaceAll("Notebookly-VPC", `Notebookly-VPC-${copy}`);
      }
      if (Array.isArray(value)) {
        return value.map(renumber);
      }
      return value && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([key, it]) => [key, renumber(it)]))
        : value;
    };
    resources.push(...one.resources.filter((it) => !isShared(it)).map(renumber));
    const room = before + Math.min(size, 100) - resources.length;
    for (let number = 0; number < room; number += 1) {
      resources.push({
        kind: "instance",
        id: `instance-${copy}-${number}`,
        name: `server-${copy}-${number}`,
        subnet: `subnet-${3 + (number % 2)}-of-${copy}`,
        security_groups: [`security-group-2-of-${copy}`],
      });
    }
  }
  return { format: "cloud-campus", version: one.version, title: "Measured", resources };
}
