import { type Browser, chromium } from "playwright-core";
import { findInstalledBrowser } from "./find-browser.ts";

/**
 * Starts the browser that the user has, else the one from npm.
 * @param environment of the process; `CHROMIUM_PATH` names a browser
 */
export async function launchBrowser(environment: NodeJS.ProcessEnv): Promise<Browser> {
  const executablePath =
    findInstalledBrowser(environment["CHROMIUM_PATH"]) ?? (await unpackBrowser(environment));
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu"],
    env: { ...defined(environment), ...locale },
  });
}

/** A locale that every machine has: the browser crashes on text under one that is named and not installed. */
const locale = { LANG: "C.UTF-8", LC_ALL: "C.UTF-8" };

/**
 * Unpacks the browser from npm and gives its path. Its package unpacks the libraries that a bare machine lacks as well, and
 * puts them on LD_LIBRARY_PATH, and its fonts on FONTCONFIG_PATH, when it is imported.
 */
export async function unpackBrowser(environment: NodeJS.ProcessEnv): Promise<string> {
  environment["AWS_LAMBDA_JS_RUNTIME"] = "nodejs20.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}

function defined(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
