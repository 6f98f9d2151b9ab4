/** The single inspection that the engine runs for the app at a time: its detector, its run folder, pausing and ending. */
import path from "node:path";
import { type Failure, failure } from "../../shared/core/failure.ts";
import { reason } from "../../shared/core/reason.ts";
import { type DeviceLoss, type Provider, type ProviderChoice, type RunInfo, timesLost } from "../../shared/core/run.ts";
import { DEFAULT_LIMITS, type RunLimits } from "../../shared/core/runLimits.ts";
import type { SessionTuning } from "../../shared/core/sessionTuning.ts";
import type { RunEvent } from "../../shared/ipc/contract.ts";
import type { OpenedDataset } from "./datasets/openedDataset.ts";
import { inspectionBusy } from "./engineFailures.ts";
import type { ProbeProvider } from "./inference/chooseProvider.ts";
import type { FirstRun } from "./inference/firstRun.ts";
import type { Detector } from "./inference/detector.ts";
import type { ModelFiles } from "./models/modelFiles.ts";
import { createDetector, type CreateDetector } from "./inference/ortDetector.ts";
import { changedGraph } from "./models/pinnedGraph.ts";
import { createPauseGate, type PauseGate } from "./runs/pauseGate.ts";
import { runToInspect } from "./runs/runEntries.ts";
import { canonical, runIdentity, runIdOf } from "./runs/runIdentity.ts";
import { type InspectionResult, runInspection } from "./runs/runInspection.ts";
import { openRunStore } from "./runs/runStore.ts";
import type { RunUnderWay } from "./storedRuns.ts";

export interface InspectionsOptions {
  /** Absolute; each run gets a folder in it. */
  readonly runsFolder: string;
  readonly operator: string;
  readonly versions: RunInfo["versions"];
  /** Absolute: the folder for optimised copies of graphs. */
  readonly graphsFolder?: string;
  readonly probe?: ProbeProvider | undefined;
  readonly firstRun?: FirstRun | undefined;
  /** Lost by earlier engines. */
  readonly losses?: readonly DeviceLoss[];
  readonly createDetector?: CreateDetector;
}

/** What a detector is loaded from; if any of it differs, so does the detector. */
export interface DetectorAsked {
  /** The manifest counts too: the same graph with other preprocessing finds other boxes. */
  readonly model: ModelFiles;
  readonly provider: ProviderChoice;
  readonly tuning: SessionTuning;
  /** The defaults when not given. */
  readonly limits?: RunLimits | undefined;
}

export interface InspectionAsked extends DetectorAsked {
  readonly opened: OpenedDataset;
  readonly scoreFloor: number;
  /** Starts another run of the same model and dataset, beside the existing ones. */
  readonly fresh: boolean;
  /** Which of several such runs is meant; the one started last where this is none of them. */
  readonly runId?: string | undefined;
  readonly signal: AbortSignal;
  readonly tell: (event: RunEvent) => Promise<void>;
}

export interface Inspections {
  inspect(asked: InspectionAsked): Promise<InspectionResult>;
  /** Lends the loaded model for a short task; while another model inspects, it is busy. */
  withDetector<T extends { readonly ok: boolean }>(
    wanted: DetectorAsked,
    use: (detector: Detector) => Promise<T>,
  ): Promise<T | { readonly ok: false; readonly failure: Failure }>;
  /** Returns the resulting state: without an inspection nothing is paused. */
  pause(paused: boolean): boolean;
  /** The run being written, which nobody else may open. */
  current(): RunUnderWay | null;
}

interface Current extends RunUnderWay {
  readonly signal: AbortSignal;
  readonly gate: PauseGate;
  readonly ended: Promise<unknown>;
}

