// `npm start`: opens the window with the demo project; without a display it inspects the demo through the command line.
// @ts-check
import { inspectDemo } from "./demo/inspectDemo.mjs";
import { electronSwitches } from "./electronPath.mjs";
import { projectRoot } from "./project.mjs";
import { hasDisplay } from "./setup/display.mjs";
import { createProgress } from "./setup/progress.mjs";
import { runInTerminal } from "./setup/runInTerminal.mjs";
import { describeProblem } from "./setup/setupProblem.mjs";
import { ensureCommandLine, ensureWindow } from "./setup.mjs";

try {
  process.exitCode = hasDisplay() ? await openWindow(process.argv.slice(2)) : await inspectDemoHere();
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
  return runInTerminal(electron.path, [
    ...switches.args,
    ...platform,
    projectRoot,
    ...(args.length > 0 ? args : ["--demo"]),
  ]);
}

/** @returns {Promise<number>} */
async function inspectDemoHere() {
  await ensureCommandLine(createProgress(process.stdout));
  return inspectDemo();
}
