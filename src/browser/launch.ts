import { type Browser, chromium } from "playwright-core";
import { findInstalledBrowser } from "./find-browser.ts";

/**
 * Starts the browser that the user has, else the one from npm.
 * @param environment of the process; `CHROMIUM_PATH` names a browser
 */
export async function launchBrowser(environment: NodeJS.ProcessEnv): Promise<Browser> {
  const executablePath = findInstalledBrowser(environment["CHROMIUM_PATH"]);
  const args = ["--no-sandbox", "--disable-gpu"];
  if (executablePath !== null) return chromium.launch({ executablePath, args });
  // Unpacks the libraries that a bare machine lacks, and puts them on LD_LIBRARY_PATH when it is imported.
  environment["AWS_LAMBDA_JS_RUNTIME"] = "nodejs20.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return chromium.launch({ executablePath: await packaged.executablePath(), args });
}