export function createInspections(options: InspectionsOptions): Inspections {
  let current: Current | null = null;
  /** An inspection whose model loads, before it is `current`. */
  let starting: Pick<Current, "signal" | "ended"> | null = null;
  /** Reported with the first run that continues after it. */
  let untoldLosses = options.losses ?? [];
  let loaded: { readonly key: string; readonly tuning: SessionTuning; readonly detector: Detector } | null = null;
  /** Settles when all borrowers of the detector are done. */
  let borrowed: Promise<unknown> = Promise.resolve();
  const folderOf = (runId: string) => path.join(options.runsFolder, runId);

  /** A loaded session is kept for the next run of the same model: loading takes longer than a small dataset. */
  async function detectorFor(wanted: DetectorAsked) {
    const { model, provider, tuning, limits } = wanted;
    const changed = await changedGraph(model);
    if (changed) return { ok: false, failure: changed } as const;
    const key = keyOf(wanted);
    if (loaded?.key === key) return { ok: true, detector: loaded.detector } as const;
    await loaded?.detector.close();
    loaded = null;
    const created = await (options.createDetector ?? createDetector)(model, provider, {
      tuning,
      losses: options.losses,
      cacheFolder: options.graphsFolder,
      probe: options.probe,
      firstRun: options.firstRun,
      limits,
    });
    if (created.ok) loaded = { key, tuning, detector: created.detector };
    return created;
  }

  async function begin(asked: InspectionAsked): Promise<InspectionResult> {
    const detector = await detectorFor(asked);
    if (!detector.ok) return detector;
    const runId = runToInspect(
      options.runsFolder,
      runIdOf(runIdentity(asked.opened.dataset.hash, asked.model.manifest, asked.provider, asked.scoreFloor)),
      { fresh: asked.fresh, wanted: asked.runId },
    );
    const folder = folderOf(runId);
    const opening = openRunStore(folder);
    if (!opening.ok) return opening;
    const { store, setAside } = opening;
    const gate = createPauseGate();
    const noticesOf = ({ provider }: RunInfo) => {
      const notices = [
        ...(setAside === null ? [] : [damagedNotice(folder, setAside)]),
        ...lossNotices(untoldLosses, provider.ran),
      ];
      untoldLosses = [];
      return notices;
    };
    const inspection = runInspection({
      opened: asked.opened,
      model: asked.model,
      detector: detector.detector,
      choice: asked.provider,
      scoreFloor: asked.scoreFloor,
      store,
      source: { folder: asked.opened.root },
      runId,
      operator: options.operator,
      versions: options.versions,
      signal: asked.signal,
      pause: gate,
      onEvent: (event) => asked.tell(event.kind === "started" ? { ...event, notices: noticesOf(event.run) } : event),
    });
    current = { runId, store, signal: asked.signal, gate, ended: inspection.catch(() => undefined) };
    starting = null;
    try {
      const result = await inspection;
      // Never used again, nor closed: closing may never return.
      if (!result.ok && (result.lost || result.over)) loaded = null;
      return result;
    } finally {
      current = null;
      store.close();
    }
  }

  return {
    async inspect(asked) {
      // An inspection that was cancelled, or whose page is gone, only has to finish its last image.
      for (let before = current ?? starting; before?.signal.aborted; before = current ?? starting) await before.ended;
      if (current !== null || starting !== null) return { ok: false, failure: inspectionBusy() };
      let end: () => void = () => undefined;
      const mine = { signal: asked.signal, ended: new Promise<void>((resolve) => (end = resolve)) };
      starting = mine;
      try {
        await borrowed;
        return await begin(asked);
      } finally {
        if (starting === mine) starting = null;
        end();
      }
    },
    withDetector(wanted, use) {
      const lend = async () => {
        // The detector of a running inspection serves whatever its tuning, which changes nothing in what is found.
        const suitable = current === null || loaded === null ? wanted : { ...wanted, tuning: loaded.tuning };
        if (starting !== null || (current !== null && loaded?.key !== keyOf(suitable)))
          return { ok: false, failure: inspectionBusy() } as const;
        const detector = await detectorFor(suitable);
        return detector.ok ? use(detector.detector) : detector;
      };
      const work = borrowed.then(lend);
      borrowed = work.catch(() => undefined);
      return work;
    },
    pause(paused) {
      current?.gate.set(paused);
      return current?.gate.paused ?? false;
    },
    current: () => current,
  };
}

function keyOf({ model, provider, tuning, limits = DEFAULT_LIMITS }: DetectorAsked): string {
  return canonical([model.graphPath, model.manifest, provider, tuning, limits]);
}

/** How the run continues after a GPU was lost. */
function lossNotices(losses: readonly DeviceLoss[], ran: Provider): Failure[] {
  const last = losses.at(-1);
  if (!last) return [];
  const { provider, reason: said } = last;
  const next = ran === provider ? reason("goes-on-with", { provider }) : reason("rest-on-other", { provider: ran });
  const code = timesLost(losses, provider) > 1 ? "device-lost-again" : "device-lost";
  return [failure(code, provider, { reason: said, next })];
}

function damagedNotice(folder: string, setAside: string): Failure {
  // Relative to Loupe's own folder, whose path the page does not know.
  const file = path.join(path.basename(path.dirname(folder)), path.basename(folder), setAside);
  return failure("damaged-run-set-aside", file);
}
