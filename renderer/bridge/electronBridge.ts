/** The bridge in Electron's window: makes clients of both contracts from the ports of main and the engine. */
import {
  appContract,
  engineContract,
  type AppContract,
  type AppEvent,
  type EngineContract,
} from "../../shared/ipc/contract.ts";
import { portOverPageMessagePort } from "../../shared/ipc/messagePorts.ts";
import { preloadMessageSchema, registeredSchema, type PreloadBridge } from "../../shared/ipc/preloadBridge.ts";
import { createClient, type Client, type Port } from "../../shared/ipc/rpc.ts";
import type { LoupeBridge } from "./loupeBridge.ts";

type EngineClient = ReturnType<typeof createClient<EngineContract>>;

const CONNECT_TIMEOUT_MS = 20_000;

/** Resolves when main and the engine are connected; rejects with a message when that takes too long. */
export function createElectronBridge(page: Window & { readonly loupe?: PreloadBridge }): Promise<LoupeBridge> {
  const { loupe } = page;
  if (!loupe) return Promise.reject(new Error("Loupe's preload script did not run. Install Loupe again."));
  const listeners = new Set<(event: AppEvent) => void>();
  let app: Client<AppContract> | undefined;
  let engine: EngineClient = unconnectedEngine();
  let lost: AppEvent | null = null;

  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error("The main process does not answer. Start Loupe again.")),
      CONNECT_TIMEOUT_MS,
    );
    const settle = () => {
      if (!app) return;
      clearTimeout(timer);
      resolve({
        app,
        engine: () => engine,
        onEvent: (listener) => {
          listeners.add(listener);
          // An engine that ended before there was a listener is reported all the same: otherwise the window would wait forever.
          if (lost) listener(lost);
          return () => listeners.delete(listener);
        },
        registerDropped: async (files) => registeredSchema.parse(await loupe.registerDropped(files)),
      });
    };
    page.addEventListener("message", (message: MessageEvent<unknown>) => {
      if (message.source !== page) return;
      const parsed = preloadMessageSchema.safeParse(message.data);
      if (!parsed.success) return;
      const port = message.ports[0];
      switch (parsed.data.loupe) {
        case "app-port":
          if (port) app = createClient(appContract, portOverPageMessagePort(port));
          return;
        case "engine-port":
          engine.dispose();
          if (port) engine = createClient(engineContract, portOverPageMessagePort(port));
          return;
        case "event": {
          const { event } = parsed.data;
          // The browser's ports do not report that the other end is gone: pending calls would wait forever.
          if (event.kind === "engine-lost") engine.dispose();
          if (event.kind === "engine-lost") lost = event;
          else if (event.kind === "engine-ready") lost = null;
          if (event.kind === "engine-ready" || event.kind === "engine-lost") settle();
          listeners.forEach((listener) => listener(event));
          return;
        }
      }
    });
    loupe.connect();
  });
}

/** Before the first engine: every call is rejected as closed. */
function unconnectedEngine(): EngineClient {
  const nowhere: Port = {
    post: () => undefined,
    onMessage: () => undefined,
    onClose: () => undefined,
    close: () => undefined,
  };
  const client = createClient(engineContract, nowhere);
  client.dispose();
  return client;
}
