/** Reads the metadata that Ultralytics writes into its ONNX files: class names, input size, and the export's arguments. */
import { reason } from "../../../shared/core/reason.ts";
import { parsePythonLiteral, type PythonValue } from "../../../shared/inference/pythonLiteral.ts";
import { layoutOf } from "../../../shared/inference/layoutRegistry.ts";
import type { RecognisedLayout } from "../../../shared/inference/recogniseLayout.ts";
import type { SidecarRead } from "./sidecar.ts";
import { wholeSide } from "./sidecar.ts";

/** The metadata gives names and size; everything else is the layout's default. `metadata` must have `names`. */
export function readUltralyticsMetadata(
  metadata: ReadonlyMap<string, string>,
  recognised: RecognisedLayout,
): SidecarRead {
  const task = metadata.get("task");
  if (task !== undefined && task !== "detect") return { ok: false, kind: "not-a-detector", what: task };
  const classes = readNames(metadata.get("names") ?? "");
  if (typeof classes === "string")
    return {
      ok: false,
      kind: "damaged",
      reason: reason("class-names-unreadable", { names: classes }),
    };
  const layout = layoutOf(recognised.layout);
  const size = recognised.inputSize ?? readSize(metadata.get("imgsz"));
  const settings = readDictionary(metadata.get("args"));
  // With nms=True the graph drops boxes below its own `conf`.
  const floor = settings?.get("nms") === true ? (settings.get("conf") ?? 0.25) : undefined;
  return {
    ok: true,
    sidecar: {
      classes,
      ...(size
        ? {
            preprocess: layout.customaryPreprocess(size),
          }
        : {}),
      ...(layout.customaryNms ? { nms: layout.customaryNms } : {}),
      ...(typeof floor === "number" && floor >= 0 && floor <= 1 ? { graphScoreFloor: floor } : {}),
      remarks: [],
    },
  };
}

/** The names in the order of their ids, or what is wrong with them. */
function readNames(text: string): string[] | string {
  const read = parsePythonLiteral(text);
  if (!read.ok) return read.reason;
  const { value } = read;
  const list: readonly PythonValue[] | null = Array.isArray(value)
    ? value
    : value instanceof Map
      ? inOrder(value)
      : null;
  if (!list || list.length === 0) return "it is no list of names with ids from 0 up";
  return list.every((name) => typeof name === "string" && name !== "") ? (list as string[]) : "a name is not text";
}

function inOrder(value: ReadonlyMap<PythonValue, PythonValue>): readonly PythonValue[] | null {
  const list: PythonValue[] = [];
  for (let id = 0; id < value.size; id++) {
    const name = value.get(id);
    if (name === undefined) return null;
    list.push(name);
  }
  return list;
}

/** `[height, width]`, or one number. */
function readSize(text: string | undefined): { readonly width: number; readonly height: number } | null {
  const read = parsePythonLiteral(text ?? "");
  if (!read.ok) return null;
  const list = Array.isArray(read.value) ? read.value : [read.value, read.value];
  const [height, width] = [wholeSide(list[0]), wholeSide(list[1])];
  return height !== null && width !== null ? { width, height } : null;
}

function readDictionary(text: string | undefined): ReadonlyMap<PythonValue, PythonValue> | null {
  const read = parsePythonLiteral(text ?? "");
  return read.ok && read.value instanceof Map ? read.value : null;
}
