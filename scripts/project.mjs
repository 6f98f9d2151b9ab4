// The folders and versions every script of this project starts from.
// @ts-check
import { accessSync, constants, mkdirSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Everything that builds and set-up leave behind inside the checkout; both are git-ignored. */
export const cacheFolder = path.join(projectRoot, ".cache");
export const outFolder = path.join(projectRoot, "out");

/**
 * The folder in which downloads outlive a checkout, so that a fresh clone does not download again.
 * `LOUPE_CACHE` moves it, for example to a prepared folder on a machine without network. A home folder that
 * cannot be written to is no reason to fail: then downloads stay in the checkout.
 *
 * @returns {string} an existing folder
 */
export function downloadFolder() {
  for (const folder of [userCacheFolder(), path.join(cacheFolder, "downloads")]) {
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
      return folder;
    } catch {
      // the next one
    }
  }
  return projectRoot;
}

/** @returns {string} */
function userCacheFolder() {
  const { LOUPE_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (LOUPE_CACHE) return path.resolve(LOUPE_CACHE);
  if (process.platform === "win32" && LOCALAPPDATA) return path.join(LOCALAPPDATA, "loupe", "Cache");
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches", "loupe");
  return path.join(XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "loupe");
}

/**
 * package.json, as far as the scripts read it.
 *
 * @returns {{ version: string, dependencies: Record<string, string>, devDependencies: Record<string, string> }}
 */
export function readPackage() {
  return JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8"));
}
