// The whole product in one go: somebody who has never seen it builds the shop of the
// course from an empty canvas with mouse and keyboard, sees what is wrong come and go,
// follows a request to the database's door and back, and takes away a template that
// cfn-lint accepts.
import { readFile } from "node:fs/promises";
import { expect, openApp, screenshot, test } from "./harness/index.js";
import { Builder, type } from "./harness/builder.js";
import { NOTEBOOKLY, lint, readDocument, substance } from "./harness/documents.js";

/** The Region that every new architecture begins with, as the canvas names it. */
const REGION = "ap-south-1 · Mumbai";

test("Notebookly is built by hand, checked, played and exported", async ({ page }, testInfo) => {
  test.setTimeout(600_000);
  const build = new Builder(page);
  await openApp(page);
  await page.getByRole("button", { name: "New architecture" }).click();

  await test.step("an empty canvas invites to begin", async () => {
    await expect(page.getByText("Start with the walls")).toBeVisible();
    await type(page.getByLabel("Name of the architecture"), "Notebookly");
    await expect(build.thing("Customer")).toHaveCount(1);
  });

  await test.step("a VPC, with a slip of the pen", async () => {
    await build.select(REGION, "region-1");
    await build.rename("Mumbai");
    await build.drop("vpc", REGION, { x: 60, y: 90, name: "Notebookly-VPC" });

    // What is typed is checked before it is an edit.
    const cidr = build.field("IPv4 CIDR");
    await cidr.fill("10.0.0/16");
    await expect(build.section("Settings").locator(".field-error")).toBeVisible();
    await build.expectNoFinding("cidr-malformed");
    await cidr.press("Tab");
    await build.expectFinding("cidr-malformed", "10.0.0/16");

    await build.set("IPv4 CIDR", "10.0.0.1/16");
    await build.expectNoFinding("cidr-malformed");
    await build.expectFinding("cidr-host-bits", "10.0.0.1/16");
  });

  await test.step("one click mends it, undo takes that back", async () => {
    await build.finding("cidr-host-bits").getByRole("button", { name: /10\.0\.0\.0\/16/ }).click();
    await build.expectNoFinding("cidr-host-bits");
    await expect(build.field("IPv4 CIDR")).toHaveValue("10.0.0.0/16");

    await build.history("Undo");
    await build.expectFinding("cidr-host-bits");
    await expect(build.field("IPv4 CIDR")).toHaveValue("10.0.0.1/16");

    await build.history("Redo");
    await build.expectNoFinding("cidr-host-bits");
    await build.field("DNS hostnames").check();
  });

  await test.step("four subnets in two zones", async () => {
    await build.drop("subnet", "Notebookly-VPC", { x: 64, y: 116, name: "public-a" });
    await build.set("IPv4 CIDR", "10.0.1.0/24");
    await expect(build.field("Zone")).toHaveValue("ap-south-1a");

    await build.drop("subnet", "Notebookly-VPC", { x: 400, y: 116, name: "public-b" });
    // The next free block is proposed.
    await expect(build.field("IPv4 CIDR")).toHaveValue(/^10\.0\.\d+\.0\/24$/);
    await build.set("IPv4 CIDR", "10.0.1.128/25");
    await build.expectFinding("subnets-overlap", "public-a");
    await build.set("IPv4 CIDR", "10.0.2.0/24");
    await build.expectNoFinding("subnets-overlap");
    await expect(build.field("Zone")).toHaveValue("ap-south-1b");

    await build.drop("subnet", "Notebookly-VPC", { x: 64, y: 264, name: "private-a" });
    await build.set("IPv4 CIDR", "10.1.3.0/24");
    await build.expectFinding("subnet-outside-vpc", "private-a");
    await build.set("IPv4 CIDR", "10.0.3.0/24");
    await build.expectNoFinding("subnet-outside-vpc");
    await build.choose("Zone", "ap-south-1a");

    await build.drop("subnet", "Notebookly-VPC", { x: 400, y: 264, name: "private-b" });
    await build.set("IPv4 CIDR", "10.0.4.0/29");
    await build.expectFinding("subnet-size-out-of-range", "private-b");
    await build.set("IPv4 CIDR", "10.0.4.0/24");
    await build.expectNoFinding("subnet-size-out-of-range");
    await build.choose("Zone", "ap-south-1b");
    await expect(build.thing("public-a").locator(".tag")).toHaveText("isolated");
  });

  await test.step("the public signboard leads to a gate that hangs in no wall yet", async () => {
    await build.drop("internet-gateway", REGION, { right: 90, y: 30, name: "Notebookly-IGW" });
    await build.expectWaiting("Notebookly-IGW is not attached to a VPC yet.");
    await build.drop("route-table", "Notebookly-VPC", { x: 330, y: 60, name: "public-rt" });
    await build.connect("public-rt", "public-a");
    await build.connect("public-rt", "public-b");
    await build.connect("public-rt", "Notebookly-IGW");
    // What was a warning is an error now that a route relies on it.
    await build.expectNoFinding("internet-gateway-detached");
    await build.expectFinding("route-to-detached-gateway", "Notebookly-IGW");

    await build.connect("Notebookly-IGW", "Notebookly-VPC");
    await build.expectNoFinding("route-to-detached-gateway");
    for (const subnet of ["public-a", "public-b"]) {
      await expect(build.thing(subnet).locator(".tag")).toHaveText("public");
    }
  });

  await test.step("the side exits, one of them first in the wrong wing", async () => {
    await build.drop("nat-gateway", "private-a", { x: 80, y: 70, name: "NAT-GW-AZ1" });
    await build.expectFinding("nat-in-private-subnet", "NAT-GW-AZ1");
    // Picked up and carried to where it belongs.
    const nat = await build.grip("NAT-GW-AZ1");
    const wing = await build.see("public-a");
    const zoom = await build.zoom();
    await build.drag(nat, { x: wing.x + 80 * zoom, y: wing.y + 70 * zoom });
    await build.expectNoFinding("nat-in-private-subnet");
    await build.drop("nat-gateway", "public-b", { x: 190, y: 70, name: "NAT-GW-AZ2" });

    for (const [zone, nat] of [["a", "NAT-GW-AZ1"], ["b", "NAT-GW-AZ2"]]) {
      await expect(build.thing(`private-${zone}`).locator(".tag")).toHaveText("isolated");
      await build.drop("route-table", "Notebookly-VPC", { x: 330, y: 60, name: `private-rt-${zone}` });
      await build.connect(`private-rt-${zone}`, `private-${zone}`);
      await build.connect(`private-rt-${zone}`, nat);
      await build.expectNoFinding("subnet-without-default-route", `private-${zone}`);
      await expect(build.thing(`private-${zone}`).locator(".tag")).toHaveText("private");
    }
  });

  await test.step("guards, one of them at first too friendly", async () => {
    await build.drop("security-group", "Notebookly-VPC", { x: 330, y: 60, name: "ALB-SG" });
    await build.set("Description", "The load balancer of Notebookly");
    const everybody = { Protocol: "TCP", Source: "0.0.0.0/0" };
    await rule(build, { ...everybody, Ports: "80", Description: "HTTP from everybody" });
    await rule(build, { ...everybody, Ports: "443", Description: "HTTPS from everybody" });

    await build.drop("security-group", "Notebookly-VPC", { x: 330, y: 60, name: "WebServer-SG" });
    await build.set("Description", "The web servers of Notebookly");
    await rule(build, { Protocol: "TCP", Ports: "80", Source: "ALB-SG", Description: "HTTP from the load balancer" });
    await rule(build, { Protocol: "TCP", Ports: "22", Source: "0.0.0.0/0", Description: "SSH from the address of the administrator" });
    await build.expectFinding("admin-port-open-to-world", "WebServer-SG");
    await build.set("Source of rule 2", "198.51.100.44/32", "Inbound rules");
    await build.expectNoFinding("admin-port-open-to-world");

    await build.drop("security-group", "Notebookly-VPC", { x: 330, y: 60, name: "Database-SG" });
    await build.set("Description", "The database of Notebookly");
    await rule(build, { Protocol: "TCP", Ports: "3306", Source: "0.0.0.0/0", Description: "MySQL from the web servers" });
    await build.expectFinding("database-port-open-to-world", "Database-SG");
    await build.set("Source of rule 1", "WebServer-SG", "Inbound rules");
    await build.expectNoFinding("database-port-open-to-world");
  });

  await test.step("the database, at first with a subnet group in one zone", async () => {
    await build.drop("database", "private-a", { x: 220, y: 70, name: "notebook-db" });
    await build.expectWaiting("notebook-db is not complete yet.");
    await build.tick("Subnet group", "private-b");
    await build.expectNoFinding("database-subnets-in-one-zone");
    await build.set("Engine version", "8.4.11");
    await build.connect("Database-SG", "notebook-db");
    await expect(build.field("Multi-AZ")).toBeChecked();
    await expect(build.field("Class")).toHaveValue("db.t3.micro");
  });

  await test.step("the receptionist, at first in one zone and with nothing to do", async () => {
    await build.drop("target-group", "Notebookly-VPC", { x: 330, y: 60, name: "Notebookly-TG" });
    await build.set("Health check path", "/health");

    await build.drop("load-balancer", "public-a", { x: 200, y: 70, name: "Notebookly-ALB" });
    await build.expectWaiting("Notebookly-ALB is not complete yet.");
    await build.expectWaiting("Notebookly-ALB forwards no requests yet.");
    await build.tick("Subnets", "public-b");
    await build.expectNoFinding("balancer-in-one-zone");
    await build.connect("Notebookly-ALB", "Notebookly-TG", { side: "s" });
    await build.expectNoFinding("balancer-without-listener");
    await build.connect("ALB-SG", "Notebookly-ALB");
  });

  await test.step("the web servers", async () => {
    // The role's profile belongs to the account, which comes along with it.
    await build.drop("instance-profile", REGION, { x: 300, y: 30, name: "EC2-S3-Role" });
    await build.fit();
    await build.select("account-1");
    await build.rename("Account");
    await build.drop("launch-template", REGION, { x: 300, y: 30, name: "Notebookly-Template" });
    await build.choose("Public IP", "No");
    await build.set("User data", USER_DATA);
    await build.choose("Instance profile", "EC2-S3-Role");

    await build.drop("auto-scaling-group", "private-a", { x: 60, y: 90, name: "Notebookly-ASG" });
    await build.expectWaiting("Notebookly-ASG is new");
    await build.tick("Subnets", "private-b");
    await build.expectNoFinding("scaling-group-in-one-zone");
    await build.expectWaiting("Notebookly-ASG is not complete yet.");
    await build.connect("Notebookly-Template", "Notebookly-ASG");
    await build.expectNoFinding("scaling-group-incomplete");
    await build.connect("Notebookly-TG", "Notebookly-ASG");
    await build.connect("WebServer-SG", "Notebookly-ASG");

    await build.select("Notebookly-ASG");
    await build.set("Maximum", "10");
    const policy = { CPU: "above", Percent: "70", Minutes: "5", Instances: "1" };
    await build.addLine("Scaling policies", "policy", policy);
    await build.expectWaiting("Notebookly-ASG is not complete yet.");
    await build.addLine("Scaling policies", "policy", { CPU: "below", Percent: "30", Minutes: "15", Instances: "-1" });
    await build.expectNoFinding("scaling-out-without-in");

    await build.select("Notebookly-Template");
    await build.tick("Application calls", "notebook-db");
  });

  await test.step("the directory, where one name leads nowhere at first", async () => {
    const user = await build.see("Customer");
    await build.carry("hosted-zone", { x: user.x + user.width / 2, y: user.y + user.height * 2.2 });
    await build.set("Domain", "notebookly.com");
    await build.rename("notebookly.com");
    await build.connect("notebookly.com", "Notebookly-ALB");
    await build.select("notebookly.com");
    await expect(build.form("Records", "record", 1).getByLabel("Name", { exact: true })).toHaveValue("notebookly.com");

    await build.addForm("Records", "record", { Name: "www.notebookly.com", Type: "CNAME", Values: "shop.notebookly.com" });
    await type(build.form("Records", "record", 2).getByLabel("Values", { exact: true }), "notebookly.com");
    await build.expectNoFinding("record-points-nowhere");
  });

  await test.step("network ACLs as a second line", async () => {
    for (const [name, { Inbound, Outbound }] of Object.entries(NETWORK_ACLS)) {
      await build.drop("network-acl", "Notebookly-VPC", { x: 330, y: 60, name });
      for (const [table, entries] of [["Inbound entries", Inbound], ["Outbound entries", Outbound]]) {
        for (const [number, ports, cidr] of entries) {
          await build.addLine(table, "entry", { "No.": number, Ports: ports, CIDR: cidr });
        }
      }
      const wing = name.replace("-acl", "");
      await build.connect(name, `${wing}-a`);
      await build.connect(name, `${wing}-b`);
    }
  });

  await test.step("nothing is wrong any more", async () => {
    await build.fit();
    await build.show("Findings");
    await expect(build.dock.locator("article.finding.error")).toHaveCount(0);
    await screenshot(page, "notebookly-built");
  });

  await test.step("a request is followed to its end and back", async () => {
    await page.getByRole("button", { name: "Send a request" }).click();
    await page.getByRole("button", { name: "Skip to the end" }).click();
    await expect(build.dock.locator(".verdict")).toHaveText("Delivered");
    await followRequest(page, build);
  });

  await test.step("the file holds what the example holds", async () => {
    const download = await build.export("Cloud Campus file");
    expect(download.suggestedFilename()).toBe("notebookly.campus.json");
    const built = await readDocument(await download.path());
    expect(built.title).toBe("Notebookly");
    expect(substance(built)).toEqual(substance(await readDocument(NOTEBOOKLY)));
  });

  await test.step("cfn-lint has nothing to say about the template", async () => {
    await build.show("Template");
    const shown = await build.dock.getByRole("region", { name: "Template" }).innerText();
    expect(shown).toContain("AWS::EC2::VPC");
    const waiting = page.waitForEvent("download");
    await build.dock.getByRole("button", { name: "Download" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe("notebookly.template.yaml");
    const path = testInfo.outputPath("notebookly.template.yaml");
    await download.saveAs(path);
    const text = await readFile(path, "utf8");
    expect(lines(text), "the panel shows what is downloaded").toEqual(lines(shown));
    expect(await lint(path)).toBe("");

    const json = await build.export("CloudFormation as JSON");
    const jsonPath = testInfo.outputPath("notebookly.template.json");
    await json.saveAs(jsonPath);
    expect(Object.keys(JSON.parse(await readFile(jsonPath, "utf8")).Resources).length).toBeGreaterThan(30);
    expect(await lint(jsonPath)).toBe("");
  });
});

/**
 * Steps through all stops of the request that is shown, and looks at each: where the
 * packet is, and which row of which table let it pass.
 *
 * @param {import("@playwright/test").Page} page
 * @param {Builder} build
 */
async function followRequest(page, build) {
  const forward = page.getByRole("button", { name: "Step forward" });
  const where = build.dock.locator(".player-where");
  await page.getByRole("radio", { name: "Request" }).click();
  const count = Number((await where.innerText()).match(/Stop 1 of (\d+)/)?.[1]);
  expect(count, "there and back").toBeGreaterThan(10);

  const packet = page.locator("#canvas .packet");
  const places = new Set();
  const tables = [];
  for (let stop = 1; stop <= count; stop += 1) {
    await expect(where).toContainText(`Stop ${stop} of ${count}`);
    await expect(packet).toHaveCount(1);
    places.add(await packet.getAttribute("style"));
    const table = build.dock.locator("table.decide");
    if ((await table.count()) > 0 && (await table.locator('tr[aria-current="true"]').count()) > 0) {
      tables.push(await build.dock.locator(".decision h4").first().innerText());
      await expect(table.locator('tr[aria-current="true"]').first()).toBeVisible();
    }
    await expect(build.dock.locator(".told .sentence")).not.toBeEmpty();
    if (stop < count) {
      await forward.click();
    }
  }
  await expect(forward).toBeDisabled();
  await expect(page.getByRole("radio", { name: "Response" })).toBeChecked();
  expect(places.size, "the packet moves over the canvas").toBeGreaterThan(4);
  const said = tables.join("; ");
  for (const table of ["notebookly.com", "public-rt", "public-acl", "ALB-SG", "WebServer-SG", "private-acl"]) {
    expect(said, "the table that decided was shown, with its row marked").toContain(table);
  }
}

/** @param {Builder} build @param {Record<string, string>} cells */
function rule(build, cells) {
  return build.addLine("Inbound rules", "rule", cells);
}

/** @param {string} text */
function lines(text) {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const USER_DATA = `#!/bin/bash
dnf install -y httpd
echo ok > /var/www/html/health
echo "Notebookly from $(hostname)" > /var/www/html/index.html
systemctl enable --now httpd
`;

const WORLD = "0.0.0.0/0";

/** The entries of the network ACLs: number, ports, block. */
const NETWORK_ACLS = {
  "public-acl": {
    Inbound: [["100", "80", WORLD], ["110", "443", WORLD], ["120", "1024-65535", WORLD]],
    Outbound: [["100", "80", WORLD], ["110", "443", WORLD], ["120", "1024-65535", WORLD]],
  },
  "private-acl": {
    Inbound: [
      ["100", "80", "10.0.1.0/24"],
      ["110", "80", "10.0.2.0/24"],
      ["120", "3306", "10.0.3.0/24"],
      ["130", "3306", "10.0.4.0/24"],
      ["140", "1024-65535", WORLD],
    ],
    Outbound: [
      ["100", "80", WORLD],
      ["110", "443", WORLD],
      ["120", "3306", "10.0.3.0/24"],
      ["130", "3306", "10.0.4.0/24"],
      ["140", "1024-65535", "10.0.0.0/16"],
    ],
  },
};
