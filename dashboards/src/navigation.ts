import type { PageContext } from "./context.ts";

/** The pages that the head of every page leads to, in its order. */
export const mainNavigation = [
  "index",
  "gaps",
  "commissioning",
  "senior",
  "welsh",
  "areas/index",
  "professions/index",
  "indicators/index",
  "explore",
  "plan",
];

export const helpNavigation = ["published", "quality", "methods", "glossary", "changes", "downloads"];

export const footerNavigation = ["methods", "quality", "downloads", "a-z", "accessibility"];

/** Every page that the navigation names, each once. */
export const navigation = [...new Set([...mainNavigation, ...helpNavigation, ...footerNavigation])];

/** The name of a page in the navigation. */
export function navigationTitle({ t }: PageContext, path: string): string {
  return t(`navigation-${path.replace("/index", "")}`);
}
