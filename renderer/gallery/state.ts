/** The type of a gallery state: how the window starts, what is done in it, and in which sizes it is drawn. */
import type { Settings } from "../../shared/ipc/contract.ts";
import type { FakeBridge } from "../bridge/fakeBridge.ts";
import type { Stores } from "../stores/createStores.ts";
import type { DemoOptions } from "./demoWorld.ts";

export interface Scene {
  readonly stores: Stores;
  readonly bridge: FakeBridge;
}

/** Real input, performed by the script that draws. `target` is a test id, or a selector that begins with `.` or `[`. */
export type Act =
  | { readonly kind: "press"; readonly keys: string }
  | { readonly kind: "type"; readonly text: string }
  | { readonly kind: "click"; readonly target: string }
  /** Scrolls until the target's end is visible. */
  | { readonly kind: "scroll"; readonly target: string }
  /** `at` in fractions of the target's sides; its middle by default. */
  | { readonly kind: "hover"; readonly target: string; readonly at?: readonly [number, number] };

export interface GalleryState {
  /** Also the name of its images. */
  readonly name: string;
  /** What is open: the demo and its finished inspection by default. */
  readonly opens?: "nothing" | "demo" | "dataset" | "model" | "folder" | "empty-folder" | "new-model" | "bare-model";
  readonly world?: DemoOptions;
  readonly settings?: Partial<Settings>;
  /** Adds a made-up mode to the window's. */
  readonly madeUpMode?: true;
  /** The only part to draw; by default the whole window. A test id, or a selector that begins with `.` or `[`. */
  readonly part?: string;
  /** Drawn in every size instead of the middle one only. */
  readonly everySize?: true;
  readonly reach?: (scene: Scene) => unknown;
  /** Performed in order after `reach`, with the page at rest before each. */
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

/** Waits for the stores to reach a state. @throws when they do not */
export async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
