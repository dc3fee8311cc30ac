import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Times the whole job on the example nation, stage by stage, and prints the median of each as a table. */

const project = fileURLToPath(new URL("../..", import.meta.url));
const runs = Number(process.argv[2] ?? 3);
const result = z.object({ milliseconds: z.record(z.string(), z.number()) });

const times: Record<string, number>[] = [];
for (let run = 0; run < runs; run += 1) {
  const folder = mkdtempSync(join(tmpdir(), "gweithlu-bench-"));
  const started = performance.now();
  const output = execFileSync(
    process.execPath,
    [join(project, "src", "cli.ts"), "run", "--data", folder, "--site", join(folder, "site"), "--json"],
    { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 },
  );
  const whole = performance.now() - started;
  const { milliseconds } = result.parse(JSON.parse(output));
  const staged = Object.values(milliseconds).reduce((total, time) => total + time, 0);
  times.push({ ...milliseconds, "start and end": whole - staged, whole });
  rmSync(folder, { recursive: true });
}

console.log(`| stage | seconds (median of ${runs}) |\n|---|---|`);
for (const stage of Object.keys(times[0] ?? {})) {
  const sorted = times.map((time) => time[stage] ?? 0).sort((a, b) => a - b);
  console.log(`| ${stage} | ${((sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000).toFixed(1)} |`);
}
