import type { Language } from "../bilingual.ts";
import type { Input } from "../indicators/lineage.ts";
import type { Say } from "../messages/message.ts";
import { adviseOnFault } from "../report/describe.ts";
import { type Cell, hasMarker, type Point } from "./cell.ts";
import type { PlanEntry } from "./definition.ts";
import { describeQuality } from "./describe-quality.ts";
import type { Explanation } from "./explain.ts";
import type { UsedFile } from "./inputs.ts";

/** The explanation as text for a reader of `language`. */
export function describeExplanation(explanation: Explanation, say: Say, language: Language): string[] {
  const { indicator, outcomes, actions, cell, models, lineage } = explanation;
  const titled = ({ title, page }: PlanEntry): string =>
    `  ${say("explain-plan-entry", { title: title[language], page })}`;
  return [
    `${indicator.id}: ${indicator.title[language]}`,
    line(say, "definition", indicator.description[language]),
    ...describeFormula(explanation, say, language),
    line(say, "unit", indicator.unit[language]),
    line(say, "class", say(`explain-class-${indicator.class}`)),
    ...section(say, "outcomes", outcomes.map(titled)),
    ...section(say, "actions", actions.map(titled)),
    line(say, "quality", describeQuality(explanation, say, language)),
    ...(cell ? describeCell(cell, say, language) : []),
    ...(cell ? describeInputs(explanation, cell, say, language) : []),
    ...section(
      say,
      "lineage",
      lineage.inputs.flatMap((input) => describeInput(explanation, input, say, language)),
    ),
    ...section(
      say,
      "models",
      models.map(({ name, grain }) => `  ${name}: ${grain}`),
    ),
    `${say("explain-sql")}:`,
    indicator.sql,
  ];
}

function line(say: Say, key: string, text: string): string {
  return `${say(`explain-${key}`)}: ${text}`;
}

function section(say: Say, key: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${say(`explain-${key}`)}:`, ...lines];
}

function describeFormula({ indicator }: Explanation, say: Say, language: Language): string[] {
  const { numerator, denominator, scale } = indicator;
  if (!numerator || !denominator) return [];
  const formula = { scale: scale ?? 1, numerator: numerator[language], denominator: denominator[language] };
  return [
    line(say, "numerator", formula.numerator),
    line(say, "denominator", formula.denominator),
    line(
      say,
      "formula",
      say(indicator.scale === 1 ? "explain-quotient" : "explain-scaled-quotient", formula),
    ),
  ];
}

/** What is taken from one table: what the value is made from, and what only chooses rows. */
function describeInput(
  { contracts }: Explanation,
  { kind, name, counts, makes, chooses }: Input,
  say: Say,
  language: Language,
): string[] {
  const title = contracts.find(({ dataset }) => kind === "dataset" && dataset === name)?.title[language];
  const made = [...(counts ? [say("explain-its-rows")] : []), ...makes];
  return [
    `  ${title ? `${name} (${title})` : say(`explain-input-${kind}`, { name })}`,
    ...(made.length > 0 ? [`    ${line(say, "makes", made.join(", "))}`] : []),
    ...(chooses.length > 0 ? [`    ${line(say, "chooses", chooses.join(", "))}`] : []),
  ];
}

function describeCell(cell: Cell, say: Say, language: Language): string[] {
  const show = showNumber(language);
  const markers =
    cell.marker === "" ? [] : cell.marker.split(" ").map((marker) => say(`explain-marker-${marker}`));
  const quantities = (["value", "numerator", "denominator", "lower", "upper", "people"] as const).flatMap(
    (name) => {
      const number = cell[name];
      return number === null ? [] : [line(say, `cell-${name}`, show(number))];
    },
  );
  return [
    line(say, "cell", [cell.period, ...cell.names.map((name) => name[language])].join(" · ")),
    ...quantities,
    ...(cell.state === "shown" && cell.value === 0 ? [say("explain-zero")] : []),
    ...(cell.state === "shown" ? [] : [say(`explain-${cell.state}`)]),
    ...cell.reasons.map(
      ({ code, names, limit }) =>
        `  – ${say(`explain-reason-${code}`, { names: names.join(", "), limit: limit ?? 0 })}`,
    ),
    ...(markers.length > 0 ? [line(say, "markers", markers.join("; "))] : []),
    ...section(
      say,
      "breaks",
      cell.breaks.map((one) => `  ${one.date}: ${one[language]} (${one.source})`),
    ),
    ...section(
      say,
      "missing-returns",
      cell.missingReturns.map((one) => `  ${one.dataset} ${one.employer} ${one[language]} ${one.period_end}`),
    ),
    ...describeNeighbours(say, "before", cell.before, show),
    ...describeNeighbours(say, "after", cell.after, show),
  ];
}

function describeNeighbours(
  say: Say,
  key: string,
  points: readonly Point[],
  show: (value: number) => string,
): string[] {
  if (points.length === 0) return [];
  const texts = points.map((one) => {
    const shown = one.value === null ? "" : show(one.value);
    const marker = one.marker.split(" ").flatMap((code) => (code === "" ? [] : [`[${code}]`]));
    return [one.period, shown, ...marker].filter((text) => text !== "").join(" ");
  });
  return [line(say, key, texts.join("; "))];
}

function describeInputs(explanation: Explanation, cell: Cell, say: Say, language: Language): string[] {
  const lines = explanation.inputs.flatMap((file) => describeFile(file, explanation, say, language));
  return [
    `${say("explain-inputs")}:`,
    ...(lines.length > 0 ? lines : [`  ${say("explain-no-inputs")}`]),
    ...(hasMarker(cell, "c") && lines.length > 0 ? [`  ${say("explain-no-counts")}`] : []),
  ];
}

function describeFile(file: UsedFile, { contracts }: Explanation, say: Say, language: Language): string[] {
  const contract = contracts.find(({ dataset }) => dataset === file.dataset);
  const returns = file.returns.map(({ employer, period_end, rows }) =>
    rows === null
      ? say("explain-return", { employer, period: period_end })
      : say("explain-return-rows", { employer, period: period_end, rows }),
  );
  return [
    `  ${say("explain-file", { name: `${file.dataset}/${file.file}`, load: file.load, received: file.received })}`,
    `    sha256 ${file.sha256}`,
    ...(file.rows === null
      ? []
      : [
          `    ${say("explain-file-rows", { rows: file.rows, rejected: file.rejected ?? 0, advisory: file.advisory ?? 0 })}`,
        ]),
    ...file.replaced.map((one) => `    ${say("explain-replaced", { ...one })}`),
    ...(returns.length > 0 ? [`    ${line(say, "returns", returns.join("; "))}`] : []),
    ...file.faults.map(({ rule, column, severity, rows }) => {
      const { text } = adviseOnFault({ rule, column }, contract, say, language);
      return `    ${say(`fault-${severity}`, { rule, count: rows, text })}`;
    }),
  ];
}

function showNumber(language: Language): (value: number) => string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 4 });
  return (value) => format.format(value);
}
