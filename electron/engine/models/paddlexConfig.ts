/** Reads PaddleX 1.x and 2.x `model.yml`: transforms, class names with or without the background, and the padding that 2.x omits. */
import { reason } from "../../../shared/core/reason.ts";
import type { Interpolation } from "../../../shared/inference/preprocess.ts";
import { isConfig, names, numbers, triple, type Config } from "./configReader.ts";
import { emptyDraft, MAX_SIDE, wholeSide, type PlanDraft, type SidecarRead, type StepProblem } from "./sidecar.ts";

/** The sources: PaddleX release/1.3 cv/transforms and cv/models/base.py, release/2.1 cv/transforms/operators.py. */
export function readPaddlexConfig(config: Config): SidecarRead {
  const attributes = isConfig(config["_Attributes"]) ? config["_Attributes"] : {};
  const kind = attributes["model_type"];
  if (typeof kind === "string" && kind !== "detector") return { ok: false, kind: "not-a-detector", what: kind };
  const status = config["status"];
  if (status === "Normal" || status === "Prune") {
    return {
      ok: false,
      kind: "damaged",
      reason: reason("training-checkpoint", { status }),
    };
  }
  const second = isSecondGeneration(config);
  const transforms = config["Transforms"];
  if (!Array.isArray(transforms))
    return {
      ok: false,
      kind: "damaged",
      reason: reason("no-transforms-list"),
    };
  const draft = emptyDraft();
  draft.color = config["TransformsMode"] === "BGR" ? "BGR" : "RGB";
  for (const transform of transforms) {
    const step = readPair(transform);
    if (!step)
      return {
        ok: false,
        kind: "damaged",
        reason: reason("transforms-entry-not-one-step"),
      };
    const problem = readStep(step.name, step.settings, draft, second);
    if (problem !== null) return { ok: false, kind: "unknown-step", step: problem };
  }
  // 1.x converts images to floats before resizing them.
  const floats = !second && draft.resize.kind !== "none" && draft.resize.interpolation === "linear";
  // 2.x pads in code, not in the file: _BatchPadding to 32 for detectors with a feature pyramid.
  if (second && draft.pad.kind === "none" && padsInCode(config)) draft.pad = { kind: "stride", stride: 32 };

  const labels = names(attributes["labels"]);
  // 1.x puts the background first for R-CNNs; the model's ids count from it.
  const background = labels?.[0] === "background";
  const classes = background ? labels?.slice(1) : labels;
  const floor = isConfig(config["_init_params"]) ? config["_init_params"]["score_threshold"] : undefined;
  return {
    ok: true,
    sidecar: {
      preprocess: floats ? { ...draft, resizeOn: "float32" } : draft,
      ...(classes && classes.length > 0 ? { classes, firstClassId: background ? 1 : 0 } : {}),
      ...(typeof floor === "number" && floor >= 0 && floor <= 1 ? { graphScoreFloor: floor } : {}),
      remarks: [],
    },
  };
}

function isSecondGeneration(config: Config): boolean {
  const version = config["version"];
  if (typeof version === "string" || typeof version === "number") return Number.parseInt(String(version), 10) >= 2;
  return config["TransformsMode"] === undefined;
}

function padsInCode(config: Config): boolean {
  const model = config["Model"];
  if (model === "PicoDet") return true;
  const parameters = isConfig(config["_init_params"]) ? config["_init_params"] : {};
  return (model === "FasterRCNN" || model === "MaskRCNN") && parameters["with_fpn"] !== false;
}

/** `{Name: {settings}}`, or `[Name, {settings}]` as older exports write it. */
function readPair(transform: unknown): { readonly name: string; readonly settings: Config } | null {
  if (Array.isArray(transform)) {
    return typeof transform[0] === "string"
      ? { name: transform[0], settings: isConfig(transform[1]) ? transform[1] : {} }
      : null;
  }
  if (!isConfig(transform)) return null;
  const [entry, more] = Object.entries(transform);
  if (!entry || more) return null;
  return { name: entry[0], settings: isConfig(entry[1]) ? entry[1] : {} };
}

