/** Fails at once, naming what is missing, when the product was not built. */
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { findElectron } from "../scripts/electronPath.mjs";
import { projectRoot, screenshotFolder } from "./places.ts";

export function setup(): void {
  if (!findElectron()) throw new Error("There is no Electron in this checkout: run npm run setup");
  for (const file of [
    "out/electron/main.cjs",
    "out/electron/preload.cjs",
    "out/electron/engine.cjs",
    "out/renderer/index.html",
  ]) {
    if (!existsSync(path.join(projectRoot, file))) throw new Error(`${file} is missing: run npm run build`);
  }
  mkdirSync(screenshotFolder, { recursive: true });
}
