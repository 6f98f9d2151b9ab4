/** The descriptor that the engine carries is that of ONNX's own definition as it lies there. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { DESCRIPTOR, describeOnnx } from "../onnxProto.mjs";

it("the descriptor of ONNX files is up to date", () => expect(readFileSync(DESCRIPTOR, "utf8")).toBe(describeOnnx()));
