// More to choose from than one looks through: it is searched by a part of a name, what is
// chosen stays in sight, and a large design costs no more elements than a small one.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";
import { NOTEBOOKLY, readDocument } from "./harness/documents.js";

/** @param {import("@playwright/test").Page} page */
async function openWithGroups(page, count) {
  const document = await readDocument(NOTEBOOKLY);
  for (let number = 1; number <= count; number += 1) {
    document.resources.push({ kind: "security-group", id: `group-${number}`, name: `guard-${`${number}`.padStart(2, "0")}`, vpc: "vpc-1" });
  }
  document.resources.push({ kind: "instance", id: "bastion", name: "bastion", subnet: "subnet-1", security_groups: ["group-30"] });
  await openApp(page);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^Open a file/ }).click();
  await (await chooser).setFiles({ name: "many.campus.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(document)) });
  const build = new Builder(page);
  await build.canvas.focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("go to bastion");
  await page.keyboard.press("Enter");
  return build;
}

test("of many groups the chosen ones are seen, and others are found by a part of their name", async ({ page }) => {
  const build = await openWithGroups(page, 30);
  const groups = page.getByRole("group", { name: "Security groups", exact: true });
  const find = groups.getByRole("searchbox", { name: "Find in Security groups" });
  await expect(find).toHaveAttribute("placeholder", "Find one of 33 by name");
  await expect(groups.getByRole("checkbox", { name: "guard-30" })).toBeChecked();
  await expect(groups.getByRole("checkbox")).toHaveCount(13);
  await expect(groups.getByRole("status")).toHaveText("20 more. Type a part of a name to find one.");
  await screenshot(page, "choices-many");
  await expectAccessible(page, { within: "aside.right" });

  await find.fill("RD-2");
  await expect(groups.getByRole("checkbox")).toHaveCount(11);
  await groups.getByRole("checkbox", { name: "guard-27" }).check();
  await expect(groups.getByRole("checkbox", { name: "guard-27" })).toBeChecked();
  await find.fill("nobody is called that");
  await expect(groups.getByRole("status")).toHaveText("No name has that in it.");
  // What is chosen stays, whatever is looked for, and can be let go.
  await expect(groups.getByRole("checkbox")).toHaveCount(2);
  await groups.getByRole("checkbox", { name: "guard-30" }).uncheck();
  // It stays where it was pressed until something else is looked for.
  await expect(groups.getByRole("checkbox", { name: "guard-30" })).not.toBeChecked();
  await find.fill("nobody is called so");
  await expect(groups.getByRole("checkbox")).toHaveCount(1);

  // Escape empties the search before it leads anywhere.
  await find.press("Escape");
  await expect(find).toHaveValue("");
  await expect(find).toBeFocused();
  await build.history("Undo");
  await expect(groups.getByRole("checkbox", { name: "guard-30" })).toBeChecked();
});

test("few to choose from are all there, without a search", async ({ page }) => {
  await openWithGroups(page, 30);
  await page.getByRole("group", { name: "Security groups", exact: true }).waitFor();
  const profiles = page.getByRole("combobox", { name: "Instance profile", exact: true });
  await expect(profiles.getByRole("option")).toHaveText(["none", "EC2-S3-Role"]);
});
