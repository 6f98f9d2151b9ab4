/** What the system says of a file, without the place that it repeats: whoever reads it knows the file by its name, and the page knows no other. */

/** `EACCES: permission denied`, of `EACCES: permission denied, open '/home/…'`; any other error as it is. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { path, syscall } = error as NodeJS.ErrnoException;
  const at = path === undefined || syscall === undefined ? -1 : error.message.indexOf(`, ${syscall} '`);
  return at < 0 ? error.message : error.message.slice(0, at);
}
