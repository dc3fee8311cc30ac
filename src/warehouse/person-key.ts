import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFile } from "../release/durable.ts";

const bytes = 32;

/**
 * The secret that turns a pseudonym from outside into one that only this warehouse knows. It is made at first use,
 * readable by its owner alone, and lies outside the warehouse, so that the warehouse cannot be joined to its sources.
 */
export async function readPersonKey(path: string): Promise<Buffer> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) await writeKey(path);
  return Buffer.from(await readFile(path, "utf8"), "hex");
}

/** The key has its name only when it is whole and on the disk: without it no person is recognised again. */
async function writeKey(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, randomBytes(bytes).toString("hex"), { mode: 0o600 });
  try {
    await syncFile(aside);
    await link(aside, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

/**
 * SQL for HMAC-SHA-256 of a text, cut to 128 bits (RFC 2104; the engine has only SHA-256).
 * @param text SQL of the text
 */
export function keyedHash(key: Buffer, text: string): string {
  const pad = (byte: number): string => {
    const block = Buffer.alloc(64, byte);
    for (const [index, value] of key.entries()) block[index] = value ^ byte;
    return `unhex('${block.toString("hex")}')`;
  };
  return `left(sha256(${pad(0x5c)} || unhex(sha256(${pad(0x36)} || encode(${text})))), 32)::uuid`;
}
