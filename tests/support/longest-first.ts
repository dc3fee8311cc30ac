import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, as it runs the whole job or a browser many times. */
const longest = [
  "run.test.ts",
  "dashboards/browser.test.ts",
  "edition.test.ts",
  "release/broken-off.test.ts",
  "release/releases.test.ts",
  "disclosure/channels.test.ts",
  "explain/explain.test.ts",
  "gate.test.ts",
  "leaks.test.ts",
  "pack/pack.test.ts",
  "receive/any-disguise.test.ts",
  "pipelines/indicators.test.ts",
  "report/check.test.ts",
  "fuzz/mutate.test.ts",
];

/** Begins with the files that take longest, so that none of them is left to run alone at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.replaceAll("\\", "/").endsWith(`tests/${name}`));
      return found === -1 ? longest.length : found;
    };
    return others.toSorted((a, b) => place(a) - place(b));
  }
}
