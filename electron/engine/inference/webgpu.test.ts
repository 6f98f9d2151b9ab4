/** The real GPU path: WebGPU on SwiftShader, a software GPU that comes with Electron, must return the cpu's boxes. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleForNode } from "./bundle.testing.ts";
import { compareRows } from "./compareRows.testing.ts";

const PROJECT = join(import.meta.dirname, "../../..");

/** SwiftShader's driver file, beside any Electron that set-up downloaded. */
function softwareGpu(): string | null {
  const cache = join(PROJECT, ".cache/electron");
  const folders = [
    ...(existsSync(cache) ? readdirSync(cache).map((name) => join(cache, name)) : []),
    join(PROJECT, "node_modules/electron/dist"),
  ];
  return folders.map((folder) => join(folder, "vk_swiftshader_icd.json")).find((path) => existsSync(path)) ?? null;
}

const driver = softwareGpu();
mkdirSync(join(PROJECT, "node_modules/.cache"), { recursive: true });
const folder = mkdtempSync(join(PROJECT, "node_modules/.cache/loupe-webgpu-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Only Linux lets a process choose its Vulkan driver by the environment.
describe.skipIf(process.platform !== "linux")("webgpu on a software GPU", () => {
  const bundle = join(folder, "detect.cjs");
  beforeAll(async () => {
    const at = (name: string) => JSON.stringify(join(import.meta.dirname, name));
    const entry = `
      import { runProbeIfAsked } from ${at("providerProbe.ts")};
      import { openModel } from ${at("../models/openModel.ts")};
      import { createDetector } from ${at("ortDetector.ts")};
      import { probeByFork } from ${at("providerProbe.ts")};
      import { toTensor } from ${at("../images/toTensor.ts")};
      async function main() {
        if (await runProbeIfAsked()) return;
        const [, , graph, choice] = process.argv;
        const opened = await openModel(graph);
        const created = await createDetector(opened.model, choice, { probe: probeByFork(__filename) });
        if (!created.ok) { console.log(JSON.stringify({ failure: created.failure })); return; }
        const rgb = Uint8Array.from({ length: 120 * 90 * 3 }, (_, i) => (i * 7919) % 256);
        const found = await created.detector.detect(toTensor({ width: 120, height: 90, rgb }, opened.model.manifest.preprocess), 0.01);
        const { boxes, scores, classIndices, count } = found.detections;
        console.log(JSON.stringify({ provider: created.detector.provider, count, boxes: [...boxes], scores: [...scores], classIndices: [...classIndices] }));
      }
      main().then(() => process.exit(0));`;
    await bundleForNode(entry, bundle);
  });

  interface Answer {
    readonly provider: {
      readonly ran: string;
      readonly attempts: readonly { readonly provider: string; readonly ok: boolean; readonly reason: unknown }[];
    };
    readonly count: number;
    readonly boxes: readonly number[];
    readonly scores: readonly number[];
    readonly classIndices: readonly number[];
  }

  async function detect(choice: string): Promise<Answer> {
    if (driver === null) throw new Error("no Electron was found beside which SwiftShader lies: run npm run setup");
    const environment = {
      ...process.env,
      VK_ICD_FILENAMES: driver,
      VK_DRIVER_FILES: driver,
      LD_LIBRARY_PATH: dirname(driver),
      XDG_RUNTIME_DIR: process.env["XDG_RUNTIME_DIR"] ?? tmpdir(),
    };
    const graph = join(import.meta.dirname, "fixtures/graphs/network.onnx");
    const { stdout } = await promisify(execFile)(process.execPath, [bundle, graph, choice], {
      env: environment,
      timeout: 110_000,
    });
    return JSON.parse(stdout.trim().split("\n").pop() ?? "") as Answer;
  }

  it("gives the boxes of the cpu, within a hundredth of a pixel", async () => {
    const [gpu, cpu] = [await detect("webgpu"), await detect("cpu")];
    expect([gpu.provider.ran, cpu.provider.ran]).toEqual(["webgpu", "cpu"]);
    expect(cpu.count).toBeGreaterThan(20);
    const rows = cpu.scores.map((score, i) => ({
      classIndex: cpu.classIndices[i] as number,
      score,
      box: cpu.boxes.slice(i * 4, i * 4 + 4),
    }));
    const found = {
      count: gpu.count,
      boxes: Float64Array.from(gpu.boxes),
      scores: Float64Array.from(gpu.scores),
      classIndices: Int32Array.from(gpu.classIndices),
    };
    compareRows(found, rows, { pixels: 1e-2, score: 1e-4 });
  }, 120_000);

  it("auto tries it and stays on the cpu, which is faster than a software GPU", async () => {
    const { provider } = await detect("auto");
    expect(provider.ran).toBe("cpu");
    expect(provider.attempts.find(({ provider: tried }) => tried === "webgpu")?.reason).toMatchObject({
      code: "slower-than-cpu",
    });
  }, 120_000);
});
