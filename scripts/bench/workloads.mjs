// What `npm run bench` runs: which images, which model, and how many of them.
// @ts-check
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { outFolder, projectRoot } from "../project.mjs";

/**
 * @typedef {object} Workload
 * @property {string} name
 * @property {string} images folder
 * @property {string} model folder
 * @property {number} count images of each round
 * @property {number} rounds
 */

const DEMO_IMAGES = path.join("resources", "demo", "JPEGImages");
const DEMO_MODEL = path.join("models", "demo-frcnn-dcn");
/** The photo of the preprocessing oracle, where the developers' shared files are there. */
const PHOTO = path.join(projectRoot, "..", "shared", "oracles", "preprocess", "photo.jpg");

/**
 * The demo as it ships, and its model at twice the side, which takes four times as long: what a larger detector is like.
 *
 * @param {number} count
 * @param {number} rounds
 * @returns {Workload[]}
 */
export function workloads(count, rounds) {
  return [
    { name: "demo images, demo model", images: DEMO_IMAGES, model: DEMO_MODEL, count, rounds },
    {
      name: "demo images, demo model at twice the side",
      images: DEMO_IMAGES,
      model: modelAtTwiceTheSide(),
      // Long enough that the last image, for which only one session works, counts for little.
      count: Math.max(1, Math.ceil((count * 2) / 3)),
      rounds,
    },
  ];
}

/**
 * Other models on the demo's images.
 *
 * @param {readonly string[]} models folders
 * @param {number} count
 * @param {number} rounds
 * @returns {Workload[]}
 */
export function modelWorkloads(models, count, rounds) {
  return models.map((model) => ({
    name: `demo images, ${path.basename(model)}`,
    images: DEMO_IMAGES,
    model: path.resolve(model),
    count,
    rounds,
  }));
}

/** @returns {string} a folder with the same graph and a manifest that resizes to twice the side */
function modelAtTwiceTheSide() {
  const folder = path.join(outFolder, "bench", "demo-frcnn-dcn-double");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(projectRoot, DEMO_MODEL, "manifest.json"), "utf8"));
  copyFileSync(path.join(projectRoot, DEMO_MODEL, manifest.file), path.join(folder, manifest.file));
  const { resize } = manifest.preprocess;
  manifest.name = `${manifest.name} at twice the side`;
  manifest.preprocess.resize = { ...resize, short: resize.short * 2, max: resize.max * 2 };
  writeFileSync(path.join(folder, "manifest.json"), JSON.stringify(manifest, null, 2));
  return path.relative(projectRoot, folder);
}

/**
 * One image of 2560x1920, for decoding and preprocessing alone; null without the shared files.
 *
 * @returns {Workload | null}
 */
export function largeImage() {
  if (!existsSync(PHOTO)) return null;
  const folder = path.join(outFolder, "bench", "photo");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(PHOTO, path.join(folder, "photo.jpg"));
  const images = path.relative(projectRoot, folder);
  return { name: "one JPEG of 2560x1920", images, model: DEMO_MODEL, count: 24, rounds: 3 };
}
