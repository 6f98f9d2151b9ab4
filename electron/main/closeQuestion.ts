/** Asks before closing a window in which something is under way: how far it is, and what will happen to it. */
import { app, dialog, type BrowserWindow } from "electron";
import type { Busy, Language } from "../../shared/ipc/contract.ts";
import { WORDS } from "../../shared/words/languages.ts";
import { busyText } from "./busyText.ts";

export interface CloseQuestionOptions {
  readonly busy: () => Busy | null;
  readonly language: () => Language;
  /** The system ends, or was told to end, this process: nobody is there to answer. */
  readonly isForced: () => boolean;
}

/** Whether the app was to quit, and not only this window to close; a refusal takes it back. */
let quitting = false;
app.on("before-quit", () => (quitting = true));

export function askBeforeClosing(window: BrowserWindow, { busy, language, isForced }: CloseQuestionOptions): void {
  let agreed = false;
  let asking = false;

  async function ask(under: Busy): Promise<void> {
    const t = WORDS[language()].main;
    const { message, detail } = busyText(under, t);
    const { response } = await dialog.showMessageBox(window, {
      type: "question",
      title: t.closeTitle,
      message,
      detail,
      buttons: [t.closeNot, t.closeAnyway],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    });
    agreed = response === 1;
    const wasQuitting = quitting;
    if (!agreed) quitting = false;
    else if (wasQuitting) app.quit();
    else if (!window.isDestroyed()) window.close();
  }

  window.on("close", (event) => {
    const under = busy();
    // A page that crashed takes its counts with it; its window could not even show what goes on.
    if (agreed || under === null || isForced() || window.webContents.isCrashed()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    void ask(under).finally(() => (asking = false));
  });
}
