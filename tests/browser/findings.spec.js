// Findings that know moment and weight: what is new and empty is quiet, what stops a
// request comes first, one card for one cause, and what is accepted is counted apart.
import { NOTEBOOKLY, readDocument } from "./harness/documents.js";
import { expect, expectAccessible, openApp, openNetwork, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";

const REGION = "ap-south-1 · Mumbai";

/** @param {import("@playwright/test").Page} page */
async function smallNetwork(page) {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  const build = new Builder(page);
  await build.drop("vpc", REGION, { x: 60, y: 90, name: "shop" });
  await build.drop("subnet", "shop", { x: 64, y: 116, name: "wing" });
  await build.show("Findings");
  return build;
}

/** @param {import("@playwright/test").Page} page */
async function example(page) {
  await openApp(page);
  await openNetwork(page);
  const build = new Builder(page);
  await build.show("Findings");
  return build;
}

test("a new row is quiet until it is left, and a contradiction is told at once", async ({ page }) => {
  const build = await smallNetwork(page);
  await expect(build.dock.locator("article.finding")).toHaveCount(0);
  await build.expectWaiting("wing has no route table of its own yet.");

  await build.drop("route-table", "shop", { x: 330, y: 60, name: "table" });
  await build.section("Routes").getByRole("button", { name: "Add route" }).click();
  await expect(build.dock.locator("article.finding")).toHaveCount(0);
  await expect(build.inspector.locator(".field-error")).toHaveCount(0);
  await build.expectWaiting("table is not complete yet.");
  await screenshot(page, "findings-quiet");
  await expectAccessible(page);

  // Another field: the row has been left.
  await build.field("Name").click();
  await build.expectFinding("cidr-malformed", "the destination of route 1 is still empty");
});

test("a second rule is another one, and a word is answered with the nearest group", async ({ page }) => {
  const build = await smallNetwork(page);
  await build.drop("security-group", "shop", { x: 330, y: 60, name: "ALB-SG" });
  const rules = build.section("Inbound rules");
  for (let press = 0; press < 3; press += 1) {
    await rules.getByRole("button", { name: "Add rule" }).click();
  }
  await expect(rules.getByLabel("Ports of rule 1", { exact: true })).toHaveValue("80");
  await expect(rules.getByLabel("Ports of rule 2", { exact: true })).toHaveValue("443");
  await expect(rules.getByLabel("Source of rule 3", { exact: true })).toHaveValue("");
  await expect(build.dock.locator("article.finding")).toHaveCount(0);

  const source = rules.getByLabel("Source of rule 3", { exact: true });
  await source.fill("ALB");
  await source.press("Tab");
  await expect(rules.locator(".field-error")).toHaveText("No security group is called “ALB”: did you mean ALB-SG?");
  await source.fill("");
  await source.press("Tab");
  // Or it is picked from the list.
  await source.click();
  await rules.getByLabel("Security group of rule 3", { exact: true }).selectOption({ label: "ALB-SG" });
  await expect(source).toHaveValue("ALB-SG");
});

test("a finding is accepted with a reason, counted apart, and opened again", async ({ page }) => {
  const build = await example(page);
  const card = build.finding("balancer-http-only");
  await expect(card).toBeVisible();
  await card.getByRole("button", { name: "Accept…" }).click();
  await expect(card.getByLabel("Accepted because")).toBeFocused();
  await card.getByLabel("Accepted because").fill("the course builds HTTPS in chapter 18");
  await card.getByLabel("By", { exact: true }).fill("Rahul");
  await screenshot(page, "findings-accepting");
  await expectAccessible(page);
  await card.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(card).toHaveCount(0);
  // Whoever works with keys goes on with the next one.
  await expect(build.dock.locator(".finding :focus, .all-clear:focus, [role=tab]:focus")).toHaveCount(1);
  const accepted = build.dock.locator(".accepted");
  await accepted.locator("summary").click();
  await expect(accepted).toContainText("Accepted because the course builds HTTPS in chapter 18, by Rahul, on ");
  await screenshot(page, "findings-accepted");

  // Another port is another finding; taking that back makes it the same again.
  await build.history("Undo");
  await expect(card).toBeVisible();
  await build.history("Redo");
  await expect(card).toHaveCount(0);
  await accepted.locator("summary").click();
  await accepted.getByRole("button", { name: "Open it again" }).click();
  await expect(card).toBeVisible();
});

test("the log holds calls that AWS would take, with who and when", async ({ page }) => {
  const build = await smallNetwork(page);
  await build.drop("internet-gateway", REGION, { right: 90, y: 30, name: "gate" });
  await build.connect("gate", "shop");
  await build.drop("nat-gateway", "wing", { x: 80, y: 70, name: "exit" });
  await build.set("Name", "side");
  await page.getByRole("tab", { name: "Audit log" }).click();
  const calls = build.dock.locator("tbody td.mono");
  await expect(calls.filter({ hasText: "AttachInternetGateway" })).toHaveCount(1);
  await expect(calls.filter({ hasText: "AllocateAddress" })).toHaveCount(1);
  await expect(build.dock.locator("tbody tr").first()).toContainText("root");
  await screenshot(page, "findings-log");
});

test("what AWS refuses is logged as refused, also where advice was held back until then", async ({ page }) => {
  const build = await smallNetwork(page);
  await build.drop("instance", "wing", { x: 80, y: 70, name: "server" });
  await build.drop("nat-gateway", "wing", { x: 200, y: 70, name: "exit" });
  await page.getByRole("tab", { name: "Audit log" }).click();
  const refused = build.dock.locator("tbody tr").filter({ hasText: "refused: " });
  await expect(refused.filter({ hasText: "CreateNatGateway" })).toHaveCount(1);
});

test("what is opened is seen before it is judged, and is not called faultless until then", async ({ page }) => {
  await openApp(page);
  // Notes at every change of the page what is said of the findings while something is drawn.
  await page.evaluate(() => {
    globalThis.said = [];
    globalThis.tops = new Set();
    const isSeen = (selector) => {
      const found = document.querySelector(selector);
      return found && getComputedStyle(found).visibility === "visible";
    };
    const look = () => {
      if (!isSeen("#canvas [data-id]")) {
        return;
      }
      const beneath = document.querySelector("section[aria-label=Resources]");
      if (beneath) {
        globalThis.tops.add(beneath.getBoundingClientRect().top);
      }
      const dot = document.querySelector("#canvas .mark-ok");
      const calls = {
        known: isSeen("button.pill"),
        clear: /No findings|Nothing to improve/.test(document.body.textContent),
        marked: dot !== null && getComputedStyle(dot, "::after").display !== "none",
      };
      const now = Object.keys(calls).filter((it) => calls[it]).join(", ");
      if (globalThis.said.at(-1) !== now) {
        globalThis.said.push(now);
      }
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  const said = () => page.evaluate(() => globalThis.said);
  const pill = page.locator("button.pill");
  await openNetwork(page);
  await expect(pill).toHaveText(/^\d+ \w+$/);
  await expect.poll(said).toEqual(["", "known, marked"]);
  expect(await page.evaluate(() => globalThis.tops.size), "nothing moves when it is told").toBe(1);
  // In the place of another drawing it comes with all that is said of it.
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Open a file" }).click();
  const second = JSON.stringify({ ...(await readDocument(NOTEBOOKLY)), title: "Second" });
  await (await chooser).setFiles({ name: "second.campus.json", mimeType: "application/json", buffer: Buffer.from(second) });
  await expect(page.getByRole("textbox", { name: "Name of the architecture" })).toHaveValue("Second");
  expect(await said()).toEqual(["", "known, marked"]);
});
