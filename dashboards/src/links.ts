import { areaPath, professionPath } from "./addresses.ts";
import type { PageContext } from "./context.ts";
import { type Html, html } from "./html.ts";
import type { Area, Indicator, Profession } from "./release.ts";

export function areaLink(context: PageContext, area: Area): Html {
  return html`<a href="${context.link(areaPath(area))}">${context.shortName(area)}</a>`;
}

export function professionLink(context: PageContext, profession: Profession): Html {
  return html`<a href="${context.link(professionPath(profession))}">${context.name(profession)}</a>`;
}

export function indicatorLink(context: PageContext, indicator: Indicator): Html {
  return html`<a href="${context.link(`indicators/${indicator.id}`)}">${context.pick(indicator.title)}</a>`;
}
