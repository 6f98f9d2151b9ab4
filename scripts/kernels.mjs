// Assembles the WebAssembly kernels of the image code: `node scripts/kernels.mjs` after a change of a .wat file.
// @ts-check
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import openWabt from "wabt";
import { projectRoot } from "./project.mjs";

const FOLDER = path.join(projectRoot, "electron", "engine", "images", "kernels");

/** Where the assembled kernels lie, so that a build, a test and a bundle need no assembler. */
export const ASSEMBLED = path.join(FOLDER, "assembled.ts");

/**
 * @returns {Promise<string>} the text of that file, from the .wat files as they are now
 */
export async function assembleKernels() {
  const wabt = await openWabt();
  const kernels = readdirSync(FOLDER)
    .filter((file) => file.endsWith(".wat"))
    .sort();
  const lines = kernels.map((file) => {
    const module = wabt.parseWat(file, readFileSync(path.join(FOLDER, file), "utf8"), { simd: true });
    module.validate();
    const { buffer } = module.toBinary({});
    module.destroy();
    return `export const ${path.basename(file, ".wat")} =\n  "${Buffer.from(buffer).toString("base64")}";\n`;
  });
  return `/** The .wat files of this folder, assembled, in base64. Written by scripts/kernels.mjs. */\n\n${lines.join("\n")}`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(ASSEMBLED, await assembleKernels());
  console.log(`Written: ${path.relative(projectRoot, ASSEMBLED)}`);
}
