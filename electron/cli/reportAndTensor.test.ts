/** `loupe report`, `tensor`, `providers` and `bench` from outside. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf, vocXml } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { BRIGHTNESS_MODEL, buildCli, PROJECT, runCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

const scratch = () => mkdtempSync(path.join(tmpdir(), "loupe-cli-"));

describe("report", () => {
  const xml = vocXml([{ name: "亮", box: [10, 20, 30, 40] }]);
  const grey = (share: number) => solidPng(100, 90, [255 * share, 255 * share, 255 * share]);
  async function inspected(): Promise<{ folder: string; run: string }> {
    const folder = folderOf({
      "labels.txt": "亮\nred\ndark\n",
      "val_list.txt": "JPEGImages/p1.png Annotations/p1.xml\nJPEGImages/p2.png Annotations/p2.xml\n",
      "Annotations/p1.xml": xml,
      "Annotations/p2.xml": xml,
      "JPEGImages/p1.png": grey(0.8),
      "JPEGImages/p2.png": grey(0.6),
      "val_wu_xia_ci/n.png": grey(0.7),
      "JPEGImages/unlisted.png": grey(0.1),
    });
    const run = scratch();
    expect((await runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run])).code).toBe(0);
    return { folder, run };
  }

  test("all of them, from the run alone, read back", async () => {
    const { run } = await inspected();
    const out = path.join(scratch(), "new", "报告");
    const { code, stdout } = await runCli(["report", run, "--out", out, "--threshold", "0.65", "--language", "en"]);
    expect(code).toBe(0);
    for (const name of ["image-level_tp_fp.png", "tp_fp_list.txt", "images.csv", "boxes.csv", "report.pdf"]) {
      expect(statSync(path.join(out, name)).size).toBeGreaterThan(100);
      expect(stdout).toContain(name);
    }
    expect(readdirSync(path.join(out, "comparison")).length).toBe(3);
    expect(readFileSync(path.join(out, "report.pdf"), "latin1").slice(0, 5)).toBe("%PDF-");
    // Best scores 0.8 and 0.6 (both defects), 0.7 (background): at 0.65 one of two, one of one.
    const row = readFileSync(path.join(out, "tp_fp_list.txt"), "utf8")
      .split("\n")
      .find((line) => line.includes("0.65"));
    expect(row).toBe("| 0.650000 | 0.500000 | 1.000000 |");
    expect(readFileSync(path.join(out, "images.csv"), "utf8")).toContain("JPEGImages/p1.png");
  }, 60_000);

  test("nothing is overwritten; a moved dataset is named", async () => {
    const { folder, run } = await inspected();
    const out = scratch();
    await runCli(["report", run, "--out", out]);
    const first = readFileSync(path.join(out, "images.csv"), "utf8");
    renameSync(folder, `${folder}-moved`);
    const lost = await runCli(["report", run, "--out", out]);
    expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining(folder) });
    const again = await runCli(["report", run, "--out", out, "--dataset", `${folder}-moved`, "--json"]);
    expect(again.code).toBe(0);
    expect((JSON.parse(again.stdout) as { files: string[] }).files).toContain("images (2).csv");
    expect(readFileSync(path.join(out, "images.csv"), "utf8")).toBe(first);
  }, 60_000);
});

describe("tensor", () => {
  test("of an image told by hand: planes, normalising, padding", async () => {
    const model = folderOf({ "model.onnx": readFileSync(path.join(BRIGHTNESS_MODEL, "model.onnx")) });
    const manifest = JSON.parse(readFileSync(path.join(BRIGHTNESS_MODEL, "manifest.json"), "utf8")) as {
      preprocess: object;
    };
    manifest.preprocess = {
      color: "BGR",
      resize: { kind: "short-side", short: 60, max: 100, interpolation: "linear" },
      normalize: { divide: 255, mean: [0.5, 0.25, 0], std: [0.5, 1, 2] },
      pad: { kind: "stride", stride: 32 },
    };
    writeFileSync(path.join(model, "manifest.json"), JSON.stringify(manifest));
    const image = path.join(folderOf({ "a.png": solidPng(40, 30, [255, 51, 102]) }), "a.png");
    const out = path.join(scratch(), "t.f32");
    const { code, stdout } = await runCli(["tensor", image, "--model", model, "--out", out]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      shape: [3, 64, 96],
      scale: 2,
      source: [40, 30],
      resized: [80, 60],
      padded: [96, 64],
      offset: [0, 0],
      color: "BGR",
    });
    const bytes = readFileSync(out);
    const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    expect(values.length).toBe(3 * 64 * 96);
    const at = (c: number, y: number, x: number) => values[(c * 64 + y) * 96 + x];
    expect(at(0, 10, 10)).toBeCloseTo((102 / 255 - 0.5) / 0.5, 6);
    expect(at(1, 59, 79)).toBeCloseTo(51 / 255 - 0.25, 6);
    expect(at(2, 0, 0)).toBeCloseTo(1 / 2, 6);
    for (const [y, x] of [
      [60, 0],
      [0, 80],
      [63, 95],
    ] as const)
      expect([at(0, y, x), at(1, y, x), at(2, y, x)]).toEqual([0, 0, 0]);
  });

  const oracles = path.resolve(PROJECT, "../shared/oracles/preprocess");
  interface Case {
    readonly image: string;
    readonly kind: string;
    readonly plan: {
      readonly scale: number | number[];
      readonly resized: number[];
      readonly padded: number[];
      readonly offset: number[];
    };
    readonly samples: readonly (readonly [number, number, number, number])[];
  }
  const cases = existsSync(oracles)
    ? (JSON.parse(readFileSync(path.join(oracles, "expected.json"), "utf8")) as Case[])
    : [];
  const kinds: Record<string, { resize: object; normalize: object; pad: object; std: readonly number[] }> = {
    resize_short: {
      resize: { kind: "short-side", short: 800, max: 1333, interpolation: "linear" },
      normalize: { divide: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
      pad: { kind: "stride", stride: 32 },
      std: [0.229, 0.224, 0.225],
    },
    stretch_640: {
      resize: { kind: "stretch", width: 640, height: 640, interpolation: "linear" },
      normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
      pad: { kind: "none" },
      std: [1, 1, 1],
    },
    letterbox_640: {
      resize: { kind: "letterbox", width: 640, height: 640, fill: 114, interpolation: "linear" },
      normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
      pad: { kind: "none" },
      std: [1, 1, 1],
    },
  };

  describe.skipIf(cases.length === 0)("equals OpenCV's (oracle beside the project, skipped where absent)", () => {
    test.each(cases.map((one) => [one.image, one.kind, one] as const))(
      "%s %s",
      async (image, kind, { plan, samples }) => {
        const settings = kinds[kind];
        expect(settings).toBeDefined();
        if (!settings) return;
        const manifest = JSON.parse(readFileSync(path.join(BRIGHTNESS_MODEL, "manifest.json"), "utf8")) as {
          preprocess: object;
        };
        manifest.preprocess = {
          color: "RGB",
          resize: settings.resize,
          normalize: settings.normalize,
          pad: settings.pad,
        };
        const model = folderOf({
          "model.onnx": readFileSync(path.join(BRIGHTNESS_MODEL, "model.onnx")),
          "manifest.json": JSON.stringify(manifest),
        });
        const out = path.join(scratch(), "t.f32");
        const { stdout } = await runCli(["tensor", path.join(oracles, image), "--model", model, "--out", out]);
        const told = JSON.parse(stdout) as Case["plan"] & { shape: number[] };
        expect(told).toMatchObject({ resized: plan.resized, padded: plan.padded, offset: plan.offset });
        [told.scale].flat().forEach((scale, i) => expect(scale).toBeCloseTo([plan.scale].flat()[i] ?? NaN, 9));
        const bytes = readFileSync(out);
        const values = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
        const [width = 0, height = 0] = told.padded;
        let worst = 0;
        let sum = 0;
        for (const [c, y, x, value] of samples) {
          const difference = Math.abs((values[(c * height + y) * width + x] ?? NaN) - value) * (settings.std[c] ?? NaN);
          worst = Math.max(worst, difference);
          sum += difference;
        }
        expect(worst).toBeLessThan(1.5 / 255);
        expect(sum / samples.length).toBeLessThan(0.2 / 255);
      },
    );
  });
});

test("providers: cpu, and a reason for each other", async () => {
  const { code, stdout } = await runCli(["providers", "--json"]);
  expect(code).toBe(0);
  const found = JSON.parse(stdout) as { provider: string; ok: boolean; reason: string }[];
  expect(found.find(({ provider }) => provider === "cpu")).toMatchObject({ ok: true });
  for (const { ok, reason } of found) expect(ok || reason.length > 0).toBe(true);
  const text = await runCli(["providers"]);
  expect(text.code).toBe(0);
  // A line each, in the order of the choice, and the same reasons as above.
  expect(text.stdout.trim().split("\n")).toEqual(
    found.map(({ provider, ok, reason }) => `${provider.padEnd(9)} ${ok ? "yes" : `no: ${reason}`}`),
  );
});

test("bench: measured figures of pipeline and session", async () => {
  const folder = folderOf(
    Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.png`, solidPng(64, 64, [i, i, i])])),
  );
  const { code, stdout } = await runCli(["bench", folder, "--model", BRIGHTNESS_MODEL, "--images", "10"]);
  expect(code).toBe(0);
  const measured = JSON.parse(stdout) as {
    pipeline: { images: number; imagesPerSecond: number; seconds: number };
    session: { medianMilliseconds: number };
  };
  expect(measured.pipeline.images).toBe(10);
  expect(measured.pipeline.imagesPerSecond).toBeCloseTo(10 / measured.pipeline.seconds, 6);
  expect(measured.session.medianMilliseconds).toBeGreaterThan(0);
}, 60_000);
