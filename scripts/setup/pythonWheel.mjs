// Fetches one pinned wheel from PyPI with the pip that is there.
// @ts-check
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { downloadFolder } from "../project.mjs";
import { aptInstall, aptMayInstall } from "./apt.mjs";
import { sha256OfFile } from "./download.mjs";
import { lastLines, runCommand } from "./runCommand.mjs";

/**
 * @typedef {object} Wheel
 * @property {string} requirement for pip, pinned: `name==version`
 * @property {string} file the wheel's file name
 * @property {string} sha256 lower-case hex
 */

/**
 * The wheel's file in the user's cache, downloaded when it is not there yet. pip is asked because it knows the user's index, proxy and certificates.
 *
 * @param {Wheel} wheel
 * @returns {Promise<{ ok: true, file: string } | { ok: false, reason: string }>}
 */
export async function fetchWheel(wheel) {
  const cached = path.join(downloadFolder(), wheel.file);
  if (existsSync(cached) && (await sha256OfFile(cached)) === wheel.sha256) return { ok: true, file: cached };

  const python = await findPython();
  if (!python.ok) return python;
  const temporary = path.join(downloadFolder(), `pip.${process.pid}`);
  mkdirSync(temporary, { recursive: true });
  try {
    const result = await runCommand(
      python.command,
      [
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--quiet",
        "--disable-pip-version-check",
        "--dest",
        temporary,
        wheel.requirement,
      ],
      { timeoutMs: 10 * 60_000 },
    );
    const downloaded = path.join(temporary, wheel.file);
    if (!result.ok || !existsSync(downloaded)) {
      return { ok: false, reason: `pip could not download ${wheel.requirement}: ${lastLines(result.output, 3)}` };
    }
    const found = await sha256OfFile(downloaded);
    if (found !== wheel.sha256)
      return { ok: false, reason: `checksum of ${wheel.file} is ${found}, expected ${wheel.sha256}` };
    renameSync(downloaded, cached);
    return { ok: true, file: cached };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * A Python 3 that has pip; apt installs it where that is possible.
 *
 * @returns {Promise<{ ok: true, command: string } | { ok: false, reason: string }>}
 */
export async function findPython() {
  const commands = process.platform === "win32" ? ["python", "py"] : ["python3", "python"];
  const found = await firstWithPip(commands);
  if (found !== undefined) return { ok: true, command: found };
  if ((await aptMayInstall()) && (await aptInstall(["python3-pip"])) === undefined) {
    const installed = await firstWithPip(commands);
    if (installed !== undefined) return { ok: true, command: installed };
  }
  return { ok: false, reason: "Python 3 with pip is missing (Debian and Ubuntu: sudo apt-get install python3-pip)" };
}

/** @param {readonly string[]} commands */
async function firstWithPip(commands) {
  for (const command of commands) {
    if ((await runCommand(command, ["-m", "pip", "--version"], { timeoutMs: 60_000 })).ok) return command;
  }
  return undefined;
}
