/** A moment of all three stores with one notification per change: views that read it always show the same state. */
import type { Moment } from "./derived.ts";
import type { ProjectStore } from "./projectStore.ts";
import type { RunStore } from "./runStore.ts";
import type { ViewStore } from "./viewStore.ts";

export interface MomentSource {
  /** The same object until a store changes. */
  readonly current: () => Moment;
  /** Returns a function to unsubscribe. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createMomentSource(stores: { project: ProjectStore; run: RunStore; view: ViewStore }): MomentSource {
  const read = (): Moment => ({
    project: stores.project.getState(),
    run: stores.run.getState(),
    view: stores.view.getState(),
  });
  let moment = read();
  const listeners = new Set<() => void>();
  const changed = () => {
    moment = read();
    for (const listener of listeners) listener();
  };
  // The stores live as long as the window, so nothing unsubscribes from them.
  stores.project.subscribe(changed);
  stores.run.subscribe(changed);
  stores.view.subscribe(changed);
  return {
    current: () => moment,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
