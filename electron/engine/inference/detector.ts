/** The engine's model runner as an interface: a local session today, a remote endpoint tomorrow. */
import type { Detections } from "../../../shared/core/detections.ts";
import type { Reason } from "../../../shared/core/reason.ts";
import type { ProviderRecord } from "../../../shared/core/run.ts";
import type { Execution } from "../../../shared/core/sessionTuning.ts";
import type { Overrun } from "./overrun.ts";
import type { ImageTensor } from "../images/imageTensor.ts";

export type Detection =
  | { readonly ok: true; readonly detections: Detections; readonly inferenceMilliseconds: number }
  /** An output no verdict may rest on: NaN, impossible scores; or the runtime's own failure. `deviceLost`: this session, and its process, are done for. */
  | { readonly ok: false; readonly reason: Reason; readonly deviceLost?: true }
  /** More time or memory than it may take: the process is done for, since native code goes on in it. `accused`: by this image. */
  | { readonly ok: false; readonly reason: Reason; readonly over: Overrun; readonly accused: boolean };

export interface Detector {
  readonly provider: ProviderRecord;
  /** How the model has run so far. A batch size above 1 is reported once such a batch gave results, since a graph may promise what it cannot do. A new object whenever it changes. */
  execution(): Execution;
  /** The number of concurrent calls that keep it busy: its sessions times the images per batch. */
  readonly capacity: number;
  /** May be called concurrently: calls queue, and a session never runs twice at once. Boxes in image pixels, raw, scores >= scoreFloor, best score first. */
  detect(tensor: ImageTensor, scoreFloor: number): Promise<Detection>;
  close(): Promise<void>;
}
