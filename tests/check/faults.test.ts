import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { prepareHistory } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { type FileOutcome, takeIn } from "../../src/intake/take-in.ts";
import { readMessages } from "../../src/messages/message.ts";
import { describeFile } from "../../src/receive/find.ts";
import { suggestCodes } from "../../src/report/suggest.ts";
import { reportOutcomes } from "../../src/report/terminal.ts";
import { openWarehouse, readRows } from "../../src/warehouse/connect.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { temporaryFolders } from "../support/folders.ts";
import { pipelines } from "../support/given.ts";

const faults = fileURLToPath(new URL("../fixtures/faults", import.meta.url));

/** What becomes of each file: its status, rows loaded, and what the terminal says in both languages. */
const expected: Record<string, { status: FileOutcome["status"]; loaded: number; en: string; cy: string }> = {
  "missing-value.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: employer_code is empty. [missing-value]\nline 5",
    cy: "Gwrthodwyd 1 rhes: mae employer_code yn wag. [missing-value]\nllinell 5",
  },
  "unknown-code.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: occupation_code: unknown code. [unknown-code]\nline 5: “S1Q9”",
    cy: "Gwrthodwyd 1 rhes: occupation_code: cod anhysbys. [unknown-code]\nllinell 5: “S1Q9”",
  },
  "invalid-date.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: snapshot_date: not a date. [invalid-date]\nline 5: “09/30/2025”",
    cy: "Gwrthodwyd 1 rhes: snapshot_date: nid yw'n ddyddiad. [invalid-date]\nllinell 5: “09/30/2025”",
  },
  "invalid-number.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: fte: not a number. [invalid-number]\nline 5: “full”",
    cy: "Gwrthodwyd 1 rhes: fte: nid yw'n rhif. [invalid-number]\nllinell 5: “full”",
  },
  "out-of-range.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: fte: outside the range allowed. [out-of-range]\nline 5: “15”",
    cy: "Gwrthodwyd 1 rhes: fte: y tu allan i'r amrediad a ganiateir. [out-of-range]\nllinell 5: “15”",
  },
  "invalid-person.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: person_id: not a pseudonym. [invalid-person]\nline 5",
    cy: "Gwrthodwyd 1 rhes: person_id: nid yw'n ffugenw. [invalid-person]\nllinell 5",
  },
  "duplicate-assignment.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: assignment_id: an earlier row has the same key; that one was kept. [duplicate-row]\nline 5: “A003”",
    cy: "Gwrthodwyd 1 rhes: assignment_id: mae gan res gynharach yr un allwedd; cadwyd honno. [duplicate-row]\nllinell 5: “A003”",
  },
  "not-a-month-end.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: The snapshot date is not the last day of a month. [not-a-month-end]\nline 5: “2025-09-29”",
    cy: "Gwrthodwyd 1 rhes: Nid yw dyddiad y ciplun yn ddiwrnod olaf mis. [not-a-month-end]\nllinell 5: “2025-09-29”",
  },
  "unknown-optional-code.csv": {
    status: "loaded",
    loaded: 60,
    en: "1 row loaded with an advisory: gender: unknown code. [unknown-code]\nline 5",
    cy: "Llwythwyd 1 rhes â sylw: gender: cod anhysbys. [unknown-code]\nllinell 5",
  },
  "quoted-line-breaks.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: fte: not a number. [invalid-number]\nline 6: “full”",
    cy: "Gwrthodwyd 1 rhes: fte: nid yw'n rhif. [invalid-number]\nllinell 6: “full”",
  },
  "too-many-rejected.csv": {
    status: "over-limit",
    loaded: 0,
    en: "Not loaded: 1 of 10 rows were rejected, which is above the limit.",
    cy: "Heb ei llwytho: gwrthodwyd 1 o 10 o resi, sydd uwchlaw'r terfyn.",
  },
  "missing-column.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: line 1: required columns are missing: fte.",
    cy: "Gwrthodwyd yn gyfan: llinell 1: mae colofnau gofynnol ar goll: fte.",
  },
  "duplicate-heading.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: line 1: columns appear more than once: fte.",
    cy: "Gwrthodwyd yn gyfan: llinell 1: mae colofnau'n ymddangos fwy nag unwaith: fte.",
  },
  "direct-identifier.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: line 1: columns NHS Number announce direct identifiers (nhs-number).",
    cy: "Gwrthodwyd yn gyfan: llinell 1: mae colofnau NHS Number yn cyhoeddi dynodwyr uniongyrchol (nhs-number).",
  },
  "identifier-content.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: columns remark hold direct identifiers (national-insurance-number).",
    cy: "Gwrthodwyd yn gyfan: mae colofnau remark yn cynnwys dynodwyr uniongyrchol (national-insurance-number).",
  },
  "broken-row.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: line 5: more than 8 fields.",
    cy: "Gwrthodwyd yn gyfan: llinell 5: mwy na 8 maes.",
  },
  "empty-file.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: the file is empty.",
    cy: "Gwrthodwyd yn gyfan: mae'r ffeil yn wag.",
  },
  "unsupported-format.docx": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: files of the kind “docx” are not read.",
    cy: "Gwrthodwyd yn gyfan: ni ddarllenir ffeiliau o'r math “docx”.",
  },
  "unreadable-file.parquet": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: the file cannot be read as parquet.",
    cy: "Gwrthodwyd yn gyfan: ni ellir darllen y ffeil fel parquet.",
  },
  "unreadable-gzip.csv.gz": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: the file cannot be read as gzip.",
    cy: "Gwrthodwyd yn gyfan: ni ellir darllen y ffeil fel gzip.",
  },
  "unknown-encoding.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: no character encoding fits the whole file.",
    cy: "Gwrthodwyd yn gyfan: nid oes amgodiad nodau sy'n addas i'r ffeil gyfan.",
  },
  "encoding-with-nul.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: no character encoding fits the whole file.",
    cy: "Gwrthodwyd yn gyfan: nid oes amgodiad nodau sy'n addas i'r ffeil gyfan.",
  },
  "second-table.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: line 8: a second table with other headings begins here.",
    cy: "Gwrthodwyd yn gyfan: llinell 8: mae ail dabl â phenawdau eraill yn dechrau yma.",
  },
  "second-sheet.xlsx": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: the sheets “April” and “May” both have the headings of the dataset.",
    cy: "Gwrthodwyd yn gyfan: mae penawdau'r set ddata ar y taflenni “April” a “May” ill dwy.",
  },
  "ambiguous-number.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: columns fte: nothing tells whether a number such as 1,000 is one or one thousand.",
    cy: "Gwrthodwyd yn gyfan: colofnau fte: nid oes dim yn dweud ai un ynteu mil yw rhif fel 1,000.",
  },
  "broken-quote.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: line 5: a quotation mark is not closed, or is closed before the end of its field.",
    cy: "Gwrthodwyd yn gyfan: llinell 5: nid yw dyfynnod wedi'i gau, neu mae wedi'i gau cyn diwedd ei faes.",
  },
  "unclosed-quote.csv": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: line 5: a quotation mark is not closed, or is closed before the end of its field.",
    cy: "Gwrthodwyd yn gyfan: llinell 5: nid yw dyfynnod wedi'i gau, neu mae wedi'i gau cyn diwedd ei faes.",
  },
  "mixed-line-ends.csv.gz": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: the lines end in different ways.",
    cy: "Gwrthodwyd yn gyfan: mae'r llinellau'n gorffen mewn gwahanol ffyrdd.",
  },
  "line-too-long.csv.gz": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: a line is longer than 16 MB.",
    cy: "Gwrthodwyd yn gyfan: mae llinell yn hwy na 16 MB.",
  },
  "unpacks-too-large.csv.gz": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: what is packed in the file (gzip) is far larger than any return.",
    cy: "Gwrthodwyd yn gyfan: mae'r hyn sydd wedi'i bacio yn y ffeil (gzip) yn llawer mwy nag unrhyw ffurflen.",
  },
  "html-named.xls": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: files of the kind “html” are not read.",
    cy: "Gwrthodwyd yn gyfan: ni ddarllenir ffeiliau o'r math “html”.",
  },
  "old-excel.xls": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: files of the kind “xls” are not read.",
    cy: "Gwrthodwyd yn gyfan: ni ddarllenir ffeiliau o'r math “xls”.",
  },
  "json-array.json": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: files of the kind “json” are not read.",
    cy: "Gwrthodwyd yn gyfan: ni ddarllenir ffeiliau o'r math “json”.",
  },
  "password-protected.xlsx": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: the xlsx file is protected with a password.",
    cy: "Gwrthodwyd yn gyfan: mae'r ffeil xlsx wedi'i diogelu â chyfrinair.",
  },
  "truncated.xlsx": {
    status: "refused",
    loaded: 0,
    en: "Refused whole: the file cannot be read as xlsx.",
    cy: "Gwrthodwyd yn gyfan: ni ellir darllen y ffeil fel xlsx.",
  },
  "formula-error.xlsx": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: fte: not a number. [invalid-number]\nline 5: “#DIV/0!”",
    cy: "Gwrthodwyd 1 rhes: fte: nid yw'n rhif. [invalid-number]\nllinell 5: “#DIV/0!”",
  },
  "spreadsheet-error.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: assignment_id: an error of the spreadsheet in place of a value. [spreadsheet-error]\nline 5: “#N/A”",
    cy: "Gwrthodwyd 1 rhes: assignment_id: gwall y daenlen yn lle gwerth. [spreadsheet-error]\nllinell 5: “#N/A”",
  },
  "spreadsheet-error.xlsx": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: assignment_id: an error of the spreadsheet in place of a value. [spreadsheet-error]\nline 5: “#REF!”",
    cy: "Gwrthodwyd 1 rhes: assignment_id: gwall y daenlen yn lle gwerth. [spreadsheet-error]\nllinell 5: “#REF!”",
  },
  "below-preamble.csv": {
    status: "loaded",
    loaded: 59,
    en: "1 row rejected: fte: not a number. [invalid-number]\nline 8: “full”",
    cy: "Gwrthodwyd 1 rhes: fte: nid yw'n rhif. [invalid-number]\nllinell 8: “full”",
  },
  "repeated-heading.csv": {
    status: "loaded",
    loaded: 60,
    en: "1 row left out: The row repeats the headings. [repeated-heading]\nline 32",
    cy: "Gadawyd 1 rhes allan: Mae'r rhes yn ailadrodd y penawdau. [repeated-heading]\nllinell 32",
  },
  "total-row.csv": {
    status: "loaded",
    loaded: 60,
    en: "1 row left out: The row is a total of other rows. [total-row]\nline 62",
    cy: "Gadawyd 1 rhes allan: Cyfanswm rhesi eraill yw'r rhes. [total-row]\nllinell 62",
  },
  "blank-row.csv": {
    status: "loaded",
    loaded: 60,
    en: "1 row left out: The row is empty. [blank-row]\nline 32",
    cy: "Gadawyd 1 rhes allan: Mae'r rhes yn wag. [blank-row]\nllinell 32",
  },
};

