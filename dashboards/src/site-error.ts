/** A fault in what the site was given, told to the person who runs the build without a stack trace. */
export class SiteError extends Error {
  override readonly name = "SiteError";
}
