/** Holds our tensors against those that OpenCV and NumPy make of the same files. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import { decodeImage } from "./decodeImage.ts";
import { toTensor } from "./toTensor.ts";

interface OracleCase {
  readonly image: string;
  readonly kind: "resize_short" | "stretch_640" | "letterbox_640";
  readonly plan: {
    readonly scale: number | readonly [number, number];
    readonly resized: readonly number[];
    readonly padded: readonly number[];
    readonly offset: readonly number[];
  };
  readonly mean: number;
  readonly samples: readonly (readonly [number, number, number, number])[];
}

const PLAIN = { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] } as const;
const IMAGENET = { divide: 255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/** The three ways of make_preprocess_oracle.py, as manifests say them. */
const PREPROCESS: Record<OracleCase["kind"], Preprocess> = {
  resize_short: {
    color: "RGB",
    resize: { kind: "short-side", short: 800, max: 1333, interpolation: "linear" },
    normalize: { ...IMAGENET, mean: [...IMAGENET.mean], std: [...IMAGENET.std] },
    pad: { kind: "stride", stride: 32 },
  },
  stretch_640: {
    color: "RGB",
    resize: { kind: "stretch", width: 640, height: 640, interpolation: "linear" },
    normalize: { ...PLAIN, mean: [...PLAIN.mean], std: [...PLAIN.std] },
    pad: { kind: "none" },
  },
  letterbox_640: {
    color: "RGB",
    resize: { kind: "letterbox", width: 640, height: 640, fill: 114, interpolation: "linear" },
    normalize: { ...PLAIN, mean: [...PLAIN.mean], std: [...PLAIN.std] },
    pad: { kind: "none" },
  },
};

const ORACLES = [
  { name: "in the project", folder: join(import.meta.dirname, "fixtures/preprocess") },
  { name: "shared", folder: join(import.meta.dirname, "../../../../shared/oracles/preprocess") },
];

for (const { name, folder } of ORACLES) {
  const there = existsSync(join(folder, "expected.json"));
  const cases = there ? (JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as OracleCase[]) : [];
  describe.skipIf(!there)(`tensors of the preprocessing oracle, ${name}`, () => {
    it.each(cases)("$image $kind", async ({ image, kind, plan, mean, samples }) => {
      const decoded = await decodeImage(join(folder, image));
      if (!decoded.ok) throw new Error(JSON.stringify(decoded.reason));
      const preprocess = PREPROCESS[kind];
      const tensor = toTensor(decoded.pixels, preprocess);
      const { width, height } = tensor.plan.padded;
      expect([tensor.plan.resized.width, tensor.plan.resized.height]).toEqual(plan.resized);
      expect([width, height]).toEqual(plan.padded);
      expect([tensor.plan.offset.x, tensor.plan.offset.y]).toEqual(plan.offset);

      let worst = 0;
      let sum = 0;
      for (const [c, y, x, expected] of samples) {
        const found = tensor.data[(c * height + y) * width + x] as number;
        const difference = Math.abs(found - expected) * (preprocess.normalize.std[c] as number) * 255;
        worst = Math.max(worst, difference);
        sum += difference;
      }
      if (process.env["LOUPE_SHOW"]) console.log(image, kind, worst.toFixed(3), (sum / samples.length).toFixed(4));
      // Measured in 1/255 before normalising.
      expect(worst).toBeLessThanOrEqual(1.5);
      expect(sum / samples.length).toBeLessThan(0.2);
      const average = tensor.data.reduce((total, value) => total + value, 0) / tensor.data.length;
      expect(Math.abs(average - mean)).toBeLessThan(0.2 / 255);
    });
  });
}
