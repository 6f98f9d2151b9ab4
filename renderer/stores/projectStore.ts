/** The open dataset and model, and the progress of opening them. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Dataset, DatasetChoices } from "../../shared/core/dataset.ts";
import type { ModelAnswers, ModelNeeds } from "../../shared/inference/modelNeeds.ts";
import { failure as failureOf } from "../../shared/core/failure.ts";
import type { Failure, Grant, ModelInfo } from "../../shared/ipc/contract.ts";
import { RpcError } from "../../shared/ipc/rpc.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export interface Opening {
  readonly what: "dataset" | "model";
  readonly name: string;
  readonly read: number;
  readonly total: number | null;
}

export interface DatasetSource {
  readonly grant: Grant;
  readonly name: string;
  readonly list?: string;
  readonly background?: string;
}

export interface ModelSource {
  readonly grant: Grant;
  readonly name: string;
}

/** A model that cannot be opened before a user has supplied what its graph does not specify. */
export interface IncompleteModel {
  readonly source: ModelSource;
  readonly needs: ModelNeeds;
  readonly failure: Failure;
}

/** A folder of which its user says what is read. */
export interface ChoosingLists {
  /** With what was chosen before, if anything was. */
  readonly source: DatasetSource;
  readonly choices: DatasetChoices;
  /** Why it did not open without being asked; null when the user asked to choose. */
  readonly failure: Failure | null;
}

export interface ProjectState {
  readonly dataset: Dataset | null;
  readonly model: ModelInfo | null;
  readonly incomplete: IncompleteModel | null;
  /** The id of a model whose plan the user has not seen yet: nothing is inspected with it before. */
  readonly awaitingReview: string | null;
  readonly opening: Opening | null;
  readonly choosing: ChoosingLists | null;
  /** Opens and replaces; the open one stays if this fails. Resolves to whether it succeeded. */
  readonly openDataset: (source: DatasetSource) => Promise<boolean>;
  /** Asks which lists and backgrounds the open dataset's folder offers. */
  readonly chooseLists: () => Promise<void>;
  readonly dropChoosing: () => void;
  readonly openModel: (source: ModelSource) => Promise<boolean>;
  /** A dropped folder: a model if it contains one, otherwise a dataset. */
  readonly openFolder: (source: ModelSource) => Promise<boolean>;
  /** Writes answers for the incomplete model, or changes to the open one, to its manifest. Resolves to the failure, or null. */
  readonly completeModel: (answers: ModelAnswers, replace: boolean) => Promise<Failure | null>;
  readonly dropIncomplete: () => void;
  /** The user has seen the plan. */
  readonly review: () => void;
  readonly cancelOpening: () => void;
  /** After an engine restart: opens both again, keeping what is shown, and whatever was being opened when the engine ended. */
  readonly reopen: () => Promise<boolean>;
}

export type ProjectStore = StoreApi<ProjectState>;

/** The engine's code for a folder without an ONNX file: it is not a model, but may be a dataset. */
export const NO_MODEL_IN_FOLDER = "model-no-graph";

/** The engine's codes for a folder of which only its user knows what is to be read. */
const LIST_UNCLEAR: ReadonlySet<string> = new Set(["several-lists", "missing-list"]);

/** `failure` is null where nothing is to be reported: cancelled, or the engine ended. */
type Opened<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure | null; readonly needs?: ModelNeeds | undefined };

