/** Manifests of earlier versions: the key `suppress` is read as `nms`. */
import { reasonText } from "../../../shared/words/failureText.ts";
import { expect, it } from "vitest";
import { parseManifest } from "./readManifest.ts";

const NMS = { iou: 0.6, scoreFloor: 0.01, maxDetections: 100, perClass: true };
const written = (suppression: object) =>
  JSON.stringify({
    format: "loupe-model",
    formatVersion: 1,
    name: "m",
    file: "m.onnx",
    sha256: "0".repeat(64),
    layout: "ultralytics-raw",
    inputs: { image: "images" },
    preprocess: {
      color: "RGB",
      resize: { kind: "none" },
      normalize: { divide: 255, mean: [0, 0, 0], std: [1, 1, 1] },
      pad: { kind: "none" },
    },
    classes: ["a"],
    graphScoreFloor: null,
    ...suppression,
  });

const nmsOf = (suppression: object) => {
  const parsed = parseManifest(written(suppression));
  return parsed.ok ? parsed.manifest.nms : reasonText(parsed.reason, "en");
};

it("reads both names, and none is not enough", () => {
  expect(nmsOf({ nms: NMS })).toEqual(NMS);
  expect(nmsOf({ suppress: NMS })).toEqual(NMS);
  expect(nmsOf({ suppress: null })).toBeNull();
  expect(nmsOf({})).toMatch(/nms/);
});

it("today's name counts where both stand", () => expect(nmsOf({ nms: null, suppress: NMS })).toBeNull());
