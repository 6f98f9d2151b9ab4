/** Adapts a browser's MessagePort and Electron's MessagePortMain to `Port`, without depending on the types of either. */
import type { Port } from "./rpc.ts";

/** The part of the page's MessagePort that is used. */
export interface PageMessagePort {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** The part of Electron's MessagePortMain that is used, in main and in the engine. */
export interface ProcessMessagePort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: "close", listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * The page's end. Chromium does not report when the other process ends: the bridge disposes of its client on the
 * `engine-lost` event. `onClose` is called when this end is closed.
 */
export function portOverPageMessagePort(messagePort: PageMessagePort): Port {
  let listener: (message: unknown) => void = () => undefined;
  let closer: () => void = () => undefined;
  messagePort.addEventListener("message", ({ data }) => listener(data));
  return {
    post: (message) => messagePort.postMessage(message),
    onMessage(next) {
      listener = next;
      // Not earlier: messages that arrive before there is a listener would be lost.
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
