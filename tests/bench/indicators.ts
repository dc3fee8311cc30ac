import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";
import { prepareHistory, writeCurrentViews } from "../../src/check/history.ts";
import { readContracts } from "../../src/contracts/contract.ts";
import { computeIngredients, traceIndicators } from "../../src/indicators/compute.ts";
import { readIndicators } from "../../src/indicators/registry.ts";
import { findAllFiles, takeIn } from "../../src/intake/take-in.ts";
import { resolveFolders } from "../../src/paths.ts";
import { openWarehouse, quoteText, readRows } from "../../src/warehouse/connect.ts";
import { buildModels, collectSources, readModels } from "../../src/warehouse/models.ts";
import { loadReference } from "../../src/warehouse/reference.ts";
import { showRatio, showTime, type Time, time } from "./measure.ts";
import { runPolars } from "./polars.ts";

/**
 * All indicators, from the staging tables to the ingredients of every cell, beside the queries of `by-hand/` over the same
 * tables; and four of them beside Polars over the same Parquet. Measured in turn, and the numbers are compared. Scale 27 is
 * 11.5 million rows of staff. The engine has 4 GB; another process makes the example, so that its memory does not count.
 */

const scale = Number(process.argv[2] ?? 27);
const turns = Number(process.argv[3] ?? 3);
const project = fileURLToPath(new URL("../..", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "gweithlu-bench-"));
const folders = resolveFolders(project, join(folder, "data"), join(folder, "site"));
const queries = ["total", "stock", "mix", "band", "flow", "welsh", "gap"];

/** Which column of which query is the same as which ingredient. */
const compared = [
  { indicator: "headcount", ingredient: "total", query: "stock", column: "people" },
  { indicator: "fte", ingredient: "total", query: "stock", column: "fte" },
  { indicator: "part-time-share", ingredient: "numerator", query: "stock", column: "part_time_people" },
  { indicator: "aged-55-plus", ingredient: "numerator", query: "stock", column: "aged_people" },
  { indicator: "prevention-share", ingredient: "numerator", query: "stock", column: "prevention_fte" },
  { indicator: "aged-55-plus", ingredient: "people", query: "mix", column: "people", breakdown: "age-band" },
  { indicator: "gender-mix", ingredient: "people", query: "mix", column: "people", breakdown: "gender" },
  {
    indicator: "ethnic-mix",
    ingredient: "people",
    query: "mix",
    column: "people",
    breakdown: "ethnic-group",
  },
  { indicator: "band-mix", ingredient: "numerator", query: "band", column: "fte", breakdown: "band" },
  { indicator: "fte", ingredient: "total", query: "band", column: "fte", breakdown: "sector" },
  {
    indicator: "joiner-rate",
    ingredient: "numerator",
    query: "flow",
    column: "joined_wales",
    level: "left-wales",
  },
  {
    indicator: "leaver-rate",
    ingredient: "numerator",
    query: "flow",
    column: "left_cell",
    level: "left-cell",
  },
  {
    indicator: "leaver-rate",
    ingredient: "denominator",
    query: "flow",
    column: "average_people",
    level: "left-cell",
  },
  { indicator: "stability", ingredient: "numerator", query: "flow", column: "stayed" },
  { indicator: "progression-rate", ingredient: "numerator", query: "flow", column: "risen" },
  { indicator: "mobility-rate", ingredient: "numerator", query: "flow", column: "changed_employer" },
  { indicator: "welsh-level-3-plus", ingredient: "numerator", query: "welsh", column: "level_3_plus_people" },
  { indicator: "vacancy-fte", ingredient: "total", query: "gap", column: "vacancy_fte" },
];

const besidePolars = [
  { indicator: "headcount", ingredient: "total", query: "polars_stock", column: "people" },
  { indicator: "fte", ingredient: "total", query: "polars_stock", column: "fte" },
  {
    indicator: "leaver-rate",
    ingredient: "numerator",
    query: "polars_flow",
    column: "left_cell",
    level: "left-cell",
  },
  { indicator: "band-mix", ingredient: "numerator", query: "polars_band", column: "fte", breakdown: "band" },
];

await mkdir(folders.work, { recursive: true });
const warehouse = await openWarehouse({ path: folders.warehouse, memory: "4GB" });
const { connection } = warehouse;
const contracts = await readContracts(folders.pipelines);
await load();
const models = await readModels(connection, folders.pipelines);
const marts = models.filter(({ name }) => name.startsWith("marts."));
await buildModels(
  connection,
  models.filter((model) => !marts.includes(model)),
);
const indicators = await traceIndicators(connection, await readIndicators(folders.pipelines), models);
const [staff] = await readRows(
  connection,
  z.object({ rows: z.int() }),
  "select count(*)::int as rows from staging.staff",
);

console.log(`${staff?.rows} rows of staff; seconds, and of the processor in brackets:`);
console.log(`| ${indicators.length} indicators | by hand | ratio |\n|---|---|---|`);
let peak = 0;
const rounds = await inTurn(
  async () => {
    await computeAll(marts, indicators);
    peak ||= process.resourceUsage().maxRSS / 1e6;
  },
  async () => {
    for (const query of queries) {
      const sql = await readFile(join(project, "tests", "bench", "by-hand", `${query}.sql`), "utf8");
      await connection.run(`create or replace temp table ${query} as ${sql}`);
    }
  },
);
console.log(`Median ratio: ${showRatio(rounds)}; peak memory of load and indicators: ${peak.toFixed(1)} GB`);
await compare(compared);

