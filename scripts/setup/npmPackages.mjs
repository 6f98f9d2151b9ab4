// Installs the npm packages exactly as locked, without running any package's own install script.
// @ts-check
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project.mjs";
import { lastLines, runCommand } from "./runCommand.mjs";
import { SetupProblem } from "./setupProblem.mjs";

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 */

/**
 * Does nothing when node_modules already holds what package-lock.json asks for.
 *
 * @param {import('./progress.mjs').Progress} progress
 */
export async function ensureNpmPackages(progress) {
  if (findPackageDifference() === undefined) return;
  await progress.step("npm packages as locked (npm ci, no install scripts)", async () => {
    const { command, args } = npmCommand();
    const result = await runCommand(command, [...args, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: projectRoot,
    });
    if (!result.ok) {
      const reason = result.missing ? "there is no npm; it comes with Node" : lastLines(result.output, 8);
      throw new SetupProblem(`npm could not install the packages: ${reason}`);
    }
    const difference = findPackageDifference();
    if (difference !== undefined)
      throw new SetupProblem(`npm finished, but ${difference} is not as locked in package-lock.json`);
  });
}

/**
 * Compares the lock with npm's own record of what it installed.
 *
 * @returns {string | undefined} the first package that is missing or another one
 */
function findPackageDifference() {
  const wanted = readLock(path.join(projectRoot, "package-lock.json"));
  const present = readLock(path.join(projectRoot, "node_modules", ".package-lock.json"));
  if (wanted === undefined) throw new SetupProblem("package-lock.json is missing: this checkout is incomplete");
  if (present === undefined) return "node_modules";
  for (const [folder, locked] of Object.entries(wanted)) {
    if (folder === "" || locked.link) continue;
    const installed = present[folder];
    // Optional packages are those of other platforms; npm leaves them out.
    if (installed === undefined && locked.optional) continue;
    if (installed?.version !== locked.version || installed?.integrity !== locked.integrity) return folder;
    if (!existsSync(path.join(projectRoot, folder))) return folder;
  }
  return undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined}
 */
function readLock(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** The npm that runs this script, where one does; a PATH may hold another. */
function npmCommand() {
  const running = process.env.npm_execpath;
  if (running !== undefined && /npm-cli\.c?js$/.test(running)) return { command: process.execPath, args: [running] };
  return { command: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}
