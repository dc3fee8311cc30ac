import { open } from "node:fs/promises";

/** The first bytes of a file, at most `size`. */
export async function readHead(path: string, size: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
