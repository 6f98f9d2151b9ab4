/** The graphs that ship with Loupe, by the SHA-256 of their file: they were tried before anyone installed them. */
const SHIPPED: ReadonlySet<string> = new Set([
  // models/demo-frcnn-dcn
  "07913930c4f971022024b96fd2531a61f341ea29c8b45c8002643b3b56e4e268",
]);

export function isShipped(sha256: string): boolean {
  return SHIPPED.has(sha256);
}
