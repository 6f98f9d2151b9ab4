// Each rule of the layer check is broken once on purpose and must be the one that answers.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkLayers, layerRuleNames } from "./layers.mjs";

type Files = Record<string, string>;

const REACHED = "reached-from-an-entry-point-or-a-test";
const PACKAGES = ["zod", "sharp", "onnxruntime-node", "react", "react-dom", "konva", "pdfkit", "electron", "vitest"];

/** What breaks each rule: the smallest tree that does. */
const breaks: Record<string, Files> = {
  "no-cycles": {
    "shared/core/a.ts": 'import type { B } from "./b.ts"; export interface A { b: B }',
    "shared/core/b.ts": 'import type { A } from "./a.ts"; export interface B { a: A }',
  },
  [REACHED]: { "shared/core/dead.ts": "export const dead = 1;" },
  resolvable: { "electron/engine/a.ts": 'import "./nowhere.ts";' },
  "package-is-declared": { "electron/engine/a.ts": 'import "left-pad";' },
  "product-uses-no-development-package": { "electron/engine/a.ts": 'import "vitest";' },
  "shared-runs-everywhere": { "shared/core/a.ts": 'import "node:fs";' },
  "shared-core-imports-only-below": imports("shared/core/a.ts", "shared/metrics/b.ts"),
  "shared-inference-imports-only-below": imports("shared/inference/a.ts", "shared/metrics/b.ts"),
  "shared-metrics-imports-only-below": imports("shared/metrics/a.ts", "shared/inference/b.ts"),
  "shared-words-imports-only-below": imports("shared/words/a.ts", "shared/report/b.ts"),
  "shared-report-imports-only-below": imports("shared/report/a.ts", "shared/ipc/b.ts"),
  "shared-ipc-imports-only-below": imports("shared/ipc/a.ts", "shared/text/b.ts"),
  "engine-files-imports-only-below": imports("electron/engine/files/a.ts", "electron/engine/images/b.ts"),
  "engine-images-imports-only-below": imports("electron/engine/images/a.ts", "electron/engine/inference/b.ts"),
  "engine-graphs-imports-only-below": imports("electron/engine/graphs/a.ts", "electron/engine/models/b.ts"),
  "engine-datasets-imports-only-below": imports("electron/engine/datasets/a.ts", "electron/engine/runs/b.ts"),
  "engine-detections-imports-only-below": imports("electron/engine/detections/a.ts", "electron/engine/runs/b.ts"),
  "engine-models-imports-only-below": imports("electron/engine/models/a.ts", "electron/engine/inference/b.ts"),
  "engine-inference-imports-only-below": imports("electron/engine/inference/a.ts", "electron/engine/selfCheck/b.ts"),
  "engine-runs-imports-only-below": imports("electron/engine/runs/a.ts", "electron/engine/b.ts"),
  "engine-selfCheck-imports-only-below": imports("electron/engine/selfCheck/a.ts", "electron/engine/runs/b.ts"),
  "engine-analysis-imports-only-below": imports("electron/engine/analysis/a.ts", "electron/engine/runs/b.ts"),
  "engine-reports-imports-only-below": imports("electron/engine/reports/a.ts", "electron/engine/runs/b.ts"),
  "engine-folder-has-a-layer": imports("electron/engine/attic/a.ts", "electron/engine/files/b.ts"),
  "electron-api-in-hosts-only": { "electron/engine/a.ts": 'import "electron";' },
  "onnxruntime-in-one-file": { "electron/engine/a.ts": 'import "onnxruntime-node";' },
  "sharp-in-two-files": { "electron/engine/a.ts": 'import "sharp";' },
  "main-and-preload-without-engine": imports("electron/main/a.ts", "electron/engine/b.ts"),
  "engine-knows-no-host": imports("electron/engine/a.ts", "electron/cli/b.ts"),
  "nobody-imports-an-entry-point": imports("electron/cli/a.ts", "electron/cli/index.ts"),
  "page-without-electron": imports("renderer/a.ts", "electron/engine/b.ts"),
  "page-without-node": { "renderer/a.ts": 'import "node:path";' },
  "page-without-native-packages": { "renderer/a.ts": 'import "pdfkit";' },
  "stores-and-bridge-without-react": { "renderer/stores/a.ts": 'import "react";' },
  "stores-and-bridge-below-views": imports("renderer/bridge/a.ts", "renderer/ui/b.ts"),
  "no-view-imports-another": imports("renderer/views/library/a.ts", "renderer/views/compare/b.ts"),
  "modes-above-views": imports("renderer/views/library/a.ts", "renderer/modes/modes.ts"),
  "no-mode-imports-another": imports("renderer/modes/tune/a.ts", "renderer/modes/station/b.ts"),
  "konva-in-compare-only": { "renderer/ui/a.ts": 'import "konva";' },
  "fakes-in-tests-only": imports("renderer/a.ts", "renderer/bridge/fakeBridge.ts"),
  "nobody-imports-a-test": imports("shared/core/a.ts", "shared/core/b.test.ts"),
  "tests-from-outside-drive-the-product": imports("e2e/a.spec.ts", "electron/engine/b.ts"),
};

