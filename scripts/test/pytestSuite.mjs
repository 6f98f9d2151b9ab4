// Runs the tests of the training recipe where Python has its packages.
// @ts-check
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project.mjs";
import { lastLines, runCommand } from "../setup/runCommand.mjs";
import { couldNotRun } from "./suite.mjs";

const TEST_FOLDER = path.join("models", "tests");
const TIMEOUT_MS = 5 * 60_000;

/**
 * The recipe trains networks; its packages weigh gigabytes and are not needed to use Loupe. Without them its tests are
 * counted as skipped, one a file, and the reason is said. `LOUPE_PYTHON` names the Python to ask.
 *
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function runPytest() {
  const folder = path.join(projectRoot, TEST_FOLDER);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^test_.*\.py$/.test(name)) : [];
  if (files.length === 0) return couldNotRun(`${TEST_FOLDER} has no tests`);
  const python = await findTrainingPython();
  if (!python.ok) {
    return {
      passed: 0,
      failed: 0,
      skipped: files.length,
      detail: `${files.length} test files of the training recipe not run: ${python.reason}`,
    };
  }
  const result = await runCommand(python.command, ["-m", "pytest", "-q", "-p", "no:cacheprovider", TEST_FOLDER], {
    cwd: projectRoot,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
    timeoutMs: TIMEOUT_MS,
  });
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
  return { passed, failed, skipped: count("skipped"), output: failed > 0 ? output : "" };
}

/** @returns {Promise<{ ok: true, command: string } | { ok: false, reason: string }>} */
async function findTrainingPython() {
  const named = process.env.LOUPE_PYTHON;
  const candidates =
    named !== undefined ? [named] : process.platform === "win32" ? ["python", "py"] : ["python3", "python"];
  let reason = "there is no Python 3";
  for (const command of candidates) {
    const result = await runCommand(command, ["-c", "import numpy, cv2, onnxruntime, torch, torchvision, pytest"], {
      timeoutMs: 120_000,
    });
    if (result.ok) return { ok: true, command };
    if (!result.missing)
      reason = `${command} has not the packages of models/requirements.txt (${lastLines(result.output, 1)})`;
  }
  return { ok: false, reason };
}
