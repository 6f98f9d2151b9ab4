/** The preload script: exposes three functions to the page and forwards what main sends; it holds no logic. */
import { contextBridge, ipcRenderer, webUtils } from "electron";
import { CONNECT_CHANNEL, MESSAGE_CHANNEL, REGISTER_CHANNEL } from "../../shared/ipc/channels.ts";
import type { PreloadBridge } from "../../shared/ipc/preloadBridge.ts";

ipcRenderer.on(MESSAGE_CHANNEL, (event, message: unknown) => {
  window.postMessage(message, window.location.origin, [...event.ports]);
});

const bridge: PreloadBridge = {
  platform: process.platform,
  connect: () => ipcRenderer.send(CONNECT_CHANNEL),
  registerDropped: (files) => ipcRenderer.invoke(REGISTER_CHANNEL, files.flatMap(pathOf)),
};

contextBridge.exposeInMainWorld("loupe", bridge);

/** None for a File that a script made: it has no path. */
function pathOf(file: unknown): string[] {
  if (!(file instanceof File)) return [];
  // `webUtils` came with Electron 29; before, files carried their path themselves.
  const path =
    (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? (file as File & { readonly path?: string }).path;
  return path ? [path] : [];
}
