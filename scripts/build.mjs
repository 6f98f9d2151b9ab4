// Builds the bundles that changed: `npm run build`, or `node scripts/build.mjs main renderer …` for some of them.
// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { hashInputs } from "./build/inputHash.mjs";
import { targets } from "./build/targets.mjs";
import { outFolder, projectRoot } from "./project.mjs";
import { withSetupLock } from "./setup/lock.mjs";
import { createProgress } from "./setup/progress.mjs";
import { SetupProblem, describeProblem } from "./setup/setupProblem.mjs";

/**
 * Builds what is out of date and nothing else.
 *
 * @param {import('./setup/progress.mjs').Progress} progress
 * @param {readonly string[]} [names] of the targets; all by default
 * @returns {Promise<string[]>} the targets that were built
 */
export async function ensureBuild(progress, names = targets.map((target) => target.name)) {
  if (names.every((name) => isUpToDate(findTarget(name)))) return [];
  return withSetupLock(async () => {
    const built = [];
    for (const name of names) {
      const target = findTarget(name);
      // Asked again inside the lock: another process may just have built it.
      if (isUpToDate(target)) continue;
      const inputHash = hashInputs(target.inputs);
      await progress.step(`Build ${target.name}`, () => runBuild(target));
      writeFileSync(stampOf(target), inputHash);
      built.push(name);
    }
    return built;
  });
}

/** @param {import('./build/targets.mjs').Target} target */
async function runBuild(target) {
  try {
    await target.build();
  } catch (error) {
    if (error instanceof SetupProblem) throw error;
    throw new SetupProblem(`${target.name} does not build: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param {import('./build/targets.mjs').Target} target */
function isUpToDate(target) {
  const stamp = stampOf(target);
  if (!existsSync(path.join(projectRoot, target.output)) || !existsSync(stamp)) return false;
  return readFileSync(stamp, "utf8") === hashInputs(target.inputs);
}

/** @param {import('./build/targets.mjs').Target} target */
function stampOf(target) {
  const folder = path.join(outFolder, ".built");
  mkdirSync(folder, { recursive: true });
  return path.join(folder, target.name);
}

/** @param {string} name */
function findTarget(name) {
  const target = targets.find((candidate) => candidate.name === name);
  if (target === undefined)
    throw new SetupProblem(`there is no bundle "${name}"; there are ${targets.map((known) => known.name).join(", ")}`);
  return target;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const names = process.argv.slice(2);
  try {
    const built = await ensureBuild(createProgress(process.stdout), names.length > 0 ? names : undefined);
    if (built.length === 0) console.log("Everything is up to date.");
  } catch (error) {
    console.error(describeProblem(error));
    process.exitCode = 1;
  }
}
