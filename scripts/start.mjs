// `npm start`: opens the window with the demo project; without a display it inspects the demo through the command line.
// @ts-check
import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { electronSwitches } from "./electronPath.mjs";
import { outFolder, projectRoot } from "./project.mjs";
import { hasDisplay } from "./setup/display.mjs";
import { createProgress } from "./setup/progress.mjs";
import { describeProblem } from "./setup/setupProblem.mjs";
import { ensureCommandLine, ensureWindow } from "./setup.mjs";

const DEMO_DATASET = path.join("resources", "demo");
const DEMO_MODEL = path.join("models", "demo-frcnn-dcn");
const DEMO_OUT = path.join("out", "demo");

try {
  process.exitCode = hasDisplay() ? await openWindow(process.argv.slice(2)) : await inspectDemo();
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}

/**
 * @param {string[]} args for the app; without any it opens the demo
 * @returns {Promise<number>} the window's exit code
 */
async function openWindow(args) {
  const electron = await ensureWindow(createProgress(process.stdout));
  const switches = electronSwitches();
  for (const reason of switches.reasons) console.log(`Note: ${reason}`);
  if (electron.kind === "fallback")
    console.log(
      `Note: this is the test runtime, Electron ${electron.version}; the official one could not be had when this checkout was set up.`,
    );
  // Without X11, Electron has to be told to use Wayland.
  const platform = process.platform === "linux" && !process.env.DISPLAY ? ["--ozone-platform=wayland"] : [];
  return run(electron.path, [...switches.args, ...platform, projectRoot, ...(args.length > 0 ? args : ["--demo"])]);
}

/** @returns {Promise<number>} the first exit code that is not 0, or 0 */
async function inspectDemo() {
  await ensureCommandLine(createProgress(process.stdout));
  console.log("No display here: the demo is inspected through the command line.");
  const runFolder = path.join(DEMO_OUT, `run-${readModelHash().slice(0, 12)}`);
  clearOldReports();
  const commands = [
    ["inspect", DEMO_DATASET, "--model", DEMO_MODEL, "--out", runFolder],
    ["evaluate", "--dataset", DEMO_DATASET, "--run", runFolder],
    ["report", runFolder, "--out", DEMO_OUT],
  ];
  for (const command of commands) {
    console.log(`\n$ npx loupe ${command.join(" ")}`);
    const code = await run(process.execPath, [path.join(outFolder, "cli", "loupe.cjs"), ...command]);
    if (code !== 0) return code;
  }
  console.log(`\nThe reports are in ${path.join(projectRoot, DEMO_OUT)}. The demo's pictures are synthetic.`);
  return 0;
}

/**
 * A run belongs to one model; another demo model gets another folder.
 *
 * @returns {string} SHA-256 as the manifest says
 */
function readModelHash() {
  return JSON.parse(readFileSync(path.join(projectRoot, DEMO_MODEL, "manifest.json"), "utf8")).sha256;
}

/** The command line never overwrites; what an earlier start left in this build folder may go, its runs stay. */
function clearOldReports() {
  const folder = path.join(projectRoot, DEMO_OUT);
  const old = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith("run-")) : [];
  if (old.length > 0) console.log(`The reports of an earlier start are replaced: ${old.join(", ")}.`);
  for (const name of old) rmSync(path.join(folder, name), { recursive: true });
}

/**
 * Runs a program in this terminal and passes signals on to it.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>}
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
    const child = spawn(command, args, { cwd: projectRoot, stdio: "inherit", env });
    // Ctrl+C reaches every program of a terminal by itself; sent twice it would mean "at once". This script only has to
    // outlive the child to report its exit code.
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    process.on("SIGINT", passOn).on("SIGTERM", passOn);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", passOn).off("SIGTERM", passOn);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}
