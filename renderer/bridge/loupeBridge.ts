/** The page's interface to the world outside it; implemented by the Electron bridge and the fake one of the tests. */
import type { AppContract, AppEvent, EngineContract, OpenedItem } from "../../shared/ipc/contract.ts";
import type { Client } from "../../shared/ipc/rpc.ts";

export interface LoupeBridge {
  readonly app: Client<AppContract>;
  /** The client of the current engine; after a restart there is a new one, so never keep it. */
  readonly engine: () => Client<EngineContract>;
  /** Returns a function to unsubscribe. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Registers the files of a drop event with main; the page gets grants, never paths. */
  readonly registerDropped: (files: readonly File[]) => Promise<readonly OpenedItem[]>;
}
