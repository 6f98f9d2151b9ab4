// Lets one process at a time set up or build this checkout: several `npx loupe` may start at once.
// @ts-check
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../project.mjs";
import { SetupProblem } from "./setupProblem.mjs";

const LOCK = path.join(cacheFolder, "setup.lock");
const POLL_MS = 200;
/** Longer than any set-up step on a slow line. */
const GIVE_UP_MS = 30 * 60_000;

/**
 * Waits for its turn, runs the work, and lets the next one in. A lock whose process is gone is taken over.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withSetupLock(work) {
  mkdirSync(cacheFolder, { recursive: true });
  const givesUpAt = Date.now() + GIVE_UP_MS;
  while (!tryLock()) {
    if (Date.now() > givesUpAt)
      throw new SetupProblem(`another set-up of this folder seems to hang; end it, or remove ${LOCK}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** @returns {boolean} true when this process holds the lock now */
function tryLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    if (!holderIsAlive()) rmSync(LOCK, { force: true });
    return false;
  }
}

function holderIsAlive() {
  try {
    const holder = Number(readFileSync(LOCK, "utf8"));
    // Just created and not yet written to counts as alive.
    if (!Number.isInteger(holder) || holder === 0) return true;
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
