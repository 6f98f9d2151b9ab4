/** Reads PaddleDetection's `infer_cfg.yml` and PaddleX 3's `inference.yml`: the preprocessing of its deploy code, and the class names. */
import { reason } from "../../../shared/core/reason.ts";
import type { Interpolation } from "../../../shared/inference/preprocess.ts";
import { isConfig, names, numbers, triple, type Config } from "./configReader.ts";
import { emptyDraft, wholeSide, type PlanDraft, type SidecarRead, type StepProblem } from "./sidecar.ts";

/** OpenCV's numbers; 4 (Lanczos) is not supported. */
const INTERPOLATIONS: readonly Interpolation[] = ["nearest", "linear", "cubic", "area"];

/** Semantics: PaddleDetection deploy/python/preprocess.py. */
export function readPaddleDetectionConfig(config: Config): SidecarRead {
  const steps = config["Preprocess"];
  if (!Array.isArray(steps))
    return {
      ok: false,
      kind: "damaged",
      reason: reason("no-preprocess-list"),
    };
  const draft = emptyDraft();
  for (const step of steps) {
    if (!isConfig(step) || typeof step["type"] !== "string")
      return {
        ok: false,
        kind: "damaged",
        reason: reason("preprocess-step-without-type"),
      };
    const problem = readStep(step["type"], step, draft);
    if (problem !== null) return { ok: false, kind: "unknown-step", step: problem };
  }
  const classes = names(config["label_list"]);
  return { ok: true, sidecar: { preprocess: draft, ...(classes ? { classes } : {}), remarks: [] } };
}

function readStep(type: string, step: Config, draft: PlanDraft): StepProblem {
  switch (type) {
    case "Resize":
      return readResize(step, draft);
    case "NormalizeImage":
      return readNormalize(step, draft);
    case "Permute":
      return null;
    case "PadStride":
      return readPadStride(step, draft);
    default:
      return type;
  }
}

function readResize(step: Config, draft: PlanDraft): StepProblem {
  const size =
    typeof step["target_size"] === "number" ? [step["target_size"], step["target_size"]] : numbers(step["target_size"]);
  const [first, second] = [wholeSide(size?.[0]), wholeSide(size?.[1])];
  if (first === null || second === null) return `Resize with target_size ${JSON.stringify(step["target_size"])}`;
  const code = step["interp"] ?? 2;
  const interpolation = typeof code === "number" ? INTERPOLATIONS[code] : undefined;
  if (!interpolation) return `Resize with interp ${JSON.stringify(code)}`;
  // keep_ratio: the short side to the smaller number, the long one to at most the larger; the grid follows the scale (fx, fy). Otherwise [height, width].
  draft.resize =
    step["keep_ratio"] === true
      ? {
          kind: "short-side",
          short: Math.min(first, second),
          max: Math.max(first, second),
          interpolation,
          sampling: "scale",
        }
      : { kind: "stretch", width: second, height: first, interpolation };
  return null;
}

function readNormalize(step: Config, draft: PlanDraft): StepProblem {
  const divide = step["is_scale"] === false ? 1 : 255;
  if (step["norm_type"] === "none") {
    draft.normalize = { divide, mean: [0, 0, 0], std: [1, 1, 1] };
    return null;
  }
  if (step["norm_type"] !== undefined && step["norm_type"] !== "mean_std")
    return `NormalizeImage with norm_type ${JSON.stringify(step["norm_type"])}`;
  const [mean, std] = [triple(step["mean"]), triple(step["std"])];
  if (!mean || !std || std.some((value) => value <= 0)) return "NormalizeImage without three means and deviations";
  draft.normalize = { divide, mean, std };
  return null;
}

function readPadStride(step: Config, draft: PlanDraft): StepProblem {
  const stride = step["stride"];
  if (stride === 0) return null;
  if (typeof stride !== "number" || !Number.isInteger(stride) || stride < 0 || stride > 256)
    return `PadStride with stride ${JSON.stringify(stride)}`;
  draft.pad = { kind: "stride", stride };
  return null;
}
