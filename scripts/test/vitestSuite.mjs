// Runs the unit tests or the end-to-end tests with vitest and counts what it reports.
// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { outFolder, projectRoot } from "../project.mjs";
import { runCommand } from "../setup/runCommand.mjs";
import { couldNotRun } from "./suite.mjs";

/**
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ name: string, status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * Output goes to the terminal as it comes.
 *
 * @param {string} name of the report file
 * @param {string} configuration relative to the project's root
 * @param {{ env?: NodeJS.ProcessEnv, timeoutMs: number }} options
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function runVitest(name, configuration, options) {
  if (!existsSync(path.join(projectRoot, configuration))) return couldNotRun(`${configuration} is missing`);
  const reportFile = path.join(outFolder, "tests", `${name}.json`);
  mkdirSync(path.dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const result = await runCommand(
    process.execPath,
    [
      path.join(projectRoot, "node_modules", "vitest", "vitest.mjs"),
      "run",
      "--config",
      configuration,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${reportFile}`,
    ],
    { cwd: projectRoot, env: { ...process.env, ...options.env }, timeoutMs: options.timeoutMs, stream: process.stdout },
  );
  if (!existsSync(reportFile))
    return couldNotRun(`vitest left no report (exit code ${result.code ?? "none: it took too long"})`);
  return countReport(JSON.parse(readFileSync(reportFile, "utf8")), result.ok);
}

/**
 * A file that does not load has no test in it and counts as one failure; so does a run that fails for any other reason.
 *
 * @param {VitestReport} report
 * @param {boolean} exitedWell
 * @returns {import("./suite.mjs").SuiteResult}
 */
export function countReport(report, exitedWell) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  let failed = report.numFailedTests + brokenFiles.length;
  if (failed === 0 && !exitedWell) failed = 1;
  if (passed + failed + skipped === 0) return couldNotRun("no test was found");
  const details = [
    `${report.testResults.length} files`,
    ...brokenFiles.map((file) => `did not load: ${path.relative(projectRoot, file.name)}`),
  ];
  return { passed, failed, skipped, detail: details.join(", ") };
}
