import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openWarehouse, readRows, runSideBySide, type Warehouse } from "../../src/warehouse/connect.ts";

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ path: ":memory:", threads: 2 });
  await warehouse.connection.run("create table done (item integer, lane integer)");
});

afterAll(() => warehouse.close());

async function countDone(): Promise<{ items: number; lanes: number }[]> {
  return readRows(
    warehouse.connection,
    z.object({ items: z.int(), lanes: z.int() }),
    "select count(distinct item)::int as items, count(distinct lane)::int as lanes from done",
  );
}

test("work goes side by side over as many connections as there are threads, each item once", async () => {
  let lanes = 0;
  const items = Array.from({ length: 40 }, (_, index) => index);
  await runSideBySide(
    warehouse.connection,
    items,
    async (lane) => {
      lanes += 1;
      await lane.run(`create temp table own as select ${lanes} as lane`);
    },
    async (lane, item) => {
      await lane.run(`insert into done select ${item}, lane from own`);
    },
  );
  expect(await countDone()).toEqual([{ items: 40, lanes: 2 }]);
});

test("a failing item stops those that wait, and says why", async () => {
  const begun: number[] = [];
  let fail = (): void => undefined;
  const failed = new Promise<void>((resolve) => {
    fail = resolve;
  });
  const work = runSideBySide(
    warehouse.connection,
    [1, 2, 3, 4, 5, 6, 7, 8],
    () => Promise.resolve(),
    async (lane, item) => {
      begun.push(item);
      if (item === 1) await lane.run("select * from nowhere").finally(fail);
      // However long the failure takes, the others are at work until it is known.
      await failed;
      await new Promise(setImmediate);
      await lane.run("select 1");
    },
  );
  await expect(work).rejects.toThrow("nowhere");
  expect(begun.length).toBeLessThan(8);
});

test("a connection of nobody's warehouse is refused", async () => {
  const other = await openWarehouse({ path: ":memory:" });
  const closed = Object.create(other.connection);
  await expect(
    runSideBySide(
      closed,
      [1],
      () => Promise.resolve(),
      () => Promise.resolve(),
    ),
  ).rejects.toThrow(TypeError);
  other.close();
});
