// Measures one workload: Loupe, the bare session and the plain script by turns, so that a busy moment of the machine meets all of them.
// @ts-check
import path from "node:path";
import { outFolder, projectRoot } from "../project.mjs";
import { lastLines, runCommand } from "../setup/runCommand.mjs";
import { SetupProblem } from "../setup/setupProblem.mjs";

const BASELINE = path.join("models", "baseline", "opencv_onnxruntime.py");

/**
 * @typedef {object} Spread a figure over the rounds
 * @property {number} median
 * @property {number} least
 * @property {number} most
 *
 * @typedef {object} Measured
 * @property {string} workload
 * @property {string} model
 * @property {number} count images of a round
 * @property {number} rounds
 * @property {unknown} execution sessions and threads of Loupe's pipeline
 * @property {Spread} loupeImagesPerSecond
 * @property {Spread} bareSessionMilliseconds median of each round's runs
 * @property {Spread} decodeMilliseconds
 * @property {Spread} preprocessMilliseconds
 * @property {Spread} loupeToBareSession ratio of the rates, round by round
 * @property {ScriptMeasured | { notMeasured: string }} script
 *
 * @typedef {object} ScriptMeasured
 * @property {Spread} imagesPerSecond
 * @property {Spread} readMilliseconds
 * @property {Spread} preprocessMilliseconds
 * @property {Spread} inferenceMilliseconds
 * @property {Spread} loupeToScript ratio of the rates, round by round
 * @property {number} coreSecondsPerImage processor time of the script on one thread, where no core waits for another
 * @property {number} mostToScript what the script's own steps would reach with all cores at work on them without a pause
 * @property {Record<string, string>} versions
 */

/**
 * @param {import("./workloads.mjs").Workload} workload
 * @param {import("../test/recipePython.mjs").RecipePython} python
 * @param {number} cores
 * @param {(round: number) => void} onRound
 * @returns {Promise<Measured>}
 */
export async function measure(workload, python, cores, onRound) {
  const loupe = [];
  const script = [];
  for (let round = 1; round <= workload.rounds; round++) {
    onRound(round);
    loupe.push(await runLoupe(workload));
    if (python.ok) script.push(await runScript(workload, python, []));
  }
  const loupeRates = loupe.map((one) => one.pipeline.imagesPerSecond);
  const sessions = loupe.map((one) => one.session.medianMilliseconds);
  const [first] = loupe;
  if (first === undefined) throw new SetupProblem(`${workload.name}: no round was run`);
  return {
    workload: workload.name,
    model: first.model,
    count: first.pipeline.images,
    rounds: workload.rounds,
    execution: first.execution,
    loupeImagesPerSecond: spread(loupeRates),
    bareSessionMilliseconds: spread(sessions),
    decodeMilliseconds: spread(loupe.map((one) => one.stages.decode.medianMilliseconds)),
    preprocessMilliseconds: spread(loupe.map((one) => one.stages.preprocess.medianMilliseconds)),
    loupeToBareSession: spread(loupeRates.map((rate, i) => rate / (1000 / sessions[i]))),
    script: python.ok
      ? await summariseScript(workload, python, cores, loupeRates, script)
      : { notMeasured: python.reason },
  };
}

/**
 * @param {import("./workloads.mjs").Workload} workload
 * @param {Extract<import("../test/recipePython.mjs").RecipePython, { ok: true }>} python
 * @param {number} cores
 * @param {number[]} loupeRates
 * @param {Record<string, any>[]} script
 * @returns {Promise<ScriptMeasured>}
 */
async function summariseScript(workload, python, cores, loupeRates, script) {
  const single = await runScript(workload, python, ["--threads", "1"]);
  const rates = script.map((one) => one.imagesPerSecond);
  const stage = (/** @type {string} */ name) => spread(script.map((one) => one.medianMs[name]));
  const coreSecondsPerImage = single.cpuSeconds / single.images;
  const imagesPerSecond = spread(rates);
  return {
    imagesPerSecond,
    readMilliseconds: stage("read"),
    preprocessMilliseconds: stage("preprocess"),
    inferenceMilliseconds: stage("inference"),
    loupeToScript: spread(loupeRates.map((rate, i) => rate / rates[i])),
    coreSecondsPerImage,
    mostToScript: cores / coreSecondsPerImage / imagesPerSecond.median,
    versions: single.versions,
  };
}

/**
 * The command line measures itself, so that what is measured is what runs.
 *
 * @param {import("./workloads.mjs").Workload} workload
 * @returns {Promise<Record<string, any>>}
 */
async function runLoupe({ images, model, count }) {
  const command = path.join(outFolder, "cli", "loupe.cjs");
  const args = ["bench", images, "--model", model, "--images", String(count)];
  const result = await runCommand(process.execPath, [command, ...args], { cwd: projectRoot });
  if (!result.ok) throw new SetupProblem(`loupe bench failed: ${lastLines(result.output, 3)}`);
  return JSON.parse(result.stdout);
}

/**
 * @param {import("./workloads.mjs").Workload} workload
 * @param {Extract<import("../test/recipePython.mjs").RecipePython, { ok: true }>} python
 * @param {string[]} more
 * @returns {Promise<Record<string, any>>}
 */
async function runScript({ images, model, count }, python, more) {
  const args = [BASELINE, images, model, String(count), ...more];
  const result = await runCommand(python.command, args, { cwd: projectRoot, env: python.env });
  if (!result.ok) throw new SetupProblem(`the plain script failed: ${lastLines(result.output, 2)}`);
  return JSON.parse(lastLines(result.stdout, 1));
}

/**
 * @param {number[]} values at least one
 * @returns {Spread}
 */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
  return { median: median ?? NaN, least: sorted[0] ?? NaN, most: sorted.at(-1) ?? NaN };
}
