/** What a framework's own file beside a graph says about feeding it. */
import type { Reason } from "../../../shared/core/reason.ts";
import type { Nms } from "../../../shared/inference/nms.ts";
import type { Preprocess } from "../../../shared/inference/preprocess.ts";
import type { ModelRemark } from "./modelRemarks.ts";

export interface Sidecar {
  readonly preprocess?: Preprocess;
  readonly classes?: readonly string[];
  readonly firstClassId?: 0 | 1;
  readonly nms?: Nms;
  /** Of boxes that the graph drops by itself. */
  readonly graphScoreFloor?: number;
  readonly remarks: readonly ModelRemark[];
}

export type SidecarRead =
  | { readonly ok: true; readonly sidecar: Sidecar }
  | { readonly ok: false; readonly kind: "damaged"; readonly reason: Reason }
  /** A step that Loupe does not know, or knows under other settings. */
  | { readonly ok: false; readonly kind: "unknown-step"; readonly step: string }
  | { readonly ok: false; readonly kind: "not-a-detector"; readonly what: string };

/** The parts of a plan, gathered step by step in the order of the file. */
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

/** Null when the step is understood, otherwise the step and the setting that cannot be done. */
export type StepProblem = string | null;

export const MAX_SIDE = 16384;

export function wholeSide(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MAX_SIDE ? value : null;
}
