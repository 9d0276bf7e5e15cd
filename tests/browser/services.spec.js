// The services around the network, built as a person does: the account with its people,
// the archive, the control room and the cameras. Steps 1, 2, 13, 15 and 16 of Notebookly.
import { expect, expectAccessible, openApp, screenshot, test } from "./harness/index.js";
import { Builder } from "./harness/builder.js";
import { NOTEBOOKLY, readDocument } from "./harness/documents.js";

const REGION = "ap-south-1 · Mumbai";

/** Notebookly's network, servers and database, without an account and what belongs to it. */
async function networkOnly() {
  const document = await readDocument(NOTEBOOKLY);
  const without = ["account", "instance-profile"];
  document.resources = document.resources.filter((/** @type {any} */ it) => !without.includes(it.kind));
  for (const it of document.resources) {
    delete it.instance_profile;
  }
  const buffer = Buffer.from(JSON.stringify(document));
  return { name: "network.campus.json", mimeType: "application/json", buffer };
}

test("the account, the archive, the control room and the cameras are built by hand", async ({ page }, testInfo) => {
  test.setTimeout(600_000);
  const build = new Builder(page);
  await openApp(page);
  await page.locator("input[type=file]").first().setInputFiles(await networkOnly());
  await expect(build.thing(REGION)).toHaveCount(1);

  await test.step("1: a group brings its account along, and one undo takes both away", async () => {
    await build.drop("iam-group", REGION, { x: 300, y: 24 });
    await expect(build.thing("account-1")).toHaveCount(1);
    await build.history("Undo");
    await expect(build.thing("account-1")).toHaveCount(0);
    await build.history("Redo");
    await build.fit();
    await build.select("group-1");
    await build.rename("Admin");
    const account = await build.see("account-1");
    const region = await build.see(REGION);
    expect(account.y + account.height, "it stands above the Region").toBeLessThan(region.y);
    await build.select("account-1");
    await build.rename("Notebookly");
    await build.field("Root MFA").check();
    await build.field("Billing alerts").check();
    await expect(build.thing("Notebookly")).toHaveAttribute("aria-label", /root MFA on/);
  });

  await test.step("2: people and what they may do", async () => {
    await build.select("Admin");
    await build.addLine("AWS managed policies", "policy", { Name: "AdministratorAccess" });
    await build.drop("iam-user", "Notebookly", { x: 400, y: 20, name: "admin-rahul" });
    await build.field("Console access").check();
    await build.field("MFA").check();
    await build.connect("admin-rahul", "Admin");
    await build.drop("iam-role", "Notebookly", { x: 500, y: 20, name: "EC2-S3-Role" });
    await build.drop("iam-policy", "Notebookly", { x: 500, y: 20, name: "Read-Assets" });
    await build.connect("EC2-S3-Role", "Read-Assets");
  });

  await test.step("a policy is a form and JSON at once, and a slip is told with its place", async () => {
    await build.select("Read-Assets");
    const settings = build.section("Settings");
    await settings.getByRole("button", { name: "Add statement" }).click();
    const statement = settings.getByRole("group", { name: "Statement 1", exact: true });
    await statement.getByLabel("Actions of statement 1, one a line").fill("s3:GetObject\ns3:ListBucket");
    await page.keyboard.press("Tab");
    await statement.getByLabel("Resources of statement 1, one a line").fill("arn:aws:s3:::notebookly-static-assets/*");
    await page.keyboard.press("Tab");
    await expect(settings.locator(".field-error")).toHaveCount(0);
    await settings.getByRole("radio", { name: "JSON" }).click();
    const json = settings.getByLabel("Statements", { exact: true });
    await expect(json).toHaveValue(/"Action": \[\s+"s3:GetObject",\s+"s3:ListBucket"\s+\]/);
    const good = await json.inputValue();
    await json.fill(good.replace('"Allow",', '"Allow"'));
    await expect(settings.locator(".field-error").first()).toContainText(/line \d+/i);
    await json.fill(good.replace("Allow", "Permit"));
    await expect(settings.locator(".field-error").first()).toContainText("Statement 1");
    await json.fill(good);
    await expect(settings.locator(".field-error")).toHaveCount(0);
    await page.keyboard.press("Tab");
    await expect(build.thing("Read-Assets")).toHaveAttribute("aria-label", /1 statement/);
    await expectAccessible(page);
  });

  await test.step("13: the archive", async () => {
    const bottom = (await build.see(REGION)).height / (await build.zoom());
    await build.drop("bucket", REGION, { right: 60, y: bottom - 60, name: "notebookly-logs-and-backups" });
    await build.field("Versioning").check();
  });

  await test.step("16: the cameras", async () => {
    await build.drop("trail", REGION, { right: 60, y: 30, name: "Notebookly-Audit-Trail" });
    await build.connect("Notebookly-Audit-Trail", "notebookly-logs-and-backups");
    await build.select("Notebookly-Audit-Trail");
    await build.set("Prefix", "cloudtrail");
    await build.field("Log file validation").check();
    await build.drop("log-group", REGION, { x: 300, y: 24, name: "trail-logs" });
    await build.addForm("Metric filters", "filter", { Pattern: '{ $.eventName = "StopLogging" }', Metric: "StopLoggingCount" });
    await build.connect("Notebookly-Audit-Trail", "trail-logs");
    await expect(build.thing("Notebookly-Audit-Trail")).toHaveAttribute("aria-label", /→ notebookly-logs-and-backups/);
  });

  await test.step("15: the control room", async () => {
    await build.drop("topic", REGION, { right: 60, y: 30, name: "Notebookly-Alerts" });
    await build.addForm("Subscriptions", "subscription", { Address: "rahul@notebookly.com" });
    await expect(build.thing("Notebookly-Alerts")).toHaveAttribute("aria-label", /1 subscriber, 1 pending/);
    await build.drop("alarm", REGION, { x: 300, y: 24, name: "balancer-errors" });
    await build.connect("balancer-errors", "Notebookly-ALB");
    await build.connect("balancer-errors", "Notebookly-Alerts");
    await expect(build.thing("balancer-errors")).toHaveAttribute("aria-label", /balancer 5XX > 0/);
    await build.drop("dashboard", "Notebookly", { x: 500, y: 20, name: "Notebookly-Production" });
    await build.connect("Notebookly-Production", "Notebookly-ALB");
    await build.drop("budget", "Notebookly", { x: 500, y: 20, name: "Monthly" });
    await build.connect("Monthly", "Notebookly-Alerts");
    await build.fit();
    await screenshot(page, "services");
  });

  await test.step("and it is all in the file", async () => {
    const download = await build.export("Cloud Campus file");
    const path = testInfo.outputPath("services.campus.json");
    await download.saveAs(path);
    const { resources } = await readDocument(path);
    const named = (/** @type {string} */ name) => resources.find((/** @type {any} */ it) => it.name === name);
    const id = (/** @type {string} */ name) => named(name).id;
    expect(named("Notebookly")).toMatchObject({ kind: "account", root_mfa: true, billing_alerts: true });
    expect(named("admin-rahul")).toMatchObject({ console: true, mfa: true, groups: [id("Admin")], account: id("Notebookly") });
    expect(named("Admin").managed_policies).toEqual([{ name: "AdministratorAccess" }]);
    expect(named("EC2-S3-Role").policies).toEqual([id("Read-Assets")]);
    expect(JSON.parse(named("Read-Assets").document).Statement).toHaveLength(1);
    expect(named("Notebookly-Audit-Trail")).toMatchObject({
      bucket: id("notebookly-logs-and-backups"),
      log_group: id("trail-logs"),
      prefix: "cloudtrail",
      validation: true,
    });
    expect(named("balancer-errors")).toMatchObject({
      watches: id("Notebookly-ALB"),
      namespace: "AWS/ApplicationELB",
      actions: [id("Notebookly-Alerts")],
    });
    expect(named("Notebookly-Production").widgets).toHaveLength(1);
    expect(named("Monthly").notifications[0].topic).toBe(id("Notebookly-Alerts"));
  });
});

