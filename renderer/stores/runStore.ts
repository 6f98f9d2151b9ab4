/** The run over the open dataset: what came of each image, as it arrives from the engine. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { bestScore } from "../../shared/core/detections.ts";
import type { Dataset } from "../../shared/core/dataset.ts";
import type { ImageOutcome, ProviderChoice, RunInfo } from "../../shared/core/run.ts";
import type { ModelInfo, RunEvent } from "../../shared/ipc/contract.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export type RunProgress = Extract<RunEvent, { kind: "progress" }>;

export interface RunState {
  readonly status: "none" | "starting" | "running" | "paused" | "stopped" | "done";
  readonly run: RunInfo | null;
  /** The dataset that `outcomes` belong to; figures and boxes are drawn only while it is the open one. */
  readonly datasetId: string | null;
  /** By image index of the dataset; undefined until measured. The array is changed in place: watch `revision`. */
  readonly outcomes: readonly (ImageOutcome | undefined)[];
  /** Best score by image index; -1 nothing found, NaN not measured or failed. Changed in place with `revision`. */
  readonly best: Float64Array;
  /** Goes up when outcomes were added; at most once a frame. */
  readonly revision: number;
  readonly progress: RunProgress | null;
  readonly start: (input: { dataset: Dataset; model: ModelInfo; provider: ProviderChoice; scoreFloor: number; fresh: boolean }) => Promise<void>;
  readonly setPaused: (paused: boolean) => Promise<void>;
  /** Stops; what is done stays, and starting again continues. */
  readonly stop: () => void;
  /** After an engine restart: goes on with the run that was under way. */
  readonly resumeAfterRestart: () => Promise<void>;
  readonly clear: () => void;
}

export type RunStore = StoreApi<RunState>;

/** How arrivals are gathered before subscribers hear of them; a frame in the window, at once in tests. */
export type Scheduler = (flush: () => void) => void;

const EMPTY = { run: null, datasetId: null, outcomes: [], best: new Float64Array(0), progress: null } as const;

export function createRunStore(bridge: LoupeBridge, notices: NoticeStore, schedule: Scheduler): RunStore {
  let abort: AbortController | null = null;
  let lastStart: Parameters<RunState["start"]>[0] | null = null;

  return createStore<RunState>()((set, get) => ({
    status: "none",
    ...EMPTY,
    revision: 0,
    start: async (input) => {
      abort?.abort();
      const mine = new AbortController();
      abort = mine;
      lastStart = input;
      const { dataset, model, provider, scoreFloor, fresh } = input;
      const indexOf = new Map(dataset.images.map((image, i) => [image.id, i] as const));
      const outcomes: (ImageOutcome | undefined)[] = new Array<undefined>(dataset.images.length).fill(undefined);
      const best = new Float64Array(dataset.images.length).fill(NaN);
      set({ status: "starting", run: null, datasetId: dataset.id, outcomes, best, progress: null, revision: get().revision + 1 });

      let flushing = false;
      const noteArrival = () => {
        if (flushing) return;
        flushing = true;
        schedule(() => {
          flushing = false;
          if (abort === mine) set({ revision: get().revision + 1 });
        });
      };
      const onProgress = (event: RunEvent) => {
        if (abort !== mine || mine.signal.aborted) return;
        switch (event.kind) {
          case "started":
            set({ status: "running", run: event.run });
            return;
          case "progress":
            set({ progress: event, status: event.paused ? "paused" : "running" });
            return;
          case "image": {
            const index = indexOf.get(event.outcome.imageId);
            if (index === undefined) return;
            outcomes[index] = event.outcome;
            best[index] = event.outcome.status === "done" ? bestScore(event.outcome.detections) : NaN;
            noteArrival();
            return;
          }
        }
      };

      try {
        const reply = await bridge.engine().inspect(
          { datasetId: dataset.id, modelId: model.id, provider, scoreFloor, fresh },
          { signal: mine.signal, onProgress },
        );
        if (abort !== mine) return;
        if (reply.ok) set({ status: reply.value.complete ? "done" : "stopped", run: reply.value.run, revision: get().revision + 1 });
        else {
          notices.getState().tell("error", reply.failure);
          set({ status: "stopped" });
        }
      } catch (error) {
        if (abort !== mine) return;
        tellUnexpected(notices, dataset.name, error);
        set({ status: "stopped" });
      }
    },
    setPaused: async (paused) => {
      try {
        const reply = await bridge.engine().pauseInspection({ paused });
        const { status } = get();
        if (status === "running" || status === "paused") set({ status: reply.paused ? "paused" : "running" });
      } catch (error) {
        tellUnexpected(notices, "", error);
      }
    },
    stop: () => abort?.abort(),
    resumeAfterRestart: async () => {
      const { status } = get();
      if (lastStart && status !== "none" && status !== "done") await get().start({ ...lastStart, fresh: false });
    },
    clear: () => {
      abort?.abort();
      abort = null;
      lastStart = null;
      set({ status: "none", ...EMPTY, revision: get().revision + 1 });
    },
  }));
}
