/** The content of a framework's own file beside a graph: preprocessing, class names, score floor. */
import type { Reason } from "../../../shared/core/reason.ts";
import type { Nms } from "../../../shared/inference/nms.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import type { ModelRemark } from "./modelRemarks.ts";

export interface Sidecar {
  readonly preprocess?: Preprocess;
  readonly classes?: readonly string[];
  readonly firstClassId?: 0 | 1;
  readonly nms?: Nms;
  /** The score below which the graph itself drops boxes. */
  readonly graphScoreFloor?: number;
  readonly remarks: readonly ModelRemark[];
}

export type SidecarRead =
  | { readonly ok: true; readonly sidecar: Sidecar }
  | { readonly ok: false; readonly kind: "damaged"; readonly reason: Reason }
  /** A step that Loupe does not support, or not with these settings. */
  | { readonly ok: false; readonly kind: "unknown-step"; readonly step: string }
  | { readonly ok: false; readonly kind: "not-a-detector"; readonly what: string };

/** The parts of a plan, collected step by step in the order of the file. */
export interface PlanDraft {
  color: Preprocess["color"];
  resize: Preprocess["resize"];
  normalize: Preprocess["normalize"];
  pad: Preprocess["pad"];
}

export function emptyDraft(): PlanDraft {
  return {
    color: "RGB",
    resize: { kind: "none" },
    normalize: { divide: 1, mean: [0, 0, 0], std: [1, 1, 1] },
    pad: { kind: "none" },
  };
}

/** Null when the step is supported, otherwise the step and the setting that is not. */
export type StepProblem = string | null;

export const MAX_SIDE = 16384;

export function wholeSide(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MAX_SIDE ? value : null;
}
