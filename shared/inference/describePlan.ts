/** Describes a model's plan, one reason per step, to be put into words before the first run. */
import type { Size } from "../core/box.ts";
import { type Reason, reason } from "../core/reason.ts";
import { layoutOf } from "./layoutRegistry.ts";
import { firstClassIdOf, type ModelManifest } from "./modelManifest.ts";
import type { Preprocess, Resize } from "./preprocess.ts";

/** Decoding, resizing, normalising, padding, the graph's layout, who suppresses, and the score floor. */
export function describePlan(manifest: ModelManifest): readonly Reason[] {
  const { preprocess } = manifest;
  return [
    reason("step-decode", { color: preprocess.color }),
    resizeStep(preprocess.resize, preprocess.resizeOn === "float32"),
    normaliseStep(preprocess),
    ...padStep(preprocess.pad),
    outputStep(manifest),
    nmsStep(manifest),
    floorStep(manifest),
  ];
}

function resizeStep(resize: Resize, keepsFractions: boolean): Reason {
  if (resize.kind === "none") return reason("step-keep-size");
  const step = scaleStep(resize);
  return keepsFractions ? reason("step-fractions-kept", { step }) : step;
}

function scaleStep(resize: Exclude<Resize, { kind: "none" }>): Reason {
  const interpolation = reason(`interpolation-${resize.interpolation}`);
  switch (resize.kind) {
    case "stretch":
      return reason("step-stretch", { size: sizeText(resize), interpolation });
    case "letterbox":
      return reason("step-letterbox", { size: sizeText(resize), fill: resize.fill, interpolation });
    case "short-side":
      return reason("step-short-side", { short: resize.short, max: resize.max, interpolation });
  }
}

function normaliseStep({ normalize: { divide, mean, std } }: Preprocess): Reason {
  const plain = mean.every((value) => value === 0) && std.every((value) => value === 1);
  if (!plain) return reason("step-normalise", { divide, mean: mean.map(String), std: std.map(String) });
  return divide === 1 ? reason("step-values-stay") : reason("step-divide", { divide });
}

function padStep(pad: Preprocess["pad"]): readonly Reason[] {
  switch (pad.kind) {
    case "none":
      return [];
    case "stride":
      return [reason("step-pad-stride", { stride: pad.stride })];
    case "size":
      return [reason("step-pad-size", { size: sizeText(pad) })];
  }
}

/** A layout without a name in every language does not compile. */
function outputStep(manifest: ModelManifest): Reason {
  return reason("step-output", {
    layout: reason(`output-${manifest.layout}`),
    count: manifest.classes.length,
    first: firstClassIdOf(manifest),
  });
}

function nmsStep({ nms, layout }: ModelManifest): Reason {
  if (!nms) return layoutOf(layout).nmsBy === "nobody" ? reason("step-nms-not-needed") : reason("step-nms-in-model");
  const numbers = { iou: nms.iou, boxes: nms.maxDetections };
  return nms.perClass ? reason("step-nms-within-class", numbers) : reason("step-nms-across-classes", numbers);
}

function floorStep({ graphScoreFloor }: ModelManifest): Reason {
  return graphScoreFloor === null ? reason("step-floor-unknown") : reason("step-floor", { floor: graphScoreFloor });
}

function sizeText({ width, height }: Size): string {
  return `${width} x ${height}`;
}
