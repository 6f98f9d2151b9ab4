/** For tests that start processes: bundles a few lines of TypeScript into one CommonJS file, as the product's own bundles are made. */
import { join } from "node:path";
import { build } from "esbuild";

const PROJECT = join(import.meta.dirname, "../../..");

/** `entry` may import by absolute path; `outfile` must lie in the project, so that native packages are found. */
export async function bundleForNode(entry: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: entry, resolveDir: PROJECT, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile,
    external: ["onnxruntime-node", "sharp"],
    logLevel: "silent",
    define: { "import.meta.url": "importMetaUrl" },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  });
}
