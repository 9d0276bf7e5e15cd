// The page as somebody meets it who hears it: one region speaks, politely and at once, of
// what changed, and everything in the drawing says what it is and where it stands.
import { expect, openApp, test } from "./harness/index.js";
import { NOTEBOOKLY } from "./harness/documents.js";

/** Notes what the region says and when, from the first moment of the page on. */
async function listen(page) {
  await page.addInitScript(() => {
    const heard = /** @type {any} */ (window);
    heard.heard = [];
    addEventListener("DOMContentLoaded", () => {
      const region = document.getElementById("said");
      heard.regionAtStart = region?.getAttribute("aria-live");
      if (region) {
        new MutationObserver(() => heard.heard.push({ text: region.textContent, at: performance.now() })).observe(region, { childList: true, characterData: true, subtree: true });
      }
    });
  });
}

const heard = (page) => page.evaluate(() => /** @type {any} */ (window).heard.map((it) => it.text.trim()).filter(Boolean));

async function open(page) {
  await listen(page);
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
}

async function goTo(page, name) {
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(`go to ${name}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "Inspector" }).getByRole("heading", { level: 2 })).toHaveText(name);
}

test("what an edit changed is said within half a second, once, and saving is not", async ({ page }) => {
  await open(page);
  expect(await page.evaluate(() => /** @type {any} */ (window).regionAtStart), "the region is there from the start").toBe("polite");
  await expect.poll(() => heard(page)).toEqual([expect.stringMatching(/^Notebookly: \d+ things\. /)]);

  await goTo(page, "private-a");
  const table = page.getByRole("complementary", { name: "Inspector" }).getByRole("combobox", { name: "Route table" });
  const began = await page.evaluate(() => performance.now());
  await table.selectOption({ label: "public-rt" });
  await expect.poll(async () => (await heard(page)).length).toBe(2);
  const [text, at] = await page.evaluate(() => {
    const last = /** @type {any} */ (window).heard.at(-1);
    return [last.text, last.at];
  });
  expect(text).toContain("private-a is public now.");
  // The choice itself, its analysis and the wait for further edits; a busy machine needs some more.
  expect(at - began).toBeLessThan(1500);

  // Both at once are one announcement.
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await heard(page)).length).toBe(3);
  expect((await heard(page)).at(-1)).toContain("private-a is private now.");
  await expect(page.locator(".save-state")).toHaveText("Saved");
  expect((await heard(page)).join(" ")).not.toMatch(/Sav(ed|ing)/);

  // A journey that breaks comes first, findings say what is new and how many there are.
  await goTo(page, "public-rt");
  await page.getByRole("complementary", { name: "Inspector" }).getByRole("button", { name: "Remove route 1" }).click();
  await expect.poll(async () => (await heard(page)).at(-1)).toMatch(/The journey .+ fails now\..*New.*in all\./);
});

test("whoever does not want to hear it is told nothing", async ({ page }) => {
  await listen(page);
  await page.addInitScript(() => localStorage.setItem("cloud-campus.habits", JSON.stringify({ "says-changes": false })));
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(NOTEBOOKLY);
  await expect(page.locator("#canvas [data-id]").first()).toBeVisible();
  await goTo(page, "private-a");
  await page.getByRole("complementary", { name: "Inspector" }).getByRole("combobox", { name: "Route table" }).selectOption({ label: "public-rt" });
  await expect(page.locator(".save-state")).toHaveText("Saved");
  await page.waitForTimeout(700);
  expect(await heard(page)).toEqual([]);
});

test("the accessibility tree names each thing with its place and its state", async ({ page }) => {
  await open(page);
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send("Accessibility.getFullAXTree");
  const names = nodes.filter((it) => !it.ignored && it.name?.value).map((it) => `${it.role?.value}: ${it.name?.value}`);
  const has = (/** @type {RegExp} */ wanted) => expect(names.some((it) => wanted.test(it)), `${wanted} among ${names.length} names`).toBe(true);
  has(/^group: private-a, Subnet, in Notebookly-VPC, ap-south-1a, .*private/);
  has(/^group: public-b, Subnet, in Notebookly-VPC, ap-south-1b, .*public/);
  has(/^(group|button|img|image): NAT-GW-AZ1, NAT gateway, in public-a of Notebookly-VPC, ap-south-1a/);
  has(/^application: Architecture, \d+ things drawn/);
  has(/^complementary: Inspector/);
  has(/^region: Panels/);
  const live = nodes.filter((it) => it.properties?.some((property) => property.name === "live" && property.value.value === "polite"));
  expect(live.length, "the live region is in the tree").toBeGreaterThan(0);
  // No control without a name.
  const mute = nodes.filter((it) => !it.ignored && ["button", "textbox", "combobox", "link", "tab", "switch", "checkbox", "treeitem", "searchbox"].includes(String(it.role?.value)) && !it.name?.value);
  expect(mute.map((it) => `${it.role?.value} ${it.backendDOMNodeId}`)).toEqual([]);
});
