import { join } from "node:path";
import type { Bilingual } from "../bilingual.ts";
import { type Contract, readContracts } from "../contracts/contract.ts";
import { PipelineError } from "../errors.ts";
import { type TracedIndicator, traceIndicators } from "../indicators/compute.ts";
import { type IndicatorLineage, prepareIndicatorLineage } from "../indicators/lineage.ts";
import { type Plan, readPlan } from "../indicators/plan.ts";
import { readIndicators } from "../indicators/registry.ts";
import type { Folders } from "../paths.ts";
import { openWarehouse, quoteText } from "../warehouse/connect.ts";
import { referencedTables } from "../warehouse/lineage.ts";
import { collectSources, type Model, readModels } from "../warehouse/models.ts";
import { loadReference } from "../warehouse/reference.ts";
import { nameClosest } from "./closest.ts";

/** An outcome or an action of the plan. */
export interface PlanEntry {
  id: string;
  title: Bilingual;
  page: number;
}

export interface Definition {
  indicator: TracedIndicator;
  outcomes: PlanEntry[];
  actions: PlanEntry[];
  lineage: IndicatorLineage;
  /** Tables between the indicator and its datasets, each with its grain. */
  models: Pick<Model, "name" | "grain" | "sql">[];
  contracts: Contract[];
}

/**
 * What an indicator is and what it is made from, by its files alone.
 * @throws PipelineError `unknown-indicator`, `unknown-syntax`
 */
export async function defineIndicator(folders: Folders, id: string): Promise<Definition> {
  const { pipelines } = folders;
  const contracts = await readContracts(pipelines);
  const indicators = await readIndicators(pipelines);
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  try {
    const indicator = indicators.find((one) => one.id === id);
    if (!indicator) {
      const known = indicators.flatMap((one) =>
        [one.id, one.title.en, one.title.cy].map((alias) => `(${quoteText(one.id)}, ${quoteText(alias)})`),
      );
      const closest = await nameClosest(
        connection,
        id,
        `from (values ${known.join(", ")}) as known(code, alias)`,
      );
      throw new PipelineError("unknown-indicator", closest, { kind: "usage" });
    }
    await loadReference(connection, join(pipelines, "reference"));
    const models = await readModels(connection, pipelines);
    const [traced] = await traceIndicators(connection, [indicator], models);
    const sources = collectSources(models, await referencedTables(connection, indicator.sql, indicator.path));
    const findLineage = await prepareIndicatorLineage(connection, models, contracts);
    return {
      indicator: { ...indicator, datasets: traced?.datasets ?? [] },
      ...findInPlan(await readPlan(pipelines), indicator),
      lineage: await findLineage(indicator),
      models: models
        .filter(({ name }) => sources.has(name))
        .map(({ name, grain, sql }) => ({ name, grain, sql })),
      contracts,
    };
  } finally {
    close();
  }
}

function findInPlan(
  { aims }: Plan,
  indicator: { outcomes: string[]; actions: string[] },
): { outcomes: PlanEntry[]; actions: PlanEntry[] } {
  const choose = (entries: readonly PlanEntry[], ids: readonly string[]): PlanEntry[] =>
    entries.filter(({ id }) => ids.includes(id)).map(({ id, title, page }) => ({ id, title, page }));
  return {
    outcomes: choose(
      aims.flatMap((aim) => aim.outcomes),
      indicator.outcomes,
    ),
    actions: choose(
      aims.flatMap((aim) => aim.actions),
      indicator.actions,
    ),
  };
}
