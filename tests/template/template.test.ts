import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { z } from "zod";
import { readContracts } from "../../src/contracts/contract.ts";
import { readMessages } from "../../src/messages/message.ts";
import { checkFiles } from "../../src/stages/check-files.ts";
import { createTemplate } from "../../src/template/template.ts";
import { openWarehouse, readRows } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { gweithlu } from "../support/command-line.ts";
import { project, temporaryFolder } from "../support/folders.ts";
import { pipelines } from "../support/given.ts";

const contracts = (await readContracts(pipelines)).filter((contract) => !contract.file);
const messages = { en: await readMessages("en"), cy: await readMessages("cy") };

async function readTemplate(dataset: string) {
  const workbook = await readXlsx(await createTemplate(pipelines, dataset, messages));
  const [blank, codes, notes] = workbook.sheets;
  if (!blank || !codes || !notes) throw new Error("a sheet is missing");
  return { blank, codes, notes };
}

test.each(contracts)("$dataset: headings, lists and notes are those of the contract", async (contract) => {
  const { blank, codes, notes } = await readTemplate(contract.dataset);
  const names = Object.keys(contract.columns);
  expect(blank.name).toBe(contract.dataset);
  expect(blank.rows[0]).toEqual(names);
  expect(
    blank.rows
      .slice(1)
      .flat()
      .some((value) => value !== null),
  ).toBe(false);
  expect(blank.freezePane).toMatchObject({ rows: 1 });
  expect([codes.name, notes.name]).toEqual(["codes", "notes"]);
  const warehouse = await openWarehouse({ path: ":memory:" });
  await loadReference(warehouse.connection, join(pipelines, "reference"));
  for (const [index, [name, column]] of Object.entries(contract.columns).entries()) {
    if (column.type !== "code") continue;
    const letter = String.fromCharCode("A".charCodeAt(0) + index);
    const validation = blank.dataValidations?.find((one) => one.range === `${letter}2:${letter}1048576`);
    const [, from, to] = validation?.formula1?.match(/^codes!\$B\$(\d+):\$B\$(\d+)$/) ?? [];
    const listed = codes.rows.slice(Number(from) - 1, Number(to));
    expect(new Set(listed.map((row) => row[0]))).toEqual(new Set([name]));
    const wanted = await readRows(
      warehouse.connection,
      z.object({ code: z.string() }),
      `select distinct code from (${column.codes}) where code is not null order by code`,
    );
    expect(listed.map((row) => row[1])).toEqual(wanted.map((row) => row.code));
  }
  warehouse.close();
  const text = notes.rows.flat().join("\n");
  for (const name of names) expect(notes.rows.some((row) => row[0] === name)).toBe(true);
  for (const rule of contract.rules) {
    for (const one of [rule.text.en, rule.text.cy, rule.fix.en, rule.fix.cy]) expect(text).toContain(one);
  }
});

test("the notes and the codes are in both languages", async () => {
  const { codes, notes } = await readTemplate("staff");
  expect(notes.rows[0]).toEqual(["staff", "Staff in post", "Staff mewn swydd"]);
  expect(notes.rows.find((row) => row[0] === "fte")).toEqual([
    "fte",
    "Required. A number. At least 0. At most 1.5. Also read under the headings: WTE, FTE, Contracted WTE, Contracted FTE.",
    "Gofynnol. Rhif. O leiaf 0. Ar y mwyaf 1.5. Darllenir hefyd o dan y penawdau: WTE, FTE, Contracted WTE, Contracted FTE.",
  ]);
  expect(codes.rows.find((row) => row[1] === "7A7")).toEqual([
    "employer_code",
    "7A7",
    "Powys Teaching Health Board",
    "Bwrdd Iechyd Addysgu Powys",
  ]);
  expect(codes.rows.find((row) => row[0] === "care_setting" && row[1] === "other")).toEqual([
    "care_setting",
    "other",
    "Other setting",
    "Lleoliad arall",
  ]);
});

test.each(contracts)("$dataset: every code of the lists is accepted in a file", async (contract) => {
  const { codes } = await readTemplate(contract.dataset);
  const path = join(await temporaryFolder(), "return.csv");
  const names = Object.keys(contract.columns);
  const lines = codes.rows
    .slice(1)
    .map(([column, code]) => names.map((name) => (name === column ? `"${code}"` : "")).join(","));
  await writeFile(path, `${[names.join(","), ...lines].join("\n")}\n`);
  const { outcomes } = await checkFiles(
    { paths: [path], dataset: contract.dataset, pipelines, threads: null, memory: null },
    () => undefined,
  );
  expect(outcomes[0]?.report?.rows).toBe(lines.length);
  expect(outcomes[0]?.report?.faults.filter((fault) => fault.rule === "unknown-code")).toEqual([]);
});

test("a template that was filled in is read like any other return", async () => {
  const path = join(await temporaryFolder(), "staff.xlsx");
  const workbook = await readXlsx(await createTemplate(pipelines, "staff", messages), { readStyles: true });
  const [blank] = workbook.sheets;
  const names = Object.keys(contracts.find((one) => one.dataset === "staff")?.columns ?? {});
  const values = new Map<string, string | number>([
    ["snapshot_date", "2025-09-30"],
    ["employer_code", "7A7"],
    ["occupation_code", "S1E"],
    ["afc_band", "6"],
    ["fte", 0.6],
    ["recruitment_source", "01"],
  ]);
  const rows = Array.from({ length: 3 }, (_, index) =>
    names.map((name) => {
      if (name === "person_id") return `person${index}`;
      return name === "assignment_id" ? `A${index}` : (values.get(name) ?? null);
    }),
  );
  if (!blank) throw new Error("the sheet to fill in is missing");
  const sheets = workbook.sheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet === blank ? [names, ...rows, ...blank.rows.slice(4)] : sheet.rows,
  }));
  await writeFile(path, await writeXlsx({ sheets }));
  const { outcomes } = await checkFiles(
    { paths: [path], dataset: null, pipelines, threads: null, memory: null },
    () => undefined,
  );
  expect(outcomes).toMatchObject([
    { status: "checked", file: { dataset: "staff" }, report: { rows: 3, rejected: 0, faults: [] } },
  ]);
});

test("a template is never written over a file", async () => {
  const out = join(await temporaryFolder(), "return.xlsx");
  expect(await gweithlu(["template", "leavers", "--out", out])).toMatchObject({ code: 0 });
  const before = await readFile(out);
  const again = await gweithlu(["template", "leavers", "--out", out]);
  expect(again).toMatchObject({ code: 2, stdout: "" });
  expect(again.stderr).toContain("there is a file already");
  expect(await readFile(out)).toEqual(before);
  expect(await gweithlu(["template", "horses", "--out", out])).toMatchObject({ code: 2 });
});

test("the page on bringing one's own data names every dataset", async () => {
  const page = await readFile(join(project, "docs", "data.md"), "utf8");
  const named = [...page.matchAll(/^\| `([a-z_]+)` \|/gm)].map((match) => match[1]);
  expect(named).toEqual(contracts.map((contract) => contract.dataset));
});
