/** What the preload script exposes to the page: `window.loupe`, and the messages that bring ports and events. */
import { z } from "zod";
import { appEventSchema, openedItemSchema } from "./contract.ts";

/** Everything that is exposed to the page; a test compares its keys with this list. */
export const PRELOAD_KEYS = ["platform", "connect", "registerDropped"] as const;

export interface PreloadBridge {
  /** Node's name of the platform: linux, win32, darwin. */
  readonly platform: string;
  /**
   * Asks main for the ports, once, after the page listens to `message` on its window. The messages are described by
   * `preloadMessageSchema`, always in this order: an `app-port`; then, for each engine process, an `engine-port`
   * followed by the event `engine-ready`; `engine-lost` when it has ended, and so on.
   */
  readonly connect: () => void;
  /** Registers the files of a drop event (of the page's File objects only those with a real path count); main remembers their paths. */
  readonly registerDropped: (files: readonly unknown[]) => Promise<unknown>;
}

/** The reply of `registerDropped`, to be parsed. */
export const registeredSchema = z.array(openedItemSchema);

/**
 * `data` of a message event on the page's window with `event.source === window`; an announced port is `event.ports[0]`.
 * Ports and events share one queue, so that a port always arrives before the event that refers to it.
 */
export const preloadMessageSchema = z.discriminatedUnion("loupe", [
  z.object({ loupe: z.literal("app-port") }),
  z.object({ loupe: z.literal("engine-port") }),
  z.object({ loupe: z.literal("event"), event: appEventSchema }),
]);
export type PreloadMessage = z.infer<typeof preloadMessageSchema>;
