/** What happens automatically: the demo opens, a dataset with a model is inspected, the engine comes back, choices are saved. */
import { sameApartFromBand } from "../../shared/core/decisionRule.ts";
import type { Dataset } from "../../shared/core/dataset.ts";
import type { Busy, Grant, ModelInfo, RecentProject } from "../../shared/ipc/contract.ts";
import { compareClassNames } from "./classNames.ts";
import type { Stores } from "./createStores.ts";
import { tellUnexpected } from "./noticeStore.ts";
import type { ModeId } from "./windowStore.ts";
import { keepRule } from "./projectRule.ts";
import { openItems } from "./openDropped.ts";
import { failure } from "../../shared/core/failure.ts";

/** Connects the stores with each other and with the engine's events; returns a function to disconnect. */
export function startSession(stores: Stores): () => void {
  const stops = [
    inspectWhenReady(stores),
    showNewModel(stores),
    showChoosing(stores),
    selectFirstImage(stores),
    saveChoices(stores),
    keepRule(stores),
    forgetReports(stores),
    forgetRuns(stores),
    followEngine(stores),
    tellWhenBusy(stores),
  ];
  void stores.recent.getState().refresh();
  const { open, openDemo: withDemo } = stores.startUp;
  if (open && open.length > 0) void openItems(stores, open);
  else if (withDemo) void openDemo(stores);
  return () => stops.forEach((stop) => stop());
}

/** Shows the mode that was on screen when Loupe was closed; one of another version is passed over. */
export function returnToMode({ window, settings }: Stores, modes: readonly { readonly id: ModeId }[]): void {
  const last = modes.find(({ id }) => id === settings.getState().settings.mode);
  if (last) window.getState().setMode(last.id);
}

export async function openDemo(stores: Stores): Promise<void> {
  const { demo } = stores.startUp;
  if (!demo) {
    stores.notices.getState().tell("error", failure("no-demo", "resources/demo"));
    return;
  }
  const { openDataset, openModel } = stores.project.getState();
  // The model as well when the dataset fails: an engine that ends in between opens both after its restart.
  await openDataset({ grant: demo.dataset, name: "demo" });
  await openModel({ grant: demo.model, name: "demo" });
  await stores.recent.getState().refresh();
}

/** Opens the result of a dialog, a recent entry or a drop; a folder that may be either is tried as a model only when it is not a dataset. */
export async function openGranted(
  stores: Stores,
  source: { grant: Grant; name: string } | null,
  what: "dataset" | "model",
): Promise<boolean> {
  if (!source) return false;
  const { openDataset, openModel } = stores.project.getState();
  const opened = what === "dataset" ? await openDataset(source) : await openModel(source);
  await stores.recent.getState().refresh();
  return opened;
}

/** Starts or continues the inspection of what is open. */
export async function inspect(stores: Stores, fresh: boolean): Promise<void> {
  const { dataset, model } = stores.project.getState();
  if (!dataset || !model || dataset.images.length === 0) return;
  const { provider, tuning, limits, scoreFloor } = stores.settings.getState().settings;
  stores.project.getState().review();
  await stores.run.getState().start({ dataset, model, provider, tuning, limits, scoreFloor, fresh });
}

function inspectWhenReady(stores: Stores): () => void {
  return stores.project.subscribe((now, before) => {
    if (stores.engine.getState().status !== "ready") return;
    const { dataset, model } = now;
    if (dataset === before.dataset && model === before.model) return;
    if (dataset && model && now.awaitingReview === null) beginInspection(stores, dataset, model);
    else stores.run.getState().clear();
  });
}

/** A model that lacks information, or that is new, is shown before its first run. */
function showNewModel(stores: Stores): () => void {
  return stores.project.subscribe(({ incomplete, awaitingReview }, before) => {
    const asks = incomplete !== null && incomplete !== before.incomplete;
    const isNew = awaitingReview !== null && awaitingReview !== before.awaitingReview;
    if (asks || isNew) stores.window.getState().openDialog("model");
  });
}

/** A folder with several lists asks which is meant. */
function showChoosing(stores: Stores): () => void {
  return stores.project.subscribe(({ choosing }, before) => {
    if (choosing !== null && choosing !== before.choosing) stores.window.getState().openDialog("lists");
  });
}

function beginInspection(stores: Stores, dataset: Dataset, model: ModelInfo): void {
  warnOfClasses(stores, dataset, model);
  void inspect(stores, false);
}

function warnOfClasses(stores: Stores, dataset: Dataset, model: ModelInfo): void {
  // Information that needs no action is shown among the facts of the model.
  const tell = stores.notices.getState().tell;
  for (const { level, code, params } of model.remarks)
    if (level === "warning") tell(level, { code, file: model.manifest.file, params });
  const { onlyDataset, onlyModel, shared } = compareClassNames(dataset.classes, model.manifest.classes);
  if (dataset.classes.length === 0 || (onlyDataset.length === 0 && onlyModel.length === 0)) return;
  const { name } = model.manifest;
  if (shared.length === 0) tell("warning", failure("class-mismatch-all", name));
  else if (onlyDataset.length > 0) tell("warning", failure("class-mismatch", name, { names: onlyDataset }));
  else tell("info", failure("extra-classes", name, { names: onlyModel }));
}

