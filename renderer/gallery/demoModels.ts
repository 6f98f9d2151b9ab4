/** Models for the gallery: one that lacks information, one that is new, and an invented self-check of it. */
import type { Dataset, DatasetImage } from "../../shared/core/dataset.ts";
import { imageBox, type Size } from "../../shared/core/box.ts";
import { detectionsFromRows, type Detection } from "../../shared/core/detections.ts";
import { reason } from "../../shared/core/reason.ts";
import { describePlan } from "../../shared/inference/describePlan.ts";
import { layoutOf } from "../../shared/inference/layoutRegistry.ts";
import type { ModelManifest } from "../../shared/inference/modelManifest.ts";
import type { ModelNeeds } from "../../shared/inference/modelNeeds.ts";
import { colourFinding, type SelfCheckFinding, worstLevel } from "../../shared/inference/selfCheck.ts";
import {
  type CheckedImage,
  type CheckedOrder,
  PLAIN_SCORE,
  type SelfCheckReport,
} from "../../shared/inference/selfCheckReport.ts";
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

/** Every defect found surely as BGR, hardly as RGB: what a wrong colour order looks like. One image alone has a single hard defect and tells nothing. */
export function inventSelfCheck(dataset: Dataset, imageIds: readonly string[]): SelfCheckReport | null {
  const alone = imageIds.length === 1;
  const images = imageIds.flatMap((id, i) => {
    const image = dataset.images.find((known) => known.id === id);
    return image?.size ? [inventChecked(image, image.size, alone ? 0.24 : 0.36 - 0.02 * i, alone ? 0.27 : 0.97)] : [];
  });
  if (images.length === 0) return null;
  const here = images.flatMap(({ asConfigured }) => asConfigured.foundAt ?? []);
  const there = images.flatMap(({ swapped }) => swapped.foundAt ?? []);
  const total = here.length;
  const boxes = images.reduce((sum, { asConfigured }) => sum + asConfigured.count, 0);
  const figures = { found: plain(here), total, score: PLAIN_SCORE };
  const findings: SelfCheckFinding[] = [
    {
      level: "good",
      code: "usable-output",
      sentences: [
        alone
          ? reason("check-usable-output", { boxes })
          : reason("check-usable-outputs", { boxes, images: images.length }),
      ],
    },
    {
      level: alone ? "inconclusive" : "bad",
      code: "ground-truth",
      sentences: [
        alone
          ? reason("check-truth-found", figures)
          : reason("check-truths-found", { ...figures, images: images.length }),
        reason(alone ? "check-truth-too-few" : "check-truth-advice"),
      ],
    },
    colourFinding(
      "RGB",
      !alone,
      reason("defects-by-colour", {
        here: plain(here),
        color: "RGB",
        there: plain(there),
        opposite: "BGR",
        total,
        sumHere: together(here),
        sumThere: together(there),
      }),
    ),
  ];
  return { provider: "cpu", verdict: worstLevel(findings), expected: null, findings, images };
}

function plain(found: readonly (number | null)[]): number {
  return found.filter((score) => score !== null && score >= PLAIN_SCORE).length;
}

function together(found: readonly (number | null)[]): string {
  return found.reduce<number>((sum, score) => sum + (score ?? 0), 0).toFixed(2);
}

function inventChecked({ id, groundTruth }: DatasetImage, size: Size, rgb: number, bgr: number): CheckedImage {
  const order = (color: "RGB" | "BGR", sureness: number): CheckedOrder => {
    const rows = groundTruth.map(
      (box, i): Detection => ({
        box: imageBox(box.x1 + 6, box.y1 - 5, box.x2 + 4, box.y2 + 3),
        score: Math.max(0.02, sureness - 0.07 * i),
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
  return { imageId: id, ...size, asConfigured: order("RGB", rgb), swapped: order("BGR", bgr) };
}
