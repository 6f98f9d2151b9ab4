/** All Simplified Chinese texts. */
import type { LanguageWords } from "../languageWords.ts";
import { commandSearchZh } from "./commandSearch.ts";
import { failures } from "./failures.ts";
import { main } from "./main.ts";
import { reasons } from "./reasons.ts";
import { report } from "./report.ts";
import { zh } from "./window.ts";

export const CHINESE: LanguageWords = {
  name: "中文",
  shortName: "中",
  tag: "zh-CN",
  punctuation: { list: "、", colon: "：", sentence: "" },
  failures,
  main,
  reasons,
  report,
  window: zh,
  commandSearch: commandSearchZh,
};
