import { audiencePage, nationalFigures, nationOf, pointOf, positionPoints } from "../audience.ts";
import type { PageContext } from "../context.ts";
import { escalationList, escalationPoints } from "../escalation-list.ts";
import { type Page, pair } from "../page.ts";
import { coursePoints, type Point, risingPoint, valuePoints } from "../points.ts";
import type { Indicator } from "../release.ts";
import { splitProfessions } from "../rows.ts";
import { allProfessions, pageAreas, readLatest, type Slice, wales } from "../select.ts";

const posts = ["advanced-posts", "consultant-posts", "first-contact-posts"];
const standing = [...posts, "senior-posts-per-100", "senior-fill-rate"];
const growth = ["progression-rate", "band-8a-plus", "research-active", "leadership-development"];
const indicators = [
  ...standing,
  ...growth,
  "academic-posts",
  "leadership-positions",
  "senior-pipeline",
  "job-plan-balance",
];

/** For the advisory committee: how many senior posts there are, where, whether they are filled and whether the number rises. */
export function seniorPage(context: PageContext): Page {
  const wholeNation = nationOf(context);
  const figures = nationalFigures(context);
  return audiencePage(context, "senior", indicators, () => ({
    now: {
      points: valuePoints(
        context,
        {
          "advanced-posts": "posts-areas",
          "consultant-posts": "posts-areas",
          "first-contact-posts": "posts-areas",
          "senior-posts-per-100": "posts-areas",
          "senior-fill-rate": "posts-areas",
          "academic-posts": "other-posts-areas",
          "leadership-positions": "other-posts-areas",
        },
        wholeNation,
      ),
      content: [
        figures.areaTable("posts-areas", "senior-areas-title", standing),
        figures.professionTable("posts-professions", "senior-by-profession-title", standing),
        figures.areaTable("other-posts-areas", "senior-other-title", [
          "academic-posts",
          "leadership-positions",
        ]),
      ],
    },
    course: {
      points: [
        ...seniorPoints(context, "posts-trend", (indicator) => risingPoint(context, indicator, wholeNation)),
        ...coursePoints(
          context,
          { "senior-posts-per-100": "per-100-trend", "senior-fill-rate": "fill-rate-trend" },
          wholeNation,
        ),
      ],
      content: [
        figures.trend("posts-trend", posts, "senior-posts-title"),
        figures.trend("per-100-trend", ["senior-posts-per-100"]),
        figures.trend("fill-rate-trend", ["senior-fill-rate"]),
      ],
    },
    where: {
      points: [
        ...seniorPoints(context, "posts-areas", (indicator) => areasPoint(context, indicator)),
        ...seniorPoints(context, "posts-professions", (indicator) => professionsPoint(context, indicator)),
        ...positionPoints(context, { "band-8a-plus": undefined, "progression-rate": undefined }),
        ...escalationPoints(context, "senior"),
      ],
      content: [
        escalationList(context, "senior"),
        pair(...posts.map((id) => figures.byArea(id))),
        pair(figures.byArea("senior-posts-per-100"), figures.byProfession("senior-posts-per-100")),
        figures.funnel("band-8a-plus"),
        figures.funnel("progression-rate"),
      ],
    },
    why: {
      points: valuePoints(context, Object.fromEntries(growth.map((id) => [id, "growth-areas"])), wholeNation),
      content: [
        figures.byCategory("senior-pipeline", "stage", true),
        figures.areaTable("growth-areas", "senior-growth-title", growth),
        figures.byCategory("job-plan-balance", "pillar", true),
      ],
    },
  }));
}

function seniorPoints(
  context: PageContext,
  anchor: string,
  tell: (indicator: Indicator) => string | null,
): readonly Point[] {
  return posts.flatMap((id) => pointOf(context, id, anchor, tell));
}

function areasPoint(context: PageContext, indicator: Indicator): string | null {
  const { t, release, pick, shortName } = context;
  const areas = countAll(
    context,
    pageAreas(release).map((area) => ({
      name: shortName(area),
      slice: { indicator, area: area.code, profession: allProfessions },
    })),
  );
  if (areas === null) return null;
  const text = t("senior-point-areas", { title: pick(indicator.title), areas: areas.counts });
  return `${text} ${areas.without}`.trim();
}

/** A group stands for its professions where the input does not tell them apart. */
function professionsPoint(context: PageContext, indicator: Indicator): string | null {
  const { t, release, pick, name } = context;
  const professions = countAll(
    context,
    splitProfessions(release, indicator, [wales]).shown.map((profession) => ({
      name: name(profession),
      slice: { indicator, area: wales, profession: profession.code },
    })),
  );
  if (professions === null) return null;
  const text = t("senior-point-professions", {
    title: pick(indicator.title),
    professions: professions.counts,
  });
  return `${text} ${professions.without}`.trim();
}

/** The numbers of a list, each with its name, and what has none; null when none of it has a number. */
function countAll(
  { t, release, format }: PageContext,
  items: readonly { readonly name: string; readonly slice: Slice }[],
): { readonly counts: string; readonly without: string } | null {
  const counts = items.map(({ name, slice }) => {
    const { value } = readLatest(release, slice);
    return { name, text: value === null ? null : format.number(value, slice.indicator.decimals) };
  });
  const known = counts.flatMap(({ name, text }) => (text === null ? [] : [`${name}\u00a0${text}`]));
  const unknown = counts.flatMap(({ name, text }) => (text === null ? [name] : []));
  if (known.length === 0) return null;
  return {
    counts: known.join("; "),
    without: unknown.length === 0 ? "" : t("words-without", { names: unknown.join("; ") }),
  };
}
