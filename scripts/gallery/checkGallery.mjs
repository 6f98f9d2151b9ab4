// Draws the gallery and holds it against its references; what differs is written side by side, with a page to look at it.
// @ts-check
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { findElectron } from "../electronPath.mjs";
import { galleryFolder } from "./buildGallery.mjs";
import { drawGallery } from "./drawGallery.mjs";
import { writePage } from "./page.mjs";
import { otherReferences, referencesOf } from "./references.mjs";
import { compareSheets, differingCells, fromRaw, readSheet } from "./sheet.mjs";

/**
 * @typedef {object} Finding
 * @property {string} name
 * @property {"same" | "differs" | "new" | "not-reached" | "left-over"} kind
 * @property {string} [what] one line that says more
 * @property {{ expected?: string, actual?: string, difference?: string }} files below out/gallery
 */

/**
 * @typedef {object} GalleryCheck
 * @property {Finding[]} findings sorted by name
 * @property {string | null} cannotCompare why nothing was compared
 * @property {number} references of other Electrons, where nothing was compared
 * @property {string[]} redrawn what came out as expected only when it was drawn once more, and how it had differed
 * @property {string} page to look at
 */

/**
 * @param {{ only?: readonly string[], accept?: boolean, drawAnyway?: boolean, env?: Record<string, string> }} options `only`: names of states; `accept`: what was drawn becomes the reference;
 *   `drawAnyway`: draw even where there is nothing to compare with; `env`: variables of the windows
 * @returns {Promise<GalleryCheck>}
 */
export async function checkGallery({ only = [], accept = false, drawAnyway = false, env = {} }) {
  const electron = findElectron();
  if (!electron) throw new Error("Electron is not installed: npm run setup");
  const references = referencesOf(electron);
  const kept = references.list();
  const others = otherReferences().filter(({ name }) => name !== references.name);
  const cannotCompare =
    kept === null && !accept
      ? `the references are of ${others.map(({ name }) => name).join(", ") || "no Electron yet"}, this is ${references.name}`
      : null;
  const page = path.join(galleryFolder, "index.html");
  const countElsewhere = others.reduce((most, { count }) => Math.max(most, count), 1);
  if (cannotCompare !== null && !drawAnyway)
    return { findings: [], cannotCompare, references: countElsewhere, redrawn: [], page };

  const images = path.join(galleryFolder, "images");
  rmSync(images, { recursive: true, force: true });
  mkdirSync(images, { recursive: true });
  /** @type {Finding[]} */
  const findings = [];
  /** @type {string[]} */
  const redrawn = [];
  const tasks = await drawGallery({
    only,
    env,
    onDrawn: async (drawn, again) => {
      let finding = await judge(drawn);
      // What differs is drawn once more: a machine that is busy may have let a frame pass too early.
      if (finding.kind === "differs" || finding.kind === "not-reached") {
        const before = `${finding.name}: ${finding.what ?? ""}`;
        finding = await judge(await again());
        if (finding.kind === "same") redrawn.push(before);
      }
      findings.push(finding);
    },
  });
  const names = new Set(tasks.map(({ name }) => name));
  for (const name of (kept ?? []).filter((image) => !names.has(image) && only.length === 0)) {
    if (accept) references.remove(name);
    else findings.push({ name, kind: "left-over", what: "no state draws it any more", files: {} });
  }
  findings.sort((a, b) => (a.name < b.name ? -1 : 1));
  writePage(page, findings);
  return { findings, cannotCompare, references: countElsewhere, redrawn, page };

  /**
   * @param {import("./drawGallery.mjs").Drawn} drawn
   * @returns {Promise<Finding>}
   */
  async function judge({ task, sheet, problem }) {
    const { name } = task;
    if (sheet === null) return { name, kind: "not-reached", what: problem ?? "", files: {} };
    const actual = await write(`${name}.png`, sheet);
    const expected = kept?.includes(name) ? await readSheet(references.fileOf(name)) : null;
    if (accept) {
      const same = expected !== null && compareSheets(expected, sheet).pixels === 0;
      if (!same) await references.keep(name, sheet);
      return { name, kind: same ? "same" : "new", files: { actual } };
    }
    if (expected === null) return { name, kind: "new", what: "it has no reference", files: { actual } };
    const { pixels, difference } = compareSheets(expected, sheet);
    if (pixels === 0) return { name, kind: "same", files: { actual } };
    const files = { actual, expected: await write(`${name}.expected.png`, expected) };
    if (difference === null) {
      const what = `${sheet.width}x${sheet.height} instead of ${expected.width}x${expected.height} pixels`;
      return { name, kind: "differs", what, files };
    }
    const looks = differingCells(expected, sheet, task.looks.length).map((cell) => {
      const look = task.looks[cell];
      return look ? `${look.language} ${look.theme}` : "";
    });
    const what = `${pixels} pixels differ: ${looks.join(", ")}`;
    return {
      name,
      kind: "differs",
      what,
      files: { ...files, difference: await write(`${name}.difference.png`, difference) },
    };
  }

  /**
   * @param {string} file
   * @param {import("./sheet.mjs").Sheet} sheet
   * @returns {Promise<string>} as the page names it
   */
  async function write(file, sheet) {
    await fromRaw(sheet).png({ compressionLevel: 2 }).toFile(path.join(images, file));
    return `images/${file}`;
  }
}
