/** What the preload script gives the page: `window.loupe`, and the messages by which ports and events reach it. */
import { z } from "zod";
import { appEventSchema, openedItemSchema } from "./contract.ts";

/** Everything that is exposed to the page; a test compares its keys with this list. */
export const PRELOAD_KEYS = ["platform", "connect", "registerDropped"] as const;

export interface PreloadBridge {
  /** Node's name of the system: linux, win32, darwin. */
  readonly platform: string;
  /**
   * Asks main for the ports, once, after the page listens to `message` on its window. What comes is described by
   * `preloadMessageSchema`, always in this order: an `app-port`; then, for every life of the engine, an `engine-port`
   * followed by the event `engine-ready`; `engine-lost` when it has ended, and so on.
   */
  readonly connect: () => void;
  /** Files of a drop event (of the page's File objects only those with a real path count); main remembers their paths. */
  readonly registerDropped: (files: readonly unknown[]) => Promise<unknown>;
}

/** Reply of `registerDropped`; parse it. */
export const registeredSchema = z.array(openedItemSchema);

/**
 * `data` of a message event on the page's window with `event.source === window`; where a port is announced it is
 * `event.ports[0]`. One queue carries ports and events, so a port is always there before the event that speaks of it.
 */
export const preloadMessageSchema = z.discriminatedUnion("loupe", [
  z.object({ loupe: z.literal("app-port") }),
  z.object({ loupe: z.literal("engine-port") }),
  z.object({ loupe: z.literal("event"), event: appEventSchema }),
]);
export type PreloadMessage = z.infer<typeof preloadMessageSchema>;
