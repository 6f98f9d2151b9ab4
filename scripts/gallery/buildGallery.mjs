// Builds the gallery's page as the product's is built, into a folder of its own.
// @ts-check
import path from "node:path";
import { outFolder, projectRoot } from "../project.mjs";

/** Everything that the gallery leaves behind. */
export const galleryFolder = path.join(outFolder, "gallery");

/** @returns {Promise<string>} the folder to serve */
export async function buildGallery() {
  const folder = path.join(galleryFolder, "site");
  const vite = await import("vite");
  await vite.build({
    configFile: path.join(projectRoot, "vite.config.ts"),
    logLevel: "warn",
    build: {
      outDir: folder,
      sourcemap: false,
      minify: false,
      rollupOptions: { input: path.join(projectRoot, "renderer", "gallery.html") },
    },
  });
  return folder;
}
