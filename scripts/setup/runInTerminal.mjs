// Runs a program in this terminal, for as long as it wants.
// @ts-check
import { spawn } from "node:child_process";
import { projectRoot } from "../project.mjs";

/**
 * Runs a program in this terminal and passes signals on to it.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function runInTerminal(command, args) {
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
