// Gets the official Electron release that package.json names.
// @ts-check
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot, downloadFolder } from "../project.mjs";
import { download, sha256OfFile } from "./download.mjs";

/**
 * The release archive, from the user's cache or downloaded. Checksums come from the locked npm package, so a mirror needs no trust.
 *
 * @param {string} version without `v`
 * @returns {Promise<{ ok: true, archive: string } | { ok: false, reason: string }>}
 */
export async function officialElectronArchive(version) {
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  const sha256 = readChecksums()[name];
  if (sha256 === undefined)
    return { ok: false, reason: `Electron ${version} has no release for ${process.platform} ${process.arch}` };
  const archive = path.join(downloadFolder(), name);
  if (existsSync(archive) && (await sha256OfFile(archive)) === sha256) return { ok: true, archive };
  const base = process.env.ELECTRON_MIRROR ?? "https://github.com/electron/electron/releases/download/";
  const result = await download(`${base.replace(/\/*$/, "/")}v${version}/${name}`, archive, sha256);
  return result.ok ? { ok: true, archive } : result;
}

/**
 * The executable inside an unpacked official release.
 *
 * @returns {string}
 */
export function officialExecutable() {
  switch (process.platform) {
    case "darwin":
      return "Electron.app/Contents/MacOS/Electron";
    case "win32":
      return "electron.exe";
    default:
      return "electron";
  }
}

/** @returns {Record<string, string>} SHA-256 by archive name */
function readChecksums() {
  return JSON.parse(readFileSync(path.join(projectRoot, "node_modules", "electron", "checksums.json"), "utf8"));
}
