import { Markup } from "./markup.ts";

export const pageStyle = new Markup(`
body { margin: 0; background: #fff; color: #1b1b1b; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1rem; }
main > section + section { margin-top: 3rem; border-top: 4px solid #1b1b1b; }
h1 { margin: 0 0 0.5rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 0.25rem; font-size: 1.25rem; overflow-wrap: anywhere; }
a { color: #0b4c8c; }
.language { text-align: right; }
.verdict { margin: 0 0 1rem; font-weight: 600; }
table { width: 100%; margin: 1rem 0; border-collapse: collapse; }
caption { padding-bottom: 0.25rem; text-align: left; font-weight: 600; overflow-wrap: anywhere; }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid #b0b0b0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #1b1b1b; overflow-wrap: normal; }
tbody th { font-weight: 400; }
.facts { width: auto; min-width: min(20rem, 100%); }
.number { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.severity { display: inline-block; padding: 0 0.4rem; border: 1px solid currentcolor; font-size: 0.875rem; font-weight: 600; }
.rejected .severity { background: #8a1508; color: #fff; }
code { display: block; color: #555; font-size: 0.875rem; }
td ul { margin: 0; padding: 0; list-style: none; }
@media (max-width: 40rem) {
  table { font-size: 0.8125rem; }
  thead th, .number { overflow-wrap: anywhere; hyphens: auto; }
  th, td { padding-right: 0.4rem; }
}
@media print {
  body { font-size: 10pt; }
  .language { display: none; }
  main > section + section { border: 0; break-before: page; }
  tr, h2, caption { break-inside: avoid; break-after: avoid; }
}
`);