test("every faulty file is expected", async () => {
  expect(Object.keys(expected).sort()).toEqual((await readdir(faults)).sort());
});

test.each(Object.keys(expected))("%s", async (name) => {
  const folders = { ...(await temporaryFolders()), pipelines };
  const contracts = (await readContracts(pipelines)).filter((contract) => contract.dataset === "staff");
  const warehouse = await openWarehouse({ path: ":memory:" });
  const { connection } = warehouse;
  await loadReference(connection, join(pipelines, "reference"));
  await prepareHistory(connection, contracts);
  const file = await describeFile("staff", join(faults, name), name);
  const [outcome] = await takeIn(connection, contracts, [file], folders, () => undefined);
  const [loaded] = await readRows(
    connection,
    z.object({ rows: z.int(), faults: z.int() }),
    "select (select count(*)::int from history.staff) as rows, (select count(*)::int from history.fault) as faults",
  );
  const suggest = await suggestCodes(connection, contracts, outcome ? [outcome] : []);
  warehouse.close();
  const wanted = expected[name];
  expect(outcome?.status).toBe(wanted?.status);
  expect(loaded?.rows).toBe(wanted?.loaded);
  expect(loaded?.faults).toBe(wanted?.status === "loaded" ? 1 : 0);
  for (const language of ["en", "cy"] as const) {
    const say = await readMessages(language);
    const text = reportOutcomes(outcome ? [outcome] : [], contracts, suggest, say, language)
      .map((line) => line.trim())
      .join("\n");
    expect(text).toContain(wanted?.[language]);
  }
});
