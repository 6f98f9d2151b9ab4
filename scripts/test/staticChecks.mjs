// The checks that run no product code: format, types, lint, layers.
// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import { cacheFolder, projectRoot } from "../project.mjs";
import { runCommand } from "../setup/runCommand.mjs";
import { checkLayers } from "./layers.mjs";
import { couldNotRun, oneCheck } from "./suite.mjs";

/** Every TypeScript project; together they hold every source file. */
const TYPE_PROJECTS = ["shared", "electron", "electron/preload", "renderer", "e2e", "scripts", "tsconfig.tests.json"];
const MODULES = path.join(projectRoot, "node_modules");

/**
 * Whether every file is as the formatter writes it; `npm run format` makes it so.
 *
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function checkFormat() {
  const biome = path.join(MODULES, "@biomejs", "biome", "bin", "biome");
  const result = await runNode([biome, "format", ".", "--max-diagnostics", "20"]);
  return oneCheck(result.ok, { output: `${result.output}\nRun: npm run format` });
}

/**
 * Two compilers at a time, each of which remembers what it read the last time.
 *
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function checkTypes() {
  const waiting = [...TYPE_PROJECTS];
  /** @type {Map<string, string>} */
  const failures = new Map();
  const compileNext = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
      const memory = path.join(cacheFolder, "types", `${project.replaceAll(/[/.]/g, "-")}.tsbuildinfo`);
      const result = await runNode([
        path.join(MODULES, "typescript", "bin", "tsc"),
        ...["-p", project, "--noEmit", "--pretty", "false", "--incremental", "--tsBuildInfoFile", memory],
      ]);
      if (!result.ok) failures.set(project, result.output.trim());
    }
  };
  await Promise.all([compileNext(), compileNext()]);
  const output = TYPE_PROJECTS.flatMap((project) =>
    failures.has(project) ? `${project}:\n${failures.get(project)}` : [],
  );
  return oneCheck(failures.size === 0, { detail: `${TYPE_PROJECTS.length} projects`, output: output.join("\n\n") });
}

/** @returns {Promise<import("./suite.mjs").SuiteResult>} */
export async function checkLint() {
  const result = await runNode([path.join(MODULES, "eslint", "bin", "eslint.js"), ".", "--max-warnings", "0"]);
  return oneCheck(result.ok, { output: result.output });
}

/**
 * Fails too when a source file was not read: a cruiser that sees nothing finds nothing.
 *
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function checkLayerRules() {
  if (!existsSync(path.join(MODULES, "dependency-cruiser"))) return couldNotRun("dependency-cruiser is not installed");
  const { cruised, overlooked, violations } = await checkLayers();
  const lines = [
    ...violations.map(
      ({ rule, from, to, comment }) => `${rule}: ${from}${to === from ? "" : ` -> ${to}`}\n    ${comment}`,
    ),
    ...overlooked.map((file) => `not read: ${file}`),
  ];
  return oneCheck(lines.length === 0 && cruised > 0, { detail: `${cruised} files`, output: lines.join("\n") });
}

/** @param {string[]} args */
function runNode(args) {
  return runCommand(process.execPath, args, { cwd: projectRoot });
}
