import { expect, test } from "vitest";
import { z } from "zod";
import { rounded } from "../../src/disclosure/rounding.ts";
import { openWarehouse, readRows } from "../../src/warehouse/connect.ts";
import { wales } from "../support/cells.ts";
import { computeIndicator, pick } from "../support/given.ts";
import { assignment, type StaffRow } from "../support/rows.ts";

test.each([
  [1, [0, 1, 7.4, 2098]],
  [5, [0, 5, 5, 2100]],
  [10, [0, 10, 10, 2100]],
])("to the nearest %i, halves up, and nothing that is not zero to zero", async (to, expected) => {
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  const rows = await readRows(
    connection,
    z.object({ shown: z.number() }),
    `select (${rounded("number", to)})::double as shown from (select unnest([0, 1, 7.4, 2098]) as number)`,
  );
  close();
  expect(rows.map(({ shown }) => shown)).toEqual(expected);
});

test("values are those of rounded numbers", async () => {
  const staff = (count: number, occupation_code: string): StaffRow[] =>
    Array.from({ length: count }, (_, index) =>
      assignment(`${occupation_code} ${index}`, "2025-09-30", { occupation_code, fte: 0.9 }),
    );
  const given = { staff: [...staff(13, "S1E"), ...staff(5, "S9E")] };
  const shown = async (id: string): Promise<unknown> =>
    pick(await computeIndicator(given, id, 5, false, 5), wales);
  expect(await shown("headcount")).toMatchObject({ value: 20, people: 20 });
  expect(await shown("fte")).toMatchObject({ value: 15, people: 20 });
  expect(await shown("registered-share")).toMatchObject({ numerator: 10, denominator: 15, people: 15 });
  expect(await shown("registered-share")).toMatchObject({ value: expect.closeTo(200 / 3) });
});
