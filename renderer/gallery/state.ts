/** What a state of the gallery is: how the window starts, what is done in it, and in which sizes it is drawn. */
import type { Settings } from "../../shared/ipc/contract.ts";
import type { FakeBridge } from "../bridge/fakeBridge.ts";
import type { Stores } from "../stores/createStores.ts";
import type { DemoOptions } from "./demoWorld.ts";

export interface Scene {
  readonly stores: Stores;
  readonly bridge: FakeBridge;
}

/** Real input, done by whoever draws. `target` is a test id, or a selector that begins with `.` or `[`. */
export type Act =
  | { readonly kind: "press"; readonly keys: string }
  | { readonly kind: "type"; readonly text: string }
  | { readonly kind: "click"; readonly target: string }
  /** Until the target's end is to be seen. */
  | { readonly kind: "scroll"; readonly target: string }
  /** `at` in fractions of the target's sides; its middle by default. */
  | { readonly kind: "hover"; readonly target: string; readonly at?: readonly [number, number] };

export interface GalleryState {
  /** Names its images. */
  readonly name: string;
  /** What is open: the demo and its finished inspection by default. */
  readonly opens?: "nothing" | "demo" | "dataset" | "model" | "folder" | "empty-folder" | "new-model" | "bare-model";
  readonly world?: DemoOptions;
  readonly settings?: Partial<Settings>;
  /** Besides the window's modes there is one that is made up. */
  readonly madeUpMode?: true;
  /** The only part that is drawn; the whole window where it is left out. A test id, or a selector that begins with `.` or `[`. */
  readonly part?: string;
  /** Drawn in every size, not in the middle one alone. */
  readonly everySize?: true;
  readonly reach?: (scene: Scene) => unknown;
  /** Done in order after `reach`, the page at rest before each. */
  readonly acts?: readonly Act[];
}

export function press(keys: string): Act {
  return { kind: "press", keys };
}

export function type(text: string): Act {
  return { kind: "type", text };
}

export function click(target: string): Act {
  return { kind: "click", target };
}

export function scroll(target: string): Act {
  return { kind: "scroll", target };
}

export function hover(target: string, at?: readonly [number, number]): Act {
  return at ? { kind: "hover", target, at } : { kind: "hover", target };
}

/** Waits for what the stores are on their way to. @throws when it does not come */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
