/** The system's error message for a file, without the path: the user knows the file by its name, and the page must not learn paths. */
import { quoted, type Reason, reason, type ReasonCode } from "../../../shared/core/reason.ts";

/** The system's own codes that have words; each is one that a file or folder somebody named can meet. */
const WORDED = {
  ENOENT: "no-such-file",
  EACCES: "access-denied",
  EPERM: "access-denied",
  EISDIR: "is-a-folder",
  ENOTDIR: "not-a-folder-on-the-way",
  ENOSPC: "disk-full",
  EDQUOT: "quota-exceeded",
  EROFS: "disk-read-only",
  EIO: "disk-fault",
  EMFILE: "too-many-open-files",
  ENFILE: "too-many-open-files",
  ELOOP: "links-in-a-circle",
  ENAMETOOLONG: "name-too-long",
  EBUSY: "file-in-use",
  ETXTBSY: "file-in-use",
  EEXIST: "exists-already",
  EXDEV: "other-disk",
  EFBIG: "larger-than-system-allows",
} as const satisfies Readonly<Record<string, ReasonCode>>;

/** In words where the system's code has some; any other error as it is, `EPROTO: protocol error` of `EPROTO: protocol error, open '/home/…'`. */
export function systemReason(error: unknown): Reason {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code !== undefined && Object.hasOwn(WORDED, code)
    ? reason(WORDED[code as keyof typeof WORDED])
    : quoted(errorText(error));
}

/** The error's message without its place: for a message that is looked at, or is somebody else's, such as the database's. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { path, syscall } = error as NodeJS.ErrnoException;
  const at = path === undefined || syscall === undefined ? -1 : error.message.indexOf(`, ${syscall} '`);
  return at < 0 ? error.message : error.message.slice(0, at);
}

/** Whether the system refused something, such as a full disk or a missing permission, and not the program failed. */
export function isSystemError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return typeof code === "string" && (typeof syscall === "string" || code.startsWith("ERR_FS_"));
}
