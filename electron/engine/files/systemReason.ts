/** The system's error message for a file, without the path: the user knows the file by its name, and the page must not learn paths. */

/** `EACCES: permission denied`, from `EACCES: permission denied, open '/home/…'`; any other error unchanged. */
export function systemReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { path, syscall } = error as NodeJS.ErrnoException;
  const at = path === undefined || syscall === undefined ? -1 : error.message.indexOf(`, ${syscall} '`);
  return at < 0 ? error.message : error.message.slice(0, at);
}
