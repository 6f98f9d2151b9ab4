/** Chinese: reasons about outputs of a model that cannot be used. */
import type { Templates } from "../../../core/codeTable.ts";
import type { OUTPUT_REASONS } from "../../../core/reasonCodes/outputs.ts";

export const outputs: Templates<typeof OUTPUT_REASONS> = {
  "score-out-of-range": "模型给出的得分为 {{score}}，得分应在 0 到 1 之间",
  "corner-not-a-number": "模型给出的框坐标为 {{corner}}",
  "class-id-not-whole": "模型给出的类别编号为 {{id}}",
  "class-id-beyond-list": "模型给出类别编号 {{id}}，而列表只有 {{classes}} 个类别",
  "outputs-of-other-shape": "模型的输出为 {{found}}，而其输出格式要求 {{wanted}}",
  "outputs-missing": "模型没有输出，而其输出格式要求 {{wanted}}",
  "takes-one-image": "模型每次只接受一张图片，却给了 {{given}} 张",
  "batch-not-kept": "给了模型 {{given}} 张图片，返回的形状却是 {{shape}}",
  "rows-of-other-batch": "模型返回的表有 {{rows}} 行，与 {{given}} 张图片（{{counts}}）不符",
};