export function createProjectStore(bridge: LoupeBridge, notices: NoticeStore): ProjectStore {
  let datasetSource: DatasetSource | null = null;
  let modelSource: ModelSource | null = null;
  let abort: AbortController | null = null;

  return createStore<ProjectState>()((set, get) => {
    /** One opening at a time: a new one cancels the previous one. `interrupted` is called when the engine ends meanwhile. */
    async function open<T>(
      first: Opening,
      call: (signal: AbortSignal) => Promise<Opened<T>>,
      interrupted: () => void,
    ): Promise<Opened<T>> {
      abort?.abort();
      const mine = new AbortController();
      abort = mine;
      set({ opening: first });
      try {
        const opened = await call(mine.signal);
        return mine.signal.aborted ? { ok: false, failure: null } : opened;
      } catch (error) {
        if (error instanceof RpcError && error.code === "closed") interrupted();
        tellUnexpected(notices, first.name, error);
        return { ok: false, failure: null };
      } finally {
        if (abort === mine) set({ opening: null });
      }
    }

    function callModel(source: ModelSource): Promise<Opened<ModelInfo>> {
      const first: Opening = { what: "model", name: source.name, read: 0, total: null };
      return open(
        first,
        (signal) => bridge.engine().openModel({ grant: source.grant }, { signal }),
        () => void (modelSource = source),
      );
    }

    /** Resolves to false, so that a dataset that cannot be opened yet asks in place of failing. */
    async function ask(source: DatasetSource, failure: Failure | null): Promise<false> {
      try {
        const offered = await bridge.engine().datasetChoices({ grant: source.grant });
        if (!offered.ok) return tell(failure ?? offered.failure);
        const { lists, backgrounds } = offered.value;
        if (failure !== null && lists.length === 0) return tell(failure);
        if (lists.length + backgrounds.length === 0)
          notices.getState().tell("info", failureOf("nothing-to-choose", source.name));
        else set({ choosing: { source, choices: offered.value, failure } });
      } catch (error) {
        tellUnexpected(notices, source.name, error);
      }
      return false;
    }

    function tell(failure: Failure | null): false {
      if (failure) notices.getState().tell("error", failure);
      return false;
    }

    /** A new model shows its plan first; one that is reopened after an engine restart does not ask twice. */
    function takeModel(source: ModelSource, model: ModelInfo, review = model.origin === "recognised"): true {
      modelSource = source;
      const known = get().model?.id === model.id;
      set({ model, incomplete: null, awaitingReview: known ? get().awaitingReview : review ? model.id : null });
      return true;
    }

    function refuseModel(source: ModelSource, { failure, needs }: Extract<Opened<ModelInfo>, { ok: false }>): false {
      if (!failure || !needs) return tell(failure);
      set({ incomplete: { source, needs, failure } });
      return false;
    }

    return {
      dataset: null,
      model: null,
      incomplete: null,
      awaitingReview: null,
      opening: null,
      choosing: null,
      openDataset: async (source) => {
        const first: Opening = { what: "dataset", name: source.name, read: 0, total: null };
        const { name: _name, ...input } = source;
        const opened = await open<Dataset>(
          first,
          (signal) =>
            bridge.engine().openDataset(input, {
              signal,
              onProgress: ({ read, total }) => !signal.aborted && set({ opening: { ...first, read, total } }),
            }),
          () => void (datasetSource = source),
        );
        if (!opened.ok)
          return opened.failure && LIST_UNCLEAR.has(opened.failure.code)
            ? ask(source, opened.failure)
            : tell(opened.failure);
        datasetSource = source;
        set({ dataset: opened.value, choosing: null });
        return true;
      },
      chooseLists: async () => void (datasetSource && (await ask(datasetSource, null))),
      dropChoosing: () => set({ choosing: null }),
      openModel: async (source) => {
        const opened = await callModel(source);
        return opened.ok ? takeModel(source, opened.value) : refuseModel(source, opened);
      },
      openFolder: async (source) => {
        const opened = await callModel(source);
        if (opened.ok) return takeModel(source, opened.value);
        // A folder of images is not a broken model: any other failure is about a model that exists.
        return opened.failure?.code === NO_MODEL_IN_FOLDER ? get().openDataset(source) : refuseModel(source, opened);
      },
      completeModel: async (answers, replace) => {
        const source = get().incomplete?.source ?? modelSource;
        if (!source) return null;
        try {
          const reply = await bridge.engine().completeModel({ grant: source.grant, answers, replace });
          if (!reply.ok) return reply.failure;
          takeModel(source, reply.value, true);
        } catch (error) {
          tellUnexpected(notices, source.name, error);
        }
        return null;
      },
      dropIncomplete: () => set({ incomplete: null }),
      review: () => set({ awaitingReview: null }),
      cancelOpening: () => abort?.abort(),
      reopen: async () => {
        const dataset = datasetSource ? await get().openDataset(datasetSource) : true;
        const model = modelSource ? await get().openModel(modelSource) : true;
        return dataset && model;
      },
    };
  });
}
