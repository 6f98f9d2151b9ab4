/** `loupe tensor`: the model's input tensor of one image as raw floats, and its plan as JSON. */
import { reasonText } from "../../shared/words/failureText.ts";
import { failure } from "../../shared/core/failure.ts";
import { notWritable } from "../engine/runs/runFile.ts";
import { stat } from "node:fs/promises";
import path from "node:path";
import { layoutOf } from "../../shared/inference/layoutRegistry.ts";
import { imageFailure } from "../engine/images/imageFailure.ts";
import { decodeImage } from "../engine/images/decodeImage.ts";
import { toTensor } from "../engine/images/toTensor.ts";
import { writeAtomically } from "../engine/files/writeAtomically.ts";
import type { CommandSpec, ParsedArguments } from "./commandLine.ts";
import { type Console, type ExitCode, fail } from "./console.ts";
import { openModelHere, tellKept } from "./keptModels.ts";

export const tensorSpec: CommandSpec = {
  name: "tensor",
  summary: "Writes the input tensor of one image (float32, little-endian, channels first) and prints its plan as JSON.",
  positionals: ["IMAGE"],
  options: {
    model: { value: "DIR", help: "folder of the model", required: true },
    out: { value: "FILE.f32", help: "file to write", required: true },
  },
};

export async function tensorCommand(args: ParsedArguments, console: Console): Promise<ExitCode> {
  const image = args.positionals[0] ?? "";
  const out = path.resolve(args.text("out") ?? "");
  const model = await openModelHere(args.text("model") ?? "");
  if (!model.ok) return fail(console, model.failure);
  tellKept(model.model, console);
  const decoded = await decodeImage(image);
  if (!decoded.ok) return fail(console, imageFailure(image, decoded.code, decoded.reason));
  for (const remark of decoded.pixels.remarks)
    console.note(`${image}: ${remark.code}: ${reasonText(remark.detail, "en")}`);
  const { manifest } = model.model;
  const { data, plan } = toTensor(decoded.pixels, manifest.preprocess);
  const folder = await stat(path.dirname(out)).catch(() => null);
  if (!folder?.isDirectory()) return fail(console, failure("no-output-folder", out));
  try {
    await writeAtomically(out, [new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
  } catch (error) {
    return fail(console, notWritable(out, error));
  }
  const planes = [3, plan.padded.height, plan.padded.width];
  const facts = {
    shape: layoutOf(manifest.layout).imageAxes === 3 ? planes : [1, ...planes],
    color: manifest.preprocess.color,
    source: [plan.source.width, plan.source.height],
    // A single number where both axes share it, as the frameworks write it.
    scale: plan.scale.x === plan.scale.y ? plan.scale.x : [plan.scale.x, plan.scale.y],
    resized: [plan.resized.width, plan.resized.height],
    padded: [plan.padded.width, plan.padded.height],
    offset: [plan.offset.x, plan.offset.y],
  };
  console.out(JSON.stringify(facts));
  return 0;
}
