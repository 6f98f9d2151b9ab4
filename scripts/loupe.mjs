#!/usr/bin/env node
// The command `loupe`: makes sure that packages and bundle are there, then hands over to the command line itself.
// @ts-check
import { createRequire } from "node:module";
import path from "node:path";
import { outFolder } from "./project.mjs";
import { createProgress } from "./setup/progress.mjs";
import { describeProblem } from "./setup/setupProblem.mjs";
import { ensureCommandLine } from "./setup.mjs";

const bundle = path.join(outFolder, "cli", "loupe.cjs");

try {
  // On stderr, and silent when there is nothing to do: stdout belongs to the results.
  await ensureCommandLine(createProgress(process.stderr));
  // The same process goes on, so arguments, signals and exit code are the command line's own.
  process.argv[1] = bundle;
  createRequire(import.meta.url)(bundle);
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
}
