/** The interface of a detector layout: one object per file defines how its graphs are recognised, fed and decoded. `index.ts` lists them all. */
import type { Size } from "../../core/box.ts";
import type { Reason } from "../../core/reason.ts";
import type { GraphFacts } from "../graphFacts.ts";
import type { Nms } from "../nms.ts";
import type { Preprocess } from "../preprocess.ts";
import type { PreprocessPlan } from "../preprocessPlan.ts";

/** Names are those in manifests and never change; `Role` is the type of the graph's inputs besides the image. */
export interface DetectorLayout<Name extends string = string, Role extends string = string> {
  readonly name: Name;
  /** The framework whose exporters write it: files beside the graph, or metadata in it, describe how it is fed. */
  readonly framework: "paddle" | "torchvision" | "ultralytics";
  /** Every input besides the image that some export of it has. */
  readonly roles: readonly Role[];
  /** Null where the graph has another layout. */
  recognise(graph: ImageGraph): Recognition<Role> | null;

  /** Sides of the image input: `[N, 3, H, W]`, or `[3, H, W]` where the graph takes a single image. */
  readonly imageAxes: 3 | 4;
  /** The values of the other inputs for one image, in the order in which they are fed. */
  sideInputs(inputs: InputNames<Role>, plan: PreprocessPlan): readonly SideInput[];
  /** The framework's default where nothing else is specified. `inputSize`: where the graph fixes it. */
  customaryPreprocess(inputSize: Size | null): Preprocess;
  /** The graph resizes and normalises by itself, so that the default preprocessing suffices and a user need not be asked. */
  readonly preprocessesItself: boolean;
  /** The score below which the framework drops boxes by default, where the graph does not show it. */
  readonly hiddenScoreFloor: number | null;

  /** Rows from the output tensors of one image; rows below `floor` may be omitted where there are many. */
  readRows(outputs: readonly RawOutput[], classCount: number, floor: number): RowsRead;
  /** Splits the outputs of a batch of `count` > 1 images into those of each; null where a graph takes one image at a time. */
  readonly splitBatch: ((outputs: readonly RawOutput[], count: number) => BatchSplit) | null;
  /** The class id of the first class: 1 where 0 is the background. */
  readonly firstClassId: 0 | 1;
  /** Who removes overlapping boxes: the graph, Loupe, or nobody, where each query gives one box. */
  readonly nmsBy: "graph" | "loupe" | "nobody";
  /** The customary settings where suppression is left to Loupe; null for the others. */
  readonly customaryNms: Nms | null;
  /** The framework's files never specify it: the customary numbers are an assumption, and a remark says so. */
  readonly nmsIsAssumed: boolean;
}

/** Accepts graphs with one input that is an image of 32-bit floats in three planes. */
export interface ImageGraph {
  readonly facts: GraphFacts;
  readonly image: string;
  readonly rank: 3 | 4;
  /** Names of the inputs besides the image. */
  readonly others: ReadonlySet<string>;
  /** Of the image's input, where the graph fixes it. */
  readonly inputSize: Size | null;
}

export interface Recognition<Role extends string = string> {
  readonly inputs: InputNames<Role>;
  /** Where the output's shape shows it. */
  readonly classCount: number | null;
}

/** Names in the graph. */
export type InputNames<Role extends string = string> = { readonly image: string } & {
  readonly [role in Role]?: string | undefined;
};

export interface SideInput {
  readonly name: string;
  readonly type: "float32" | "int32" | "int64";
  readonly values: readonly number[];
}

/** An output tensor as the runtime returns it. Names differ by converter and are not used. */
export interface RawOutput {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** The rows of a layout before classes, scores and boxes are checked. */
export interface Rows {
  readonly count: number;
  readonly classId: (row: number) => number;
  readonly score: (row: number) => number;
  /** Corner `k` of `x1 y1 x2 y2`. */
  readonly corner: (row: number, k: number) => number;
  readonly frame: "image" | "input";
}

export type RowsRead = { readonly ok: true; readonly rows: Rows } | { readonly ok: false; readonly reason: Reason };

export type BatchSplit =
  | { readonly ok: true; readonly images: readonly (readonly RawOutput[])[] }
  | { readonly ok: false; readonly reason: Reason };
