// Writes THIRD_PARTY_LICENSES.md from the locked packages: `node scripts/licenses.mjs`; with --check it only compares.
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "./project.mjs";

const OUTPUT = path.join(projectRoot, "THIRD_PARTY_LICENSES.md");
const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [license]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 */

const INTRODUCTION = `# Third-party licenses

Loupe itself is under the Apache License 2.0 (see \`LICENSE\`).
What it is shipped with is listed here; \`node scripts/licenses.mjs\` writes this file from the locked packages.

## Not from npm

- **Electron** (MIT), with **Chromium** and **Node.js**: their licenses lie beside the executable as \`LICENSE\` and \`LICENSES.chromium.html\`.
- **ONNX's definition of its files**, \`electron/engine/graphs/onnx/onnx-ml.proto\` of the package onnx 1.23.2 (Apache-2.0), unchanged.
- **Noto Sans SC**, in \`resources/fonts\` (SIL Open Font License 1.1, text in \`resources/fonts/OFL.txt\`).

## Under the LGPL and the MPL

- **libvips** and the libraries inside it, in \`@img/sharp-libvips-*\` (LGPL-3.0-or-later): loaded as a shared library of its own, which may be replaced by another build.
  On Linux set-up changes that copy: GLib's dynamic symbols get the prefix \`svp_\` (\`scripts/setup/sharpPatch.mjs\` is the whole change; \`MODIFIED.txt\` beside the library says so).
  Sources: https://github.com/lovell/sharp-libvips
- **resvg** in \`@resvg/resvg-js\` (MPL-2.0), unchanged. Sources: https://github.com/thx/resvg-js
`;

/** @returns {string} the whole document; the same on every platform */
export function renderLicenses() {
  const packages = readProductPackages();
  const texts = collectTexts(packages);
  const lines = [INTRODUCTION, "## npm packages", "", "| Package | Version | License |", "|---|---|---|"];
  for (const { name, version, license } of packages) lines.push(`| ${name} | ${version} | ${license} |`);
  lines.push("", "## Texts", "");
  for (const { names, text } of texts) {
    lines.push(`### ${names.join(", ")}`, "", "```text", text, "```", "");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

/** @returns {{ folder: string, name: string, version: string, license: string, optional: boolean }[]} sorted by name, then version */
function readProductPackages() {
  /** @type {Record<string, LockedPackage>} */
  const locked = JSON.parse(readFileSync(path.join(projectRoot, "package-lock.json"), "utf8")).packages;
  return Object.entries(locked)
    .filter(([folder, entry]) => folder !== "" && !entry.dev)
    .map(([folder, entry]) => ({
      folder,
      name: folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length),
      version: entry.version ?? "",
      license: entry.license ?? readOwnLicense(folder),
      optional: entry.optional ?? false,
    }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/**
 * Packages with the very same text stand together. Packages of other platforms are not installed, so no text of an
 * optional package is taken: the document must not depend on where it is written.
 *
 * @param {ReturnType<typeof readProductPackages>} packages
 */
function collectTexts(packages) {
  /** @type {Map<string, { names: string[], text: string }>} */
  const byHash = new Map();
  for (const { folder, name, license, optional } of packages) {
    if (optional) continue;
    const text = readLicenseText(folder) ?? `${license}; the package carries no license file.`;
    const hash = createHash("sha256").update(text).digest("hex");
    const group = byHash.get(hash) ?? { names: [], text };
    if (!group.names.includes(name)) group.names.push(name);
    byHash.set(hash, group);
  }
  return [...byHash.values()];
}

/** @param {string} folder */
function readLicenseText(folder) {
  const absolute = path.join(projectRoot, folder);
  if (!existsSync(absolute)) return undefined;
  const files = readdirSync(absolute)
    .filter((name) => LICENSE_FILE.test(name))
    .sort();
  if (files.length === 0) return undefined;
  const texts = files.map((name) => readFileSync(path.join(absolute, name), "utf8").replace(/\r\n/g, "\n").trim());
  // A fence inside the text would end ours.
  return texts.join("\n\n").replaceAll("```", "'''");
}

/** @param {string} folder */
function readOwnLicense(folder) {
  const file = path.join(projectRoot, folder, "package.json");
  if (!existsSync(file)) return "not stated";
  const { license, licenses } = JSON.parse(readFileSync(file, "utf8"));
  if (typeof license === "string") return license;
  return license?.type ?? licenses?.[0]?.type ?? "not stated in package.json, see its text";
}

/**
 * Not by locale, which differs between machines.
 *
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const wanted = renderLicenses();
  if (process.argv.includes("--check")) {
    if (!existsSync(OUTPUT) || readFileSync(OUTPUT, "utf8") !== wanted) {
      console.error("THIRD_PARTY_LICENSES.md is out of date: node scripts/licenses.mjs");
      process.exitCode = 1;
    }
  } else {
    writeFileSync(OUTPUT, wanted);
    console.log(`Wrote ${path.relative(projectRoot, OUTPUT)}`);
  }
}
