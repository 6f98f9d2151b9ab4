// Runs another program and gives back its exit code and output, a missing program included.
// @ts-check
import { spawn } from "node:child_process";

/** How long a program that took too long may take to end by itself. */
const GRACE_MS = 5_000;

/**
 * @typedef {object} CommandResult
 * @property {boolean} ok true when the program ran and exited 0
 * @property {boolean} missing true when there is no such program
 * @property {number | null} code the exit code; null when a signal ended it or it never ran
 * @property {string} stdout
 * @property {string} output stdout and stderr in the order in which they came
 */

/**
 * Never throws for what the program does: a failure is part of the result.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, stream?: NodeJS.WritableStream | undefined }} [options] `stream` also receives the output as it comes
 * @returns {Promise<CommandResult>}
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const inOwnGroup = options.timeoutMs !== undefined && process.platform !== "win32";
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      // npm is a .cmd file on Windows, and Node refuses to spawn those without a shell.
      shell: process.platform === "win32" && /\.(cmd|bat)$/i.test(command),
      // A group of its own, so that a program that takes too long goes with all it started.
      detached: inOwnGroup,
    });
    const endGroup = (/** @type {NodeJS.Signals} */ signal) => {
      try {
        if (child.pid !== undefined && inOwnGroup) process.kill(-child.pid, signal);
        else child.kill(signal);
      } catch {
        // it is gone already
      }
    };
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      endGroup(signal);
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    /** @type {NodeJS.Timeout[]} */
    const timers = [];
    if (options.timeoutMs !== undefined) {
      // First the request that lets it end its own children, then the end.
      timers.push(setTimeout(() => endGroup("SIGTERM"), options.timeoutMs));
      timers.push(setTimeout(() => endGroup("SIGKILL"), options.timeoutMs + GRACE_MS));
    }
    // A group of its own does not hear the terminal's Ctrl+C.
    if (inOwnGroup) process.on("SIGINT", passOn).on("SIGTERM", passOn);
    const finish = (/** @type {CommandResult} */ result) => {
      for (const timer of timers) clearTimeout(timer);
      process.off("SIGINT", passOn).off("SIGTERM", passOn);
      resolve(result);
    };
    let stdout = "";
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      stdout += text;
      output += text;
      options.stream?.write(text);
    });
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      output += text;
      options.stream?.write(text);
    });
    child.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      finish({ ok: false, missing: error.code === "ENOENT", code: null, stdout, output: output + error.message });
    });
    child.on("close", (code) => finish({ ok: code === 0, missing: false, code, stdout, output }));
  });
}

/**
 * The last lines of a program's output: what an error message can carry.
 *
 * @param {string} output
 * @param {number} [count]
 * @returns {string}
 */
export function lastLines(output, count = 12) {
  return output.trimEnd().split(/\r?\n/).slice(-count).join("\n");
}
