/**
 * Observable Framework turns the generated pages into files. Its own chrome is off: the frame of every page, in the
 * page's language, is `src/layout.ts`. Folders are relative to the work folder in which the build runs it.
 */
export default {
  root: "src",
  output: "dist",
  style: "theme.css",
  globalStylesheets: [],
  pages: [],
  // Null, unlike an empty text, is not parsed for every page.
  head: null,
  header: null,
  footer: null,
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  preserveIndex: true,
  preserveExtension: true,
};
