// Detects whether a window can be shown, and starts a virtual display where there is none.
// @ts-check
import { spawn } from "node:child_process";
import { SetupProblem } from "./setupProblem.mjs";

/** @returns {boolean} only Linux can be without one */
export function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/**
 * Starts Xvfb on a free display number that it picks itself.
 *
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>} `display` for the variable DISPLAY
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    let messages = "";
    server.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ text) => (messages += text));
    server.on("error", (error) =>
      reject(
        new SetupProblem(`Xvfb does not start: ${error.message}; on Debian and Ubuntu: sudo apt-get install xvfb`),
      ),
    );
    server.on("exit", (code) => reject(new SetupProblem(`Xvfb ended with code ${code}: ${messages.trim()}`)));
    const numberPipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
    numberPipe.setEncoding("utf8").once("data", (/** @type {string} */ number) => {
      resolve({
        display: `:${number.trim()}`,
        stop: () =>
          new Promise((stopped) => {
            server.once("exit", () => stopped());
            server.kill("SIGTERM");
          }),
      });
    });
    // A display must never keep the script alive that borrowed it.
    process.once("exit", () => server.kill("SIGTERM"));
  });
}
