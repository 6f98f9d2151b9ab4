// Where this checkout's Electron is, which kind it is, and the switches it needs on this machine.
// @ts-check
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "./project.mjs";

/** One folder per installed Electron lies below this one; set-up writes it, nothing else does. */
export const electronFolder = path.join(cacheFolder, "electron");
/** Written last into an installed Electron's folder: without it the folder is a torn installation. */
export const electronMarker = "loupe-electron.json";

/**
 * @typedef {object} InstalledElectron
 * @property {string} path absolute path of the executable
 * @property {'official' | 'fallback'} kind fallback: the old runtime that tests use where the official one cannot be had
 * @property {string} version for example 45.4.1
 */

/**
 * The Electron that set-up installed in this checkout; the official one wins.
 *
 * @returns {InstalledElectron | undefined} undefined before set-up
 */
export function findElectron() {
  if (!existsSync(electronFolder)) return undefined;
  const installed = readdirSync(electronFolder).flatMap((name) => readMarker(path.join(electronFolder, name)) ?? []);
  return installed.find((electron) => electron.kind === "official") ?? installed[0];
}

/**
 * Switches that Electron needs on this machine before the app's folder, with the reason for each.
 *
 * @returns {{ args: string[], reasons: string[] }}
 */
export function electronSwitches() {
  if (process.platform !== "linux") return { args: [], reasons: [] };
  if (process.getuid?.() === 0) {
    return {
      args: ["--no-sandbox"],
      reasons: ["running as root: Chromium has no sandbox for root, so it starts without (--no-sandbox)"],
    };
  }
  if (userNamespacesAreClosed()) {
    return {
      args: ["--no-sandbox"],
      reasons: [
        "this system closes user namespaces to ordinary programs, so Chromium starts without its sandbox (--no-sandbox)",
      ],
    };
  }
  return { args: [], reasons: [] };
}

/**
 * @param {string} folder
 * @returns {InstalledElectron | undefined}
 */
function readMarker(folder) {
  try {
    const marker = JSON.parse(readFileSync(path.join(folder, electronMarker), "utf8"));
    const executable = path.join(folder, marker.executable);
    return existsSync(executable) ? { path: executable, kind: marker.kind, version: marker.version } : undefined;
  } catch {
    return undefined; // torn or foreign folder: set-up installs again
  }
}

/** Debian's old switch and Ubuntu's AppArmor rule; without user namespaces the sandbox needs a setuid helper that a checkout has not. */
function userNamespacesAreClosed() {
  return (
    readSystemFile("/proc/sys/kernel/unprivileged_userns_clone") === "0" ||
    readSystemFile("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") === "1"
  );
}

/** @param {string} file */
function readSystemFile(file) {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
