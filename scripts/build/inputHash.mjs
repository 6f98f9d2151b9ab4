// Detects whether the sources of a bundle changed since it was built.
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project.mjs";

const NO_INPUT = /\.(test|testing)\.tsx?$|\.tsbuildinfo$/;

/**
 * A hash over names and contents of the files and folders, tests left out.
 *
 * @param {readonly string[]} inputs relative to the project's root; what is missing counts as such
 * @returns {string}
 */
export function hashInputs(inputs) {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of listFiles(path.join(projectRoot, input))) {
      const content = existsSync(file) ? readFileSync(file) : Buffer.from("missing");
      hash.update(`${path.relative(projectRoot, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/**
 * @param {string} file
 * @returns {string[]} sorted, so that the order of a directory does not matter
 */
function listFiles(file) {
  if (!existsSync(file) || !statSync(file).isDirectory()) return [file];
  return readdirSync(file, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NO_INPUT.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}
