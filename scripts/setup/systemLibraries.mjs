// Makes sure that Linux has the shared libraries Electron links to, a font with Chinese and, without a display, an X server.
// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import { aptInstall, aptMayInstall, currentNames } from "./apt.mjs";
import { runCommand } from "./runCommand.mjs";
import { SetupProblem } from "./setupProblem.mjs";

/** Libraries that Electron opens only while it runs, so that ldd does not name them. */
const OPENED_AT_RUN_TIME = ["libgtk-3.so.0", "libasound.so.2"];

/** Packages by package manager; the first manager found on the system is used. */
const PACKAGES = /** @type {const} */ ([
  {
    manager: "apt-get",
    install: ["install"],
    libraries: ["libgtk-3-0", "libnss3", "libasound2", "libgbm1"],
    virtualDisplay: ["xvfb"],
    chineseFont: ["fonts-noto-cjk"],
  },
  {
    manager: "dnf",
    install: ["install", "-y"],
    libraries: ["gtk3", "nss", "alsa-lib", "mesa-libgbm"],
    virtualDisplay: ["xorg-x11-server-Xvfb"],
    chineseFont: ["google-noto-sans-cjk-fonts"],
  },
  {
    manager: "pacman",
    install: ["-S", "--needed", "--noconfirm"],
    libraries: ["gtk3", "nss", "alsa-lib", "mesa"],
    virtualDisplay: ["xorg-server-xvfb"],
    chineseFont: ["noto-fonts-cjk"],
  },
]);

/**
 * Installs what is missing where apt may do that without a question; otherwise raises a problem with the exact command.
 * A missing font alone is only told: the window still works.
 *
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ electron: string, needsVirtualDisplay: boolean }} need `electron`: the executable
 */
export async function ensureSystemLibraries(progress, need) {
  if (process.platform !== "linux") return;
  const missing = await findMissing(need);
  if (missing.libraries.length === 0 && !missing.virtualDisplay && !missing.chineseFont) return;

  const wanted = /** @param {(typeof PACKAGES)[number]} system */ (system) => [
    ...(missing.libraries.length > 0 ? system.libraries : []),
    ...(missing.virtualDisplay ? system.virtualDisplay : []),
    ...(missing.chineseFont ? system.chineseFont : []),
  ];
  const essential = missing.libraries.length > 0 || missing.virtualDisplay;
  const what = [
    ...missing.libraries,
    ...(missing.virtualDisplay ? ["Xvfb"] : []),
    ...(missing.chineseFont ? ["a font with Chinese"] : []),
  ].join(", ");

  if (await aptMayInstall()) {
    const packages = await currentNames(wanted(PACKAGES[0]));
    const problem = await progress.step(`System packages by apt: ${packages.join(" ")} (missing: ${what})`, () =>
      aptInstall(packages),
    );
    if (problem === undefined) return;
    if (essential) throw new SetupProblem(`apt could not install ${packages.join(" ")}:\n${problem}`);
    progress.note(`apt could not install ${packages.join(" ")}; Chinese text may show as boxes.`);
    return;
  }
  const system = await findPackageManager();
  const command =
    system === undefined
      ? "install them with your package manager"
      : `run: sudo ${[system.manager, ...system.install, ...wanted(system)].join(" ")}`;
  if (essential) throw new SetupProblem(`missing on this system: ${what}; ${command}`);
  progress.note(`Missing on this system: ${what}; ${command}`);
}

/**
 * @param {{ electron: string, needsVirtualDisplay: boolean }} need
 * @returns {Promise<{ libraries: string[], virtualDisplay: boolean, chineseFont: boolean }>}
 */
async function findMissing(need) {
  const linked = await runCommand("ldd", [need.electron]);
  const known = await listLibraries();
  const libraries = new Set(
    linked.stdout
      .split("\n")
      .flatMap((line) => (line.includes("not found") ? (line.trim().split(/\s+/)[0] ?? []) : [])),
  );
  for (const library of OPENED_AT_RUN_TIME) if (known !== undefined && !known.includes(library)) libraries.add(library);
  // libffmpeg.so and its like lie beside the executable; ldd may not look there.
  const besideElectron = [...libraries].filter((name) => existsSync(path.join(path.dirname(need.electron), name)));
  for (const name of besideElectron) libraries.delete(name);
  const fonts = await runCommand("fc-list", [":lang=zh", "family"]);
  return {
    libraries: [...libraries],
    virtualDisplay:
      need.needsVirtualDisplay && !existsSync("/usr/bin/Xvfb") && (await runCommand("Xvfb", ["-help"])).missing,
    chineseFont: fonts.missing ? !existsSync("/usr/share/fonts/opentype/noto") : fonts.stdout.trim() === "",
  };
}

/** @returns {Promise<string | undefined>} the linker's cache, undefined where it cannot be listed */
async function listLibraries() {
  for (const command of ["ldconfig", "/sbin/ldconfig"]) {
    const listed = await runCommand(command, ["-p"]);
    if (listed.ok) return listed.stdout;
  }
  return undefined;
}

/** @returns {Promise<(typeof PACKAGES)[number] | undefined>} */
async function findPackageManager() {
  for (const system of PACKAGES) if (!(await runCommand(system.manager, ["--version"])).missing) return system;
  return undefined;
}
