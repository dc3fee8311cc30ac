import { z } from "zod";

/** `restricted` shows the small numbers of class P to those who may see them; it is never published. */
export const edition = z.enum(["public", "restricted"]);

export type Edition = z.infer<typeof edition>;
