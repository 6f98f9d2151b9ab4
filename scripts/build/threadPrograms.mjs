// What a thread runs is bundled as text, so that window, command line and tests carry it in one file: `import { program } from "./x.ts?thread"`.
// @ts-check
import path from "node:path";
import { build } from "esbuild";
import { projectRoot } from "../project.mjs";

const SUFFIX = "?thread";

/**
 * For esbuild, which makes the product's bundles.
 *
 * @param {string} target the oldest runtime
 * @returns {import("esbuild").Plugin}
 */
export function threadPrograms(target) {
  return {
    name: "thread-programs",
    setup(bundle) {
      bundle.onResolve({ filter: /\?thread$/ }, (args) => ({
        path: path.resolve(args.resolveDir, args.path.slice(0, -SUFFIX.length)),
        namespace: "thread-program",
      }));
      bundle.onLoad({ filter: /.*/, namespace: "thread-program" }, (args) => programModule(args.path, target));
    },
  };
}

/**
 * For vite, which runs the tests.
 *
 * @returns {import("vite").Plugin}
 */
export function threadProgramsInTests() {
  return {
    name: "thread-programs",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const { contents, watchFiles } = await programModule(id.slice(0, -SUFFIX.length), `node${process.versions.node}`);
      for (const file of watchFiles) this.addWatchFile(file);
      return contents;
    },
  };
}

/**
 * A module that exports the text of the program.
 *
 * @param {string} entry absolute
 * @param {string} target
 */
async function programModule(entry, target) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    // Names in a stack trace are worth more than the bytes.
    keepNames: true,
    format: "cjs",
    platform: "node",
    target,
    legalComments: "none",
    logLevel: "silent",
  });
  return {
    contents: `export const program = ${JSON.stringify(outputFiles[0]?.text ?? "")};`,
    watchFiles: Object.keys(metafile.inputs).map((input) => path.join(projectRoot, input)),
  };
}
