/** Every view and state that the gallery draws. A new view, dialog or state gets a line here; its name is the name of its images. */
import { failure } from "../../shared/core/failure.ts";
import { quoted } from "../../shared/core/reason.ts";
import { singleThreshold } from "../../shared/core/decisionRule.ts";
import type { DialogName } from "../stores/windowStore.ts";
import type { ViewChoice } from "../stores/viewStore.ts";
import { openDropped } from "../stores/openDropped.ts";
import { click, hover, press, type, until, type Act, type GalleryState, type Scene } from "./state.ts";

export const STATES: readonly GalleryState[] = [
  // Before there is anything to show.
  { name: "welcome", opens: "nothing", everySize: true },
  { name: "opening", opens: "nothing", world: { holds: { opening: 48 } }, reach: openHeld },
  { name: "empty-folder", opens: "empty-folder" },
  { name: "dataset-only", opens: "dataset" },
  { name: "model-only", opens: "model" },
  { name: "drop-overlay", opens: "nothing", reach: dragOver },

  // The inspection.
  { name: "inspecting", world: { holds: { inspection: 61 } } },
  {
    name: "paused",
    world: { holds: { inspection: 61 } },
    reach: ({ stores }) => stores.run.getState().setPaused(true),
  },
  { name: "stopped", world: { holds: { inspection: 61 } }, reach: ({ stores }) => stores.run.getState().stop() },
  { name: "finished", everySize: true },
  { name: "folder", opens: "folder", everySize: true },

  // The comparison.
  { name: "stacked", reach: view({ compareLayout: "stacked" }), everySize: true },
  { name: "overlay", reach: view({ compareLayout: "overlay" }), everySize: true },
  { name: "images-alone", acts: [press("i")], everySize: true },
  { name: "legend", part: ".popover", acts: [press("l")] },
  { name: "zoomed", acts: [press("z")] },
  { name: "box-shown", acts: [press("n")] },
  { name: "boxes-many", reach: view({ rule: singleThreshold(0.01) }), acts: [press("e")] },
  { name: "boxes-outside", reach: view({ rule: singleThreshold(0.01) }), acts: [press("n"), press("n")] },
  { name: "boxes-hidden", acts: [press("b")] },
  { name: "box-pointed", acts: [press("2"), hover("pane-truth", [0.85, 0.66])] },
  { name: "background", acts: [press("End")] },
  { name: "failed-image", acts: [press("5")] },

  // The library.
  { name: "escaped", acts: [press("2")] },
  { name: "overkill", part: "library", acts: [press("3")] },
  { name: "by-class", part: "library", reach: view({ classIndex: 2 }) },
  { name: "searched", part: "library", acts: [press("/"), type("profile_00")] },
  { name: "nothing-listed", part: "library", reach: view({ search: "no such image" }) },
  { name: "library-list", part: "library", acts: [press("g")] },

  // The operating point.
  { name: "threshold-low", reach: view({ rule: singleThreshold(0.1) }) },
  { name: "threshold-below-floor", settings: { scoreFloor: 0.2 }, reach: view({ rule: singleThreshold(0.1) }) },
  { name: "threshold-high", reach: view({ rule: singleThreshold(0.97) }) },
  { name: "counting-paddlex", acts: [press("Shift+C")] },
  { name: "histogram-pointed", part: "histogram", acts: [hover("histogram", [0.2, 0.4])] },

  // Failures.
  { name: "notices", reach: tellFailures },
  { name: "notice-details", part: ".notices", reach: tellUnloadable, acts: [click("said")] },
  { name: "engine-lost", reach: ({ bridge }) => bridge.loseEngine("it crashed in native code", true) },
  { name: "engine-gone", reach: ({ bridge }) => bridge.loseEngine("it ended four times in a minute", false) },

  // Two modes.
  { name: "two-modes", madeUpMode: true },
  { name: "other-mode", madeUpMode: true, acts: [press("2"), press("Control+2")], everySize: true },

  // Menus and tooltips.
  { name: "dataset-menu", part: ".menu", acts: [click("dataset-menu")] },
  { name: "model-menu", part: ".menu", acts: [click("model-menu")] },
  { name: "more-menu", part: ".menu", acts: [click("more-menu")] },
  { name: "class-menu", part: ".menu", acts: [click("filter-class")] },
  { name: "sort-menu", part: ".menu", acts: [click("sort-menu")] },
  { name: "provider", part: ".popover", acts: [click("provider")] },
  { name: "tooltip", part: ".tooltip", acts: [hover("theme-toggle")] },
  { name: "tooltip-synthetic", part: ".tooltip", acts: [hover("synthetic")] },

  // Dialogs.
  { name: "palette", part: ".dialog", acts: [press("Control+k")] },
  { name: "palette-searched", part: ".dialog", acts: [press("Control+k"), type("thr")] },
  { name: "palette-pinyin", part: ".dialog", acts: [press("Control+k"), type("daochu")] },
  { name: "palette-nothing", part: ".dialog", acts: [press("Control+k"), type("qqq")] },
  {
    name: "settings-over-window",
    everySize: true,
    reach: ({ stores }) => stores.window.getState().openDialog("settings"),
  },
  dialog("settings"),
  dialog("shortcuts"),
  { name: "shortcuts-refused", part: ".dialog", acts: [...recordKeysOf("zoom out"), press("F10")] },
  { name: "shortcuts-taken", part: ".dialog", acts: [...recordKeysOf("zoom out"), press("j")] },
  dialog("about"),
  dialog("facts"),
  dialog("issues"),
  dialog("runs"),
  dialog("reports"),
  dialog("reports", "chosen", [click("reports-folder")]),
  {
    ...dialog("reports", "writing", [click("reports-folder"), click("reports-write")]),
    world: { holds: { reports: 2 } },
  },
  {
    name: "reports-background",
    part: ".status-bar",
    reach: ({ stores }) => stores.window.getState().openDialog("reports"),
    acts: [click("reports-folder"), click("reports-write"), click("reports-background")],
    world: { holds: { reports: 2 } },
  },
  { ...dialog("reports", "no-truth"), opens: "folder" },
  dialog("reports", "written", [click("reports-folder"), click("reports-write")]),

  // The model.
  dialog("model"),
  dialog("model", "change", [click("model-change")]),
  { name: "model-new", opens: "new-model", everySize: true },
  {
    name: "model-checking",
    part: ".dialog",
    opens: "new-model",
    world: { holds: { selfCheck: 4 } },
    acts: [click("check-run")],
  },
  { name: "model-checked", part: ".dialog", opens: "new-model", acts: [click("check-run"), click("checked-image")] },
  {
    name: "model-checked-inconclusive",
    part: ".dialog",
    opens: "new-model",
    acts: [click("check-run-one"), click("check-RGB")],
  },
  { name: "lists", part: ".dialog", opens: "nothing", reach: openSeveralLists },
  { name: "model-form", part: ".dialog", opens: "bare-model" },
  { name: "model-form-refused", part: ".dialog", opens: "bare-model", acts: [click("model-save")] },
];

