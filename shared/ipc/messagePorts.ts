/** Makes a Port of a browser's MessagePort and of Electron's MessagePortMain, without needing the types of either. */
import type { Port } from "./rpc.ts";

/** What is used of the page's MessagePort. */
export interface PageMessagePort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** What is used of Electron's MessagePortMain, in main and in the engine. */
export interface ProcessMessagePort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * The page's end. Chromium does not tell when the other process ends: the bridge disposes of its client when the
 * `engine-lost` event comes. `onClose` is called when this end is closed.
 */
export function portOverPageMessagePort(messagePort: PageMessagePort): Port {
  let listener: (message: unknown) => void = () => undefined;
  let closer: () => void = () => undefined;
  messagePort.addEventListener("message", ({ data }) => listener(data));
  return {
    post: (message) => messagePort.postMessage(message),
    onMessage(next) {
      listener = next;
      // Only now: what came before a listener would be lost.
      messagePort.start();
    },
    onClose: (next) => void (closer = next),
    close() {
      messagePort.close();
      closer();
    },
  };
}

/** The end of main or of the engine; `onClose` is called when either end closes or its process ends. */
export function portOverProcessMessagePort(messagePort: ProcessMessagePort): Port {
  let listener: (message: unknown) => void = () => undefined;
  let closer: () => void = () => undefined;
  messagePort.on("message", ({ data }) => listener(data));
  messagePort.on("close", () => closer());
  return {
    post: (message) => messagePort.postMessage(message),
    onMessage(next) {
      listener = next;
      messagePort.start();
    },
    onClose: (next) => void (closer = next),
    close: () => messagePort.close(),
  };
}
