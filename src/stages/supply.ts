import type { Policy } from "../disclosure/policy.ts";
import { requireSupplyCodes } from "../supply/check-settings.ts";
import { createNoise } from "../supply/noise.ts";
import { type NationProjection, projectNation } from "../supply/project-nation.ts";
import { readObserved } from "../supply/read-observed.ts";
import { writeRequirements } from "../supply/requirements.ts";
import type { SupplySettings } from "../supply/settings.ts";
import type { Job } from "./job.ts";

/** Projects supply and demand, for what may be published of it later and for the places that are needed. */
export async function projectSupply(
  { connection, folders, progress, say }: Job,
  settings: SupplySettings,
  policy: Policy,
): Promise<NationProjection | null> {
  return progress.stage(
    "supply",
    async () => {
      await requireSupplyCodes(connection, settings);
      const nation = await readObserved(connection);
      if (!nation) return null;
      const projection = projectNation(nation, settings, policy.threshold, {
        noise: createNoise(nation),
        roundTo: folders.edition === "restricted" ? 1 : policy.round_to,
      });
      await writeRequirements(connection, projection, settings);
      return projection;
    },
    (projection) =>
      say("supply-projected", {
        projections: projection?.projections.length ?? 0,
        past: projection?.backcasts.length ?? 0,
      }),
  );
}
