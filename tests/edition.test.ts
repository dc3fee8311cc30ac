import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { auditRelease } from "../src/audit/audit.ts";
import { readPolicy } from "../src/disclosure/policy.ts";
import { generateNation } from "../src/generate/generate.ts";
import { readIndicators } from "../src/indicators/registry.ts";
import { readTables } from "../src/populations/tables.ts";
import { openWarehouse, quoteText, readRows } from "../src/warehouse/connect.ts";
import { type CommandResult, gweithlu } from "./support/command-line.ts";
import { listFiles, readContent } from "./support/contents.ts";
import { pipelines } from "./support/given.ts";

// Both editions are made twice, in both orders.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

const marks = { en: /Restricted, not for publication/, cy: /Cyfyngedig, nid i(['’]|&#39;)w gyhoeddi/ };
/** What files for machines say it with. */
const machineMark = /restricted[_-](not[_-]for[_-]publication[_-])?cyfyngedig/i;
const anyMark = /restricted, not for publication|cyfyngedig, nid i['’]w gyhoeddi|restricted[-_]|-cyfyngedig/i;

let root: string;
let incoming: string;
/** Public first, then restricted with its site. */
let data: string;
/** The other way round. */
let reversed: string;
let open: { before: string; after: string };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "gweithlu-edition-"));
  incoming = join(root, "incoming");
  data = join(root, "data");
  reversed = join(root, "reversed");
  await generateNation({ out: incoming, pipelines, scale: 0.01, seed: 1, months: 3 });
  await mkdir(join(root, "dist"));
  await writeFile(join(root, "dist", "index.html"), "the public site");
  await succeed(run(data, "public", "--no-site"));
  const before = await hashPublicSide();
  await succeed(run(data, "restricted"));
  open = { before, after: await hashPublicSide() };
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("the two editions in one data folder", () => {
  test("a restricted run changes nothing outside its own folder", () => {
    expect(open.after).toBe(open.before);
  });

  test("in the other order they come out the same, and a public run changes nothing of the restricted one", async () => {
    await succeed(run(reversed, "restricted", "--no-site"));
    expect(await readdir(reversed)).toEqual(["work"]);
    const restricted = await hashFolder(join(reversed, "work", "restricted"));
    await succeed(run(reversed, "public", "--no-site"));
    expect(await hashFolder(join(reversed, "work", "restricted"))).toBe(restricted);
    for (const of of [publishedOf, restrictedOf]) {
      expect(await hashFolder(of(reversed))).toBe(await hashFolder(of(data)));
    }
  });

  test("a second restricted run with nothing new says so and changes nothing", async () => {
    const before = await hashFolder(join(restrictedFolder(data), "releases"));
    const { stdout } = await succeed(run(data, "restricted"));
    expect(stdout).toContain("Nothing new");
    expect(await hashFolder(join(restrictedFolder(data), "releases"))).toBe(before);
  });
});

describe("what each edition shows", () => {
  test("class P is open, however small; class S hides all that it hides from the public", async () => {
    const warehouse = await openWarehouse({ path: ":memory:" });
    const cells = (folder: string): string =>
      `read_parquet(${quoteText(join(folder, "observations.parquet"))})`;
    const classes = await readRows(
      warehouse.connection,
      z.object({
        class: z.string(),
        small: z.int(),
        hidden: z.int(),
        opened: z.int(),
        leaked: z.int(),
        changed: z.int(),
      }),
      `with one as (
         select unnest(indicators) as one
         from read_json(${quoteText(join(publishedOf(data), "indicators.json"))}, maximum_object_size = 100000000))
       select one.class, count(*) filter (closed.people between 1 and 4)::int as small,
         count(*) filter (closed.marker like 'c%')::int as hidden,
         count(*) filter (open.marker like 'c%' and closed.marker not like 'c%')::int as opened,
         count(*) filter (closed.marker like 'c%'
           and coalesce(closed.numerator, closed.denominator, closed.value, closed.people, closed.lower, closed.upper) is not null)::int as leaked,
         count(*) filter (open.value <> closed.value or open.people <> closed.people)::int as changed
       from ${cells(publishedOf(data))} as open
       join ${cells(restrictedOf(data))} as closed
         using (indicator, period_end, area, profession, staff_type, breakdown, category, level)
       join one on one.id = indicator
       group by all order by all`,
    );
    warehouse.close();
    const nothing = { leaked: 0, changed: 0 };
    expect(classes).toMatchObject([
      { class: "O", opened: 0, hidden: 0, ...nothing },
      { class: "P", hidden: 0, ...nothing },
      { class: "S", small: 0, opened: 0, ...nothing },
    ]);
    expect(classes[1]?.small).toBeGreaterThan(1000);
    expect(classes[1]?.opened).toBeGreaterThan(1000);
    expect(classes[2]?.hidden).toBeGreaterThan(1000);
  });

  test("who knows class P finds out no more of a hidden count of class S than that it is no more than all", async () => {
    const { connection, close } = await openWarehouse({ path: ":memory:" });
    const indicators = await readIndicators(pipelines);
    const { failures, total } = await auditRelease(connection, restrictedOf(data), {
      indicators,
      tables: await readTables(pipelines),
      earlier: null,
      threads: null,
      policy: { ...(await readPolicy(pipelines)), arePersonsOpen: true },
    });
    close();
    expect(failures).toEqual([]);
    expect(total.hidden).toBeGreaterThan(1000);
  });
});

describe("the marks", () => {
  test("every file of the restricted release and its site says what it is", async () => {
    const unmarked: string[] = [];
    for (const name of await listFiles(restrictedOf(data))) {
      if (!isMarked(name, await readContent(join(restrictedOf(data), name)))) unmarked.push(name);
    }
    const site = join(restrictedFolder(data), "site");
    for (const name of await listFiles(site)) {
      // No numbers are in these; `data` is the release again.
      if (/^(data|_import|script)\/|\.svg$|^robots\.txt$|^built-from\.json$/.test(name)) continue;
      if (!isMarked(name, await readContent(join(site, name)))) unmarked.push(`site/${name}`);
    }
    expect(unmarked).toEqual([]);
    expect(await listFiles(site)).toContain("robots.txt");
    const page = await readFile(join(site, "cy", "index.html"), "utf8");
    expect(page).toContain('<meta name="robots" content="noindex, nofollow">');
  });

  test.each(["en", "cy"] as const)("every sheet of its workbooks does: %s", async (language) => {
    const folder = join(restrictedOf(data), "tables", language);
    const books = (await readdir(folder)).filter((name) => name.endsWith(".xlsx"));
    expect(books).toHaveLength(3);
    for (const name of books) {
      const { sheets } = await readXlsx(await readFile(join(folder, name)));
      expect(sheets.length).toBeGreaterThan(5);
      for (const sheet of sheets) {
        expect(String(sheet.rows[1]?.[0]), `${name}: ${sheet.name}`).toMatch(marks[language]);
      }
    }
  });

  test("no file of the public release does", async () => {
    const marked: string[] = [];
    for (const name of await listFiles(publishedOf(data))) {
      const content = name + (await readContent(join(publishedOf(data), name)));
      if (anyMark.test(content)) marked.push(name);
    }
    expect(marked).toEqual([]);
  });
});

describe("attempts to mix them", () => {
  const restrictedRelease = "restricted-2026-09-30-1";

  test.each([
    "dist",
    "data/published",
    "data/work/restricted",
    "data/work/restricted/releases",
    "data/work/site",
  ])("the restricted site is not built in %s", async (place) => {
    const before = await hashFolder(root);
    const { code, stderr } = await run(data, "restricted", "--site", join(root, place));
    expect(code).toBe(2);
    expect(stderr).toContain("this edition may not be written there: restricted: ");
    expect(await hashFolder(root)).toBe(before);
  });

  test("nor through a link that leads out of its folder", async () => {
    const link = join(restrictedFolder(data), "way-out");
    await symlink(join(root, "dist"), link, "junction");
    const { code } = await run(data, "restricted", "--site", join(link, "site"));
    await rm(link);
    expect(code).toBe(2);
    expect(await readdir(join(root, "dist"))).toEqual(["index.html"]);
  });

  test.each(["run", "rollback"])("%s does not build a public site among the restricted", async (command) => {
    const site = join(restrictedFolder(data), "site");
    const before = await hashFolder(site);
    const { code, stderr } = await gweithlu([
      command,
      ...(command === "run" ? ["--incoming", incoming] : ["2026-09-30-1"]),
      ...["--data", data, "--site", site],
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("this edition may not be written there: public: ");
    expect(await hashFolder(site)).toBe(before);
  });

  test("an unknown edition is wrong usage", async () => {
    const { code, stderr } = await run(data, "secret", "--no-site");
    expect(code).toBe(2);
    expect(stderr).toContain("invalid value: --edition");
  });

  test("releases, status, diff and rollback of the public edition know nothing of a restricted release", async () => {
    const listed = await gweithlu(["releases", "--data", data, "--json"]);
    expect(listed.stdout).not.toContain("restricted");
    expect((await gweithlu(["status", "--data", data])).stdout).not.toContain("restricted");
    for (const asked of [
      ["rollback", restrictedRelease, "--no-site"],
      ["diff", "2026-09-30-1", restrictedRelease],
      ["diff", restrictedRelease, "2026-09-30-1"],
    ]) {
      const { code, stderr } = await gweithlu([...asked, "--data", data]);
      expect(code).toBe(2);
      expect(stderr).toContain(`there is no such release: ${restrictedRelease}`);
    }
  });

  test.each([restrictedRelease, "2026-09-30-7"])(
    "a restricted release that is copied to the public ones as %s is neither listed nor published",
    async (name) => {
      const copy = join(data, "releases", name);
      await cp(restrictedOf(data), copy, { recursive: true, dereference: true });
      try {
        const before = await hashFolder(publishedOf(data));
        const listed = await gweithlu(["releases", "--data", data, "--json"]);
        expect(JSON.parse(listed.stdout)).toHaveLength(1);
        for (const asked of [
          ["rollback", name, "--no-site"],
          ["diff", "2026-09-30-1", name],
        ]) {
          const { code, stderr } = await gweithlu([...asked, "--data", data]);
          expect(code).toBe(1);
          expect(stderr).toContain(`the release is of another edition: ${restrictedRelease}: restricted`);
        }
        await succeed(run(data, "public", "--no-site"));
        expect(await hashFolder(publishedOf(data))).toBe(before);
      } finally {
        await rm(copy, { recursive: true });
      }
    },
  );

  test("what is published by the link of the other edition is refused", async () => {
    const stray = join(root, "stray");
    await mkdir(stray);
    await symlink(restrictedOf(data), join(stray, "published"), "junction");
    for (const command of [["audit"], ["pack", "--audience", "gaps"]]) {
      const { code, stderr } = await gweithlu([...command, "--data", stray]);
      expect(code).toBe(1);
      expect(stderr).toContain("the release is of another edition");
    }
  });

  test("a restricted pack is printed inside its own folder only", async () => {
    const out = join(root, "pack.pdf");
    const asked = ["pack", "--audience", "gaps", "--edition", "restricted", "--data", data];
    const refused = await gweithlu([...asked, "--out", out]);
    expect(refused.code).toBe(2);
    expect(await readdir(root)).not.toContain("pack.pdf");
  });
});

function run(folder: string, edition: string, ...options: string[]): Promise<CommandResult> {
  return gweithlu([
    "run",
    ...["--incoming", incoming, "--data", folder, "--edition", edition, "--threads", "2"],
    ...options,
  ]);
}

async function succeed(running: Promise<CommandResult>): Promise<CommandResult> {
  const result = await running;
  expect(result).toMatchObject({ code: 0 });
  return result;
}

function restrictedFolder(folder: string): string {
  return join(folder, "work", "restricted");
}

function publishedOf(folder: string): string {
  return join(folder, "published");
}

function restrictedOf(folder: string): string {
  return join(restrictedFolder(folder), "published");
}

/** All of the data folder and the public site but the restricted edition's own folder. */
function hashPublicSide(): Promise<string> {
  return hashFolder(root, (name) => !name.startsWith("data/work/restricted/"));
}

/** A hash over names and contents of the files below a folder, links followed. */
async function hashFolder(folder: string, isWanted: (name: string) => boolean = () => true): Promise<string> {
  const hash = createHash("sha256");
  for (const name of (await listFiles(folder)).filter(isWanted)) {
    hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest("hex");
}

/** Whether a file says what it is: in its own language, in both where it has none, or in its name. */
function isMarked(name: string, content: string): boolean {
  const [, language] = /[/_-](en|cy)[/._-]/.exec(`/${name}`) ?? [];
  if (language === "en" || language === "cy") return marks[language].test(content);
  const isNamed = machineMark.test(name) || machineMark.test(content.slice(0, 2000));
  return isNamed || (marks.en.test(content) && marks.cy.test(content));
}
