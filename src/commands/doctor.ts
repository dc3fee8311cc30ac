import { resolve } from "node:path";
import { z } from "zod";
import { examine } from "../doctor/examine.ts";
import { exitCodes } from "../errors.ts";
import { resolveFolders } from "../paths.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({ data: z.string(), site: z.string(), json: z.boolean().default(false) });

export function addDoctor({ project, say, addCommand }: Terminal): void {
  addCommand("doctor", say("command-doctor"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--site <folder>", say("option-site"), "dist")
    .action(async (given: unknown) => {
      const { data, site, json } = parseOptions(options, given);
      const findings = await examine(resolveFolders(project, resolve(data), resolve(site)), process.env);
      if (findings.some(({ state }) => state === "problem")) process.exitCode = exitCodes.data;
      if (json) printJson(findings);
      else {
        printLines(
          findings.map(
            ({ check, state, values }) =>
              `${say(`doctor-state-${state}`)}: ${say(`doctor-${check}-${state}`, values)}`,
          ),
        );
      }
    });
}
