/** The question before a window closes names the counts of what is under way, in both languages. */
import { expect, test } from "vitest";
import { WORDS } from "../../shared/words/languages.ts";
import { busyText } from "./busyText.ts";

const inspection = { done: 120, total: 360 };
const reports = { done: 2, total: 7 };

test("an inspection, reports, or both", () => {
  const { en, zh } = WORDS;
  expect(busyText({ inspection, reports: null }, en.main)).toEqual({
    message: "An inspection is under way: 120 of 360 images.",
    detail: "Everything finished is kept; inspect again to continue.",
  });
  expect(busyText({ inspection: null, reports }, en.main).message).toBe("Reports are being written: 2 of 7 files.");
  expect(busyText({ inspection, reports }, zh.main)).toEqual({
    message: "正在检测：已完成 120 / 360 张图片。\n正在写入报告：已完成 2 / 7 个文件。",
    detail: "已完成的结果均已保留，重新检测即可继续。\n未写完的报告需要重新写入。",
  });
});
