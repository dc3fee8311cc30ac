import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    sequence: { sequencer: LongestFirst },
    globalSetup: ["./tests/support/pinned-browser.ts"],
    reporters: ["default", "./tests/support/count-reporter.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});
