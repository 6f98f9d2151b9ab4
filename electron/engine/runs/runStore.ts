/** A run on disk, written image by image: what `record` has taken is on the disk when it returns, and nothing is shown before. */
import path from "node:path";
import type { DatabaseSyncInstance, StatementSyncInstance } from "@photostructure/sqlite";
import type { RunInfo } from "../../../shared/core/run.ts";
import type { Failure } from "../../../shared/ipc/contract.ts";
import type { Execution } from "../../../shared/core/sessionTuning.ts";
import {
  fromRow,
  OUTCOME_COLUMNS,
  type OutcomeRow,
  type RecordedOutcome,
  SELECTED_COLUMNS,
  toRow,
} from "./outcomeRecord.ts";
import { closeRunFile, countOutcomes } from "./runConnection.ts";
import { damagedRun, notWritable, openRunFile, RUN_FILE, saidBySqlite, type RunFileOptions } from "./runFile.ts";
import { readHead, RUN_VERSION, type RunHead, storeHead } from "./runHead.ts";
import { errorText } from "../files/systemReason.ts";

/** The limit for an image that was under way when the engine ended: once with others, twice alone; after that it is not tried again. */
export const MAX_CRASHES = 3;

export type RunStoreOpening =
  | { readonly ok: true; readonly store: RunStore; readonly setAside: string | null }
  | { readonly ok: false; readonly failure: Failure };

/** Opens or creates the run in `folder`; `store.head()` is null for a new one until `writeHead`. */
export function openRunStore(folder: string, options: RunFileOptions = { setAside: true }): RunStoreOpening {
  const opening = openRunFile(folder, options);
  if (!opening.ok) return opening;
  const { db, setAside } = opening;
  try {
    return { ok: true, store: new RunStore(db, folder), setAside };
  } catch (error) {
    closeRunFile(db);
    const file = path.join(folder, RUN_FILE);
    return {
      ok: false,
      failure:
        error instanceof RunWriteError ? notWritable(file, error) : damagedRun(file, saidBySqlite(errorText(error))),
    };
  }
}

/** The disk refused: full, gone, read-only. Nothing of the transaction is stored; everything before it is. */
export class RunWriteError extends Error {}

function writeError(error: unknown): RunWriteError | null {
  const message = errorText(error);
  return /disk is full|disk I\/O|readonly|unable to open|database or disk/i.test(message)
    ? new RunWriteError(message)
    : null;
}

export class RunStore {
  private readonly insert: StatementSyncInstance;
  private readonly markRunning: StatementSyncInstance;
  private readonly unmark: StatementSyncInstance;
  private readonly rest: StatementSyncInstance;
  private clean = true;

  constructor(
    private readonly db: DatabaseSyncInstance,
    readonly folder: string,
  ) {
    const columns = [...OUTCOME_COLUMNS, "checksum"];
    const updates = columns.slice(1).map((column) => `${column} = excluded.${column}`);
    this.insert = db.prepare(
      `INSERT INTO outcomes (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")}) ON CONFLICT (image_id) DO UPDATE SET ${updates.join(", ")}`,
    );
    this.markRunning = db.prepare(
      "INSERT INTO under_way (image_id, crashes, running) VALUES (?, 0, 1) ON CONFLICT (image_id) DO UPDATE SET running = 1",
    );
    this.rest = db.prepare("UPDATE under_way SET running = 0 WHERE image_id = ?");
    this.unmark = db.prepare("DELETE FROM under_way WHERE image_id = ?");
    // Images still marked when the file was last left without a clean shutdown were under way when the engine ended.
    this.durably(() =>
      db.exec(
        "UPDATE under_way SET crashes = crashes + 1, running = 0 WHERE running = 1; DELETE FROM under_way WHERE crashes = 0",
      ),
    );
  }

  /** Null for a run that has only just started. An unreadable head does not occur here: such a file is not opened. */
  head(): RunHead | null {
    const reading = readHead(this.db, RUN_VERSION);
    if (reading.kind === "unreadable") throw new Error(`the head changed under the open run: ${reading.reason.code}`);
    return reading.kind === "head" ? reading.head : null;
  }