function selectFirstImage(stores: Stores): () => void {
  return stores.project.subscribe(({ dataset }, before) => {
    if (dataset === before.dataset) return;
    const { selectedImageId, select, change } = stores.view.getState();
    if (dataset?.id !== before.dataset?.id) {
      stores.thumbnails.clear();
      change({ verdict: "all", classIndex: null, search: "" });
    }
    if (dataset?.images.some(({ id }) => id === selectedImageId)) return;
    select(dataset?.images[0]?.id ?? null);
  });
}

/** Layout, mode and the library's appearance belong to the user, so they are restored at the next start; the rule belongs to the project. */
function saveChoices(stores: Stores): () => void {
  const { update } = stores.settings.getState();
  const stops = [
    stores.view.subscribe(({ compareLayout }) => update({ compareLayout })),
    stores.window.subscribe(({ libraryMode, mode }) => update({ libraryMode, mode })),
  ];
  return () => stops.forEach((stop) => stop());
}

/** What was read of runs is indexed by the dataset's images, and was judged by a rule. */
function forgetRuns(stores: Stores): () => void {
  const stops = [
    stores.project.subscribe(({ dataset }, before) => {
      if (dataset?.hash !== before.dataset?.hash || dataset?.id !== before.dataset?.id) stores.runs.getState().forget();
    }),
    stores.view.subscribe(({ rule }, before) => {
      if (rule !== before.rule && !sameApartFromBand(rule, before.rule)) void stores.runs.getState().judgeAgain();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** However the dialog was closed, by its button or because another opened: it reopens for a new choice. Reports still being written continue and are shown again. */
function forgetReports(stores: Stores): () => void {
  return stores.window.subscribe(({ dialog }, before) => {
    if (before.dialog === "reports" && dialog !== "reports") stores.reports.getState().reset();
  });
}

/** Between two reports of how far it is. */
const BUSY_EVERY_MS = 1_000;

/** Main keeps the machine awake while something is under way, and asks with the counts before it closes the window. */
function tellWhenBusy(stores: Stores): () => void {
  let told: Busy | null = null;
  let toldAt = 0;
  const tell = () => {
    const busy = busyWith(stores);
    const isCount =
      busy !== null && told !== null && !busy.inspection === !told.inspection && !busy.reports === !told.reports;
    if (isCount ? performance.now() - toldAt < BUSY_EVERY_MS : busy === told) return;
    told = busy;
    toldAt = performance.now();
    stores.bridge.app.setBusy({ busy }).catch((error: unknown) => tellUnexpected(stores.notices, "setBusy", error));
  };
  const stops = [stores.run.subscribe(tell), stores.reports.subscribe(tell)];
  return () => stops.forEach((stop) => stop());
}

function busyWith(stores: Stores): Busy | null {
  const { status, progress } = stores.run.getState();
  const { writing } = stores.reports.getState();
  const inspects = status === "starting" || status === "running";
  if (!inspects && writing === null) return null;
  const total = progress?.total ?? stores.project.getState().dataset?.images.length ?? 0;
  return {
    inspection: inspects ? { done: (progress?.done ?? 0) + (progress?.failed ?? 0), total } : null,
    reports: writing === null ? null : { done: writing.done, total: writing.total },
  };
}

function followEngine(stores: Stores): () => void {
  return stores.bridge.onEvent((event) => {
    switch (event.kind) {
      case "engine-lost":
        stores.engine.getState().lose(event, event.restarting);
        return;
      case "engine-ready":
        if (event.restarts > 0) void comeBack(stores, event.restarts);
        return;
      case "open":
        void openItems(stores, event.items);
        return;
      case "menu":
        return;
    }
  });
}

/** A new engine has no state: it opens dataset and model again, then continues the run. */
async function comeBack(stores: Stores, restarts: number): Promise<void> {
  stores.engine.getState().reopen(restarts);
  try {
    const opened = await stores.project.getState().reopen();
    const { dataset, model } = stores.project.getState();
    stores.engine.getState().ready();
    stores.thumbnails.retryFailed();
    if (!opened || !dataset || !model) return;
    if (stores.project.getState().awaitingReview !== null) return;
    if (stores.run.getState().status === "none") beginInspection(stores, dataset, model);
    else await stores.run.getState().resumeAfterRestart({ dataset, model });
  } catch (error) {
    tellUnexpected(stores.notices, "engine", error);
    stores.engine.getState().ready();
  }
}

/** Opens what was open before; if it is gone, it is named with what to do. */
export async function openRecent(stores: Stores, project: RecentProject): Promise<void> {
  try {
    const granted = await stores.bridge.app.openRecent({ id: project.id });
    if (granted) await openGranted(stores, granted, project.kind);
    else {
      stores.notices.getState().tell("error", failure("recent-gone", project.name));
      await stores.recent.getState().refresh();
    }
  } catch (error) {
    tellUnexpected(stores.notices, project.name, error);
  }
}
