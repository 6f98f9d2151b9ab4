// The images that the gallery is compared with: one folder for each Electron that drew them.
// @ts-check
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project.mjs";
import { encodeSheet } from "./sheet.mjs";

const ALL = path.join(projectRoot, "renderer", "gallery", "reference");
const ENDING = ".webp";

/** @param {import("../electronPath.mjs").InstalledElectron} electron */
export function referencesOf(electron) {
  const name = `${electron.version}-${process.platform}-${process.arch}`;
  const folder = path.join(ALL, name);
  const fileOf = (/** @type {string} */ image) => path.join(folder, image + ENDING);
  return {
    name,
    fileOf,
    /** Null where this Electron has drawn none. @returns {string[] | null} */
    list: () => (existsSync(folder) ? namesIn(folder) : null),
    /**
     * @param {string} image
     * @param {import("./sheet.mjs").Sheet} sheet
     */
    async keep(image, sheet) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(fileOf(image), await encodeSheet(sheet));
    },
    /** @param {string} image */
    remove: (image) => rmSync(fileOf(image), { force: true }),
  };
}

/** Which other Electrons have drawn references, and how many. @returns {{ name: string, count: number }[]} */
export function otherReferences() {
  if (!existsSync(ALL)) return [];
  return readdirSync(ALL, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, count: namesIn(path.join(ALL, name)).length }));
}

/** @param {string} folder */
function namesIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length));
}
