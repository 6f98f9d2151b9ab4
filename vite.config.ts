// How the page of the window is built: with nothing inline, since the page's security policy forbids that.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { CHROMIUM_TARGET } from "./scripts/standIn/targets.mjs";

export default defineConfig({
  root: "renderer",
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../out/renderer",
    emptyOutDir: true,
    target: CHROMIUM_TARGET,
    cssTarget: CHROMIUM_TARGET,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
    reportCompressedSize: false,
    // One page from the local disk: a large file costs nothing, and splitting by hand nothing but time.
    chunkSizeWarningLimit: 4096,
  },
});
