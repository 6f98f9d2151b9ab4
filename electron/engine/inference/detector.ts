/** The engine's model runner as an interface: a local session today, a remote endpoint tomorrow. */
import type { Detections } from "../../../shared/core/detections.ts";
import type { Reason } from "../../../shared/core/reason.ts";
import type { ProviderRecord } from "../../../shared/core/run.ts";
import type { Execution } from "../../../shared/core/sessionTuning.ts";
import type { ImageTensor } from "../images/imageTensor.ts";

export type Detection =
  | { readonly ok: true; readonly detections: Detections; readonly inferenceMilliseconds: number }
  /** An output no verdict may rest on: NaN, impossible scores; or the runtime's own failure. `deviceLost`: this session, and its process, are done for. */
  | { readonly ok: false; readonly reason: Reason; readonly deviceLost?: true };

export interface Detector {
  readonly provider: ProviderRecord;
  /** How it has run so far. Several images a run are reported once such a run gave results, since a graph may promise what it does not hold; another object when it changes. */
  execution(): Execution;
  /** So many calls at once keep it busy: its sessions times the images that a run may take. */
  readonly capacity: number;
  /** Callers may be many: they queue, and a session never runs twice at once. Boxes come back in image pixels, raw, scores >= scoreFloor, best score first. */
  detect(tensor: ImageTensor, scoreFloor: number): Promise<Detection>;
  close(): Promise<void>;
}
