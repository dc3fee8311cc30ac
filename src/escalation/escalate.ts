import type { DuckDBConnection } from "@duckdb/node-api";
import { IntlMessageFormat } from "intl-messageformat";
import { z } from "zod";
import { type Bilingual, type Language, languages } from "../bilingual.ts";
import { readRows } from "../warehouse/connect.ts";
import type { EscalationRule } from "./rules.ts";

const name = { en: z.string(), cy: z.string() };

const found = z
  .object({
    period_end: z.string(),
    area: z.string(),
    profession: z.string(),
    staff_type: z.string(),
    place: z.object(name),
    profession_name: z.object(name),
  })
  .catchall(z.number());

/** One thing to escalate, told in both languages. */
export interface Escalation {
  rule: string;
  period_end: string;
  area: string;
  profession: string;
  staff_type: string;
  sentence: Bilingual;
  numbers: Record<string, number>;
}

/**
 * Where each rule holds. The rules read `result.observation`, the cells as they are published: of a confidential cell
 * they cannot say anything, not even that it is small.
 */
export async function findEscalations(
  connection: DuckDBConnection,
  rules: readonly EscalationRule[],
): Promise<Escalation[]> {
  const escalations: Escalation[] = [];
  for (const rule of rules) {
    const rows = await readRows(
      connection,
      found,
      `select found.* replace (found.period_end::varchar as period_end),
         {en: areas.short_en, cy: areas.short_cy} as place,
         {en: professions.name_en, cy: professions.name_cy} as profession_name
       from (${rule.sql}) as found
       join reference.areas on areas.code = found.area
       join reference.professions on professions.code = found.profession
       order by areas.sort::int, professions.sort::int, found.staff_type`,
      rule.thresholds,
    );
    for (const { period_end, area, profession, staff_type, place, profession_name, ...numbers } of rows) {
      const sentence = formatBoth(rule.sentence, (language) => ({
        ...numbers,
        place: place[language],
        profession: profession_name[language],
      }));
      escalations.push({ rule: rule.id, period_end, area, profession, staff_type, sentence, numbers });
    }
  }
  return escalations;
}

function formatBoth(
  message: Bilingual,
  valuesFor: (language: Language) => Record<string, string | number>,
): Bilingual {
  const [en = "", cy = ""] = languages.map((language) =>
    String(
      new IntlMessageFormat(message[language], language, undefined, { ignoreTag: true }).format(
        valuesFor(language),
      ),
    ),
  );
  return { en, cy };
}
