import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { gweithlu } from "../support/command-line.ts";
import { project, temporaryFolder } from "../support/folders.ts";

const faults = join(project, "tests", "fixtures", "faults");

test.each([
  ["unknown-optional-code.csv", 0, "files not accepted: 0; rows rejected: 0; rows with advisories: 1"],
  ["invalid-date.csv", 1, "files not accepted: 0; rows rejected: 1; rows with advisories: 0"],
  ["too-many-rejected.csv", 1, "files not accepted: 1; rows rejected: 1; rows with advisories: 0"],
  ["direct-identifier.csv", 1, "files not accepted: 1; rows rejected: 0; rows with advisories: 0"],
])("check %s ends with %i", async (name, code, summary) => {
  const result = await gweithlu(["check", join(faults, name)]);
  expect(result).toMatchObject({ code });
  expect(result.stdout).toContain(summary);
});

test.each([
  [["check"], "missing required argument"],
  [["check", "no-such-file.csv"], "no such file: no-such-file.csv"],
  [["check", join(faults, "invalid-date.csv"), "--dataset", "horses"], "unknown dataset: horses"],
])("%j is wrong usage", async (arguments_, message) => {
  const result = await gweithlu(arguments_);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toContain(message);
});

test("the dataset is the one named, else the folder's, else the one that knows most headings", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "vacancies"));
  const inFolder = join(folder, "vacancies", "file.csv");
  const elsewhere = join(folder, "file.csv");
  for (const path of [inFolder, elsewhere]) await copyFile(join(faults, "missing-column.csv"), path);
  const dataset = async (...arguments_: string[]): Promise<string[]> => {
    const shape = z.object({ files: z.array(z.object({ dataset: z.string() })) });
    const { stdout } = await gweithlu(["check", "--json", ...arguments_]);
    return shape.parse(JSON.parse(stdout)).files.map((file) => file.dataset);
  };
  expect(await dataset(inFolder, elsewhere)).toEqual(["vacancies", "staff"]);
  expect(await dataset(inFolder, elsewhere, "--dataset", "leavers")).toEqual(["leavers", "leavers"]);
});

test("a file that could be of several datasets is wrong usage that names them", async () => {
  const path = join(await temporaryFolder(), "file.csv");
  await writeFile(path, "person_id,employer_code\nperson1,7A7\n");
  const result = await gweithlu(["check", path]);
  expect(result).toMatchObject({ code: 2, stdout: "" });
  expect(result.stderr).toContain("staff, leavers");
});

test("a run leaves its report for the analyst, also about files an earlier run loaded", async () => {
  const folder = await temporaryFolder();
  const sent = join(folder, "incoming", "staff");
  const data = join(folder, "data");
  await mkdir(sent, { recursive: true });
  await copyFile(join(faults, "invalid-date.csv"), join(sent, "return.csv"));
  await copyFile(join(faults, "direct-identifier.csv"), join(sent, "refused.csv"));
  const run = ["run", "--incoming", join(folder, "incoming"), "--data", data, "--no-site"];
  const shape = z.object({
    files: z.array(z.object({ file: z.string(), status: z.string(), rejected: z.int().nullable() })),
  });
  for (const status of ["loaded", "known"]) {
    expect(await gweithlu(run)).toMatchObject({ code: 1 });
    const review = join(data, "work", "review");
    expect(shape.parse(JSON.parse(await readFile(join(review, "check.json"), "utf8"))).files).toEqual([
      { file: "refused.csv", status: "refused", rejected: null },
      { file: "return.csv", status, rejected: 1 },
    ]);
    const page = await readFile(join(review, "check.html"), "utf8");
    expect(page).toContain("09/30/2025");
    expect(page).not.toContain("9434765919");
  }
  expect((await readdir(join(data, "published"))).filter((name) => name.startsWith("check"))).toEqual([]);
});
