// Sets this checkout up: packages, Electron, system libraries, the patch of sharp, and the bundles. `npm run setup` runs it alone.
// @ts-check
import { pathToFileURL } from "node:url";
import { ensureElectron } from "./setup/electronBinary.mjs";
import { hasDisplay } from "./setup/display.mjs";
import { withSetupLock } from "./setup/lock.mjs";
import { requireNodeVersion } from "./setup/nodeVersion.mjs";
import { ensureNpmPackages } from "./setup/npmPackages.mjs";
import { createProgress } from "./setup/progress.mjs";
import { describeProblem } from "./setup/setupProblem.mjs";
import { ensureSharpPatch } from "./setup/sharpPatch.mjs";
import { ensureSystemLibraries } from "./setup/systemLibraries.mjs";
import { ensureBuild } from "./build.mjs";

/**
 * What the command line needs: packages and its own bundle. No Electron, and nothing of the system.
 *
 * @param {import('./setup/progress.mjs').Progress} progress
 */
export async function ensureCommandLine(progress) {
  requireNodeVersion();
  await withSetupLock(() => ensureNpmPackages(progress));
  await ensureBuild(progress, ["cli"]);
}

/**
 * What a window needs, its bundles included. Does only what is missing.
 *
 * @param {import('./setup/progress.mjs').Progress} progress
 * @param {WindowOptions} [options]
 * @returns {Promise<import('./electronPath.mjs').InstalledElectron>}
 */
export async function ensureWindow(progress, options = {}) {
  const electron = await ensureWindowRuntime(progress, options);
  await ensureBuild(progress);
  return electron;
}

/**
 * @typedef {object} WindowOptions
 * @property {boolean} [retryElectron] try the official Electron again where the fallback is installed
 * @property {boolean} [virtualDisplay] Xvfb must be there too
 *
 * What a window needs except the bundles: packages, Electron, system libraries, the patched sharp.
 *
 * @param {import('./setup/progress.mjs').Progress} progress
 * @param {WindowOptions} [options]
 * @returns {Promise<import('./electronPath.mjs').InstalledElectron>}
 */
export async function ensureWindowRuntime(progress, options = {}) {
  requireNodeVersion();
  return withSetupLock(async () => {
    await ensureNpmPackages(progress);
    const installed = await ensureElectron(progress, { retryOfficial: options.retryElectron ?? false });
    await ensureSystemLibraries(progress, {
      electron: installed.path,
      needsVirtualDisplay: options.virtualDisplay ?? false,
    });
    await ensureSharpPatch(progress);
    return installed;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const startedAt = performance.now();
    const progress = createProgress(process.stdout);
    const electron = await ensureWindow(progress, {
      retryElectron: process.argv.includes("--retry-electron"),
      virtualDisplay: !hasDisplay(),
    });
    console.log(
      `Ready in ${((performance.now() - startedAt) / 1000).toFixed(1)} s: Node ${process.versions.node}, Electron ${electron.version} (${electron.kind}).`,
    );
  } catch (error) {
    console.error(describeProblem(error));
    process.exitCode = 1;
  }
}
