import type { DuckDBConnection } from "@duckdb/node-api";
import type { ScenarioOutcome } from "./answer.ts";
import type { SupplySettings } from "./settings.ts";

/** What a projection says of the places needed. */
interface Needing {
  area: string;
  profession: string;
  scenarios: readonly Pick<ScenarioOutcome, "scenario" | "required">[];
}

/** Puts the places needed into `marts.required_places`; a profession without a number keeps null. */
export async function writeRequirements(
  connection: DuckDBConnection,
  { country, projections }: { country: string; projections: readonly Needing[] },
  { need }: Pick<SupplySettings, "need">,
): Promise<void> {
  for (const { area, profession, scenarios } of projections) {
    if (area !== country) continue;
    const outcome = scenarios.find(({ scenario }) => scenario === need.scenario);
    const found = outcome?.required.find(({ certainty }) => certainty === need.certainty);
    if (!found || !("places" in found)) continue;
    await connection.run(
      "update marts.required_places set places = $places::integer where profession = $profession",
      { places: found.places, profession },
    );
  }
}
