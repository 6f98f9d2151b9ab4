// Runs the tests of the recipe in models/ with pytest.
// @ts-check
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project.mjs";
import { createProgress } from "../setup/progress.mjs";
import { lastLines, runCommand } from "../setup/runCommand.mjs";
import { ensureRecipePython } from "./recipePython.mjs";
import { couldNotRun } from "./suite.mjs";

const TEST_FOLDER = path.join("models", "tests");
const TIMEOUT_MS = 5 * 60_000;

/**
 * Where Python cannot be had, the tests are counted as skipped, one a file, and the reason is said: using Loupe needs no Python.
 *
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function runPytest() {
  const folder = path.join(projectRoot, TEST_FOLDER);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^test_.*\.py$/.test(name)) : [];
  if (files.length === 0) return couldNotRun(`${TEST_FOLDER} has no tests`);
  const python = await ensureRecipePython(createProgress(process.stdout));
  if (!python.ok) {
    return { passed: 0, failed: 0, skipped: files.length, detail: `${files.length} files not run: ${python.reason}` };
  }
  const result = await runCommand(
    python.command,
    ["-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", TEST_FOLDER],
    {
      cwd: projectRoot,
      env: { ...python.env, PYTHONDONTWRITEBYTECODE: "1" },
      timeoutMs: TIMEOUT_MS,
      stream: process.stdout,
    },
  );
  return countSummary(result.output, result.ok);
}

/**
 * Reads pytest's last line, for example `2 failed, 30 passed, 1 skipped, 1 error in 4.05s`.
 *
 * @param {string} output
 * @param {boolean} exitedWell
 * @returns {import("./suite.mjs").SuiteResult}
 */
export function countSummary(output, exitedWell) {
  const summary = lastLines(output, 1);
  const count = (/** @type {string} */ word) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
  const passed = count("passed");
  let failed = count("failed") + count("errors?");
  if (failed === 0 && !exitedWell) failed = 1;
  if (passed + failed === 0 && count("skipped") === 0) return couldNotRun("pytest ran no test", output);
  return { passed, failed, skipped: count("skipped") };
}
