import { resolve } from "node:path";
import { z } from "zod";
import { describeExplanation, explain } from "../explain.ts";
import { resolveFolders } from "../paths.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const text = z.string().optional();

const options = z.object({
  data: z.string(),
  area: text,
  profession: text,
  staffType: text,
  period: text,
  breakdown: text,
  category: text,
  level: text,
  json: z.boolean().default(false),
});

export function addExplain({ project, language, say, addCommand }: Terminal): void {
  addCommand("explain", say("command-explain"))
    .argument("<indicator>", say("argument-indicator"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--area <code>", say("option-area"))
    .option("--profession <code>", say("option-profession"))
    .option("--staff-type <code>", say("option-staff-type"))
    .option("--period <period>", say("option-period"))
    .option("--breakdown <code>", say("option-breakdown"))
    .option("--category <code>", say("option-category"))
    .option("--level <code>", say("option-level"))
    .action(async (indicator: string, given: unknown) => {
      const { data, json, ...cell } = parseOptions(options, given);
      const isCell = Object.values(cell).some((one) => one !== undefined);
      const explanation = await explain(
        resolveFolders(project, resolve(data), ""),
        indicator,
        isCell
          ? {
              area: cell.area ?? "W92000004",
              profession: cell.profession ?? "all",
              staff_type: cell.staffType ?? null,
              period: cell.period ?? null,
              breakdown: cell.breakdown ?? "none",
              category: cell.category ?? "all",
              level: cell.level ?? null,
            }
          : null,
      );
      if (json) printJson(explanation);
      else printLines(describeExplanation(explanation, say, language));
    });
}
