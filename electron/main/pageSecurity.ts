/** Denies everything a page could ask of Chromium that Loupe never needs: permissions, network, navigation, windows, guests. */
import type { App, Session } from "electron";
import { denyScreenCapture, refuseNavigation, refuseScheme } from "./electronVersion.ts";
import { isPageUrl, PAGE_SCHEME } from "./pageFiles.ts";

/** Blobs and data are the page's own memory; the developer tools have a scheme of their own. */
const OPEN_SCHEMES = new Set([`${PAGE_SCHEME}:`, "blob:", "data:", "devtools:"]);

/** For every session, before its first window. */
export function hardenSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  denyScreenCapture(session);
  session.setSpellCheckerEnabled(false); // it would load dictionaries from a network
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  refuseScheme(session.protocol, "file");
  session.on("will-download", (event) => event.preventDefault());
}

/** For every page, also those that something else opens. */
export function hardenEveryPage(app: App): void {
  app.on("web-contents-created", (_event, contents) => {
    refuseNavigation(contents, isPageUrl);
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-attach-webview", (event) => event.preventDefault());
  });
}

function mayLoad(text: string): boolean {
  try {
    return OPEN_SCHEMES.has(new URL(text).protocol);
  } catch {
    return false;
  }
}
