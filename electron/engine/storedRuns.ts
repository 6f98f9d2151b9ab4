/** The app's stored runs: listing, reading, opening over a dataset, renaming and deleting them. */
import { existsSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { joinClasses } from "../../shared/core/classTable.ts";
import type { DecisionRule } from "../../shared/core/decisionRule.ts";
import type { Failure } from "../../shared/core/failure.ts";
import { compileRule, type DecisionColumns } from "../../shared/metrics/decide.ts";
import { floorsOf } from "../../shared/metrics/scoreFloors.ts";
import type { RunEntry, RunEvent, UnusableRun } from "../../shared/ipc/contract.ts";
import type { OpenedDataset } from "./datasets/openedDataset.ts";
import { runIsOfAnotherDataset, runNotKnown, runUnderWay } from "./engineFailures.ts";
import type { RecordedOutcome } from "./runs/outcomeRecord.ts";
import { bytesOf, glanceAtRun, isRunId, runIdsIn, type RunGlance, type RunGlancing } from "./runs/runEntries.ts";
import { notWritable, RUN_FILE } from "./runs/runFile.ts";
import type { RunHead } from "./runs/runHead.ts";
import { examineFiles } from "./runs/runInspection.ts";
import { openRunStore, type RunStore, RunWriteError } from "./runs/runStore.ts";

export interface ReadRun {
  readonly head: RunHead;
  readonly records: readonly RecordedOutcome[];
}

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** The run being written, which no second connection may open. */
export interface RunUnderWay {
  readonly runId: string;
  readonly store: RunStore;
}

export interface StoredRuns {
  /** Newest first. Runs that cannot be used are listed with the reason. */
  list(): { readonly runs: RunEntry[]; readonly unusable: UnusableRun[] };
  /** The outcomes so far, also of a run under way. */
  read(runId: string): Result<ReadRun>;
  /** As `read`, but refused over a dataset that is not the run's. */
  readOver(runId: string, opened: OpenedDataset): Result<ReadRun>;
  /** Sends every outcome as an inspection would, without a model. */
  open(asked: OpenRunAsked): Promise<Result<OpenedRun>>;
  /** The columns of a decision rule, per image of the dataset. */
  columns(runId: string, opened: OpenedDataset, rule: DecisionRule): Result<DecisionColumns>;
  rename(runId: string, name: string | null): Result<null>;
  /** Deleted permanently; the run under way is refused. */
  remove(runId: string): Result<null>;
}

export interface OpenRunAsked {
  readonly runId: string;
  readonly opened: OpenedDataset;
  readonly signal: AbortSignal;
  readonly tell: (event: RunEvent) => Promise<void>;
}

export interface OpenedRun {
  readonly run: RunHead["info"];
  readonly name: string | null;
  readonly done: number;
  readonly failed: number;
  readonly complete: boolean;
  /** Images whose file was rewritten since, with the same size. */
  readonly changed: number;
}

/** How many outcomes go between two progress messages. */
const TOLD_EVERY = 50;

export function createStoredRuns(runsFolder: string, underWay: () => RunUnderWay | null): StoredRuns {
  const folderOf = (runId: string) => path.join(runsFolder, runId);
  const isThere = (runId: string) => isRunId(runId) && existsSync(path.join(folderOf(runId), RUN_FILE));

  /** Opens the run's file, or returns the connection that writes it. */
  function withStore<T>(runId: string, use: (store: RunStore) => Result<T>): Result<T> {
    const current = underWay();
    if (current?.runId === runId) return use(current.store);
    if (!isThere(runId)) return { ok: false, failure: runNotKnown(runId) };
    const opening = openRunStore(folderOf(runId), { setAside: false });
    if (!opening.ok) return opening;
    try {
      return use(opening.store);
    } finally {
      opening.store.close();
    }
  }

  function glance(runId: string): RunGlancing {
    // The log left by a process that died is merged first: a read-only connection keeps a lock on it until it is garbage-collected.
    if (existsSync(path.join(folderOf(runId), `${RUN_FILE}-wal`))) {
      const opening = openRunStore(folderOf(runId), { setAside: false });
      if (!opening.ok) return opening;
      opening.store.close();
    }
    return glanceAtRun(folderOf(runId));
  }

  function read(runId: string): Result<ReadRun> {
    return withStore(runId, (store) => {
      const head = store.head();
      return head === null
        ? { ok: false, failure: runNotKnown(runId) }
        : { ok: true, value: { head: calledBy(head, runId), records: store.outcomes().records } };
    });
  }

  function readOver(runId: string, opened: OpenedDataset): Result<ReadRun> {
    const reading = read(runId);
    if (!reading.ok || reading.value.head.info.datasetHash === opened.dataset.hash) return reading;
    return { ok: false, failure: runIsOfAnotherDataset(reading.value.head.info, opened.dataset) };
  }

  return {
    read,
    readOver,
    list() {
      const runs: RunEntry[] = [];
      const unusable: UnusableRun[] = [];
      const current = underWay();
      for (const id of runIdsIn(runsFolder)) {
        const bytes = bytesOf(folderOf(id));
        const isCurrent = current?.runId === id;
        const mine = isCurrent ? glanceAtStore(current.store) : null;
        // It has only just started: its head is written when the first images are read.
        if (isCurrent && mine === null) continue;
        const glancing = mine === null ? glance(id) : ({ ok: true, glance: mine } as const);
        if (glancing.ok) runs.push(entryOf(id, glancing.glance, bytes, mine !== null));
        else unusable.push({ id, bytes, failure: { ...glancing.failure, file: `${id}/${RUN_FILE}` } });
      }
      runs.sort((a, b) => (a.run.startedAt < b.run.startedAt ? 1 : -1));
      return { runs, unusable };
    },
    async open({ runId, opened, signal, tell }) {
      const reading = readOver(runId, opened);
      if (!reading.ok) return reading;
      const { head, records } = reading.value;
      const total = opened.dataset.images.length;
      const files = new Map((await examineFiles(opened, true)).map((file) => [file.id, file]));
      let [done, failed, changed] = [0, 0, 0];
      const tellProgress = () =>
        tell({ kind: "progress", done, failed, total, imagesPerSecond: null, secondsLeft: null, paused: false });
      await tell({ kind: "started", run: head.info, alreadyDone: records.length });
      for (const { outcome, fileModified } of records) {
        if (signal.aborted) break;
        const file = files.get(outcome.imageId);
        if (file === undefined) continue;
        if (file.modified !== fileModified) changed += 1;
        if (outcome.status === "done") done += 1;
        else failed += 1;
        await tell({ kind: "image", outcome });
        if ((done + failed) % TOLD_EVERY === 0) await tellProgress();
      }
      await tellProgress();
      const complete = done + failed === total;
      return { ok: true, value: { run: head.info, name: head.name, done, failed, complete, changed } };
    },
    columns(runId, opened, rule) {
      const reading = readOver(runId, opened);
      if (!reading.ok) return reading;
      const { head, records } = reading.value;
      const { classes, images } = opened.dataset;
      const compiled = compileRule(rule, joinClasses(classes, head.info.classes), floorsOf(head.info));
      const byImage = new Map(records.map(({ outcome }) => [outcome.imageId, outcome]));
      const judged = images.map(({ id, role, groundTruth }) => {
        const outcome = byImage.get(id);
        return { role, groundTruth, detections: outcome?.status === "done" ? outcome.detections : null };
      });
      return { ok: true, value: compiled.columns(judged) };
    },
    rename(runId, name) {
      return withStore(runId, (store) => {
        if (store.head() === null) return { ok: false, failure: runNotKnown(runId) };
        try {
          store.rename(name);
          return { ok: true, value: null };
        } catch (error) {
          if (!(error instanceof RunWriteError)) throw error;
          return { ok: false, failure: notWritable(path.join(folderOf(runId), RUN_FILE), error) };
        }
      });
    },
    remove(runId) {
      if (!isThere(runId)) return { ok: false, failure: runNotKnown(runId) };
      if (underWay()?.runId === runId) return { ok: false, failure: runUnderWay() };
      // Renamed first: a half-deleted folder is no longer listed as a run.
      const doomed = path.join(runsFolder, `.deleting-${runId}`);
      try {
        rmSync(doomed, { recursive: true, force: true });
        renameSync(folderOf(runId), doomed);
        rmSync(doomed, { recursive: true, force: true });
        return { ok: true, value: null };
      } catch (error) {
        return { ok: false, failure: notWritable(path.join(folderOf(runId), RUN_FILE), error) };
      }
    },
  };
}

/** A run's name is that of its folder: of two runs of the same identity only one has the identity's own name. */
function calledBy(head: RunHead, runId: string): RunHead {
  return { ...head, info: { ...head.info, id: runId } };
}

function glanceAtStore(store: RunStore): RunGlance | null {
  const head = store.head();
  return head === null ? null : { head, ...store.counts() };
}

function entryOf(id: string, { head, done, failed }: RunGlance, bytes: number, isUnderWay: boolean): RunEntry {
  const run = calledBy(head, id).info;
  const state = isUnderWay ? "under-way" : run.finishedAt === null ? "partial" : "complete";
  return { id, name: head.name, run, done, failed, state, bytes };
}