function readStep(name: string, settings: Config, draft: PlanDraft, second: boolean): StepProblem {
  if (/^_?Arrange/.test(name) || name === "DecodeImage" || name === "Decode" || name === "Permute") return null;
  switch (name) {
    case "ResizeByShort":
      return readResizeByShort(settings, draft);
    case "Resize":
      return readResize(settings, draft, second);
    case "Normalize":
      return readNormalize(settings, draft);
    case "Padding":
    case "PaddingMiniBatch":
      return readPadding(settings, draft, second);
    default:
      return name;
  }
}

function readResizeByShort(settings: Config, draft: PlanDraft): StepProblem {
  const short = wholeSide(settings["short_size"] ?? settings["target_size"]);
  const said = settings["max_size"] ?? -1;
  const max = typeof said === "number" && said <= 0 ? MAX_SIDE : wholeSide(said);
  const interpolation = readInterpolation(settings["interp"]);
  if (short === null || max === null || !interpolation) return `ResizeByShort with ${JSON.stringify(settings)}`;
  draft.resize = { kind: "short-side", short, max, interpolation };
  return null;
}

function readResize(settings: Config, draft: PlanDraft, second: boolean): StepProblem {
  const said = settings["target_size"];
  const size = typeof said === "number" ? [said, said] : numbers(said);
  const [a, b] = [wholeSide(size?.[0]), wholeSide(size?.[1])];
  const interpolation = readInterpolation(settings["interp"]);
  if (a === null || b === null || !interpolation || settings["keep_ratio"] === true)
    return `Resize with ${JSON.stringify(settings)}`;
  // 1.x writes [width, height], 2.x [height, width].
  draft.resize = { kind: "stretch", width: second ? b : a, height: second ? a : b, interpolation };
  return null;
}

/** Training chose one at random; the exported models used linear. */
function readInterpolation(value: unknown): Interpolation | null {
  const known: Readonly<Record<string, Interpolation>> = {
    NEAREST: "nearest",
    LINEAR: "linear",
    CUBIC: "cubic",
    AREA: "area",
  };
  if (value === undefined || value === null) return "linear";
  return typeof value === "string" ? (known[value.toUpperCase()] ?? null) : null;
}

function readNormalize(settings: Config, draft: PlanDraft): StepProblem {
  const [mean, std] = [triple(settings["mean"]), triple(settings["std"])];
  const low = triple(settings["min_val"]) ?? [0, 0, 0];
  const high = triple(settings["max_val"]) ?? [255, 255, 255];
  const range = high[0] - low[0];
  const even = [1, 2].every((c) => (high[c] as number) - (low[c] as number) === range);
  if (!mean || !std || std.some((value) => value <= 0) || !even || range <= 0)
    return `Normalize with ${JSON.stringify(settings)}`;
  if (settings["is_scale"] === false) {
    draft.normalize = { divide: 1, mean, std };
    return null;
  }
  // ((x - low) / range - mean) / std, written as (x / range - (low / range + mean)) / std.
  const shifted: [number, number, number] = [
    low[0] / range + mean[0],
    low[1] / range + mean[1],
    low[2] / range + mean[2],
  ];
  draft.normalize = { divide: range, mean: shifted, std };
  return null;
}

function readPadding(settings: Config, draft: PlanDraft, second: boolean): StepProblem {
  const unusual = `Padding with ${JSON.stringify(settings)}`;
  const fill = settings["im_padding_value"];
  const filled = Array.isArray(fill)
    ? fill.some((value) => value !== 0)
    : fill !== undefined && fill !== null && fill !== 0;
  // A fill before the normalisation has another value afterwards; only zeros after it equal Loupe's padding.
  if ((second && filled) || (settings["pad_mode"] !== undefined && settings["pad_mode"] !== 0)) return unusual;
  const said = settings["target_size"];
  if (said !== undefined && said !== null) {
    const size = typeof said === "number" ? [said, said] : numbers(said);
    const [a, b] = [wholeSide(size?.[0]), wholeSide(size?.[1])];
    if (a === null || b === null) return unusual;
    draft.pad = { kind: "size", width: second ? b : a, height: second ? a : b };
    return null;
  }
  const stride = settings["coarsest_stride"] ?? settings["size_divisor"] ?? (second ? 32 : 1);
  if (typeof stride !== "number" || !Number.isInteger(stride) || stride < 1 || stride > 256) return unusual;
  draft.pad = stride === 1 ? { kind: "none" } : { kind: "stride", stride };
  return null;
}
