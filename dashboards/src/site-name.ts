/** The name of the product, the same in both languages. */
export const siteName = "gweithlu";
