/** The list of stored runs, and those in memory: the active one, the baseline, and others to switch to. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Dataset } from "../../shared/core/dataset.ts";
import { bestScore } from "../../shared/core/detections.ts";
import { sameApartFromBand } from "../../shared/core/decisionRule.ts";
import { type Failure, failure } from "../../shared/core/failure.ts";
import type { ImageOutcome, RunInfo } from "../../shared/core/run.ts";
import type { RunEntry, RunEvent, UnusableRun } from "../../shared/ipc/contract.ts";
import { RpcError } from "../../shared/ipc/rpc.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";
import type { ProjectStore } from "./projectStore.ts";
import { judgedRun, type JudgedRun } from "./runFigures.ts";
import type { OpenRun, RunProgress, RunStore } from "./runStore.ts";
import type { ViewStore } from "./viewStore.ts";

export interface RunListState {
  readonly status: "none" | "loading" | "ready" | "failed";
  /** Newest first, of every dataset. */
  readonly entries: readonly RunEntry[];
  readonly unusable: readonly UnusableRun[];
  /** The listed runs of the open dataset, judged by the current rule; they arrive one after the other. */
  readonly judged: ReadonlyMap<string, JudgedRun>;
  /** Runs whose outcomes are in memory besides the active one's. */
  readonly open: ReadonlyMap<string, OpenRun>;
  readonly opening: { readonly id: string; readonly arrived: number; readonly total: number } | null;
  /** The run with which the active one is compared. */
  readonly baseline: JudgedRun | null;
  readonly refresh: () => Promise<void>;
  /** Makes a run active; the previous one stays open. */
  readonly activate: (id: string) => Promise<void>;
  /** Frees the memory of a run that is not active. */
  readonly close: (id: string) => void;
  readonly cancelOpening: () => void;
  readonly setBaseline: (id: string | null) => Promise<void>;
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** Judges baseline and list by the current rule, where more than its band has changed. */
  readonly judgeAgain: () => Promise<void>;
  /** For another dataset: nothing that was read belongs to it. */
  readonly forget: () => void;
}

export type RunListStore = StoreApi<RunListState>;

const NOTHING_READ = { judged: new Map(), open: new Map(), opening: null, baseline: null } as const;

