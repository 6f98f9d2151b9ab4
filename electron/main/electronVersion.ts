/** Everything in which Electron 22 (the test host) differs from the Electron that users run; nothing else in main asks for a version. */
import type { Protocol, Session, WebContents } from "electron";

export interface PageReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** `protocol.handle` came with Electron 25. */
export function answerScheme(
  protocol: Protocol,
  scheme: string,
  answer: (method: string, url: string) => Promise<PageReply>,
): void {
  if (typeof protocol.handle === "function") {
    protocol.handle(scheme, async (request) => {
      const { status, headers, body } = await answer(request.method, request.url);
      return new globalThis.Response(Uint8Array.from(body), { status, headers });
    });
    return;
  }
  protocol.registerBufferProtocol(scheme, (request, respond) => {
    void answer(request.method, request.url).then(({ status, headers, body }) => {
      respond({
        statusCode: status,
        headers: { ...headers },
        mimeType: headers["Content-Type"] ?? "application/octet-stream",
        data: body,
      });
    });
  });
}

/** Nothing is ever loaded from a scheme that Chromium brings along; web requests of `file:` pass by `webRequest`. */
export function refuseScheme(protocol: Protocol, scheme: string): void {
  if (typeof protocol.handle === "function") protocol.handle(scheme, () => globalThis.Response.error());
  else protocol.interceptBufferProtocol(scheme, (_request, respond) => respond({ error: ACCESS_DENIED }));
}

/** Chromium's number for net::ERR_ACCESS_DENIED. */
const ACCESS_DENIED = -10;

/** `will-frame-navigate` (25) sees navigations of frames too; before, a policy without frames has to do. */
export function refuseNavigation(contents: WebContents, isAllowed: (url: string) => boolean): void {
  contents.on("will-navigate", (event, url) => {
    if (!isAllowed(url)) event.preventDefault();
  });
  contents.on("will-redirect", (event, url) => {
    if (!isAllowed(url)) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!isAllowed(event.url)) event.preventDefault();
  });
}

/** Screen capture got its own handler later than the other permissions did. */
export function denyScreenCapture(session: Session): void {
  if (typeof session.setDisplayMediaRequestHandler === "function") session.setDisplayMediaRequestHandler(null);
}
