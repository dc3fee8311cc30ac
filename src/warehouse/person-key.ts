import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const bytes = 32;

/**
 * The secret that turns a pseudonym from outside into one that only this warehouse knows. It is made at first use,
 * readable by its owner alone, and lies outside the warehouse, so that the warehouse cannot be joined to its sources.
 */
export async function readPersonKey(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, randomBytes(bytes).toString("hex"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return Buffer.from(await readFile(path, "utf8"), "hex");
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
