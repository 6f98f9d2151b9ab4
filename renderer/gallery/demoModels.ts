/** Models for the gallery: one that lacks information, one that is new, and an invented self-check of it. */
import type { Dataset } from "../../shared/core/dataset.ts";
import { imageBox } from "../../shared/core/box.ts";
import { detectionsFromRows, type Detection } from "../../shared/core/detections.ts";
import { reason } from "../../shared/core/reason.ts";
import { describePlan } from "../../shared/inference/describePlan.ts";
import { layoutOf } from "../../shared/inference/layoutRegistry.ts";
import type { ModelManifest } from "../../shared/inference/modelManifest.ts";
import type { ModelNeeds } from "../../shared/inference/modelNeeds.ts";
import { colourFinding } from "../../shared/inference/selfCheck.ts";
import { PLAIN_SCORE, type CheckedOrder, type SelfCheckReport } from "../../shared/inference/selfCheckReport.ts";
import type { ModelInfo } from "../../shared/ipc/contract.ts";

export const BARE_MODEL: ModelNeeds = {
  missing: ["classes", "preprocess"],
  name: "yolo_export",
  layout: "ultralytics-raw",
  inputSize: { width: 640, height: 640 },
  classCount: 10,
  suggestion: {
    classes: [],
    preprocess: layoutOf("ultralytics-raw").customaryPreprocess({ width: 640, height: 640 }),
    nms: layoutOf("ultralytics-raw").customaryNms,
  },
};

export function newModel(classes: readonly string[]): ModelInfo {
  const preprocess = layoutOf("paddle-rcnn").customaryPreprocess(null);
  const manifest: ModelManifest = {
    format: "loupe-model",
    formatVersion: 1,
    name: "faster_rcnn_r50_vd_dcn",
    file: "model.onnx",
    sha256: "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca7",
    layout: "paddle-rcnn",
    inputs: { image: "image", imShape: "im_shape", scaleFactor: "scale_factor" },
    preprocess,
    classes: [...classes.slice(0, -1), "划痕"],
    graphScoreFloor: 0.05,
    nms: null,
    synthetic: false,
  };
  return {
    id: "new-model",
    manifest,
    bytes: 118_100_000,
    plan: [...describePlan(manifest)],
    remarks: [
      { level: "warning", code: "remark-score-floor", params: { floor: 0.05 } },
      { level: "info", code: "remark-one-image", params: {} },
    ],
    origin: "recognised",
    batches: true,
  };
}

/** Every defect has a high score as BGR and a low one as RGB, as with a wrong colour order. */
export function inventSelfCheck(dataset: Dataset, imageId: string): SelfCheckReport | null {
  const image = dataset.images.find(({ id }) => id === imageId);
  if (!image?.size) return null;
  const { groundTruth, size } = image;
  const order = (color: "RGB" | "BGR", sureness: number): CheckedOrder => {
    const rows = groundTruth.map(
      (box, i): Detection => ({
        box: imageBox(box.x1 + 6, box.y1 - 5, box.x2 + 4, box.y2 + 3),
        score: sureness - 0.07 * i,
        classIndex: box.classIndex,
      }),
    );
    return {
      color,
      usable: true,
      detections: detectionsFromRows(rows),
      count: rows.length + 40,
      bestScore: rows[0]?.score ?? null,
      milliseconds: 1340,
      foundAt: rows.map(({ score }) => score),
      expected: null,
    };
  };
  const [asConfigured, swapped] = [order("RGB", 0.36), order("BGR", 0.97)];
  const found = (checked: CheckedOrder) =>
    checked.foundAt?.filter((score) => score !== null && score >= PLAIN_SCORE).length ?? 0;
  const scoresTogether = (checked: CheckedOrder) =>
    (checked.foundAt ?? []).reduce<number>((sum, score) => sum + (score ?? 0), 0).toFixed(2);
  return {
    imageId,
    ...size,
    provider: "cpu",
    verdict: "warning",
    expected: null,
    asConfigured,
    swapped,
    findings: [
      {
        level: "good",
        code: "usable-output",
        sentences: [reason("check-usable-output", { boxes: asConfigured.count })],
      },
      {
        level: "good",
        code: "ground-truth",
        sentences: [
          reason("check-truth-found", { found: found(asConfigured), total: groundTruth.length, score: PLAIN_SCORE }),
        ],
      },
      colourFinding(
        "RGB",
        true,
        reason("defects-by-colour", {
          here: found(asConfigured),
          color: "RGB",
          there: found(swapped),
          opposite: "BGR",
          total: groundTruth.length,
          sumHere: scoresTogether(asConfigured),
          sumThere: scoresTogether(swapped),
        }),
      ),
    ],
  };
}
