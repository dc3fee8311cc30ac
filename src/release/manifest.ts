import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { bilingual } from "../bilingual.ts";
import { edition } from "../edition.ts";

const hashed = { rows: z.int(), sha256: z.string() };

const manifestFile = z.strictObject({
  release: z.string(),
  /** Releases made before there were editions are public. */
  edition: edition.default("public"),
  as_at: z.iso.date(),
  example: z.boolean(),
  notice: bilingual.nullable(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  /** Identifies inputs, definitions, policy and software together: equal ones give the same release. */
  fingerprint: z.string(),
  /** The release that its changes are told from, with its cells. */
  previous: z.strictObject({ release: z.string(), sha256: z.string() }).nullable().default(null),
  policy: z.record(z.string(), z.union([z.number(), z.string()])),
  inputs: z.array(z.strictObject({ dataset: z.string(), name: z.string(), ...hashed })),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string() })),
});

export type Manifest = z.infer<typeof manifestFile>;

/** The manifest of the release in a folder, or null where there is none. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return parseManifest(JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

export function parseManifest(value: unknown): Manifest {
  return manifestFile.parse(value);
}
