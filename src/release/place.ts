import { readdir } from "node:fs/promises";
import { PipelineError } from "../errors.ts";
import type { Folders } from "../paths.ts";
import { type KeptRelease, listReleases, orderReleases, readWithdrawn } from "./kept.ts";
import type { Manifest } from "./manifest.ts";

/** Where a release stands among the others. */
export interface Place {
  release: string;
  /** The release that its changes are told from. */
  previous: KeptRelease | null;
  /** The releases that lead to it, each the predecessor of the one before. */
  history: { release: string; as_at: string }[];
  /** What it must come out as, when it was made before. */
  expected: Manifest | null;
}

/**
 * A name of the restricted edition says so. A release made before keeps its name and its predecessor. A new one gets the next number of its day; the newest release
 * of the same kind (example or real) before it that was not taken back is its predecessor.
 * @throws PipelineError `previous-gone`
 */
export async function placeRelease(
  folders: Folders,
  info: Pick<Manifest, "as_at" | "example" | "fingerprint">,
): Promise<Place> {
  const kept = await listReleases(folders);
  const same = kept.find(({ manifest }) => manifest.fingerprint === info.fingerprint);
  if (same) {
    const { release, previous } = same.manifest;
    const found = kept.find(({ manifest }) => manifest.release === previous?.release) ?? null;
    if (previous && !found) throw new PipelineError("previous-gone", `${release} → ${previous.release}`);
    return { release, previous: found, history: followBack(kept, found), expected: same.manifest };
  }
  const release = await nextRelease(folders, info.as_at);
  const withdrawn = await readWithdrawn(folders);
  const previous = kept.findLast(
    ({ manifest }) =>
      manifest.example === info.example &&
      !withdrawn.includes(manifest.release) &&
      orderReleases(manifest.release, release) < 0,
  );
  return {
    release,
    previous: previous ?? null,
    history: followBack(kept, previous ?? null),
    expected: null,
  };
}

function followBack(kept: readonly KeptRelease[], from: KeptRelease | null): Place["history"] {
  const history: Place["history"] = [];
  for (let at = from; at; ) {
    const { release, as_at, previous } = at.manifest;
    history.push({ release, as_at });
    at = kept.find(({ manifest }) => manifest.release === previous?.release) ?? null;
  }
  return history;
}

async function nextRelease(folders: Folders, asAt: string): Promise<string> {
  const day = folders.edition === "public" ? asAt : `${folders.edition}-${asAt}`;
  const names = await Promise.all(
    [folders.releases, folders.archive].map((folder) => readdir(folder).catch(() => [])),
  );
  const taken = names
    .flat()
    .filter((name) => name.startsWith(`${day}-`))
    .map((name) => Number(name.slice(day.length + 1)));
  return `${day}-${Math.max(0, ...taken) + 1}`;
}
