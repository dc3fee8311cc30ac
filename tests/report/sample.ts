import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readAllMessages } from "../../src/messages/message.ts";
import { listOutcomes } from "../../src/report/list.ts";
import { renderReport } from "../../src/report/page.ts";
import { reportOutcomes } from "../../src/report/terminal.ts";
import { checkFiles } from "../../src/stages/check-files.ts";
import { pipelines } from "../support/given.ts";

const headings =
  "snapshot_date,person_id,assignment_id,employer_code,occupation_code,afc_band,fte,gender,<b>remark</b>";

/** Lines 2, 4, 6, 7 are rejected, line 8 has an advisory; what must never be shown is SECRET or martian. */
const faulty = [
  "2025-09-30,person002,A002,7A7,SIE,6,1,female,",
  "2025-09-30,person003,A003,7A7,S1E,6,1,female,",
  "2025-09-30,person004,A004,7A7,SIE,6,1,female,",
  "2025-09-30,person005,A005,7A7,S1E,6,1,female,",
  "2025-09-30,person006,A006,7A7,S1E,6,<script>alert('1')</script>,female,",
  "2025-09-30,SECRET!,A007,7A7,S1E,6,1,female,",
  "2025-09-30,person008,A008,7A7,S1E,6,1,martian,",
];

/** What is reported of a return with 4 rejected rows of 300, one advisory and a heading that no contract knows. */
export async function reportSample(): Promise<Reports> {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-"));
  const path = join(folder, "return & more.csv");
  const sound = Array.from(
    { length: 293 },
    (_, index) => `2025-09-30,person${index + 100},B${index + 100},7A7,S1E,6,1,female,`,
  );
  await writeFile(path, `${[headings, ...faulty, ...sound].join("\n")}\n`);
  const reports = await reportFiles([path]);
  await rm(folder, { recursive: true, force: true });
  return reports;
}

export interface Reports {
  en: string;
  cy: string;
  html: string;
  json: string;
}

/** Every report that `check` gives of these files. */
export async function reportFiles(paths: readonly string[]): Promise<Reports> {
  const { contracts, outcomes, suggest } = await checkFiles(
    { paths, dataset: "staff", pipelines, threads: null, memory: null },
    () => undefined,
  );
  const messages = await readAllMessages();
  const [en = "", cy = ""] = (["en", "cy"] as const).map((language) =>
    reportOutcomes(outcomes, contracts, suggest, messages[language], language).join("\n"),
  );
  return {
    en,
    cy,
    html: renderReport(outcomes, contracts, suggest, messages),
    json: JSON.stringify(listOutcomes(outcomes, contracts, suggest, messages)),
  };
}