test("groups of the palette fold, say how much is in them, and stay as they were left", async ({ page }) => {
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  const security = page.locator(".palette-fold", { hasText: "Security" });
  const item = page.locator('.palette-item[data-kind="iam-role"]');
  await expect(security).toHaveAttribute("aria-expanded", "false");
  await expect(item).toHaveCount(0);
  await page.getByLabel("Search for a resource").fill("role");
  await expect(item).toHaveCount(1);
  await page.getByLabel("Search for a resource").fill("");
  await expect(item).toHaveCount(0);
  await security.click();
  await expect(item).toHaveCount(1);
  await expectAccessible(page);
  await page.reload();
  await expect(security).toHaveAttribute("aria-expanded", "true");
});

test("a volume is dropped on a server, and the outline has the account and its chips", async ({ page }) => {
  const build = new Builder(page);
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();
  await build.drop("vpc", REGION, { x: 60, y: 90 });
  await build.drop("subnet", "vpc-1", { x: 60, y: 120 });
  await build.drop("instance", "subnet-1", { x: 120, y: 70 });
  await build.carry("volume", await build.grip("server-1"));
  await expect(build.inspector.getByRole("heading", { level: 2 })).toHaveText("volume-1");
  await expect(build.thing("volume-1")).toHaveAttribute("aria-label", /8 GiB gp3 · server-1/);
  await build.drop("iam-role", REGION, { x: 300, y: 24 });
  await page.getByRole("tab", { name: "Outline" }).click();
  const rows = page.getByRole("treeitem");
  await expect(rows.filter({ hasText: "account-1" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "role-1" })).toHaveAttribute("aria-level", "2");
});
