import { expect, test } from "vitest";
import { openWarehouse } from "../../src/warehouse/connect.ts";
import { readColumns } from "../../src/warehouse/read-columns.ts";

test("columns come whole, over all chunks of a result; what is no number is refused", async () => {
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  const { integers, numbers } = await readColumns(
    connection,
    `select i::int as whole, i / 2 as half, i as wide, nullif(i, 4999)::int as missing
     from range(5000) as row (i) order by i`,
  );
  const whole = integers("whole");
  expect([whole.length, whole[0], whole[4999]]).toEqual([5000, 0, 4999]);
  expect(whole.reduce((sum, one) => sum + one, 0)).toBe((4999 * 5000) / 2);
  expect(numbers("half")[4999]).toBe(2499.5);
  expect(() => integers("wide")).toThrow("no number in wide");
  expect(() => integers("missing")).toThrow("no number in missing: null");
  expect(() => integers("other")).toThrow("no such column");
  expect((await readColumns(connection, "select 1 as one limit 0")).integers("one")).toHaveLength(0);
  close();
});
