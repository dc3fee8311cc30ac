import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../src/browser/launch.ts";
import { project, temporaryFolder } from "../support/folders.ts";
import { reportFiles } from "./sample.ts";

const faults = join(project, "tests", "fixtures", "faults");
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser(process.env);
});

afterAll(() => browser.close());

test("the page is accessible, fits a narrow screen and asks for nothing", async () => {
  const path = join(await temporaryFolder(), "check.html");
  const names = [
    "invalid-date.csv",
    "unknown-code.csv",
    "direct-identifier.csv",
    "unknown-optional-code.csv",
  ];
  const { html } = await reportFiles(names.map((name) => join(faults, name)));
  await writeFile(path, html);
  const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  const found = await new AxeBuilder({ page }).analyze();
  expect(
    found.violations.map((violation) => [violation.id, violation.nodes.map((node) => node.html)]),
  ).toEqual([]);
  expect(requests).toEqual([pathToFileURL(path).href]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await context.close();
});
