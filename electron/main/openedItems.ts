/** Guesses by name and content whether a file or folder from outside the page is a model, an image or a dataset folder. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { OpenedItem } from "../../shared/ipc/contract.ts";

const IMAGES = new Set([".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"]);

/** `other` also for what is not there; the engine gives the last answer. */
export function kindOfPath(file: string): OpenedItem["kind"] {
  try {
    if (statSync(file).isDirectory()) return readdirSync(file).some(isModelFile) ? "model" : "folder";
  } catch {
    return "other";
  }
  if (isModelFile(path.basename(file))) return "model";
  return IMAGES.has(path.extname(file).toLowerCase()) ? "image" : "other";
}

/** Paddle's own files too: the engine then says how they are converted. */
const MODEL_FILES = new Set([".onnx", ".pdmodel", ".pdiparams"]);

function isModelFile(name: string): boolean {
  return name === "manifest.json" || MODEL_FILES.has(path.extname(name).toLowerCase());
}