await exportParquet();
const four = indicators.filter(({ id }) => besidePolars.some(({ indicator }) => indicator === id));
const needed = await neededModels();
console.log(`\n| ${four.length} indicators from Parquet | Polars | ratio |\n|---|---|---|`);
const parquetRounds = await inTurn(
  () => computeAll(needed, four),
  () => runPolars(folder),
);
console.log(`Median ratio: ${showRatio(parquetRounds)}`);
for (const name of ["stock", "flow", "band"]) {
  await connection.run(`create or replace temp view polars_${name} as
    select result.* exclude (cell), area, profession, staff_type
    from read_parquet(${quoteText(join(folder, `polars-${name}.parquet`))}) as result join marts.cell using (cell)`);
}
await compare(besidePolars);
warehouse.close();
await rm(folder, { recursive: true });

async function load(): Promise<void> {
  const generate = [
    "generate",
    "--out",
    folders.incoming,
    "--scale",
    String(scale),
    "--seed",
    "1",
    "--months",
    "120",
  ];
  await promisify(execFile)(process.execPath, [join(project, "src", "cli.ts"), ...generate]);
  await loadReference(connection, join(folders.pipelines, "reference"));
  await prepareHistory(connection, contracts);
  const files = await findAllFiles(contracts, folders);
  const outcomes = await takeIn(connection, contracts, files, folders, () => undefined);
  const refused = outcomes.find(({ status }) => status !== "loaded");
  if (refused) throw new Error(JSON.stringify(refused));
  await writeCurrentViews(connection, contracts, null, null);
}

async function computeAll(built: typeof models, computed: typeof indicators): Promise<void> {
  await buildModels(connection, built);
  await computeIngredients(connection, computed, contracts, () => undefined);
}

/** Measures two sides in turn and prints each turn. */
async function inTurn(ours: () => Promise<void>, theirs: () => Promise<void>): Promise<[Time, Time][]> {
  const pairs: [Time, Time][] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const our = await time(ours);
    const their = await time(theirs);
    pairs.push([our, their]);
    console.log(`| ${showTime(our)} | ${showTime(their)} | ${showRatio([[our, their]])} |`);
  }
  return pairs;
}

interface Comparison {
  indicator: string;
  ingredient: string;
  query: string;
  column: string;
  breakdown?: string;
  level?: string;
}

/** Prints how many cells have the same number on both sides, of those that have one on either. */
async function compare(comparisons: readonly Comparison[]): Promise<void> {
  for (const { indicator, ingredient, query, column, breakdown = "none", level = "none" } of comparisons) {
    const isBrokenDown = breakdown !== "none";
    const key = ["period_end", "area", "profession", "staff_type", ...(isBrokenDown ? ["category"] : [])];
    const [count] = await readRows(
      connection,
      z.object({ cells: z.int(), different: z.int() }),
      `with ours as (
         select ${key.join(", ")}, ingredient.${ingredient} as number, is_available and not is_incomplete as is_known
         from result.ingredient as ingredient join marts.cell using (cell)
         where indicator = ${quoteText(indicator)} and breakdown = ${quoteText(breakdown)}
           and ingredient.level = ${quoteText(level)}),
       theirs as (select ${key.join(", ")}, ${column} as number from ${query} ${isBrokenDown && query !== "polars_band" ? `where breakdown = ${quoteText(breakdown)}` : ""})
       select count(*)::int as cells,
         (count(*) filter (abs(coalesce(ours.number, 0) - coalesce(theirs.number, 0)) > 1e-6))::int as different
       from ours full join theirs using (${key.join(", ")})
       where coalesce(is_known, false) and (ours.number <> 0 or theirs.number <> 0)`,
    );
    console.log(
      `${indicator} ${ingredient} ${breakdown} ${level}: ${count?.different} of ${count?.cells} cells differ from ${query}`,
    );
  }
}

/** Writes what Polars reads: the staff, the cells that an employer's staff count in, and the twelve months it is followed. */
async function exportParquet(): Promise<void> {
  const exports = {
    staff: "select * replace (fte::double as fte) from staging.staff",
    cell: `select employer_code, profession, staff_type, cell, cell in (select cell from marts.margin_cell) as is_margin
      from marts.leaf join marts.leaf_cell using (leaf)`,
    followed: `select employer_code, period_end, period_start as snapshot_date, true as is_start from marts.employer_year
      union all select employer_code, period_end, period_end, false from marts.employer_year`,
  };
  for (const [name, sql] of Object.entries(exports)) {
    await connection.run(`copy (${sql}) to ${quoteText(join(folder, `${name}.parquet`))} (format parquet)`);
  }
  await connection.run(`drop table staging.staff;
    create view staging.staff as from read_parquet(${quoteText(join(folder, "staff.parquet"))})`);
}

/** The marts behind the indicators that Polars has, and behind the completion of their cells. */
async function neededModels(): Promise<typeof models> {
  const tables = new Set([
    "employer_return",
    "area_ancestor",
    "person_leaf_quarter",
    "leaf_cell",
    "quarter",
    "cell",
    "margin_cell",
  ]);
  const read = marts.filter(
    ({ name }) => tables.has(name.slice("marts.".length)) || four.some(({ sql }) => sql.includes(name)),
  );
  const sources = collectSources(
    models,
    read.map(({ name }) => name),
  );
  return marts.filter(({ name }) => sources.has(name));
}
