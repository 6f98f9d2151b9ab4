/** The self-check of the open model: its progress and its result. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { SelfCheckReport } from "../../shared/inference/selfCheckReport.ts";
import { type Failure, failure } from "../../shared/core/failure.ts";
import type { AppContract, EngineContract, InputOf, OutputOf } from "../../shared/ipc/contract.ts";
import { RpcError } from "../../shared/ipc/rpc.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export type SelfCheckInput = Omit<InputOf<EngineContract, "selfCheckModel">, "expected">;
/** A file that the user chose: known only by a grant and its name. */
export type ExpectedChoice = NonNullable<OutputOf<AppContract, "pickExpectedBoxes">>;

export interface SelfCheckState {
  readonly running: { readonly done: number; readonly total: number } | null;
  /** Of the model with this id: another model's result is never shown for it. */
  readonly result: { readonly modelId: string; readonly report: SelfCheckReport } | null;
  /** Why the last check could not be made. */
  readonly failure: Failure | null;
  /** Used in place of the ground truth, when one was chosen. */
  readonly expected: ExpectedChoice | null;
  readonly pickExpected: () => Promise<void>;
  readonly dropExpected: () => void;
  readonly check: (input: SelfCheckInput) => Promise<void>;
  readonly cancel: () => void;
}

export type SelfCheckStore = StoreApi<SelfCheckState>;

export function createSelfCheckStore(bridge: LoupeBridge, notices: NoticeStore): SelfCheckStore {
  let abort: AbortController | null = null;
  return createStore<SelfCheckState>()((set, get) => ({
    running: null,
    result: null,
    failure: null,
    expected: null,
    pickExpected: async () => {
      try {
        const expected = await bridge.app.pickExpectedBoxes({});
        if (expected) set({ expected });
      } catch (error) {
        tellUnexpected(notices, "self-check", error);
      }
    },
    dropExpected: () => set({ expected: null }),
    check: async (input) => {
      abort?.abort();
      const mine = new AbortController();
      abort = mine;
      const { expected } = get();
      set({ running: { done: 0, total: 1 + input.imageIds.length }, result: null, failure: null });
      try {
        const reply = await bridge
          .engine()
          .selfCheckModel(
            expected ? { ...input, imageIds: input.imageIds.slice(0, 1), expected: expected.grant } : input,
            {
              signal: mine.signal,
              onProgress: (running) => !mine.signal.aborted && set({ running }),
            },
          );
        if (abort !== mine || mine.signal.aborted) return;
        if (reply.ok) set({ result: { modelId: input.modelId, report: reply.value } });
        else set({ failure: reply.failure });
      } catch (error) {
        // A model that crashes the engine is exactly what the check is meant to find.
        if (error instanceof RpcError && error.code === "closed") set({ failure: failure("check-interrupted", "") });
        else tellUnexpected(notices, "self-check", error);
      } finally {
        if (abort === mine) set({ running: null });
      }
    },
    cancel: () => abort?.abort(),
  }));
}
