import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { beforeAll, describe, expect, test } from "vitest";
import { project, temporaryFolder } from "../support/folders.ts";
import { type Reports, reportFiles, reportSample } from "./sample.ts";

let reports: Reports;
let page: Document;

beforeAll(async () => {
  reports = await reportSample();
  page = parseHTML(reports.html).document;
});

test("the terminal says in English what is wrong, where and what to do", () => {
  expect(reports.en.split("\n")).toEqual([
    "staff/return & more.csv",
    "  2 rows rejected: occupation_code: unknown code. [unknown-code]",
    "  line 2: “SIE” (did you mean “S1E”?); line 4: “SIE” (did you mean “S1E”?)",
    "  What to do: Use a code of the list for this column; the template of the dataset holds it.",
    "  1 row rejected: fte: not a number. [invalid-number]",
    "  line 6: “<script>alert('1')</script>”",
    "  What to do: Write it as 0.60 or 1,234.5.",
    "  1 row rejected: person_id: not a pseudonym. [invalid-person]",
    "  line 7",
    "  What to do: Give a pseudonym of 6 to 64 letters, digits, _ or -.",
    "  1 row loaded with an advisory: gender: unknown code. [unknown-code]",
    "  line 8",
    "  What to do: Use a code of the list for this column; the template of the dataset holds it.",
    "  Columns that were not read: <b>remark</b>",
  ]);
});

test("the terminal says it in Welsh", () => {
  expect(reports.cy.split("\n")).toEqual([
    "staff/return & more.csv",
    "  Gwrthodwyd 2 rhes: occupation_code: cod anhysbys. [unknown-code]",
    "  llinell 2: “SIE” (ai “S1E” oedd dan sylw?); llinell 4: “SIE” (ai “S1E” oedd dan sylw?)",
    "  Beth i'w wneud: Defnyddiwch god o'r rhestr ar gyfer y golofn hon; mae yn nhempled y set ddata.",
    "  Gwrthodwyd 1 rhes: fte: nid yw'n rhif. [invalid-number]",
    "  llinell 6: “<script>alert('1')</script>”",
    "  Beth i'w wneud: Ysgrifennwch ef fel 0.60 neu 1,234.5.",
    "  Gwrthodwyd 1 rhes: person_id: nid yw'n ffugenw. [invalid-person]",
    "  llinell 7",
    "  Beth i'w wneud: Rhowch ffugenw o 6 i 64 o lythrennau, digidau, _ neu -.",
    "  Llwythwyd 1 rhes â sylw: gender: cod anhysbys. [unknown-code]",
    "  llinell 8",
    "  Beth i'w wneud: Defnyddiwch god o'r rhestr ar gyfer y golofn hon; mae yn nhempled y set ddata.",
    "  Colofnau na chawsant eu darllen: <b>remark</b>",
  ]);
});

test("a file without a last line end is said to be cut off perhaps, everywhere and in both languages", async () => {
  const folder = await temporaryFolder();
  const whole = await readFile(join(project, "tests/fixtures/faults/missing-value.csv"), "utf8");
  const path = join(folder, "cut.csv");
  await writeFile(path, whole.trimEnd());
  const cut = await reportFiles([path]);
  const en = "Nothing marks the end of the last line: the file may have been cut off.";
  const cy = "Nid oes dim yn nodi diwedd y llinell olaf: gall y ffeil fod wedi'i thorri'n fyr.";
  expect(cut.en.split("\n")).toContain(`  ${en}`);
  expect(cut.cy.split("\n")).toContain(`  ${cy}`);
  expect(parseHTML(cut.html).document.body.textContent).toContain(en);
  expect(parseHTML(cut.html).document.body.textContent).toContain(cy);
  expect(JSON.parse(cut.json)).toMatchObject([{ status: "checked", may_be_cut_off: { text: { en, cy } } }]);
  expect(reports.en).not.toContain(en);
});

