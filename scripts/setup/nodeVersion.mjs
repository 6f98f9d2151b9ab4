// Refuses a Node that is too old before anything of it is used.
// @ts-check
import { SetupProblem } from "./setupProblem.mjs";

const OLDEST_MAJOR = 20;

/** @param {string} [version] for example `20.11.0` */
export function requireNodeVersion(version = process.versions.node) {
  if (Number(version.split(".")[0]) >= OLDEST_MAJOR) return;
  throw new SetupProblem(
    `Node ${OLDEST_MAJOR} or newer is needed, this is Node ${version}; get it from https://nodejs.org`,
  );
}
