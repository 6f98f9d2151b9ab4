/** Chinese: reasons about the findings of a self-check: full sentences, and the figures inside them. */
import type { Templates } from "../../../core/codeTable.ts";
import type { CHECK_REASONS } from "../../../core/reasonCodes/checks.ts";

export const checks: Templates<typeof CHECK_REASONS> = {
  "check-unusable-output": "输出无法使用：{{why}}。",
  "check-unusable-outputs": "{{images}} 张图片中有 {{count}} 张的输出无法使用，其中第一张：{{why}}。",
  "check-usable-output": "共 {{boxes}} 个框；得分均在 0 到 1 之间，类别均在列表中，坐标均为有效数字。",
  "check-usable-outputs":
    "{{images}} 张图片中共 {{boxes}} 个框；得分均在 0 到 1 之间，类别均在列表中，坐标均为有效数字。",
  "check-nothing-found": "在此图片中什么也没有找到（得分下限 {{floor}}）。请换一张有明显缺陷的图片。",
  "check-nothing-found-anywhere": "{{images}} 张图片中什么也没有找到（得分下限 {{floor}}）。",
  "check-unreadable-images": "{{images}} 张图片中有 {{count}} 张无法读取，未计入：{{names}}。",
  "check-outside-image": "{{boxes}} 个框中有 {{outside}} 个完全在图片之外或坐标颠倒：缩放比例或坐标顺序可能不同。",
  "check-colour-fits": "颜色顺序 {{color}} 合适（{{figures}}）。",
  "check-colour-suspected": "模型可能使用 {{color}} 顺序训练（{{figures}}）。",
  "best-scores": "最高得分：{{color}} 为 {{here}}，{{opposite}} 为 {{there}}",
  "mean-best-scores": "{{images}} 张图片的平均最高得分：{{color}} 为 {{here}}，{{opposite}} 为 {{there}}",
  "defects-by-colour":
    "检出缺陷：{{color}} 为 {{here}}/{{total}}，{{opposite}} 为 {{there}}/{{total}}；得分合计 {{sumHere}} 与 {{sumThere}}",
  "expected-by-colour": "检出期望框：{{here}}；{{there}}",
  "found-in-colour": "{{color}} 为 {{found}}/{{total}}",
  "found-and-near-in-colour":
    "{{color}} 为 {{found}}/{{total}}，其中 {{same}} 个误差在 {{pixels}} 像素和 {{score}} 以内",
  "check-class-names-agree": "数据集的 {{count}} 个类别与模型一致。",
  "check-class-names-differ": "类别名称不一致。",
  "check-only-in-dataset": "仅数据集有（{{count}}）：{{names}}。",
  "check-only-in-model": "仅模型有（{{count}}）：{{names}}。",
  "check-truth-found": "真值中的 {{total}} 个缺陷检出 {{found}} 个：IoU 大于 0.5、类别相同、得分不低于 {{score}}。",
  "check-truths-found":
    "{{images}} 张图片的真值中有 {{total}} 个缺陷，检出 {{found}} 个：IoU 大于 0.5、类别相同、得分不低于 {{score}}。",
  "check-truth-too-few": "数量太少，不足以判断：请检查更多图片，或缺陷明显的图片。",
  "check-truth-advice": "请核对缩放、插值、归一化与类别列表。",
  "check-truth-class-order": "{{total}} 个缺陷中有 {{count}} 个位置正确但类别名称不同：类别列表的顺序可能不一致。",
  "check-expects-nothing": "文件中此图片没有框；检出得分不低于 {{score}} 的框 {{found}} 个。",
  "check-expects-only-low": "文件中此图片仅有得分低于 {{lowest}} 的框；检出得分不低于 {{score}} 的框 {{found}} 个。",
  "check-rows-found": "{{total}} 个期望框中检出 {{found}} 个（IoU 大于 0.5、类别相同）。",
  "check-boxes-found": "{{total}} 个期望框中检出 {{found}} 个（IoU 大于 0.5、类别相同、得分不低于 {{score}}）。",
  "check-difference": "最大差异：坐标 {{pixels}} 像素。",
  "check-difference-and-score": "最大差异：坐标 {{pixels}} 像素，得分 {{score}}。",
  "check-surplus": "另有 {{count}} 个框的得分高于文件中的最低得分，但文件中没有。",
  "check-not-compared": "未比较：得分低于 {{lowest}} 的 {{count}} 个。",
  "check-rows-advice": "请核对缩放方式、插值、颜色顺序、归一化以及导出时的 RoiAlign 设置。",
  "check-boxes-advice": "请核对缩放、颜色顺序、归一化与类别列表。",
  "check-unknown-names": "文件中的以下类别，模型没有：{{names}}。",
  "check-expected-class-order": "{{total}} 个期望框中有 {{count}} 个位置正确但类别名称不同：类别列表的顺序可能不一致。",
};
