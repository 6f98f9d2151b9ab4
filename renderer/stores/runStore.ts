/** The active run over the open dataset: the outcome of each image, as it arrives from the engine or as it was stored. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { bestScore } from "../../shared/core/detections.ts";
import type { Dataset } from "../../shared/core/dataset.ts";
import type { ImageOutcome, ProviderChoice, RunInfo } from "../../shared/core/run.ts";
import type { RunLimits } from "../../shared/core/runLimits.ts";
import type { SessionTuning } from "../../shared/core/sessionTuning.ts";
import type { ModelInfo, RunEvent } from "../../shared/ipc/contract.ts";
import { RpcError } from "../../shared/ipc/rpc.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export type RunProgress = Extract<RunEvent, { kind: "progress" }>;

export interface RunInput {
  readonly dataset: Dataset;
  readonly model: ModelInfo;
  readonly provider: ProviderChoice;
  readonly tuning: SessionTuning;
  /** The defaults when not given. */
  readonly limits?: RunLimits;
  readonly scoreFloor: number;
  readonly fresh: boolean;
}

/** A run whose outcomes are in memory. */
export interface OpenRun {
  readonly run: RunInfo;
  readonly datasetId: string;
  /** By image index of the dataset. */
  readonly outcomes: readonly (ImageOutcome | undefined)[];
  /** Highest score by image index; -1 nothing found, NaN not measured or failed. */
  readonly best: Float64Array;
  readonly progress: RunProgress;
}

/** What the shown outcomes were made from: only an inspection of the same continues them. */
interface Basis {
  readonly datasetId: string;
  readonly datasetHash: string;
  readonly modelSha256: string;
  readonly provider: ProviderChoice;
  readonly scoreFloor: number;
  /** Null until the engine has reported it. */
  readonly runId: string | null;
}

export interface RunState {
  /** `interrupted`: the engine ended during the run, which continues when it is back. */
  readonly status: "none" | "starting" | "running" | "paused" | "stopped" | "interrupted" | "done";
  readonly run: RunInfo | null;
  /** The settings of the last inspection, with which the current settings are compared. */
  readonly tuning: SessionTuning | null;
  /** The dataset that `outcomes` belong to; figures and boxes are drawn only while it is the open one. */
  readonly datasetId: string | null;
  /** By image index of the dataset; undefined until measured. The array is modified in place: watch `revision`. */
  readonly outcomes: readonly (ImageOutcome | undefined)[];
  /** Highest score by image index; -1 nothing found, NaN not measured or failed. Modified in place with `revision`. */
  readonly best: Float64Array;
  /** Incremented when outcomes were added; at most once per frame. */
  readonly revision: number;
  readonly progress: RunProgress | null;
  readonly start: (input: RunInput) => Promise<void>;
  readonly setPaused: (paused: boolean) => Promise<void>;
  /** Stops; finished outcomes stay, and starting again continues. */
  readonly stop: () => void;
  /** After an engine restart: continues the run that was under way, with the dataset and model as reopened. */
  readonly resumeAfterRestart: (opened: { readonly dataset: Dataset; readonly model: ModelInfo }) => Promise<void>;
  /** Makes a run with loaded outcomes active; an inspection under way is stopped. */
  readonly show: (open: OpenRun) => void;
  readonly clear: () => void;
}

export type RunStore = StoreApi<RunState>;

/** How arrivals are collected before subscribers are notified; per frame in the window, immediately in tests. */
export type Scheduler = (flush: () => void) => void;

const EMPTY = {
  run: null,
  tuning: null,
  datasetId: null,
  outcomes: [],
  best: new Float64Array(0),
  progress: null,
} as const;

