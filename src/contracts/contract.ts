import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { bilingual } from "../bilingual.ts";
import { PipelineError } from "../errors.ts";
import { readYaml } from "../parse-yaml.ts";

const common = {
  /** Rows without a value, or with a bad one, are rejected; in other columns a bad value is an advisory and counts as missing. */
  required: z.boolean().default(false),
  /** Other headings it is known by; case, spaces, `_` and `-` do not matter. */
  aliases: z.array(z.string().min(1)).default([]),
  /** Its values are never shown in a report. */
  sensitive: z.boolean().default(false),
};

const range = { min: z.number().optional(), max: z.number().optional() };

const column = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), pattern: z.string().optional(), ...common }),
  /** Identifies a person: replaced by a keyed hash on load, never shown in a report. */
  z.strictObject({ type: z.literal("person"), pattern: z.string(), ...common }),
  z.strictObject({ type: z.literal("date"), precision: z.enum(["day", "month"]).default("day"), ...common }),
  z.strictObject({ type: z.literal("number"), ...range, ...common }),
  z.strictObject({ type: z.literal("integer"), ...range, ...common }),
  z.strictObject({ type: z.literal("boolean"), ...common }),
  z.strictObject({
    type: z.literal("code"),
    /** A SELECT of `alias` and `code`: what may stand in the file and what it means. */
    codes: z.string(),
    /** Values of this form are taken as they are, though no list has them. */
    other: z.string().optional(),
    ...common,
  }),
]);

export type Column = z.infer<typeof column>;

const rule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  severity: z.enum(["rejected", "advisory"]),
  columns: z.array(z.string()).min(1),
  /** A condition over the typed columns of one row; true for a row that breaks the rule. */
  broken_when: z.string(),
  text: bilingual,
  fix: bilingual,
});

const plausibilityRule = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /**
   * A SELECT over what is loaded, of all datasets: `employer_code`, `period_end` and `cases`, one row for each return
   * that looks wrong. It is an advisory: nothing is left out for it.
   */
  find: z.string(),
  text: bilingual,
  fix: bilingual,
});

const contractFile = z.strictObject({
  order: z.int(),
  title: bilingual,
  grain: bilingual,
  /** A file of the project that is always loaded, beside those that were sent. */
  file: z.string().optional(),
  /**
   * One return is expected of each employer for each quarter once it has sent the first; of all, also of those that the
   * areas table names a day for from which their returns are due, though they never sent one.
   */
  returns: z
    .strictObject({ employer: z.string(), period: z.string(), of_all: z.boolean().default(false) })
    .optional(),
  /** Days after the end of a period by which its return is due. */
  freshness: z.strictObject({ days: z.int().positive() }).optional(),
  /** A later file replaces the rows that agree with its own in these columns. */
  replaces: z.array(z.string()).min(1),
  /** No two rows of a file agree in all of these. */
  key: z.array(z.string()).min(1),
  /** Share of a file's rows that may be rejected before the run stops. */
  rejected_limit: z.number().min(0).max(1).default(0.02),
  /** A condition over the typed columns: the row is loaded but belongs to no profession of the plan. */
  out_of_scope: z.string().optional(),
  columns: z.record(z.string().regex(/^[a-z0-9_]+$/), column),
  rules: z.array(rule).default([]),
  plausibility: z.array(plausibilityRule).default([]),
});

/** What one dataset must look like; the check, the report and the documentation follow from it. */
export interface Contract extends z.infer<typeof contractFile> {
  /** The folder's name. */
  dataset: string;
}

/** The contract of every folder in `pipelines/sources`, in their order. */
export async function readContracts(pipelines: string): Promise<Contract[]> {
  const folder = join(pipelines, "sources");
  const contracts: Contract[] = [];
  for (const dataset of await readdir(folder)) {
    const path = join(folder, dataset, "contract.yml");
    const contract = { dataset, ...(await readYaml(path, contractFile)) };
    requireKnownColumns(contract, path);
    contracts.push(contract);
  }
  return contracts.sort((a, b) => a.order - b.order);
}

/** Whether each row of a dataset is about one person. */
export function isOfPersons({ columns }: Contract): boolean {
  return Object.values(columns).some(({ type }) => type === "person");
}

function requireKnownColumns(contract: Contract, path: string): void {
  const named = [
    ...contract.replaces,
    ...contract.key,
    ...(contract.returns ? [contract.returns.employer, contract.returns.period] : []),
    ...contract.rules.flatMap((one) => one.columns),
  ];
  const unknown = [...new Set(named)].filter((name) => !(name in contract.columns));
  if (unknown.length > 0) {
    throw new PipelineError("unknown-column", unknown.join(", "), { where: path });
  }
  const optional = contract.replaces.filter((name) => !contract.columns[name]?.required);
  if (optional.length > 0) {
    throw new PipelineError("optional-column", optional.join(", "), { where: path });
  }
}
