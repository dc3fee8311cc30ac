import { createHmac } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { openWarehouse, quoteText, readRows } from "../../src/warehouse/connect.ts";
import { keyedHash, readPersonKey } from "../../src/warehouse/person-key.ts";

test("the key is made once and is readable by its owner alone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gweithlu-key-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "work", "person-key");
  const key = await readPersonKey(path);
  expect(key).toHaveLength(32);
  expect(await readPersonKey(path)).toEqual(key);
  if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test("a pseudonym becomes the first half of its HMAC-SHA-256, another with another key", async () => {
  const warehouse = await openWarehouse({ path: ":memory:" });
  onTestFinished(() => warehouse.close());
  for (const key of [Buffer.alloc(32, 7), Buffer.from("0123456789abcdef0123456789abcdef")]) {
    for (const text of ["p-1", "Siân", ""]) {
      const [row] = await readRows(
        warehouse.connection,
        z.object({ hash: z.string() }),
        `select replace((${keyedHash(key, quoteText(text))})::varchar, '-', '') as hash`,
      );
      expect(row?.hash).toBe(createHmac("sha256", key).update(text).digest("hex").slice(0, 32));
    }
  }
});
