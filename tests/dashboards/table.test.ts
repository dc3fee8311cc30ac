import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderTable } from "../../dashboards/src/table.ts";

test("a table has a caption, header cells with scope, and a region that the keyboard reaches", () => {
  const { document } = parseHTML(
    `<html><body>${renderTable(
      {
        caption: "Staff <all>",
        rowHeader: "Area",
        columns: [
          { header: "Headcount", kind: "number" },
          { header: "Note", kind: "text" },
        ],
        rows: [
          { header: "Wales", cells: ["11,046", "a"], role: "total" },
          { header: "Powys", cells: ["[c]", "b"] },
        ],
      },
      "staff",
    )}</body></html>`,
  );
  const region = document.querySelector('[role="region"]');
  expect(region?.getAttribute("tabindex")).toBe("0");
  expect(document.getElementById(region?.getAttribute("aria-labelledby") ?? "")?.textContent).toBe(
    "Staff <all>",
  );
  expect([...document.querySelectorAll("thead th")].map((th) => th.getAttribute("scope"))).toEqual([
    "col",
    "col",
    "col",
  ]);
  expect(
    [...document.querySelectorAll("tbody th")].map((th) => [th.getAttribute("scope"), th.textContent]),
  ).toEqual([
    ["row", "Wales"],
    ["row", "Powys"],
  ]);
  expect([...document.querySelectorAll("tbody td")].map((td) => td.textContent)).toEqual([
    "11,046",
    "a",
    "[c]",
    "b",
  ]);
  expect(document.querySelector("tbody tr")?.className).toBe("total");
});
