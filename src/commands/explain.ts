import { resolve } from "node:path";
import { z } from "zod";
import { describeExplanation } from "../explain/describe.ts";
import { explain } from "../explain/explain.ts";
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
      const { data, json, staffType, ...others } = parseOptions(options, given);
      const cell = { ...others, staff_type: staffType };
      const isCell = Object.values(cell).some((one) => one !== undefined);
      const folders = resolveFolders(project, resolve(data), "");
      const explanation = await explain(folders, indicator, isCell ? cell : null);
      const { contracts: _, ...found } = explanation;
      if (json) printJson(found);
      else printLines(describeExplanation(explanation, say, language));
    });
}
