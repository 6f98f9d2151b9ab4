/** Real messages of ONNX Runtime, and the line shown for each. */
import { describe, expect, it } from "vitest";
import { runtimeText } from "./runtimeText.ts";

describe("the first line", () => {
  it.each([
    [
      "Non-zero status code returned while running Reshape node. Name:'' Status Message: /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/reshape_helper.h:91 onnxruntime::ReshapeHelper::ReshapeHelper(const onnxruntime::TensorShape&, onnxruntime::TensorShapeVector&, bool) input_shape_size == requested_shape_size was false. The input tensor cannot be reshaped to the requested shape. Input shape:{1,8,12,12}, requested shape:{1,8,145}\n",
      "Reshape node: The input tensor cannot be reshaped to the requested shape. Input shape:{1,8,12,12}, requested shape:{1,8,145}",
    ],
    [
      "/onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1193 onnxruntime::Provider& onnxruntime::ProviderLibrary::Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load library libonnxruntime_providers_tensorrt.so with error: libcublas.so.12: cannot open shared object file: No such file or directory\n",
      "Failed to load library libonnxruntime_providers_tensorrt.so with error: libcublas.so.12: cannot open shared object file: No such file or directory",
    ],
    [
      'Load model from model.onnx failed:This is an invalid model. In Node, ("", Reshapf, "", -1) : Error No Op registered for Reshapf with domain_version of 13',
      'This is an invalid model. In Node, ("", Reshapf, "", -1) : Error No Op registered for Reshapf with domain_version of 13',
    ],
    [
      "Non-zero status code returned while running Conv node. Name:'backbone/conv1' Status Message: CUDA error 2: out of memory\n ; GPU=0\n ; hostname=line",
      "Conv node 'backbone/conv1': CUDA error 2: out of memory ; GPU=0 ; hostname=line",
    ],
    ["Got invalid dimensions for input: image.", "Got invalid dimensions for input: image"],
  ])("%#", (said, line) => {
    const [first, ...rest] = runtimeText(said).split("\n");
    expect(first).toBe(line);
    // All that was said stands behind it.
    expect(rest.join("\n")).toBe(said.replace(/\.$/, "") === line ? "" : said.trim());
  });
});

it("what says no more than its line has no second one", () =>
  expect(runtimeText("out of memory\n")).toBe("out of memory"));

it("neither the line nor the rest is longer than a page can take", () => {
  const text = runtimeText("word ".repeat(10_000));
  expect(text.split("\n")[0]).toHaveLength(301);
  expect(text.length).toBeLessThan(4400);
});
