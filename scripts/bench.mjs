// `npm run bench`: pictures a second of Loupe and of the plain script that a user would write, and the slider's time a step.
// Prints them and writes out/bench.json. `--count N` sets how many pictures are measured.
// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { outFolder, projectRoot } from "./project.mjs";
import { createProgress } from "./setup/progress.mjs";
import { lastLines, runCommand } from "./setup/runCommand.mjs";
import { SetupProblem, describeProblem } from "./setup/setupProblem.mjs";
import { ensureCommandLine } from "./setup.mjs";
import { ensureRecipePython } from "./test/recipePython.mjs";

const PICTURES = path.join("resources", "demo", "JPEGImages");
const MODEL = path.join("models", "demo-frcnn-dcn");
const BASELINE = path.join("models", "baseline", "opencv_onnxruntime.py");
const DEFAULT_COUNT = 60;

try {
  const progress = createProgress(process.stdout);
  await ensureCommandLine(progress);
  const count = readCount(process.argv.slice(2));
  const loupe = await progress.step(`Loupe: ${count} pictures, the bare session, the slider`, () =>
    measureLoupe(count),
  );
  const baseline = await progress.step(`Plain OpenCV and ONNX Runtime in Python: ${count} pictures`, () =>
    measureBaseline(count, progress),
  );
  const report = { when: new Date().toISOString(), machine: describeMachine(), loupe, baseline };
  const file = path.join(outFolder, "bench.json");
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  printReport(report);
  console.log(`\nWritten to ${path.relative(projectRoot, file)}.`);
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}

/**
 * @param {string[]} args
 * @returns {number}
 */
function readCount(args) {
  const at = args.indexOf("--count");
  if (at < 0) return DEFAULT_COUNT;
  const count = Number(args[at + 1]);
  if (!Number.isInteger(count) || count < 1) throw new SetupProblem("--count needs a whole number of pictures");
  return count;
}

/**
 * The command line measures itself, so that what is measured is what runs.
 *
 * @param {number} count
 * @returns {Promise<Record<string, unknown>>}
 */
async function measureLoupe(count) {
  const command = path.join(outFolder, "cli", "loupe.cjs");
  const args = ["bench", PICTURES, "--model", MODEL, "--images", String(count)];
  const result = await runCommand(process.execPath, [command, ...args], { cwd: projectRoot });
  if (!result.ok) throw new SetupProblem(`loupe bench failed: ${lastLines(result.output, 3)}`);
  return JSON.parse(result.stdout);
}

/**
 * @param {number} count
 * @param {import("./setup/progress.mjs").Progress} progress
 * @returns {Promise<Record<string, unknown>>} `notMeasured` tells why there are no figures
 */
async function measureBaseline(count, progress) {
  const python = await ensureRecipePython(progress);
  if (!python.ok) return { notMeasured: python.reason };
  const result = await runCommand(python.command, [BASELINE, PICTURES, MODEL, String(count)], {
    cwd: projectRoot,
    env: python.env,
  });
  if (!result.ok) return { notMeasured: lastLines(result.output, 2) };
  return JSON.parse(lastLines(result.stdout, 1));
}

function describeMachine() {
  const processors = os.cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.versions.node,
    // Other work on the machine makes figures worthless; the load tells.
    loadAverage: os.loadavg().map((load) => Number(load.toFixed(2))),
  };
}

/** @param {Record<string, unknown>} report */
function printReport(report) {
  for (const [part, figures] of Object.entries(report)) {
    if (typeof figures !== "object" || figures === null) continue;
    console.log(`\n${part}`);
    for (const [name, value] of flatten(figures)) console.log(`  ${name.padEnd(36)} ${value}`);
  }
}

/**
 * @param {object} figures
 * @param {string} [prefix]
 * @returns {[string, string][]} dotted names and short values
 */
function flatten(figures, prefix = "") {
  return Object.entries(figures).flatMap(([name, value]) => {
    const full = prefix === "" ? name : `${prefix}.${name}`;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return flatten(value, full);
    return [/** @type {[string, string]} */ ([full, shortValue(value)])];
  });
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function shortValue(value) {
  if (typeof value === "number" && !Number.isInteger(value)) return String(Number(value.toPrecision(4)));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
