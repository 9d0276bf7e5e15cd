const { test } = require("@playwright/test");
for (const [name, size, scheme] of [["light", { width: 1440, height: 900 }, "light"], ["dark", { width: 1440, height: 900 }, "dark"], ["phone", { width: 390, height: 844 }, "light"]]) {
  test(`look ${name}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ viewport: size, colorScheme: scheme, baseURL });
    const page = await context.newPage();
    page.on("pageerror", e => console.log("ERR", e.message));
    page.on("console", m => { if (m.type() === "error") console.log("CON", m.text().slice(0, 400)); });
    await page.goto("/#/example/notebookly");
    await page.waitForTimeout(3000);
    await page.keyboard.press("Alt+2");
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/shots/${name}-0.png` });
    const fast = page.getByRole("radio", { name: /600/ }).or(page.getByText("60×", { exact: true })).first();
    if (await fast.count()) await fast.click({ timeout: 3000 }).catch(() => {});
    await page.keyboard.press("Space");
    await page.waitForTimeout(6000);
    await page.screenshot({ path: `/tmp/shots/${name}-1.png` });
    await page.keyboard.press("Space");
    if (name !== "phone") {
      await page.getByText("Prepared drills").click({ timeout: 3000 }).catch(e => console.log("no drills"));
      await page.waitForTimeout(500);
      await page.screenshot({ path: `/tmp/shots/${name}-2.png` });
      await page.getByText("A zone is lost").first().click({ timeout: 3000 }).catch(e => console.log("no zone drill"));
      await page.waitForTimeout(500);
      await page.keyboard.press("Space");
      await page.waitForTimeout(9000);
      await page.screenshot({ path: `/tmp/shots/${name}-3.png` });
      await page.getByRole("button", { name: /End the drill|End the run/ }).click({ timeout: 3000 }).catch(e => console.log("no end"));
      await page.waitForTimeout(1500);
      await page.screenshot({ path: `/tmp/shots/${name}-4.png` });
    }
    await context.close();
  });
}