  writeHead(head: RunHead): void {
    this.durably(() => storeHead(this.db, head));
  }

  /** Records when the run was complete; null again when more images are added. */
  writeFinished(finishedAt: string | null): RunInfo {
    return this.change({ finishedAt });
  }

  /** How the model runs now, and on what. */
  writeExecution(execution: Execution, provider: RunInfo["provider"]): RunInfo {
    return this.change({ execution, provider });
  }

  /** The name given by the user; null for none. */
  rename(name: string | null): void {
    const head = this.head();
    if (head === null) throw new Error("a run without a head has no name");
    this.writeHead({ ...head, name });
  }

  private change(facts: Partial<RunInfo>): RunInfo {
    const head = this.head();
    if (head === null) throw new Error("a run without a head cannot change");
    const info = { ...head.info, ...facts };
    this.writeHead({ ...head, info });
    return info;
  }

  /** Stored outcomes by result; including damaged ones. */
  counts(): { readonly done: number; readonly failed: number } {
    return countOutcomes(this.db);
  }

  /** Every valid outcome, in the order of recording. Damaged rows are listed in `damaged` and count as never recorded. */
  outcomes(): { readonly records: RecordedOutcome[]; readonly damaged: string[] } {
    const records: RecordedOutcome[] = [];
    const damaged: string[] = [];
    for (const row of this.db
      .prepare(`SELECT ${SELECTED_COLUMNS} FROM outcomes ORDER BY sequence`)
      .iterate() as Iterable<OutcomeRow>) {
      const record = fromRow(row);
      if (record) records.push(record);
      else damaged.push(String(row["name"]));
    }
    return { records, damaged };
  }

  /** Marks that native code now works on the image. Survives the death of the process; a power cut may lose it, which does no harm. */
  begin(imageId: string): void {
    this.lightly(() => this.markRunning.run(imageId));
  }

  /** Marks that the image waits, with no native code working on it. */
  pause(imageId: string): void {
    this.lightly(() => this.rest.run(imageId));
  }

  /** One transaction, on the disk when it returns. A later outcome of the same image replaces the earlier. */
  record(records: readonly RecordedOutcome[]): void {
    this.durably(() => {
      for (const record of records) {
        const row = toRow(record);
        this.insert.run(...[...OUTCOME_COLUMNS, "checksum"].map((column) => row[column] ?? null));
        this.unmark.run(record.outcome.imageId);
      }
    });
  }

  /** How often each image was under way when the engine ended. */
  crashes(): ReadonlyMap<string, number> {
    const rows = this.db
      .prepare("SELECT image_id, CAST(crashes AS REAL) AS crashes FROM under_way WHERE crashes > 0")
      .all() as {
      image_id: string;
      crashes: number;
    }[];
    return new Map(rows.map((row) => [row.image_id, Number(row.crashes)]));
  }

  /** To be called before a process is ended in the middle of a run: images still marked as running then count as under way in a crash. */
  leaveSuspects(): void {
    this.clean = false;
  }

  /** A clean shutdown that leaves one file: images still marked were not under way in a crash. On a full disk the log stays, which the next opening reads. */
  close(): void {
    if (!this.db.isOpen) return;
    try {
      if (this.clean)
        this.durably(() => this.db.exec("UPDATE under_way SET running = 0; DELETE FROM under_way WHERE crashes = 0"));
    } catch (error) {
      if (!(error instanceof RunWriteError)) throw error;
    }
    closeRunFile(this.db);
  }

  private durably(work: () => void): void {
    this.transaction("FULL", work);
  }

  private lightly(work: () => void): void {
    this.transaction("NORMAL", work);
  }

  private transaction(synchronous: "FULL" | "NORMAL", work: () => void): void {
    try {
      this.db.exec(`PRAGMA synchronous = ${synchronous}; BEGIN IMMEDIATE`);
      work();
      this.db.exec("COMMIT");
    } catch (error) {
      if (this.db.isTransaction) this.db.exec("ROLLBACK");
      throw writeError(error) ?? error;
    }
  }
}
