/** Gives components access to stores and commands, and to one moment of the stores that all components share in a frame. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import { keysInForce, type KeysOf } from "./commands/keysInForce.ts";
import type { CommandRegistry } from "./commands/registry.ts";
import type { Moment } from "./stores/derived.ts";
import type { Stores } from "./stores/createStores.ts";

const StoresContext = createContext<Stores | null>(null);
const CommandsContext = createContext<CommandRegistry | null>(null);

interface AppContextProps {
  readonly stores: Stores;
  readonly registry: CommandRegistry;
  readonly children: ReactNode;
}

export function AppContext({ stores, registry, children }: AppContextProps) {
  return (
    <StoresContext.Provider value={stores}>
      <CommandsContext.Provider value={registry}>{children}</CommandsContext.Provider>
    </StoresContext.Provider>
  );
}

/** Every store; for reading in event handlers and for changing. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error("useStores outside of AppContext");
  return stores;
}

/** Every command of every mode. */
export function useCommandRegistry(): CommandRegistry {
  const registry = useContext(CommandsContext);
  if (!registry) throw new Error("useCommandRegistry outside of AppContext");
  return registry;
}

/** The keys of a command in force now, the one to display first. */
export function useKeysOf(): KeysOf {
  const registry = useCommandRegistry();
  return keysInForce(
    registry,
    useSlice(useStores().settings, (state) => state.settings.keys),
  );
}

/**
 * Project, run and view in their current state. All components that use it render in the same commit after a change, so
 * that handle, plots, list, boxes and figures move together.
 */
export function useMoment(): Moment {
  const { moments } = useStores();
  // The third is for tests, which draw to a string.
  return useSyncExternalStore(moments.subscribe, moments.current, moments.current);
}

/** A part of a store outside the moment: settings, notices, the window. */
export function useSlice<S, R>(store: StoreApi<S>, select: (state: S) => R): R {
  return useStore(store, select);
}