/** A tree in which every layer imports what it may; no rule may answer. */
const allowed: Files = {
  "shared/core/box.ts": 'import "zod"; export const box = 1;',
  "shared/inference/a.ts": 'import "../core/box.ts";',
  "shared/metrics/a.ts": 'import "../core/box.ts";',
  "shared/report/a.ts": 'import "../metrics/a.ts";',
  "shared/ipc/contract.ts": 'import "../inference/a.ts"; import "../report/a.ts";',
  "shared/ipc/contract.test.ts": 'import "vitest"; import "node:fs"; import "./contract.ts";',
  "electron/engine/images/encodedImage.ts": 'import "sharp";',
  "electron/engine/reports/rasterise.ts": 'import "sharp";',
  "electron/engine/inference/ortRuntime.ts": 'import "onnxruntime-node"; import "../images/encodedImage.ts";',
  "electron/utility/index.ts":
    'import "../engine/inference/ortRuntime.ts"; import "../engine/reports/rasterise.ts"; import "../../shared/ipc/contract.ts";',
  "electron/main/index.ts": 'import "electron"; import "../../shared/ipc/contract.ts"; import "node:path";',
  "renderer/main.tsx": 'import "react"; import "./modes/modes.ts"; import "./stores/a.ts";',
  "renderer/modes/modes.ts": 'import "./tune/tune.ts";',
  "renderer/modes/mode.ts": "export const mode = 1;",
  "renderer/modes/tune/tune.ts": 'import "../mode.ts"; import "../../views/compare/a.ts";',
  "renderer/stores/a.ts": 'import "../../shared/ipc/contract.ts";',
  "renderer/views/compare/a.ts": 'import "konva"; import "../../stores/a.ts";',
  "renderer/bridge/fakeBridge.ts": "export const fake = 1;",
  "renderer/bridge/bridge.test.ts": 'import "./fakeBridge.ts"; import "./images.testing.ts";',
  "renderer/bridge/images.testing.ts": 'import "vitest";',
};

let folder = "";

beforeAll(() => {
  const cache = path.join(import.meta.dirname, "..", "..", ".cache");
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(path.join(cache, "layers-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("layer rules", () => {
  it("have a tree that breaks each of them", () => {
    expect(Object.keys(breaks).sort()).toEqual(layerRuleNames().sort());
  });

  it("accept a tree that keeps them all", async () => {
    const report = await checkLayers(write("allowed", allowed));
    expect(report.violations).toEqual([]);
    // And the test file that every tree gets.
    expect({ cruised: report.cruised, overlooked: report.overlooked }).toEqual({
      cruised: Object.keys(allowed).length + 1,
      overlooked: [],
    });
  });

  it.each(Object.keys(breaks))("%s", async (rule) => {
    const report = await checkLayers(write(rule, breaks[rule] ?? {}));
    const answering = new Set(report.violations.map((violation) => violation.rule));
    // The small trees have no program, so nothing in them is reached.
    if (rule !== REACHED) answering.delete(REACHED);
    expect([...answering]).toEqual([rule]);
  });
});

/** Two files, of which the first imports the second. */
function imports(from: string, to: string): Files {
  const specifier = path.posix.relative(path.posix.dirname(from), to);
  return {
    [from]: `import "${specifier.startsWith(".") ? specifier : `./${specifier}`}";`,
    [to]: "export const b = 1;",
  };
}

/** Writes the tree with a package.json and empty packages, and returns its root. */
function write(name: string, files: Files): string {
  const root = path.join(folder, name);
  const dependencies = Object.fromEntries(
    PACKAGES.filter((one) => one !== "electron" && one !== "vitest").map((one) => [one, "1.0.0"]),
  );
  const all: Files = {
    ...files,
    // One test keeps the rule that needs an origin from having none.
    "shared/origin.test.ts": "export const origin = 1;",
    "package.json": JSON.stringify({
      name: "fixture",
      dependencies,
      devDependencies: { electron: "1.0.0", vitest: "1.0.0" },
    }),
  };
  for (const one of [...PACKAGES, "left-pad"]) {
    all[`node_modules/${one}/package.json`] = JSON.stringify({ name: one, version: "1.0.0", main: "index.js" });
    all[`node_modules/${one}/index.js`] = "module.exports = {};";
  }
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
  return root;
}
