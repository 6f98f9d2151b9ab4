// `npm run bench`: Loupe's whole pipeline, the bare session and the plain script that a user would write, on this machine, by turns.
// Then the window: the threshold moved by keys, from the press to the drawn frame. Prints figures and ratios and writes out/bench.json.
// `--count N` images a round, `--rounds N`; `--model DIR`, once or more, measures those models in place of the demo's; `--slider` the window alone.
// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { measure } from "./bench/measure.mjs";
import { sliderText, stagesText, workloadText } from "./bench/report.mjs";
import { largeImage, modelWorkloads, workloads } from "./bench/workloads.mjs";
import { outFolder, projectRoot } from "./project.mjs";
import { hasDisplay, startVirtualDisplay } from "./setup/display.mjs";
import { createProgress } from "./setup/progress.mjs";
import { SetupProblem, describeProblem } from "./setup/setupProblem.mjs";
import { ensureCommandLine, ensureWindowRuntime } from "./setup.mjs";
import { ensureRecipePython } from "./test/recipePython.mjs";

const DEFAULT_COUNT = 120;
const DEFAULT_ROUNDS = 5;
/** What the window holds while the threshold moves. */
const LARGE_RUN = { images: 100_000, boxes: 10, presses: 300 };

try {
  const progress = createProgress(process.stdout);
  const machine = describeMachine();
  const models = process.argv.flatMap((word, i, words) => (word === "--model" ? [words[i + 1] ?? ""] : []));
  const inspected = process.argv.includes("--slider") ? null : await inspect(models);
  const slider = models.length > 0 ? null : await moveSlider();

  const report = { when: new Date().toISOString(), machine, ...inspected, slider };
  const file = path.join(outFolder, "bench.json");
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(
    `\n${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}`,
  );
  console.log(`load before: ${machine.loadAverage.join(" ")}\n`);
  for (const one of inspected?.workloads ?? []) console.log(`${workloadText(one)}\n`);
  if (inspected !== null && models.length === 0)
    console.log(
      inspected.largeImage === null
        ? "The JPEG of 2560x1920 is not here: its stages are not measured.\n"
        : `${stagesText(inspected.largeImage)}\n`,
    );
  if (slider !== null) console.log(`${sliderText(slider)}\n`);
  console.log(`Written to ${path.relative(projectRoot, file)}.`);

  /** @param {readonly string[]} models the demo's when empty */
  async function inspect(models) {
    const count = readNumber("--count", DEFAULT_COUNT);
    const rounds = readNumber("--rounds", DEFAULT_ROUNDS);
    await ensureCommandLine(progress);
    const python = await ensureRecipePython(progress);
    const run = (/** @type {import("./bench/workloads.mjs").Workload} */ workload) =>
      measure(workload, python, machine.cores, (round) =>
        console.log(`  ${workload.name}: round ${round} of ${workload.rounds}`),
      );
    const measured = [];
    const chosen = models.length > 0 ? modelWorkloads(models, count, rounds) : workloads(count, rounds);
    for (const workload of chosen) measured.push(await run(workload));
    const photo = models.length > 0 ? null : largeImage();
    return { workloads: measured, largeImage: photo === null ? null : await run(photo) };
  }

  async function moveSlider() {
    const display = hasDisplay() ? undefined : await startVirtualDisplay();
    try {
      await ensureWindowRuntime(progress, { virtualDisplay: display !== undefined });
      console.log("  the threshold in the window");
      // The packages that it uses are installed by now.
      const { measureSlider } = await import("./bench/sliderWindow.mjs");
      return await measureSlider({ ...LARGE_RUN, env: display === undefined ? {} : { DISPLAY: display.display } });
    } finally {
      await display?.stop();
    }
  }
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}

/**
 * @param {string} option
 * @param {number} otherwise
 * @returns {number}
 */
function readNumber(option, otherwise) {
  const args = process.argv.slice(2);
  const at = args.indexOf(option);
  if (at < 0) return otherwise;
  const number = Number(args[at + 1]);
  if (!Number.isInteger(number) || number < 1) throw new SetupProblem(`${option} needs a whole number`);
  return number;
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
