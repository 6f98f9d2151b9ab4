/** What main itself says, in both languages: the menu, system dialogs, and why the engine ended. */
import type { Language } from "../../shared/ipc/contract.ts";
import type { BilingualText } from "../../shared/inference/describePlan.ts";
import type { EngineEnd } from "./engineProcess.ts";

const en = {
  file: "File",
  edit: "Edit",
  inspection: "Inspection",
  view: "View",
  window: "Window",
  help: "Help",
  openDataset: "Open Dataset…",
  openModel: "Open Model…",
  openDemo: "Open Demo",
  exportReports: "Write Reports…",
  openSettings: "Settings…",
  quit: "Quit",
  undo: "Undo",
  redo: "Redo",
  cut: "Cut",
  copy: "Copy",
  paste: "Paste",
  selectAll: "Select All",
  startInspection: "Start or Continue Inspection",
  restartInspection: "Inspect Again from the Start",
  togglePause: "Pause or Continue",
  stopInspection: "Stop Inspection",
  showIssues: "Show Skipped Files",
  nextImage: "Next Image",
  previousImage: "Previous Image",
  filterAll: "Show All Images",
  filterEscaped: "Show Escaped",
  filterOverkill: "Show Overkill",
  toggleBoxes: "Hide or Show Boxes",
  layoutSide: "Side by Side",
  layoutStacked: "One Above the Other",
  layoutOverlay: "Overlay",
  toggleCounting: "Switch Counting Rule",
  showPalette: "Show Commands…",
  toggleLanguage: "中文",
  toggleTheme: "Switch Theme",
  toggleFullScreen: "Full Screen",
  minimize: "Minimize",
  developerTools: "Developer Tools",
  showShortcuts: "Keyboard Shortcuts",
  showAbout: "About Loupe",
  pickDataset: "Choose the folder of a dataset",
  pickModel: "Choose a model (model.onnx or its manifest.json)",
  pickExpectedBoxes: "Choose a file of expected boxes (VOC, COCO, YOLO, or a framework's rows)",
  pickReportFolder: "Choose a folder for the reports",
  boxes: "Boxes",
  models: "Models",
  allFiles: "All files",
  open: "Open",
  choose: "Choose",
  pageFailedTitle: "Loupe cannot show its window",
  pageFailed: "The window's page could not be loaded. Loupe may be damaged: install it again.",
  reload: "Try Again",
};

const zh: typeof en = {
  file: "文件",
  edit: "编辑",
  inspection: "检测",
  view: "视图",
  window: "窗口",
  help: "帮助",
  openDataset: "打开数据集…",
  openModel: "打开模型…",
  openDemo: "打开演示",
  exportReports: "生成报告…",
  openSettings: "设置…",
  quit: "退出",
  undo: "撤销",
  redo: "重做",
  cut: "剪切",
  copy: "复制",
  paste: "粘贴",
  selectAll: "全选",
  startInspection: "开始或继续检测",
  restartInspection: "从头重新检测",
  togglePause: "暂停或继续",
  stopInspection: "停止检测",
  showIssues: "查看跳过的文件",
  nextImage: "下一张",
  previousImage: "上一张",
  filterAll: "显示全部图片",
  filterEscaped: "显示漏检",
  filterOverkill: "显示过杀",
  toggleBoxes: "隐藏或显示检测框",
  layoutSide: "左右对比",
  layoutStacked: "上下对比",
  layoutOverlay: "叠加",
  toggleCounting: "切换计数方式",
  showPalette: "显示命令面板…",
  toggleLanguage: "English",
  toggleTheme: "切换主题",
  toggleFullScreen: "全屏",
  minimize: "最小化",
  developerTools: "开发者工具",
  showShortcuts: "键盘快捷键",
  showAbout: "关于 Loupe",
  pickDataset: "选择数据集文件夹",
  pickModel: "选择模型（model.onnx 或其 manifest.json）",
  pickExpectedBoxes: "选择期望框文件（VOC、COCO、YOLO 或框架输出）",
  pickReportFolder: "选择报告保存文件夹",
  boxes: "检测框",
  models: "模型",
  allFiles: "所有文件",
  open: "打开",
  choose: "选择",
  pageFailedTitle: "Loupe 无法显示窗口",
  pageFailed: "窗口页面加载失败。Loupe 可能已损坏，请重新安装。",
  reload: "重试",
};

export type MainTexts = typeof en;

export function mainTexts(language: Language): MainTexts {
  return language === "zh" ? zh : en;
}

/** One clause for the user, in both languages; the page puts it into its own sentence. */
export function engineEndTexts(end: EngineEnd): BilingualText {
  return { en: engineEndText(end, "en"), zh: engineEndText(end, "zh") };
}

function engineEndText(end: EngineEnd, language: Language): string {
  const chinese = language === "zh";
  switch (end.kind) {
    case "hung":
      return chinese ? "30 秒内没有响应" : "no answer for 30 seconds";
    case "crashed": {
      const detail = end.detail === "" ? "" : chinese ? `，${end.detail}` : `, ${end.detail}`;
      return chinese ? `代码 ${end.code}${detail}` : `code ${end.code}${detail}`;
    }
    case "device-lost": {
      const provider = end.provider.toUpperCase();
      if (chinese)
        return end.times === 1
          ? `${provider} 设备停止工作，将再试一次：${end.reason}`
          : `${provider} 设备第 ${end.times} 次停止工作：${end.reason}`;
      return end.times === 1
        ? `the device of ${provider} went away, it is tried once more: ${end.reason}`
        : `the device of ${provider} went away again: ${end.reason}`;
    }
    case "unfit":
      if (end.reason === "sharp-uncured") {
        return chinese
          ? "图片库 sharp 与此系统冲突，会耗尽内存；请运行 npm run setup 修复"
          : "the image library sharp clashes with this system and would use up its memory; run npm run setup to repair it";
      }
      return chinese ? `无法在此计算机上运行：${end.reason}` : `it cannot work on this computer: ${end.reason}`;
  }
}
