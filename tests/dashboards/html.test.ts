import { expect, test } from "vitest";
import { html, raw } from "../../dashboards/src/html.ts";

test("values are escaped, markup is not", () => {
  const name = `<b>"R&D"</b>'s`;
  expect(html`<p title="${name}">${name}${raw("<i>x</i>")}</p>`.text).toBe(
    '<p title="&#60;b&#62;&#34;R&#38;D&#34;&#60;/b&#62;&#39;s">&#60;b&#62;&#34;R&#38;D&#34;&#60;/b&#62;&#39;s<i>x</i></p>',
  );
});

test("lists are joined and nothing is left of false, null and undefined", () => {
  expect(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${false}${null}${undefined}</ul>`.text).toBe(
    "<ul><li>1</li><li>2</li></ul>",
  );
});

test("the result has no line break, in its own text or in a value", () => {
  expect(
    html`<p>
      ${"a\n\nb"}
    </p>`.text,
  ).toBe("<p> a&#10;&#10;b </p>");
});
