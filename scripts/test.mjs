// `npm test`: sets up what is missing and runs every check there is. The last line adds them up; the exit code is 0 only if none failed.
// @ts-check
import { electronSwitches } from "./electronPath.mjs";
import { hasDisplay, startVirtualDisplay } from "./setup/display.mjs";
import { createProgress, formatSeconds } from "./setup/progress.mjs";
import { describeProblem } from "./setup/setupProblem.mjs";
import { ensureBuild } from "./build.mjs";
import { ensureWindowRuntime } from "./setup.mjs";
import { runGallery } from "./test/gallerySuite.mjs";
import { runPytest } from "./test/pytestSuite.mjs";
import { checkFormat, checkLayerRules, checkLint, checkTypes } from "./test/staticChecks.mjs";
import { couldNotRun, oneCheck, totalLine } from "./test/suite.mjs";
import { runVitest } from "./test/vitestSuite.mjs";

const UNIT_TIMEOUT_MS = 10 * 60_000;
const END_TO_END_TIMEOUT_MS = 15 * 60_000;

/** @type {{ name: string, result: import("./test/suite.mjs").SuiteResult }[]} */
const finished = [];
const startedAt = performance.now();

const ready = await suite("set-up", setUp);
if (ready.failed === 0) {
  await suite("format", checkFormat);
  await suite("types", checkTypes);
  await suite("lint", checkLint);
  await suite("layers", checkLayerRules);
  const built = await suite("build", build);
  await suite("unit tests", () => runVitest("unit", "vitest.config.ts", { timeoutMs: UNIT_TIMEOUT_MS }));
  await suite("training recipe", runPytest);
  await suite("gallery", () => withDisplay(runGallery));
  await suite("end-to-end tests", () => (built.failed > 0 ? couldNotRun("the build failed") : runEndToEnd()));
} else {
  for (const name of [
    "format",
    "types",
    "lint",
    "layers",
    "build",
    "unit tests",
    "training recipe",
    "gallery",
    "end-to-end tests",
  ]) {
    await suite(name, () => couldNotRun("set-up failed"));
  }
}

console.log(`\n${"-".repeat(60)}`);
for (const { name, result } of finished)
  console.log(
    `${result.failed > 0 ? "FAILED" : "ok    "} ${name}: ${totalLine([result])}${result.detail ? ` (${result.detail})` : ""}`,
  );
console.log(`All in ${formatSeconds(performance.now() - startedAt)}.`);
console.log(totalLine(finished.map(({ result }) => result)));
process.exitCode = finished.some(({ result }) => result.failed > 0) ? 1 : 0;

/**
 * Runs one suite, whatever happens in it, and keeps its result.
 *
 * @param {string} name
 * @param {() => Promise<import("./test/suite.mjs").SuiteResult> | import("./test/suite.mjs").SuiteResult} run
 * @returns {Promise<import("./test/suite.mjs").SuiteResult>}
 */
async function suite(name, run) {
  console.log(`\n== ${name}`);
  const began = performance.now();
  let result;
  try {
    result = await run();
  } catch (error) {
    const problem = describeProblem(error);
    result = couldNotRun(problem.split("\n", 1)[0] ?? "", problem);
  }
  finished.push({ name, result });
  if (result.failed > 0 && result.output) console.log(result.output);
  console.log(
    `${totalLine([result])} in ${formatSeconds(performance.now() - began)}${result.detail ? ` (${result.detail})` : ""}`,
  );
  return result;
}

/** @returns {Promise<import("./test/suite.mjs").SuiteResult>} */
async function setUp() {
  const electron = await ensureWindowRuntime(createProgress(process.stdout), { virtualDisplay: !hasDisplay() });
  return oneCheck(true, { detail: `Node ${process.versions.node}, Electron ${electron.version}, ${electron.kind}` });
}

/** @returns {Promise<import("./test/suite.mjs").SuiteResult>} */
async function build() {
  await ensureBuild(createProgress(process.stdout));
  return oneCheck(true);
}

/** @returns {Promise<import("./test/suite.mjs").SuiteResult>} */
async function runEndToEnd() {
  for (const reason of electronSwitches().reasons) console.log(reason);
  return withDisplay((env) => runVitest("e2e", "e2e/vitest.config.ts", { env, timeoutMs: END_TO_END_TIMEOUT_MS }));
}

/**
 * Lends a virtual display where there is none.
 *
 * @param {(env: Record<string, string>) => Promise<import("./test/suite.mjs").SuiteResult>} run gets the variables that name the display
 */
async function withDisplay(run) {
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  if (display !== undefined) console.log(`No display here: windows open on a virtual one, ${display.display}.`);
  try {
    return await run(display === undefined ? {} : { DISPLAY: display.display });
  } finally {
    await display?.stop();
  }
}
