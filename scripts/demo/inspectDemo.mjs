// The demo without a window: inspected, evaluated and reported through the command line.
// @ts-check
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { outFolder, projectRoot } from "../project.mjs";
import { lastLines, runCommand } from "../setup/runCommand.mjs";
import { runInTerminal } from "../setup/runInTerminal.mjs";
import { SetupProblem } from "../setup/setupProblem.mjs";
import { MAX_OVERKILL, pickOperatingPoint } from "./operatingPoint.mjs";

const DATASET = path.join("resources", "demo");
const MODEL = path.join("models", "demo-frcnn-dcn");
const OUT = path.join("out", "demo");
const COMMAND_LINE = path.join(outFolder, "cli", "loupe.cjs");

/**
 * Expects the command line to be built.
 *
 * @returns {Promise<number>} the first exit code that is not 0, or 0
 */
export async function inspectDemo() {
  console.log("No display here: the demo is inspected through the command line.");
  const runFolder = path.join(OUT, `run-${readModelHash().slice(0, 12)}`);
  clearOldReports();
  const inspected = await loupe(["inspect", DATASET, "--model", MODEL, "--out", runFolder]);
  if (inspected !== 0) return inspected;

  const evaluate = ["evaluate", "--dataset", DATASET, "--run", runFolder];
  const point = pickOperatingPoint(await readSweep(evaluate));
  const chosen = point === undefined ? [] : ["--threshold", String(point.threshold)];
  const evaluated = await loupe([...evaluate, ...chosen]);
  if (evaluated !== 0) return evaluated;
  const bearable = `an overkill rate of at most ${MAX_OVERKILL * 100} %`;
  console.log(
    point === undefined
      ? `\nNo threshold has ${bearable}; the reports take the default one.`
      : `\nOperating point: ${point.threshold.toFixed(2)}, the threshold with the fewest escapes at ${bearable}. Its row is in the table above.`,
  );

  const reported = await loupe(["report", runFolder, "--out", OUT, ...chosen]);
  if (reported !== 0) return reported;
  console.log(`\nThe reports are in ${path.join(projectRoot, OUT)}. The demo's images are synthetic.`);
  return 0;
}

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function loupe(args) {
  console.log(`\n$ npx loupe ${args.join(" ")}`);
  return runInTerminal(process.execPath, [COMMAND_LINE, ...args]);
}

/**
 * @param {string[]} evaluate
 * @returns {Promise<import("./operatingPoint.mjs").SweepPoint[]>}
 */
async function readSweep(evaluate) {
  const result = await runCommand(process.execPath, [COMMAND_LINE, ...evaluate, "--json"], { cwd: projectRoot });
  if (!result.ok) throw new SetupProblem(`the demo could not be evaluated: ${lastLines(result.output, 3)}`);
  return JSON.parse(result.stdout).sweep;
}

/**
 * A run belongs to one model; another demo model gets another folder.
 *
 * @returns {string} SHA-256 as the manifest says
 */
function readModelHash() {
  return JSON.parse(readFileSync(path.join(projectRoot, MODEL, "manifest.json"), "utf8")).sha256;
}

/** The command line never overwrites; what an earlier start left in this build folder may go, its runs stay. */
function clearOldReports() {
  const folder = path.join(projectRoot, OUT);
  const old = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith("run-")) : [];
  if (old.length > 0) console.log(`The reports of an earlier start are replaced: ${old.join(", ")}.`);
  for (const name of old) rmSync(path.join(folder, name), { recursive: true });
}
