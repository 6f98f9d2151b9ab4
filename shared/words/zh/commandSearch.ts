/** The pinyin of every command's Chinese name, and other words by which people look for it, with theirs. */
import type { en } from "../en/window.ts";

export interface ChineseSearch {
  /** One syllable a character, without tones; ü as it is typed, v. */
  readonly pinyin: string;
  /** Other words → their pinyin. */
  readonly also?: Readonly<Record<string, string>>;
}

export const commandSearchZh: Readonly<Record<keyof typeof en.commands, ChineseSearch>> = {
  openDataset: { pinyin: "da kai shu ju ji", also: { 导入: "dao ru", 加载图片: "jia zai tu pian" } },
  openModel: { pinyin: "da kai mo xing", also: { 加载模型: "jia zai mo xing" } },
  openDemo: { pinyin: "da kai yan shi", also: { 示例: "shi li" } },
  exportReports: {
    pinyin: "sheng cheng bao gao",
    also: { 导出: "dao chu", 保存报告: "bao cun bao gao", 打印: "da yin" },
  },
  showIssues: { pinyin: "cha kan tiao guo de wen jian", also: { 问题: "wen ti", 错误: "cuo wu" } },
  showModel: { pinyin: "mo xing liu cheng yu zi jian", also: { 预处理: "yu chu li" } },
  showFacts: { pinyin: "shu ju ji yu mo xing xin xi", also: { 详情: "xiang qing", 属性: "shu xing" } },
  openSettings: {
    pinyin: "she zhi",
    also: { 选项: "xuan xiang", 首选项: "shou xuan xiang", 推理后端: "tui li hou duan" },
  },
  startInspection: { pinyin: "kai shi huo ji xu jian ce", also: { 运行: "yun xing", 推理: "tui li" } },
  restartInspection: { pinyin: "cong tou chong xin jian ce", also: { 重跑: "chong pao" } },
  togglePause: { pinyin: "zan ting huo ji xu jian ce" },
  stopInspection: { pinyin: "ting zhi jian ce", also: { 终止: "zhong zhi", 取消: "qu xiao" } },
  nextImage: { pinyin: "xia yi zhang", also: { 后一张: "hou yi zhang" } },
  previousImage: { pinyin: "shang yi zhang", also: { 前一张: "qian yi zhang" } },
  firstImage: { pinyin: "di yi zhang" },
  lastImage: { pinyin: "zui hou yi zhang" },
  filterAll: { pinyin: "xian shi quan bu tu pian", also: { 筛选: "shai xuan" } },
  filterEscaped: { pinyin: "xian shi lou jian", also: { 筛选: "shai xuan", 漏报: "lou bao" } },
  filterOverkill: { pinyin: "xian shi guo sha", also: { 筛选: "shai xuan", 误报: "wu bao", 误检: "wu jian" } },
  filterCorrect: { pinyin: "xian shi pan ding zheng que", also: { 筛选: "shai xuan" } },
  filterFailed: { pinyin: "xian shi shi bai", also: { 筛选: "shai xuan" } },
  clearFilters: { pinyin: "qing chu shai xuan he sou suo", also: { 重置筛选: "chong zhi shai xuan" } },
  focusSearch: { pinyin: "sou suo tu pian", also: { 查找: "cha zhao", 文件名: "wen jian ming" } },
  sortDataset: { pinyin: "an shu ju ji shun xu pai xu" },
  sortScoreDescending: { pinyin: "an zui gao de fen cong gao dao di pai xu" },
  sortScoreAscending: { pinyin: "an zui gao de fen cong di dao gao pai xu" },
  sortName: { pinyin: "an wen jian ming pai xu" },
  toggleLibraryMode: { pinyin: "qie huan wang ge lie biao", also: { 缩略图: "suo lve tu" } },
  toggleBoxes: { pinyin: "yin cang huo xian shi jian ce kuang", also: { 标注: "biao zhu" } },
  layoutSide: { pinyin: "zhen zhi yu yu ce zuo you dui bi", also: { 并排: "bing pai" } },
  layoutStacked: { pinyin: "zhen zhi yu yu ce shang xia dui bi" },
  layoutOverlay: { pinyin: "zhen zhi yu yu ce die jia", also: { 重叠: "chong die" } },
  zoomFit: { pinyin: "shi ying chuang kou", also: { 整图: "zheng tu" } },
  zoomActual: { pinyin: "shi ji xiang su", also: { 原始大小: "yuan shi da xiao" } },
  zoomIn: { pinyin: "fang da" },
  zoomOut: { pinyin: "suo xiao" },
  thresholdDown: { pinyin: "yu zhi jian", also: { 降低阈值: "jiang di yu zhi" } },
  thresholdUp: { pinyin: "yu zhi jia", also: { 提高阈值: "ti gao yu zhi" } },
  thresholdDownFar: { pinyin: "yu zhi jian", also: { 降低阈值: "jiang di yu zhi" } },
  thresholdUpFar: { pinyin: "yu zhi jia", also: { 提高阈值: "ti gao yu zhi" } },
  toggleCounting: { pinyin: "qie huan jing que ji shu", also: { 计数规则: "ji shu gui ze" } },
  undo: { pinyin: "che xiao", also: { 撤回: "che hui", 后退: "hou tui" } },
  redo: { pinyin: "chong zuo", also: { 恢复: "hui fu" } },
  dismissNotices: { pinyin: "guan bi tong zhi", also: { 消息: "xiao xi" } },
  showPalette: { pinyin: "xian shi ming ling mian ban" },
  switchToTune: { pinyin: "qie huan dao tiao can" },
  toggleFullScreen: { pinyin: "quan ping", also: { 最大化: "zui da hua" } },
  toggleLanguage: { pinyin: "qie huan yu yan zhong wen", also: { 英文: "ying wen" } },
  toggleTheme: { pinyin: "qie huan zhu ti", also: { 深色: "shen se", 浅色: "qian se", 外观: "wai guan" } },
  showShortcuts: { pinyin: "jian pan kuai jie jian", also: { 按键: "an jian", 热键: "re jian", 帮助: "bang zhu" } },
  showAbout: { pinyin: "guan yu", also: { 版本: "ban ben", 许可证: "xu ke zheng", 帮助: "bang zhu" } },
};
