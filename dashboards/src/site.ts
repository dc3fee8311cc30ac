import { areaPath, paperPath, professionPath } from "./addresses.ts";
import { createContexts, type PageContext } from "./context.ts";
import { type Language, languages } from "./language.ts";
import type { Page } from "./page.ts";
import { indexPage } from "./pages/a-z.ts";
import { accessibilityPage } from "./pages/accessibility.ts";
import { areaPage } from "./pages/area.ts";
import { changesPage } from "./pages/changes.ts";
import { commissioningPage } from "./pages/commissioning.ts";
import { downloadsPage } from "./pages/downloads.ts";
import { explorePage } from "./pages/explore.ts";
import { gapsPage } from "./pages/gaps.ts";
import { glossaryPage } from "./pages/glossary.ts";
import { indicatorPage, indicatorsPage } from "./pages/indicator.ts";
import { areasPage, professionsPage } from "./pages/lists.ts";
import { methodsPage } from "./pages/methods.ts";
import { overviewPage } from "./pages/overview.ts";
import { paperPage } from "./pages/paper.ts";
import { planPage } from "./pages/plan.ts";
import { professionPage } from "./pages/profession.ts";
import { publishedPage } from "./pages/published.ts";
import { qualityPage } from "./pages/quality.ts";
import { seniorPage } from "./pages/senior.ts";
import { welshPage } from "./pages/welsh.ts";
import type { Release } from "./release.ts";
import { pageAreas, pageProfessions } from "./select.ts";
import type { Messages } from "./translate.ts";

type Entry = {
  readonly path: string;
  readonly render: (context: PageContext) => Page;
};

/** One page in one language with the context that it was rendered in. */
export type SitePage = {
  readonly language: Language;
  readonly context: PageContext;
  readonly page: Page;
};

/** The pages of the site in the order of their navigation; every language has all of them. */
function listPages(release: Release): readonly Entry[] {
  return [
    { path: "index", render: overviewPage },
    { path: "gaps", render: gapsPage },
    { path: "commissioning", render: commissioningPage },
    ...pageProfessions(release).map((profession) => ({
      path: paperPath(profession),
      render: (context: PageContext) => paperPage(context, profession),
    })),
    { path: "senior", render: seniorPage },
    { path: "welsh", render: welshPage },
    { path: "areas/index", render: areasPage },
    ...pageAreas(release).map((area) => ({
      path: areaPath(area),
      render: (context: PageContext) => areaPage(context, area),
    })),
    { path: "professions/index", render: professionsPage },
    ...pageProfessions(release).map((profession) => ({
      path: professionPath(profession),
      render: (context: PageContext) => professionPage(context, profession),
    })),
    { path: "indicators/index", render: indicatorsPage },
    ...release.indicators.map((indicator) => ({
      path: `indicators/${indicator.id}`,
      render: (context: PageContext) => indicatorPage(context, indicator),
    })),
    { path: "explore", render: explorePage },
    { path: "plan", render: planPage },
    { path: "published", render: publishedPage },
    { path: "quality", render: qualityPage },
    { path: "methods", render: methodsPage },
    { path: "glossary", render: glossaryPage },
    { path: "a-z", render: indexPage },
    { path: "changes", render: changesPage },
    { path: "downloads", render: downloadsPage },
    { path: "accessibility", render: accessibilityPage },
  ];
}

/** Renders every page of the release in every language. */
export function renderSite(release: Release, messages: Messages): readonly SitePage[] {
  return languages.flatMap((language) => {
    const contextOf = createContexts(release, messages, language);
    return listPages(release).map(({ path, render }) => {
      const context = contextOf(path);
      return { language, context, page: render(context) };
    });
  });
}
