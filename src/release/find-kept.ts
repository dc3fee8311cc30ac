import { basename } from "node:path";
import { PipelineError } from "../errors.ts";
import type { Folders } from "../paths.ts";
import { type KeptRelease, listAnyEdition } from "./kept.ts";
import { requireEdition } from "./published.ts";

/** The release of that name. @throws PipelineError `unknown-release`, `other-edition` */
export async function findKept(folders: Folders, release: string): Promise<KeptRelease> {
  const kept = await listAnyEdition(folders);
  const found = kept.find(({ manifest }) => manifest.release === release);
  const asked = found ?? kept.find(({ folder }) => basename(folder) === release);
  if (asked) requireEdition(folders, asked.manifest, asked.folder);
  if (!found) throw new PipelineError("unknown-release", release, { where: folders.releases, kind: "usage" });
  return found;
}
