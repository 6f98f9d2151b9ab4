/** What the page needs of the world outside it; the Electron bridge and the fake of the tests both fit. */
import type { AppContract, AppEvent, EngineContract, OpenedItem } from "../../shared/ipc/contract.ts";
import type { Client } from "../../shared/ipc/rpc.ts";

export interface LoupeBridge {
  readonly app: Client<AppContract>;
  /** The client of the engine as it is now; a new one after a restart, so never keep it. */
  readonly engine: () => Client<EngineContract>;
  /** Returns the way to unsubscribe. */
  readonly onEvent: (listener: (event: AppEvent) => void) => () => void;
  /** Files of a drop event, made known to main; the page gets grants, never paths. */
  readonly registerDropped: (files: readonly File[]) => Promise<readonly OpenedItem[]>;
}
