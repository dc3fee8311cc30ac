import { rm } from "node:fs/promises";
import { type Browser, chromium } from "playwright-core";
import { findInstalledBrowser } from "./find-browser.ts";

/**
 * Starts the browser that the user has, else the one from npm.
 * @param environment of the process; `CHROMIUM_PATH` names a browser
 */
export function launchBrowser(environment: NodeJS.ProcessEnv): Promise<Browser> {
  const installed = findInstalledBrowser(environment["CHROMIUM_PATH"]);
  return installed === null ? launchUnpacked(environment) : start(installed, environment);
}

/**
 * Starts the browser from npm. Its package unpacks it into the folder for temporary files, where a run that was stopped
 * meanwhile leaves a part of the program, which crashes: then that is unpacked once more.
 */
export async function launchUnpacked(environment: NodeJS.ProcessEnv): Promise<Browser> {
  const path = await unpackBrowser(environment);
  try {
    return await start(path, environment);
  } catch {
    await rm(path, { force: true });
    return start(await unpackBrowser(environment), environment);
  }
}

/**
 * Unpacks the browser from npm and gives its path. Its package unpacks the libraries that a bare machine lacks as well, and
 * puts them on LD_LIBRARY_PATH, and its fonts on FONTCONFIG_PATH, when it is imported.
 */
export async function unpackBrowser(environment: NodeJS.ProcessEnv): Promise<string> {
  environment["AWS_LAMBDA_JS_RUNTIME"] = "nodejs20.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}

function start(executablePath: string, environment: NodeJS.ProcessEnv): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
    env: { ...defined(environment), ...locale },
  });
}

/** A locale that every machine has: the browser crashes on text under one that is named and not installed. */
const locale = { LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
