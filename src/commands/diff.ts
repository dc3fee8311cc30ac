import { resolve } from "node:path";
import { z } from "zod";
import { resolveFolders } from "../paths.ts";
import { type Difference, diffReleases } from "../revision/diff.ts";
import { parseOptions, printJson, printLines, type Terminal } from "./terminal.ts";

const options = z.object({
  data: z.string(),
  out: z.string().optional(),
  json: z.boolean().default(false),
});

export function addDiff(terminal: Terminal): void {
  const { project, say, addCommand } = terminal;
  addCommand("diff", say("command-diff"))
    .argument("<before>", say("argument-before"))
    .argument("<after>", say("argument-after"))
    .option("--data <folder>", say("option-data"), "data")
    .option("--out <file>", say("option-changes-file"))
    .action(async (before: string, after: string, given: unknown) => {
      const { data, out, json } = parseOptions(options, given);
      const folders = resolveFolders(project, resolve(data), "");
      const difference = await diffReleases(folders, before, after, out === undefined ? null : resolve(out));
      if (json) printJson(difference);
      else printLines(describeDifference(terminal, difference));
    });
}

function describeDifference({ say }: Terminal, difference: Difference): string[] {
  const { before, after, cells, kinds, causes, definitions, largest } = difference;
  return [
    say("diff-cells", { before, after, cells }),
    ...kinds.map((one) => `  ${say(`change-${one.kind}`)}: ${say("diff-count", { cells: one.cells })}`),
    ...definitions.map(
      ({ id, old_version, new_version }) =>
        `  ${say("diff-definition", { indicator: id, old: old_version ?? "–", new: new_version ?? "–" })}`,
    ),
    ...(causes.length > 0 ? [say("diff-causes")] : []),
    ...causes.map(
      ({ dataset, employer, period_end, file, kind, cells: changed }) =>
        `  ${[dataset, employer, period_end, file].filter((part) => part !== null).join(" · ")}: ${say(`change-${kind}`)}, ${say("diff-count", { cells: changed })}`,
    ),
    ...(largest.length > 0 ? [say("diff-largest")] : []),
    ...largest.map((one) => {
      const place = [one.indicator, one.period, one.area, one.profession, one.staff_type].join(" · ");
      return `  ${place}: ${say("diff-revision", { old: one.old_value, new: one.new_value })}`;
    }),
  ];
}
