/** Notices to the user: each names the file, the reason and what to do, and stays until it is dismissed. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { type Failure, failure } from "../../shared/core/failure.ts";
import { quoted } from "../../shared/core/reason.ts";
import { RpcError } from "../../shared/ipc/rpc.ts";

export interface Notice extends Failure {
  readonly id: number;
  readonly level: "info" | "warning" | "error";
}

export interface NoticeState {
  readonly notices: readonly Notice[];
  readonly tell: (level: Notice["level"], failure: Failure) => void;
  readonly dismiss: (id: number) => void;
  readonly dismissAll: () => void;
}

export type NoticeStore = StoreApi<NoticeState>;

const MAX_NOTICES = 20;

export function createNoticeStore(): NoticeStore {
  let nextId = 1;
  return createStore<NoticeState>()((set) => ({
    notices: [],
    tell: (level, failure) =>
      set(({ notices }) => {
        const others = notices.filter((n) => n.code !== failure.code || n.file !== failure.file);
        return { notices: [...others, { ...failure, level, id: nextId++ }].slice(-MAX_NOTICES) };
      }),
    dismissAll: () => set({ notices: [] }),
    dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((n) => n.id !== id) })),
  }));
}

/** An unexpected failure of a call: shown with its reason, since otherwise the button would seem dead. Cancelled calls are not reported. */
export function tellUnexpected(notices: NoticeStore, what: string, error: unknown): void {
  if (error instanceof RpcError && (error.code === "cancelled" || error.code === "closed")) return;
  const said = error instanceof Error ? error.message : String(error);
  notices.getState().tell("error", failure("unexpected", what, { reason: quoted(said) }));
}
