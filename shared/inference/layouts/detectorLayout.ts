/** What a detector layout is: one object a file says how its graphs are recognised, fed and read. `index.ts` lists them all. */
import type { Size } from "../../core/box.ts";
import type { GraphFacts } from "../graphFacts.ts";
import type { Nms } from "../nms.ts";
import type { Preprocess } from "../preprocess.ts";
import type { PreprocessPlan } from "../preprocessPlan.ts";

/** Names are those of manifests and never change; `Role` names the graph's inputs besides the image. */
export interface DetectorLayout<Name extends string = string, Role extends string = string> {
  readonly name: Name;
  /** Whose exporters write it: their files beside the graph, or their metadata in it, say how it is fed. */
  readonly framework: "paddle" | "torchvision" | "ultralytics";
  /** Every input besides the image that some export of it has. */
  readonly roles: readonly Role[];
  /** Null where the graph is of another layout. */
  recognise(graph: ImageGraph): Recognition<Role> | null;

  /** Sides of the image's input: `[N, 3, H, W]`, or `[3, H, W]` for the one image that it takes. */
  readonly imageAxes: 3 | 4;
  /** The values of one image for the inputs besides it, in the order in which they are fed. */
  sideInputs(inputs: InputNames<Role>, plan: PreprocessPlan): readonly SideInput[];
  /** What the framework does when nothing says otherwise. `inputSize`: where the graph fixes it. */
  customaryPreprocess(inputSize: Size | null): Preprocess;
  /** The graph resizes and normalises by itself, so that the customary preprocessing is all there is; a user need not be asked. */
  readonly preprocessesItself: boolean;
  /** The score below which the framework drops boxes unless it was exported otherwise, where the graph does not show it. */
  readonly hiddenScoreFloor: number | null;

  /** Rows of the output tensors of one image; `floor`: rows below it may be left out where there are many. */
  readRows(outputs: readonly RawOutput[], classCount: number, floor: number): RowsRead;
  /** Cuts the outputs of a batch of `count` > 1 images into those of each; null where a graph takes one image at a time. */
  readonly splitBatch: ((outputs: readonly RawOutput[], count: number) => BatchSplit) | null;
  /** The class id of the first class: 1 where 0 is the background. */
  readonly firstClassId: 0 | 1;
  /** Who removes boxes that overlap: the graph, Loupe, or nobody, where one query gives one box. */
  readonly nmsBy: "graph" | "loupe" | "nobody";
  /** What whoever leaves it to Loupe expects; null for the others. */
  readonly customaryNms: Nms | null;
  /** The framework's files never say how it is done: the customary numbers are an assumption, and a remark says so. */
  readonly nmsIsAssumed: boolean;
}

/** A graph with one input that is an image of 32-bit floats in three planes. */
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

/** An output tensor as the runtime gives it. Names differ by converter and are not looked at. */
export interface RawOutput {
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
}

/** What a layout's rows are read into before classes, scores and boxes are checked. */
export interface Rows {
  readonly count: number;
  readonly classId: (row: number) => number;
  readonly score: (row: number) => number;
  /** Corner `k` of `x1 y1 x2 y2`. */
  readonly corner: (row: number, k: number) => number;
  readonly frame: "image" | "input";
}

export type RowsRead = { readonly ok: true; readonly rows: Rows } | { readonly ok: false; readonly reason: string };

export type BatchSplit =
  | { readonly ok: true; readonly images: readonly (readonly RawOutput[])[] }
  | { readonly ok: false; readonly reason: string };
