/** How components reach the stores: one context, and one moment of them that all components share in a frame. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { Moment } from "./stores/derived.ts";
import type { Stores } from "./stores/createStores.ts";

const StoresContext = createContext<Stores | null>(null);

export function StoresProvider({ stores, children }: { stores: Stores; children: ReactNode }) {
  return <StoresContext.Provider value={stores}>{children}</StoresContext.Provider>;
}

/** Every store; for reading in event handlers and for changing. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error("useStores outside of StoresProvider");
  return stores;
}

/**
 * Project, run and view as they are now. All components that use it render in the same commit after a change,
 * so handle, plots, list, boxes and figures move together.
 */
export function useMoment(): Moment {
  const { moments } = useStores();
  return useSyncExternalStore(moments.subscribe, moments.current);
}

/** A part of a store that has no share in the moment: settings, notices, the window. */
export function useSlice<S, R>(store: StoreApi<S>, select: (state: S) => R): R {
  return useStore(store, select);
}
