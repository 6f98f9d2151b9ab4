/** Why a model's output cannot be used, in Chinese: what Loupe finds itself is translated, what a runtime says is quoted. */

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^the model returned a score of (\S+?); scores lie between 0 and 1$/, "模型给出的得分为 $1，得分应在 0 到 1 之间"],
  [/^the model returned a box with a corner of (\S+)$/, "模型给出的框坐标为 $1"],
  [/^the model returned a class id of (\S+)$/, "模型给出的类别编号为 $1"],
  [/^the model returned class id (\S+), but its list has (\d+) classes$/, "模型给出类别编号 $1，而列表只有 $2 个类别"],
  [/^the model's outputs are (.+), but its layout wants (.+)$/, "模型的输出为 $1，而其输出格式要求 $2"],
];

export function outputReasonInChinese(reason: string): string {
  for (const [pattern, text] of KNOWN) if (pattern.test(reason)) return reason.replace(pattern, text);
  return `运行库报告：${reason}`;
}
