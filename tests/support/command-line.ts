import { spawn } from "node:child_process";
import { join } from "node:path";
import { project } from "./folders.ts";

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs the command line as its user does; a run with one thread unless it is asked for more, as tests share the cores.
 * `killAfter`: milliseconds after which it is killed outright.
 */
export async function gweithlu(
  arguments_: readonly string[],
  environment: Record<string, string> = {},
  killAfter?: number,
): Promise<CommandResult> {
  const threads = arguments_[0] === "run" && !arguments_.includes("--threads") ? ["--threads", "1"] : [];
  const child = spawn(process.execPath, [join(project, "src", "cli.ts"), ...arguments_, ...threads], {
    cwd: project,
    env: {
      ...process.env,
      LANG: "en_GB.UTF-8",
      LC_ALL: "",
      ...environment,
    },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    stderr += String(chunk);
  });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  clearTimeout(timer);
  return { code, stdout, stderr };
}
