/** The browser's document, to draw in. */
export const document = globalThis.document;
