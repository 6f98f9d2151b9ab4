/** The only raw channels of the page: it asks for its ports and registers dropped files; main sends ports and events. */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type MessagePortMain, type WebContents } from "electron";
import { CONNECT_CHANNEL, MESSAGE_CHANNEL, REGISTER_CHANNEL } from "../../shared/ipc/channels.ts";
import type { OpenedItem } from "../../shared/ipc/contract.ts";
import type { PreloadMessage } from "../../shared/ipc/preloadBridge.ts";
import { isWithin, MAX_MESSAGE_BYTES } from "../../shared/ipc/messageLimit.ts";
import { isPageUrl } from "./pageFiles.ts";

const MAX_DROPPED = 500;
const MAX_PATH_LENGTH = 4096;

export interface PageChannels {
  /** Null when there is no window. */
  readonly page: () => WebContents | null;
  readonly onConnect: (page: WebContents) => void;
  readonly onDropped: (paths: readonly string[]) => Promise<OpenedItem[]>;
}

export function listenToPage({ page, onConnect, onDropped }: PageChannels): void {
  ipcMain.on(CONNECT_CHANNEL, (event) => {
    if (isFromPage(event, page())) onConnect(event.sender);
  });
  ipcMain.handle(REGISTER_CHANNEL, async (event, paths: unknown) => {
    if (!isFromPage(event, page())) throw new Error("refused: not Loupe's page");
    if (!isListOfPaths(paths)) throw new Error("refused: not a list of files");
    return onDropped(paths);
  });
}

/** One channel for everything, so that what main sends arrives in the order in which it was sent. */
export function sendToPage(page: WebContents, message: PreloadMessage, port?: MessagePortMain): void {
  if (!page.isDestroyed()) page.postMessage(MESSAGE_CHANNEL, message, port ? [port] : []);
}

/** The window's own page in its main frame, and at the moment it speaks still at our address. */
function isFromPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, page: WebContents | null): boolean {
  if (page === null || sender !== page || !senderFrame) return false;
  return (
    senderFrame.parent === null && senderFrame.routingId === sender.mainFrame.routingId && isPageUrl(senderFrame.url)
  );
}

function isListOfPaths(value: unknown): value is string[] {
  if (!Array.isArray(value) || value.length > MAX_DROPPED || !isWithin(value, MAX_MESSAGE_BYTES * 16)) return false;
  return value.every(
    (entry) => typeof entry === "string" && entry !== "" && entry.length <= MAX_PATH_LENGTH && !entry.includes("\0"),
  );
}
