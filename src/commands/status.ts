import { resolve } from "node:path";
import { z } from "zod";
import { resolveFolders } from "../paths.ts";
import { describeStatus, readStatus } from "../status.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({
  data: z.string(),
  asAt: z.iso.date().optional(),
  json: z.boolean().default(false),
});

export function addStatus({ project, language, say, addCommand }: Terminal): void {
  addCommand("status", say("command-status"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--as-at <date>", say("option-overdue-at"))
    .action(async (given: unknown) => {
      const { data, asAt, json } = parseOptions(options, given);
      const status = await readStatus(resolveFolders(project, resolve(data), ""), asAt ?? null);
      if (json) printJson(status);
      else printLines(describeStatus(status, say, language));
    });
}
