/** The state of writing reports: the choice, the progress, the result. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { EngineContract, Grant, InputOf, ReportKind } from "../../shared/ipc/contract.ts";
import { reportKindSchema } from "../../shared/ipc/contract.ts";
import { KINDS_OF_RATES, MAX_LISTED_IMAGES } from "../../shared/ipc/reports.ts";
import { RpcError } from "../../shared/ipc/rpc.ts";
import { failure } from "../../shared/core/failure.ts";
import type { LoupeBridge } from "../bridge/loupeBridge.ts";
import { tellUnexpected, type NoticeStore } from "./noticeStore.ts";

export const REPORT_KINDS: readonly ReportKind[] = reportKindSchema.options;

export interface ReportFolder {
  readonly grant: Grant;
  readonly name: string;
}

export interface Writing {
  readonly done: number;
  readonly total: number;
  readonly file: string;
  /** By the pace so far; null in the first seconds. */
  readonly secondsLeft: number | null;
}

/** What the window knows of the images when reports are written. */
export interface ReportImages {
  readonly hasGroundTruth: boolean;
  /** Ids of the listed images; null where all are listed. */
  readonly listed: readonly string[] | null;
}

export interface ReportState {
  readonly kinds: ReadonlySet<ReportKind>;
  readonly folder: ReportFolder | null;
  /** Comparison images of the listed images alone. */
  readonly onlyListed: boolean;
  readonly writing: Writing | null;
  readonly result: {
    readonly files: readonly string[];
    readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  } | null;
  readonly toggleKind: (kind: ReportKind) => void;
  readonly setOnlyListed: (only: boolean) => void;
  readonly chooseFolder: () => Promise<void>;
  readonly write: (
    input: Omit<InputOf<EngineContract, "exportReports">, "folder" | "kinds" | "imageIds">,
    images?: ReportImages,
  ) => Promise<void>;
  readonly cancel: () => void;
  readonly reveal: () => Promise<void>;
  readonly reset: () => void;
}

export type ReportStore = StoreApi<ReportState>;

const FIRST_CHOICE: readonly ReportKind[] = ["curve-png", "tp-fp-list", "csv-images", "pdf"];

/** Before this the pace says little. */
const STEADY_SECONDS = 2;

const ALL_IMAGES: ReportImages = { hasGroundTruth: true, listed: null };

/** A longer list is more than one message may carry. */
export function canLimit(listed: readonly string[] | null): listed is readonly string[] {
  return listed !== null && listed.length > 0 && listed.length <= MAX_LISTED_IMAGES;
}

export function canWrite(kind: ReportKind, { hasGroundTruth }: Pick<ReportImages, "hasGroundTruth">): boolean {
  return hasGroundTruth || !KINDS_OF_RATES.includes(kind);
}

/** @param now milliseconds from any start */
export function createReportStore(
  bridge: LoupeBridge,
  notices: NoticeStore,
  now: () => number = () => performance.now(),
): ReportStore {
  let abort: AbortController | null = null;

  return createStore<ReportState>()((set, get) => ({
    kinds: new Set(FIRST_CHOICE),
    folder: null,
    onlyListed: false,
    writing: null,
    result: null,
    toggleKind: (kind) => {
      const kinds = new Set(get().kinds);
      if (!kinds.delete(kind)) kinds.add(kind);
      set({ kinds });
    },
    setOnlyListed: (onlyListed) => set({ onlyListed }),
    chooseFolder: async () => {
      try {
        const folder = await bridge.app.pickReportFolder({});
        if (folder) set({ folder });
      } catch (error) {
        tellUnexpected(notices, "reports", error);
      }
    },
    write: async (input, images = ALL_IMAGES) => {
      const { folder, writing, onlyListed } = get();
      const kinds = REPORT_KINDS.filter((kind) => get().kinds.has(kind) && canWrite(kind, images));
      if (!folder || kinds.length === 0 || writing) return;
      const limit = onlyListed && canLimit(images.listed) ? { imageIds: [...images.listed] } : {};
      const began = now();
      const mine = new AbortController();
      abort = mine;
      set({ writing: { done: 0, total: kinds.length, file: "", secondsLeft: null }, result: null });
      try {
        const reply = await bridge.engine().exportReports(
          { ...input, ...limit, folder: folder.grant, kinds },
          {
            signal: mine.signal,
            onProgress: ({ done, total, file }) => {
              const seconds = (now() - began) / 1000;
              const secondsLeft = done === 0 || seconds < STEADY_SECONDS ? null : (seconds / done) * (total - done);
              if (!mine.signal.aborted) set({ writing: { done, total, file, secondsLeft } });
            },
          },
        );
        if (reply.ok && reply.value.cancelled)
          notices
            .getState()
            .tell("info", failure("reports-cancelled", folder.name, { written: reply.value.files.length }));
        else if (reply.ok) set({ result: reply.value });
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
