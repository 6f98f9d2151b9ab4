// Downloads one file over HTTPS with short time-outs and a checksum.
// @ts-check
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, renameSync, rmSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { pipeline } from "node:stream/promises";

/** Silence longer than this, at the connection or in mid-file, ends the download. */
const SILENCE_MS = 15_000;
const MAX_REDIRECTS = 5;

/**
 * Leaves `file` either complete with the right checksum, or untouched.
 *
 * @param {string} url
 * @param {string} file
 * @param {string} sha256 lower-case hex
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
export async function download(url, file, sha256) {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.part`;
  try {
    await pipeline(await openUrl(url, MAX_REDIRECTS), createWriteStream(partial));
    const found = await sha256OfFile(partial);
    if (found !== sha256) return { ok: false, reason: `checksum of ${url} is ${found}, expected ${sha256}` };
    renameSync(partial, file);
    return { ok: true };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  } finally {
    rmSync(partial, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {Promise<string>} lower-case hex
 */
export async function sha256OfFile(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/**
 * @param {string} url
 * @param {number} redirectsLeft
 * @returns {Promise<http.IncomingMessage>}
 */
function openUrl(url, redirectsLeft) {
  return new Promise((resolve, reject) => {
    // Plain http only ever serves a mirror that the user named; the checksum protects both.
    const client = url.startsWith("http:") ? http : https;
    const request = client.get(url, { headers: { "user-agent": "loupe-setup" } }, (response) => {
      const status = response.statusCode ?? 0;
      const location = response.headers.location;
      if (status >= 300 && status < 400 && location !== undefined) {
        response.resume();
        if (redirectsLeft === 0) reject(new Error(`too many redirects at ${url}`));
        else openUrl(new URL(location, url).href, redirectsLeft - 1).then(resolve, reject);
      } else if (status === 200) {
        resolve(response);
      } else {
        response.resume();
        reject(new Error(`the server answered ${status} for ${url}`));
      }
    });
    request.setTimeout(SILENCE_MS, () =>
      request.destroy(new Error(`no answer from ${new URL(url).host} for ${SILENCE_MS / 1000} s`)),
    );
    request.on("error", reject);
  });
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  // With several addresses Node reports an AggregateError whose own message is empty.
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  return inner instanceof Error && inner.message !== "" ? inner.message : error.name;
}
