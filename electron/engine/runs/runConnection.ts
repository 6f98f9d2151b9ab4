/** Helpers of every connection to a run's file: reading one value, and closing the file with or without its log. */
import type { DatabaseSyncInstance } from "@photostructure/sqlite";

export function readFirst(db: DatabaseSyncInstance, sql: string): unknown {
  return Object.values((db.prepare(sql).get() ?? {}) as Record<string, unknown>)[0];
}

export function readNumber(db: DatabaseSyncInstance, sql: string): number {
  return Number(readFirst(db, sql));
}

/** Leaves one file without a log, and no lock: statements keep the connection alive until they are garbage-collected, and with it its lock. */
export function closeRunFile(db: DatabaseSyncInstance): void {
  try {
    db.exec("PRAGMA journal_mode = DELETE");
  } catch {
    // A full disk: the log stays complete beside the file, and the next opening merges it.
  }
  closeAsIs(db);
}

/** Releases the lock, which takes one more read, and changes nothing. */
export function closeAsIs(db: DatabaseSyncInstance): void {
  try {
    db.exec("PRAGMA locking_mode = NORMAL; SELECT count(*) FROM sqlite_master");
  } catch {
    // A damaged file cannot be read; then there is no lock either.
  }
  if (db.isOpen) db.close();
}

export function countOutcomes(db: DatabaseSyncInstance): { readonly done: number; readonly failed: number } {
  const count = (status: string) =>
    Number((db.prepare("SELECT count(*) AS n FROM outcomes WHERE status = ?").get(status) as { n: number }).n);
  return { done: count("done"), failed: count("failed") };
}
