/** Failures of opening a model: the file by its name, the reason and its values. */
import { basename } from "node:path";
import type { Size } from "../../../shared/core/box.ts";
import { type Failure, failure } from "../../../shared/core/failure.ts";
import { type Reason, reason } from "../../../shared/core/reason.ts";
import type { ModelNeed } from "../../../shared/inference/modelNeeds.ts";

/** Enough digits of a SHA-256 for people to distinguish two files. */
const SHOWN_DIGITS = 12;
/** A longer list of names would not help the user who chose the folder. */
const SHOWN_NAMES = 4;

function named(path: string): string {
  return basename(path);
}

function digits(expected: string, found: string): { expected: string; found: string } {
  return { expected: expected.slice(0, SHOWN_DIGITS), found: found.slice(0, SHOWN_DIGITS) };
}

function sizeText({ width, height }: Size): string {
  return `${width} x ${height}`;
}

export const modelFailure = {
  missing: (path: string) => failure("model-missing", named(path)),
  unreadable: (path: string, why: Reason) => failure("model-unreadable", named(path), { reason: why }),
  noGraph: (path: string) => failure("model-no-graph", named(path)),
  manyGraphs: (path: string, names: readonly string[]) =>
    failure("model-many-graphs", named(path), { count: names.length, names: names.slice(0, SHOWN_NAMES) }),
  paddleModel: (path: string) => failure("model-not-converted", named(path)),
  badManifest: (path: string, why: Reason) => failure("manifest-invalid", named(path), { reason: why }),
  graphMissing: (path: string) => failure("graph-missing", named(path)),
  outsideFolder: (path: string) => failure("graph-outside", named(path)),
  changed: (path: string, expected: string, found: string) =>
    failure("graph-changed", named(path), digits(expected, found)),
  changedWhileOpen: (path: string, expected: string, found: string) =>
    failure("graph-changed-while-open", named(path), digits(expected, found)),
  notOnnx: (path: string, why: Reason) => failure("graph-invalid", named(path), { reason: why }),
  externalData: (path: string, location: string) => failure("graph-external-data", named(path), { location }),
  unknownLayout: (path: string, why: Reason) => failure("layout-unknown", named(path), { reason: why }),
  unknownStep: (path: string, step: string) => failure("preprocess-unknown", named(path), { step }),
  notDetector: (path: string, kind: string) => failure("not-a-detector", named(path), { kind }),
  badSidecar: (path: string, why: Reason) => failure("sidecar-invalid", named(path), { reason: why }),
  notAModel: (path: string) => failure("model-not-onnx", named(path)),
  classCount: (path: string, graph: number, list: number) => failure("class-count", named(path), { graph, list }),
  inputSize: (path: string, graph: Size, plan: Size) =>
    failure("input-size", named(path), { graph: sizeText(graph), plan: sizeText(plan) }),
  inputTooLarge: (path: string, graph: Size, most: number) =>
    failure("input-too-large", named(path), { graph: sizeText(graph), most }),
  manifestExists: (path: string) => failure("manifest-exists", named(path)),
  manifestNotWritten: (path: string, why: Reason) => failure("manifest-not-written", named(path), { reason: why }),
  incomplete: (path: string, missing: readonly ModelNeed[]) =>
    failure("model-incomplete", named(path), { missing: missingReason(missing) }),
  roiAlign22: (path: string) => failure("opset-unsupported", named(path)),
  cannotLoad: (path: string, why: Reason) => failure("graph-not-loaded", named(path), { reason: why }),
  providerUnavailable: (path: string, provider: string, why: Reason) =>
    failure("provider-unavailable", named(path), { provider, reason: why }),
} as const satisfies Record<string, (path: string, ...more: never[]) => Failure>;

function missingReason(missing: readonly ModelNeed[]): Reason {
  const [classes, preprocess] = [missing.includes("classes"), missing.includes("preprocess")];
  if (classes && preprocess) return reason("nothing-beside-both");
  return classes ? reason("nothing-beside-classes") : reason("nothing-beside-preprocess");
}
