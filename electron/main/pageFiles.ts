/** Loupe's own scheme, `loupe://app/…`: which file of the built page a URL means, and with which headers it is sent. */
import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { PageReply } from "./electronVersion.ts";

export const PAGE_SCHEME = "loupe";
export const PAGE_HOST = "app";
export const PAGE_URL = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;

/** Images come over the engine's port and are shown as blobs; nothing is loaded from elsewhere, nothing inline runs. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".otf": "font/otf",
  ".map": "application/json",
  ".json": "application/json",
};

const HEADERS = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cache-Control": "no-store",
} as const;

/** True for the page itself: compared piece by piece, since a text that starts alike may be another origin. */
export function isPageUrl(text: string): boolean {
  const url = parseUrl(text);
  return (
    url !== null &&
    url.protocol === `${PAGE_SCHEME}:` &&
    url.host === PAGE_HOST &&
    url.username === "" &&
    url.password === ""
  );
}

/**
 * The absolute file that a URL means, or null where it means none: another host, a path that leaves the folder in any
 * spelling, a kind of file the page does not consist of.
 */
export function pageFileOf(root: string, text: string): string | null {
  const url = parseUrl(text);
  if (url === null || !isPageUrl(text)) return null;
  let name: string;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (/[\\\0:]/.test(name) || name.split("/").includes("..")) return null;
  const file = path.join(root, name === "/" ? "index.html" : name);
  return isInside(root, file) && MEDIA_TYPES[path.extname(file)] !== undefined ? file : null;
}

/** Reads it; links that lead out of the folder are not followed. */
export async function answerPageRequest(root: string, method: string, url: string): Promise<PageReply> {
  if (method !== "GET" && method !== "HEAD") return refusal(405, "method not allowed");
  const file = pageFileOf(root, url);
  if (file === null) return refusal(404, "not found");
  try {
    const real = await realpath(file);
    if (!isInside(await realpath(root), real)) return refusal(404, "not found");
    return {
      status: 200,
      headers: { ...HEADERS, "Content-Type": MEDIA_TYPES[path.extname(file)] ?? "application/octet-stream" },
      body: await readFile(real),
    };
  } catch {
    return refusal(404, "not found");
  }
}

function refusal(status: number, reason: string): PageReply {
  return { status, headers: { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" }, body: Buffer.from(reason) };
}

function isInside(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== "" && !relative.startsWith("..") && !path.isAbsolute(relative);
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
