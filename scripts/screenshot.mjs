// `npm run screenshot`: takes README's image of the window anew, with the demo inspected on the real Electron: English, dark, 1440x900.
// @ts-check
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { projectRoot } from "./project.mjs";
import { hasDisplay, startVirtualDisplay } from "./setup/display.mjs";
import { createProgress } from "./setup/progress.mjs";
import { describeProblem } from "./setup/setupProblem.mjs";
import { ensureWindow } from "./setup.mjs";

const SIZE = { width: 1440, height: 900 };
const FILE = path.join(projectRoot, "resources", "screenshots", "tune.png");
/** The demo on a slow machine. */
const INSPECTION_MS = 15 * 60_000;

const display = hasDisplay() ? undefined : await startVirtualDisplay();
const profile = mkdtempSync(path.join(os.tmpdir(), "loupe-screenshot-"));
try {
  await ensureWindow(createProgress(process.stdout), { virtualDisplay: display !== undefined });
  // The packages that it uses are installed by now.
  const [{ default: sharp }, { launchElectron }] = await Promise.all([
    import("sharp"),
    import("./gallery/launchElectron.mjs"),
  ]);
  const { app, page } = await launchElectron({
    folder: projectRoot,
    profile,
    args: ["--demo"],
    env: { LANGUAGE: "en", ...(display ? { DISPLAY: display.display } : {}) },
  });
  try {
    await page.setViewportSize(SIZE);
    await page.getByTestId("pane-prediction").waitFor();
    console.log("The demo is being inspected …");
    await page
      .locator('[data-testid="run-progress"][data-status="done"]')
      .waitFor({ state: "attached", timeout: INSPECTION_MS });
    await page.waitForTimeout(1_000);
    await sharp(await page.screenshot({ scale: "css" }))
      .png({ compressionLevel: 9 })
      .toFile(FILE);
    console.log(FILE);
  } finally {
    await app.close();
  }
} catch (error) {
  console.error(describeProblem(error));
  process.exitCode = 1;
} finally {
  await display?.stop();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
