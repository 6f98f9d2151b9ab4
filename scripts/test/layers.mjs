// The layer check: who imports whom, by the rules of .dependency-cruiser.cjs.
// @ts-check
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { projectRoot } from "../project.mjs";

const SOURCE_FOLDERS = ["shared", "electron", "renderer", "e2e"];
const SOURCE = /\.tsx?$/;

/**
 * @typedef {object} LayerReport
 * @property {number} cruised source files that the cruiser read
 * @property {string[]} overlooked source files that are there and that it did not read
 * @property {{ rule: string, from: string, to: string, comment: string }[]} violations
 */

/**
 * Reads every source file below `root` and applies the rules.
 *
 * @param {string} [root]
 * @returns {Promise<LayerReport>}
 */
export async function checkLayers(root = projectRoot) {
  const { cruise } = await import("dependency-cruiser");
  const extractTypeScriptConfig = (await import("dependency-cruiser/config-utl/extract-ts-config")).default;
  const config = createRequire(import.meta.url)(path.join(projectRoot, ".dependency-cruiser.cjs"));
  const { enhancedResolveOptions, ...options } = config.options;
  const folders = SOURCE_FOLDERS.filter((folder) => existsSync(path.join(root, folder)));
  const result = await cruise(
    folders,
    { ...options, baseDir: root, ruleSet: { forbidden: config.forbidden }, validate: true, enhancedResolveOptions },
    enhancedResolveOptions,
    { tsConfig: extractTypeScriptConfig(path.join(projectRoot, "tsconfig.base.json")) },
  );
  if (typeof result.output === "string") throw new Error("dependency-cruiser answered with text, not with its result");

  const cruised = new Set(result.output.modules.map((module) => module.source));
  const present = folders
    .flatMap((folder) => listSources(path.join(root, folder)))
    .map((file) => path.relative(root, file).split(path.sep).join("/"));
  const comments = new Map(
    config.forbidden.map((/** @type {{ name: string, comment: string }} */ rule) => [rule.name, rule.comment]),
  );
  return {
    cruised: present.filter((file) => cruised.has(file)).length,
    overlooked: present.filter((file) => !cruised.has(file)),
    violations: result.output.summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
      comment: comments.get(rule.name) ?? "",
    })),
  };
}

/** @returns {string[]} the names of all rules */
export function layerRuleNames() {
  const config = createRequire(import.meta.url)(path.join(projectRoot, ".dependency-cruiser.cjs"));
  return config.forbidden.map((/** @type {{ name: string }} */ rule) => rule.name);
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listSources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name) && !entry.name.endsWith(".d.ts"))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}
