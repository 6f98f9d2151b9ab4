/** What the page needs of the world outside it; the Electron bridge and the fake of the tests both fit. */
import type { AppContract, AppEvent, EngineContract, Grant } from "../../shared/ipc/contract.ts";
import type { Client } from "../../shared/ipc/rpc.ts";

export interface DroppedItem {
  readonly grant: Grant;
  readonly name: string;
  /** A folder may be a dataset or a model; the engine's answer decides. */
  readonly kind: "folder" | "picture" | "model" | "other";
}

export interface LoupeBridge {
  readonly app: Client<AppContract>;
  /** The client of the engine as it is now; a new one after a restart, so never keep it. */
  readonly engine: () => Client<EngineContract>;
  /** Returns the way to unsubscribe. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Files of a drop event, made known to main; the page gets grants, never paths. */
  readonly registerDropped: (files: readonly File[]) => Promise<readonly DroppedItem[]>;
}
