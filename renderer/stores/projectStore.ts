/** The dataset and the model that are open, and how opening them goes. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Dataset } from "../../shared/core/dataset.ts";
import type { Grant, ModelInfo } from "../../shared/ipc/contract.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export interface Opening {
  readonly what: "dataset" | "model";
  readonly name: string;
  readonly read: number;
  readonly total: number | null;
}

export interface ProjectState {
  readonly dataset: Dataset | null;
  readonly model: ModelInfo | null;
  readonly opening: Opening | null;
  /** Opens and replaces; the open one stays if this fails. Resolves to whether it worked. */
  readonly openDataset: (source: { grant: Grant; name: string; list?: string; background?: string }) => Promise<boolean>;
  readonly openModel: (source: { grant: Grant; name: string }) => Promise<boolean>;
  /** A dropped folder: a model if it has one, otherwise a dataset. */
  readonly openFolder: (source: { grant: Grant; name: string }) => Promise<boolean>;
  readonly cancelOpening: () => void;
  /** After an engine restart: opens both again, keeping what is shown. */
  readonly reopen: () => Promise<boolean>;
}

/** The engine's code for a folder without a manifest: it is no model, but may be a dataset. */
export const NO_MODEL_IN_FOLDER = "no-manifest";

export type ProjectStore = StoreApi<ProjectState>;

export function createProjectStore(bridge: LoupeBridge, notices: NoticeStore): ProjectStore {
  let datasetSource: Parameters<ProjectState["openDataset"]>[0] | null = null;
  let modelSource: Parameters<ProjectState["openModel"]>[0] | null = null;
  let abort: AbortController | null = null;

  return createStore<ProjectState>()((set, get) => {
    /** One opening at a time: a new one cancels the one before it. */
    async function opening<T>(first: Opening, work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
      abort?.abort();
      const mine = new AbortController();
      abort = mine;
      set({ opening: first });
      try {
        return await work(mine.signal);
      } catch (error) {
        tellUnexpected(notices, first.name, error);
        return null;
      } finally {
        if (abort === mine) set({ opening: null });
      }
    }

    return {
      dataset: null,
      model: null,
      opening: null,
      openDataset: async (source) => {
        const first: Opening = { what: "dataset", name: source.name, read: 0, total: null };
        const { name: _name, ...input } = source;
        const reply = await opening(first, (signal) =>
          bridge.engine().openDataset(input, {
            signal,
            onProgress: ({ read, total }) => !signal.aborted && set({ opening: { ...first, read, total } }),
          }),
        );
        if (!reply) return false;
        if (!reply.ok) {
          notices.getState().tell("error", reply.failure);
          return false;
        }
        datasetSource = source;
        set({ dataset: reply.value });
        return true;
      },
      openModel: async (source) => {
        const first: Opening = { what: "model", name: source.name, read: 0, total: null };
        const reply = await opening(first, (signal) => bridge.engine().openModel({ grant: source.grant }, { signal }));
        if (!reply) return false;
        if (!reply.ok) {
          notices.getState().tell("error", reply.failure);
          return false;
        }
        modelSource = source;
        set({ model: reply.value });
        return true;
      },
      openFolder: async (source) => {
        const first: Opening = { what: "model", name: source.name, read: 0, total: null };
        const reply = await opening(first, (signal) => bridge.engine().openModel({ grant: source.grant }, { signal }));
        if (!reply) return false;
        // A folder of pictures is no broken model: only a failure that names a model's file is told.
        if (!reply.ok && reply.failure.code !== NO_MODEL_IN_FOLDER) {
          notices.getState().tell("error", reply.failure);
          return false;
        }
        if (!reply.ok) return get().openDataset(source);
        modelSource = source;
        set({ model: reply.value });
        return true;
      },
      cancelOpening: () => abort?.abort(),
      reopen: async () => {
        const dataset = datasetSource ? await get().openDataset(datasetSource) : true;
        const model = modelSource ? await get().openModel(modelSource) : true;
        return dataset && model;
      },
    };
  });
}
