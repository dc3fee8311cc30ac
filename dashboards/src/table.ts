import { type Content, type Html, html } from "./html.ts";

export type Column = {
  readonly header: Content;
  readonly kind: "number" | "text";
};

export type Row = {
  readonly header: Content;
  readonly cells: readonly Content[];
  /** A total stands out, a part is indented below what it belongs to. */
  readonly role?: "total" | "part";
  /** Where the row stands by its header when that is no name: of dates, the earlier the lower. */
  readonly order?: number;
};

export type Table = {
  readonly caption: string;
  /** What the first column holds. */
  readonly rowHeader: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
};

/**
 * Renders an accessible table: caption, header cells with scope, and a scrolling region of its own that the keyboard
 * can reach, so that a wide table never moves the page sideways. `id` is the table's anchor.
 */
export function renderTable(table: Table, id: string): Html {
  return html`<div class="table-scroll" role="region" tabindex="0" aria-labelledby="${id}-caption">
    <table id="${id}">
      <caption id="${id}-caption">${table.caption}</caption>
      <thead><tr>
        <th scope="col"><span class="head">${table.rowHeader}</span></th>
        ${table.columns.map(
          ({ header, kind }) =>
            html`<th scope="col"${classOf(kind)}><span class="head">${header}</span></th>`,
        )}
      </tr></thead>
      <tbody>${table.rows.map((row) => renderRow(row, table.columns))}</tbody>
    </table>
  </div>`;
}

function renderRow({ header, cells, role, order }: Row, columns: readonly Column[]): Html {
  return html`<tr${role === undefined ? "" : html` class="${role}"`}><th scope="row"${order !== undefined && html` data-order="${order}"`}>${header}</th>${columns.map(
    ({ kind }, index) => html`<td${classOf(kind)}>${cells[index]}</td>`,
  )}</tr>`;
}

function classOf(kind: Column["kind"]): Html | string {
  return kind === "number" ? html` class="n"` : "";
}
