/** Commands that choose which images are listed and which one is shown. */
import type { Stores } from "../stores/createStores.ts";
import type { SortKey, VerdictFilter } from "../stores/viewStore.ts";
import type { Command, CommandId } from "./command.ts";

function hasDataset(stores: Stores): boolean {
  return stores.project.getState().dataset !== null;
}

/** Whether any image of the dataset has ground truth: without, nothing can be escaped, overkill or correct. */
function hasGroundTruth(stores: Stores): boolean {
  const { annotated, background } = stores.derived.roleCounts(stores.derived.moment());
  return annotated + background > 0;
}

function hasUnlabelled(stores: Stores): boolean {
  return stores.derived.roleCounts(stores.derived.moment()).unlabelled > 0;
}

/** Moves the selection along the filtered and sorted list; stops at its ends. */
export function selectBy(stores: Stores, step: number): void {
  const moment = stores.derived.moment();
  const { indices } = stores.derived.listed(moment);
  const images = moment.project.dataset?.images ?? [];
  const selected = stores.derived.imageById(moment, moment.view.selectedImageId);
  const at = selected ? indices.indexOf(selected.index) : -1;
  // An image that the filter has just removed has no position to start from, so start at an end.
  const next = at === -1 ? (step > 0 ? 0 : indices.length - 1) : Math.min(Math.max(at + step, 0), indices.length - 1);
  const image = images[indices[next] ?? -1];
  if (image) moment.view.select(image.id);
}

function selectEnd(stores: Stores, end: "first" | "last"): void {
  const moment = stores.derived.moment();
  const { indices } = stores.derived.listed(moment);
  const image = moment.project.dataset?.images[indices[end === "first" ? 0 : indices.length - 1] ?? -1];
  if (image) moment.view.select(image.id);
}

/** Shows the images with a verdict and selects the first; the current one stays if it is among them. */
export function showVerdict(stores: Stores, verdict: VerdictFilter): void {
  stores.view.getState().change({ verdict });
  const moment = stores.derived.moment();
  const selected = stores.derived.imageById(moment, moment.view.selectedImageId);
  const { indices } = stores.derived.listed(moment);
  if (!selected || !indices.includes(selected.index)) selectEnd(stores, "first");
}

export const imageCommands: readonly Command[] = [
  {
    id: "nextImage",
    group: "images",
    keys: ["ArrowRight", "d", "j", "ArrowDown"],
    enabled: hasDataset,
    run: (stores) => selectBy(stores, 1),
  },
  {
    id: "previousImage",
    group: "images",
    keys: ["ArrowLeft", "a", "k", "ArrowUp"],
    enabled: hasDataset,
    run: (stores) => selectBy(stores, -1),
  },
  {
    id: "firstImage",
    group: "images",
    keys: ["Home"],
    enabled: hasDataset,
    run: (stores) => selectEnd(stores, "first"),
  },
  { id: "lastImage", group: "images", keys: ["End"], enabled: hasDataset, run: (stores) => selectEnd(stores, "last") },
  filterCommand("filterAll", "all", "1", hasDataset),
  filterCommand("filterEscaped", "escaped", "2", hasGroundTruth),
  filterCommand("filterOverkill", "overkill", "3", hasGroundTruth),
  filterCommand("filterCorrect", "correct", "4", hasGroundTruth),
  filterCommand("filterFailed", "failed", "5", hasDataset),
  filterCommand("filterNg", "ng", "6", hasUnlabelled),
  filterCommand("filterOk", "ok", "7", hasUnlabelled),
  {
    id: "clearFilters",
    group: "images",
    keys: ["0"],
    enabled: hasDataset,
    run: (stores) => stores.view.getState().change({ verdict: "all", classIndex: null, search: "" }),
  },
  {
    id: "focusSearch",
    group: "images",
    keys: ["$mod+f", "/"],
    enabled: hasDataset,
    run: (stores) => stores.window.getState().focusSearch(),
  },
  sortCommand("sortDataset", "dataset"),
  sortCommand("sortScoreDescending", "score-descending"),
  sortCommand("sortScoreAscending", "score-ascending"),
  sortCommand("sortName", "name"),
  {
    id: "toggleLibraryMode",
    group: "images",
    keys: ["g"],
    enabled: hasDataset,
    run: (stores) => {
      const { libraryMode, setLibraryMode } = stores.window.getState();
      setLibraryMode(libraryMode === "grid" ? "list" : "grid");
    },
  },
];

function filterCommand(id: CommandId, verdict: VerdictFilter, key: string, enabled: Command["enabled"]): Command {
  return { id, group: "images", keys: [key], enabled, run: (stores) => showVerdict(stores, verdict) };
}

function sortCommand(id: CommandId, sort: SortKey): Command {
  return {
    id,
    group: "images",
    keys: [],
    enabled: hasDataset,
    run: (stores) => stores.view.getState().change({ sort }),
  };
}