export function createRunStore(bridge: LoupeBridge, notices: NoticeStore, schedule: Scheduler): RunStore {
  let abort: AbortController | null = null;
  let lastInput: RunInput | null = null;
  let basis: Basis | null = null;
  /** Settles when the engine has finished the previous call: it inspects one dataset at a time. */
  let underWay: Promise<unknown> = Promise.resolve();

  return createStore<RunState>()((set, get) => {
    /** What is shown stays while the same run continues: another dataset, model or choice, or a fresh start, clears it. */
    function startingArrays(
      goesOn: boolean,
      count: number,
    ): { outcomes: (ImageOutcome | undefined)[]; best: Float64Array } {
      const { outcomes, best } = get();
      return goesOn
        ? { outcomes: [...outcomes], best: Float64Array.from(best) }
        : { outcomes: new Array<undefined>(count).fill(undefined), best: new Float64Array(count).fill(NaN) };
    }

    async function start(input: RunInput): Promise<void> {
      abort?.abort();
      const mine = new AbortController();
      abort = mine;
      const { dataset, model, provider, tuning, limits, scoreFloor, fresh } = input;
      const asked = basisOf(input);
      const goesOn = !fresh && basis !== null && isSame(basis, asked);
      const runId = goesOn ? (basis?.runId ?? null) : null;
      basis = { ...asked, runId };
      const { outcomes, best } = startingArrays(goesOn, dataset.images.length);
      lastInput = input;
      const indexOf = new Map(dataset.images.map((image, i) => [image.id, i] as const));
      set({
        status: "starting",
        run: null,
        tuning,
        datasetId: dataset.id,
        outcomes,
        best,
        progress: null,
        revision: get().revision + 1,
      });

      // Stored results arrive faster than frames: images and progress wait for the next frame together.
      let waiting: RunProgress | null = null;
      let arrived = false;
      let scheduled = false;
      const deliver = () => {
        scheduled = false;
        if (abort !== mine) return;
        const progress = waiting;
        waiting = null;
        const status = progress === null ? get().status : progress.paused ? "paused" : "running";
        set({
          ...(arrived ? { revision: get().revision + 1 } : {}),
          ...(progress && !mine.signal.aborted && isUnderWay(get().status) ? { progress, status } : {}),
        });
        arrived = false;
      };
      const deliverSoon = () => {
        if (scheduled) return;
        scheduled = true;
        schedule(deliver);
      };
      const onProgress = (event: RunEvent) => {
        if (abort !== mine || mine.signal.aborted) return;
        switch (event.kind) {
          case "started":
            // The engine continues another run than the one shown, such as one with other preprocessing.
            if (runId !== null && event.run.id !== runId) {
              outcomes.fill(undefined);
              best.fill(NaN);
              arrived = true;
            }
            basis = { ...asked, runId: event.run.id };
            set({ status: "running", run: event.run });
            for (const notice of event.notices ?? []) notices.getState().tell("warning", notice);
            return;
          case "execution": {
            const { run } = get();
            if (run) set({ run: { ...run, execution: event.execution } });
            return;
          }
          case "progress":
            waiting = event;
            deliverSoon();
            return;
          case "image": {
            const index = indexOf.get(event.outcome.imageId);
            if (index === undefined) return;
            outcomes[index] = event.outcome;
            best[index] = event.outcome.status === "done" ? bestScore(event.outcome.detections) : NaN;
            arrived = true;
            deliverSoon();
            return;
          }
        }
      };
      const end = (status: RunState["status"], run = get().run) => {
        if (abort !== mine) return;
        deliver();
        set({ status, run });
      };

      try {
        await underWay;
        if (abort !== mine || mine.signal.aborted) return end("stopped");
        const call = bridge.engine().inspect(
          {
            datasetId: dataset.id,
            modelId: model.id,
            provider,
            tuning,
            ...(limits === undefined ? {} : { limits }),
            scoreFloor,
            fresh,
            ...(runId === null ? {} : { runId }),
          },
          { signal: mine.signal, onProgress },
        );
        underWay = call.catch(() => undefined);
        const reply = await call;
        if (reply.ok) return end(reply.value.complete ? "done" : "stopped", reply.value.run);
        if (abort === mine) notices.getState().tell("error", reply.failure);
        end("stopped");
      } catch (error) {
        if (abort === mine) tellUnexpected(notices, dataset.name, error);
        const engineEnded = error instanceof RpcError && error.code === "closed" && !mine.signal.aborted;
        end(engineEnded ? "interrupted" : "stopped");
      }
    }

    return {
      status: "none",
      ...EMPTY,
      revision: 0,
      start,
      setPaused: async (paused) => {
        try {
          const reply = await bridge.engine().pauseInspection({ paused });
          const { status } = get();
          if (status === "running" || status === "paused") set({ status: reply.paused ? "paused" : "running" });
        } catch (error) {
          tellUnexpected(notices, lastInput?.dataset.name ?? "", error);
        }
      },
      stop: () => abort?.abort(),
      resumeAfterRestart: async (opened) => {
        if (lastInput && get().status === "interrupted") await start({ ...lastInput, ...opened, fresh: false });
      },
      show: ({ run, datasetId, outcomes, best, progress }) => {
        abort?.abort();
        abort = null;
        lastInput = null;
        const { datasetHash, modelSha256, scoreFloor, provider, id } = run;
        basis = { datasetId, datasetHash, modelSha256, scoreFloor, provider: provider.asked, runId: id };
        const status = outcomes.includes(undefined) ? "stopped" : "done";
        set({ status, run, tuning: null, datasetId, outcomes, best, progress, revision: get().revision + 1 });
      },
      clear: () => {
        abort?.abort();
        abort = null;
        lastInput = null;
        basis = null;
        set({ status: "none", ...EMPTY, revision: get().revision + 1 });
      },
    };
  });
}

function isUnderWay(status: RunState["status"]): boolean {
  return status === "starting" || status === "running" || status === "paused";
}

function basisOf({ dataset, model, provider, scoreFloor }: RunInput): Basis {
  const { sha256 } = model.manifest;
  return { datasetId: dataset.id, datasetHash: dataset.hash, modelSha256: sha256, provider, scoreFloor, runId: null };
}

/** The hash covers the images in their order: outcomes are kept by index. */
function isSame(a: Basis, b: Basis): boolean {
  return (
    a.datasetId === b.datasetId &&
    a.datasetHash === b.datasetHash &&
    a.modelSha256 === b.modelSha256 &&
    a.provider === b.provider &&
    a.scoreFloor === b.scoreFloor
  );
}
