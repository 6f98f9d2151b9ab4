// The bundles of Loupe: what each is made from, where it goes, and how it is made.
// @ts-check
import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project.mjs";
import { SetupProblem } from "../setup/setupProblem.mjs";
import { CHROMIUM_TARGET, NODE_TARGET } from "../standIn/targets.mjs";

/**
 * Stay in node_modules: native code, and pdfkit, which reads its font metrics from files beside it.
 */
const NODE_EXTERNALS = ["electron", "sharp", "onnxruntime-node", "@photostructure/sqlite", "@resvg/resvg-js", "pdfkit"];

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string} output relative to the project's root; a file, or a folder
 * @property {string[]} inputs files and folders that the bundle is made from
 * @property {() => Promise<void>} build
 */

/** @type {readonly Target[]} */
export const targets = [
  nodeTarget({
    name: "main",
    entry: "electron/main/index.ts",
    output: "out/electron/main.cjs",
    external: NODE_EXTERNALS,
  }),
  // A sandboxed preload can load electron and nothing else, so nothing else stays outside.
  nodeTarget({
    name: "preload",
    entry: "electron/preload/index.ts",
    output: "out/electron/preload.cjs",
    external: ["electron"],
  }),
  nodeTarget({
    name: "engine",
    entry: "electron/utility/index.ts",
    output: "out/electron/engine.cjs",
    external: NODE_EXTERNALS,
  }),
  nodeTarget({ name: "cli", entry: "electron/cli/index.ts", output: "out/cli/loupe.cjs", external: NODE_EXTERNALS }),
  {
    name: "renderer",
    output: "out/renderer/index.html",
    inputs: [
      "renderer",
      "shared",
      "resources/fonts",
      "vite.config.ts",
      "tsconfig.base.json",
      "package.json",
      "package-lock.json",
      "scripts/build",
      "scripts/standIn/targets.mjs",
    ],
    build: buildRenderer,
  },
];

/**
 * @param {{ name: string, entry: string, output: string, external: string[] }} bundle
 * @returns {Target}
 */
function nodeTarget({ name, entry, output, external }) {
  return {
    name,
    output,
    inputs: [
      "electron",
      "shared",
      "tsconfig.base.json",
      "package.json",
      "package-lock.json",
      "scripts/build",
      "scripts/standIn/targets.mjs",
    ],
    async build() {
      requireEntry(entry);
      const esbuild = await import("esbuild");
      const { threadPrograms } = await import("./threadPrograms.mjs");
      const sandboxed = name === "preload";
      await esbuild.build({
        absWorkingDir: projectRoot,
        entryPoints: [entry],
        outfile: output,
        bundle: true,
        format: "cjs",
        platform: sandboxed ? "browser" : "node",
        target: sandboxed ? CHROMIUM_TARGET : NODE_TARGET,
        external,
        sourcemap: true,
        logLevel: "warning",
        legalComments: "none",
        plugins: [threadPrograms(NODE_TARGET)],
        // A CommonJS bundle has no import.meta; modules that locate files beside them still work.
        ...(sandboxed
          ? {}
          : {
              define: { "import.meta.url": "importMetaUrl" },
              banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
            }),
      });
    },
  };
}

/** @returns {Promise<void>} */
async function buildRenderer() {
  requireEntry("renderer/index.html");
  const vite = await import("vite");
  await vite.build({ configFile: path.join(projectRoot, "vite.config.ts"), logLevel: "warn" });
}

/** @param {string} entry */
function requireEntry(entry) {
  if (!existsSync(path.join(projectRoot, entry)))
    throw new SetupProblem(`${entry} is missing: this checkout is incomplete`);
}
