// Playwright drives the Chromium that `cargo xtask test` found (or the one named
// in CHROMIUM) against the release page in dist/. See README.md in this folder.
import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM;
if (!executablePath) {
  throw new Error("CHROMIUM names no browser: run `cargo xtask test --only browser`, or set CHROMIUM to a Chromium or Chrome.");
}

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.js",
  outputDir: "results",
  // One browser at a time and no second chance: a test that passes only sometimes is a broken test.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["./harness/reporter.js"]],
  // Generous, for slow and busy machines; a test that hangs still ends.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 60_000,
    trace: "off",
    video: "off",
    // What is kept for when there is no network would answer in place of what a test serves.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: "UTC",
    launchOptions: {
      executablePath,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
