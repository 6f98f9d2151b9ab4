/** The state of writing reports: the choice, the progress, the result. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineContract, Grant, InputOf, ReportKind } from "../../shared/ipc/contract.ts";
import { reportKindSchema } from "../../shared/ipc/contract.ts";
import { RpcError } from "../../shared/ipc/rpc.ts";
import { failure } from "../../shared/core/failure.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export const REPORT_KINDS: readonly ReportKind[] = reportKindSchema.options;

export interface ReportFolder {
  readonly grant: Grant;
  readonly name: string;
}

export interface ReportState {
  readonly kinds: ReadonlySet<ReportKind>;
  readonly folder: ReportFolder | null;
  readonly writing: { readonly done: number; readonly total: number; readonly file: string } | null;
  readonly result: {
    readonly files: readonly string[];
    readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  } | null;
  readonly toggleKind: (kind: ReportKind) => void;
  readonly chooseFolder: () => Promise<void>;
  readonly write: (input: Omit<InputOf<EngineContract, "exportReports">, "folder" | "kinds">) => Promise<void>;
  readonly cancel: () => void;
  readonly reveal: () => Promise<void>;
  readonly reset: () => void;
}

export type ReportStore = StoreApi<ReportState>;

const FIRST_CHOICE: readonly ReportKind[] = ["curve-png", "tp-fp-list", "csv-images", "pdf"];

export function createReportStore(bridge: LoupeBridge, notices: NoticeStore): ReportStore {
  let abort: AbortController | null = null;

  return createStore<ReportState>()((set, get) => ({
    kinds: new Set(FIRST_CHOICE),
    folder: null,
    writing: null,
    result: null,
    toggleKind: (kind) => {
      const kinds = new Set(get().kinds);
      if (!kinds.delete(kind)) kinds.add(kind);
      set({ kinds });
    },
    chooseFolder: async () => {
      try {
        const folder = await bridge.app.pickReportFolder({});
        if (folder) set({ folder });
      } catch (error) {
        tellUnexpected(notices, "reports", error);
      }
    },
    write: async (input) => {
      const { folder, kinds, writing } = get();
      if (!folder || kinds.size === 0 || writing) return;
      const mine = new AbortController();
      abort = mine;
      set({ writing: { done: 0, total: kinds.size, file: "" }, result: null });
      try {
        const reply = await bridge
          .engine()
          .exportReports(
            { ...input, folder: folder.grant, kinds: REPORT_KINDS.filter((kind) => kinds.has(kind)) },
            { signal: mine.signal, onProgress: (writing) => !mine.signal.aborted && set({ writing }) },
          );
        if (reply.ok) set({ result: reply.value });
        else notices.getState().tell("error", reply.failure);
      } catch (error) {
        const engineEnded = error instanceof RpcError && error.code === "closed";
        if (engineEnded) notices.getState().tell("warning", failure("reports-interrupted", folder.name));
        else tellUnexpected(notices, folder.name, error);
      } finally {
        if (abort === mine) set({ writing: null });
      }
    },
    cancel: () => abort?.abort(),
    reveal: async () => {
      const { folder } = get();
      if (!folder) return;
      try {
        await bridge.app.revealReports({ folder: folder.grant });
      } catch (error) {
        tellUnexpected(notices, folder.name, error);
      }
    },
    reset: () => set({ result: null }),
  }));
}