async function openSeveralLists({ stores }: Scene): Promise<void> {
  await stores.project.getState().openDataset({ grant: "several-lists", name: "aluminium-line-3" });
}

function dialog(name: DialogName, variant?: string, acts?: readonly Act[]): GalleryState {
  return {
    name: variant ? `${name}-${variant}` : name,
    part: ".dialog",
    reach: ({ stores }) => stores.window.getState().openDialog(name),
    ...(acts ? { acts } : {}),
  };
}

function view(choice: Partial<ViewChoice>): (scene: Scene) => void {
  return ({ stores }) => stores.view.getState().change(choice);
}

async function openHeld({ stores }: Scene): Promise<void> {
  void stores.project.getState().openDataset({ grant: "demo-dataset", name: "aluminium-line-3" });
  await until("opening", () => (stores.project.getState().opening?.read ?? 0) > 0);
}

function dragOver(): void {
  window.dispatchEvent(new DragEvent("dragover", { dataTransfer: new DataTransfer(), cancelable: true }));
}

/** As users meet them: a folder that is gone, a model that is not one, a document that was dropped. */
async function tellFailures({ stores }: Scene): Promise<void> {
  await stores.project.getState().openDataset({ grant: "gone", name: "incoming goods 2026-01" });
  await stores.project.getState().openModel({ grant: "gone", name: "faster_rcnn_r50" });
  await openDropped(stores, [new File(["-"], "notes.docx")]);
}

function tellUnloadable({ stores }: Scene): void {
  const text =
    'This is an invalid model. In Node, ("", Reshapf, "", -1), Error No Op registered for Reshapf\nLoad model from model.onnx failed:This is an invalid model. In Node, ("", Reshapf, "", -1) : ("s": tensor(float),"shape": tensor(int64),) -> ("flat",) , Error No Op registered for Reshapf with domain_version of 13';
  stores.notices.getState().tell("error", failure("graph-not-loaded", "model.onnx", { reason: quoted(text) }));
}

function recordKeysOf(name: string): Act[] {
  return [press("F1"), type(name), press("ArrowDown"), press("Enter")];
}
