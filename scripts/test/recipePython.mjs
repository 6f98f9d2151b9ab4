// Finds or makes a Python that can run the tests of the recipe in models/ and the baseline of the benchmark.
// @ts-check
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder, projectRoot } from "../project.mjs";
import { findPython } from "../setup/pythonWheel.mjs";
import { lastLines, runCommand } from "../setup/runCommand.mjs";

/** Enough for all but the tests that train: torch weighs gigabytes, and those tests skip themselves without it. */
const LIGHT_PACKAGES = ["numpy", "opencv-python-headless", "onnxruntime", "pytest"];
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/**
 * @typedef {{ ok: true, command: string, env: NodeJS.ProcessEnv } | { ok: false, reason: string }} RecipePython
 *
 * Prefers a Python that has everything (`LOUPE_PYTHON` names one); otherwise installs the light packages, as pinned, into a
 * folder of this checkout and touches nothing else.
 *
 * @param {import("../setup/progress.mjs").Progress} progress
 * @returns {Promise<RecipePython>}
 */
export async function ensureRecipePython(progress) {
  const named = process.env.LOUPE_PYTHON;
  if (named !== undefined) return { ok: true, command: named, env: process.env };
  const python = await findPython();
  if (!python.ok) return python;
  const whole = await runCommand(python.command, ["-c", "import numpy, cv2, onnxruntime, torch, torchvision, pytest"]);
  if (whole.ok) return { ok: true, command: python.command, env: process.env };

  const requirements = readLightRequirements();
  const version = (await runCommand(python.command, ["-V"])).output.trim();
  const folder = path.join(cacheFolder, "python");
  const stamp = path.join(folder, "requirements.sha256");
  const wanted = createHash("sha256")
    .update([version, ...requirements].join("\n"))
    .digest("hex");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    const temporary = `${folder}.new`;
    for (const old of [folder, temporary]) rmSync(old, { recursive: true, force: true });
    const install = await progress.step(`Python packages for the tests of the recipe: ${requirements.join(" ")}`, () =>
      runCommand(
        python.command,
        [
          "-m",
          "pip",
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "--only-binary=:all:",
          "--target",
          temporary,
          ...requirements,
        ],
        { timeoutMs: INSTALL_TIMEOUT_MS },
      ),
    );
    if (!install.ok) return { ok: false, reason: `pip could not install them: ${lastLines(install.output, 1)}` };
    renameSync(temporary, folder);
    writeFileSync(stamp, wanted);
  }
  const searchPath = [folder, process.env.PYTHONPATH].filter(Boolean).join(path.delimiter);
  return { ok: true, command: python.command, env: { ...process.env, PYTHONPATH: searchPath } };
}

/** @returns {string[]} the lines of models/requirements.txt that name a light package */
function readLightRequirements() {
  return readFileSync(path.join(projectRoot, "models", "requirements.txt"), "utf8")
    .split(/\r?\n/)
    .filter((line) => LIGHT_PACKAGES.includes(line.split("==")[0] ?? ""));
}