export function createRunListStore(
  bridge: LoupeBridge,
  notices: NoticeStore,
  { project, run: active, view }: { project: ProjectStore; run: RunStore; view: ViewStore },
): RunListStore {
  let opening: AbortController | null = null;
  /** Incremented by each refresh: an earlier one that is still reading figures stops. */
  let refreshes = 0;

  return createStore<RunListState>()((set, get) => {
    const tell = (failure: Failure) => notices.getState().tell("error", failure);
    const openDataset = () => project.getState().dataset;

    async function judge(dataset: Dataset, run: RunInfo): Promise<JudgedRun | Failure> {
      const { rule } = view.getState();
      const reply = await bridge.engine().runColumns({ datasetId: dataset.id, runId: run.id, rule });
      return reply.ok ? judgedRun(run, reply.value, dataset, rule) : reply.failure;
    }

    async function judgeListed(dataset: Dataset, mine: number): Promise<void> {
      for (const { id, run, state } of get().entries) {
        const known = get().judged.get(id);
        const stands = known && state === "complete" && sameApartFromBand(known.index.rule, view.getState().rule);
        if (run.datasetHash !== dataset.hash || stands) continue;
        const judged = await judge(dataset, run);
        if (mine !== refreshes || openDataset() !== dataset) return;
        if ("index" in judged) set({ judged: new Map(get().judged).set(id, judged) });
      }
    }

    async function attempt(what: string, work: () => Promise<void>): Promise<void> {
      try {
        await work();
      } catch (error) {
        tellUnexpected(notices, what, error);
      }
    }

    async function load(dataset: Dataset, id: string): Promise<OpenRun | null> {
      opening?.abort();
      const mine = new AbortController();
      opening = mine;
      const total = dataset.images.length;
      const arrivals = collectRun(dataset);
      set({ opening: { id, arrived: 0, total } });
      try {
        const onProgress = (event: RunEvent) => {
          arrivals.take(event);
          if (event.kind === "progress" && opening === mine)
            set({ opening: { id, arrived: event.done + event.failed, total } });
        };
        const reply = await bridge
          .engine()
          .openRun({ datasetId: dataset.id, runId: id }, { signal: mine.signal, onProgress });
        if (opening !== mine || mine.signal.aborted) return null;
        if (!reply.ok) {
          tell(reply.failure);
          return null;
        }
        const { run, changed } = reply.value;
        if (changed > 0)
          notices.getState().tell("warning", failure("changed-images", run.datasetName, { changed, total }));
        return arrivals.opened(run);
      } catch (error) {
        if (!(error instanceof RpcError && error.code === "cancelled")) tellUnexpected(notices, dataset.name, error);
        return null;
      } finally {
        if (opening === mine) {
          opening = null;
          set({ opening: null });
        }
      }
    }

    return {
      status: "none",
      entries: [],
      unusable: [],
      ...NOTHING_READ,
      refresh: async () => {
        const mine = ++refreshes;
        if (get().status !== "ready") set({ status: "loading" });
        try {
          const { runs, unusable } = await bridge.engine().listRuns({});
          if (mine !== refreshes) return;
          set({ status: "ready", entries: runs, unusable });
          const dataset = openDataset();
          if (dataset) await judgeListed(dataset, mine);
        } catch (error) {
          if (mine !== refreshes) return;
          set({ status: "failed" });
          tellUnexpected(notices, "runs", error);
        }
      },
      activate: async (id) => {
        const dataset = openDataset();
        if (!dataset || active.getState().run?.id === id) return;
        const wanted = get().open.get(id) ?? (await load(dataset, id));
        if (!wanted || openDataset() !== dataset) return;
        const former = openRunOf(active.getState());
        const open = new Map(get().open);
        open.delete(id);
        if (former?.datasetId === dataset.id) open.set(former.run.id, former);
        set({ open });
        active.getState().show(wanted);
      },
      close: (id) => {
        const open = new Map(get().open);
        if (open.delete(id)) set({ open });
      },
      cancelOpening: () => opening?.abort(),
      setBaseline: async (id) => {
        const dataset = openDataset();
        if (id === null || !dataset) return set({ baseline: null });
        const run = get().entries.find((entry) => entry.id === id)?.run;
        if (!run) return;
        await attempt(dataset.name, async () => {
          const judged = await judge(dataset, run);
          if (openDataset() !== dataset) return;
          if ("index" in judged) set({ baseline: judged });
          else tell(judged);
        });
      },
      rename: async (id, name) => {
        await attempt(id, async () => {
          const reply = await bridge.engine().renameRun({ runId: id, name: name.trim() === "" ? null : name.trim() });
          if (!reply.ok) tell(reply.failure);
        });
        await get().refresh();
      },
      remove: async (id) => {
        await attempt(id, async () => {
          const reply = await bridge.engine().deleteRun({ runId: id });
          if (!reply.ok) return tell(reply.failure);
          get().close(id);
          const judged = new Map(get().judged);
          judged.delete(id);
          set({ judged, baseline: get().baseline?.run.id === id ? null : get().baseline });
          if (active.getState().run?.id === id) active.getState().clear();
        });
        await get().refresh();
      },
      judgeAgain: async () => {
        const { baseline, judged } = get();
        if (baseline) await get().setBaseline(baseline.run.id);
        if (judged.size > 0) await get().refresh();
      },
      forget: () => {
        opening?.abort();
        opening = null;
        refreshes += 1;
        set(NOTHING_READ);
      },
    };
  });
}

/** Stores a run's outcomes by image index as they arrive. */
function collectRun(dataset: Dataset) {
  const indexOf = new Map(dataset.images.map((image, i) => [image.id, i] as const));
  const outcomes = new Array<ImageOutcome | undefined>(dataset.images.length).fill(undefined);
  const best = new Float64Array(dataset.images.length).fill(NaN);
  let progress: RunProgress | null = null;
  return {
    take(event: RunEvent): void {
      if (event.kind === "progress") progress = event;
      if (event.kind !== "image") return;
      const index = indexOf.get(event.outcome.imageId);
      if (index === undefined) return;
      outcomes[index] = event.outcome;
      best[index] = event.outcome.status === "done" ? bestScore(event.outcome.detections) : NaN;
    },
    opened: (run: RunInfo): OpenRun | null =>
      progress === null ? null : { run, datasetId: dataset.id, outcomes, best, progress },
  };
}

/** The outcomes of the active run, kept to be shown again; null where nothing ran. */
function openRunOf({ run, datasetId, outcomes, best, progress }: ReturnType<RunStore["getState"]>): OpenRun | null {
  return run && datasetId !== null && progress ? { run, datasetId, outcomes, best, progress } : null;
}