describe("the page", () => {
  test("is there once in each language, with a link to the other", () => {
    const sections = [...page.querySelectorAll("main > section")];
    expect(sections.map((section) => section.getAttribute("lang"))).toEqual(["cy", "en"]);
    for (const section of sections) {
      const link = section.querySelector("a[hreflang]");
      expect(link?.getAttribute("lang")).toBe(link?.getAttribute("hreflang"));
      expect(link?.getAttribute("lang")).not.toBe(section.getAttribute("lang"));
    }
    const [cy, en] = sections.map((section) => [
      section.querySelectorAll("h1, h2").length,
      section.querySelectorAll("table").length,
      section.querySelectorAll("tr").length,
      section.querySelectorAll("li").length,
    ]);
    expect(cy).toEqual(en);
  });

  test("says in both languages what was found", () => {
    const cells = (language: string): string[] =>
      [...page.querySelectorAll(`#${language}-1 table:last-of-type tbody tr:first-child > *`)].map((cell) =>
        cell.textContent.trim(),
      );
    expect(cells("en")).toEqual([
      "Rejected occupation_code: unknown code. unknown-code",
      "2",
      "lines 2, 4: “SIE” (did you mean “S1E”?)",
      "Use a code of the list for this column; the template of the dataset holds it.",
    ]);
    expect(cells("cy")).toEqual([
      "Gwrthodwyd occupation_code: cod anhysbys. unknown-code",
      "2",
      "llinellau 2, 4: “SIE” (ai “S1E” oedd dan sylw?)",
      "Defnyddiwch god o'r rhestr ar gyfer y golofn hon; mae yn nhempled y set ddata.",
    ]);
    expect(page.querySelector("#en-1 .verdict")?.textContent).toBe("Accepted, but for the rejected rows");
    expect(page.querySelector("#cy-1 .verdict")?.textContent).toBe(
      "Derbyniwyd, heblaw am y rhesi a wrthodwyd",
    );
  });

  test("names its tables, headings and links", () => {
    for (const table of page.querySelectorAll("table")) {
      expect(table.querySelector("caption")?.textContent).not.toBe("");
      for (const heading of table.querySelectorAll("th")) {
        expect(["col", "row"]).toContain(heading.getAttribute("scope"));
      }
    }
    const ids = [...page.querySelectorAll("[id]")].map((element) => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of page.querySelectorAll("a")) {
      expect(ids).toContain(link.getAttribute("href")?.replace(/^#/, ""));
    }
    expect(page.documentElement.getAttribute("lang")).toBe("cy");
    expect(page.title).toBe("Gwiriad o'r ffeiliau a anfonwyd · Check of the files sent");
  });

  test("asks for nothing from elsewhere and runs nothing", () => {
    expect(page.querySelectorAll("script, link, img, iframe, b > script, [src], [onclick]")).toHaveLength(0);
    expect(reports.html).not.toMatch(/https?:|url\(|@import/);
    expect(reports.html).toContain("&#60;b&#62;remark&#60;/b&#62;");
  });
});

test("no report shows the value of a person or a sensitive column", () => {
  for (const text of Object.values(reports)) {
    expect(text).not.toContain("SECRET");
    expect(text).not.toContain("martian");
  }
});

test.each(["direct-identifier.csv", "identifier-content.csv", "broken-row.csv", "missing-column.csv"])(
  "nothing of the refused %s is in any report",
  async (name) => {
    const path = join(project, "tests", "fixtures", "faults", name);
    const [, ...rows] = (await readFile(path, "utf8")).trim().split(/\r?\n/);
    const values = new Set(rows.flatMap((row) => row.split(",")).filter((value) => value.length > 4));
    const refused = await reportFiles([path]);
    expect(refused.en).toContain("Refused whole");
    for (const text of Object.values(refused)) {
      expect([...values].filter((value) => text.includes(value))).toEqual([]);
    }
  },
);
