import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

// What Node compiled is kept, so that not each of the many processes and threads compiles it again.
process.env["NODE_COMPILE_CACHE"] = join(import.meta.dirname, "node_modules", ".cache", "compiled");

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    sequence: { sequencer: LongestFirst },
    globalSetup: ["./tests/support/pinned-browser.ts"],
    reporters: ["default", "./tests/support/count-reporter.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 3,
  },
});
