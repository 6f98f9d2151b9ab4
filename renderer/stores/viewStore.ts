/** What the user looks at and how: threshold, counting, filter, image. Every change can be undone. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { CountingRule, Settings } from "../../shared/ipc/contract.ts";

export type VerdictFilter = "all" | "escaped" | "overkill" | "correct" | "caught" | "passed" | "ng" | "ok" | "failed";
export type SortKey = "dataset" | "score-descending" | "score-ascending" | "name";
export type CompareLayout = Settings["compareLayout"];

/** The part that undo brings back. */
export interface ViewChoice {
  /** 0..1 in hundredths. */
  readonly threshold: number;
  readonly counting: CountingRule;
  readonly verdict: VerdictFilter;
  /** Table index of the class that images must have (ground truth, or a detection at the threshold); null = any. */
  readonly classIndex: number | null;
  readonly search: string;
  readonly sort: SortKey;
  readonly compareLayout: CompareLayout;
}

export interface ViewState extends ViewChoice {
  readonly selectedImageId: string | null;
  /** One key hides and shows the boxes. */
  readonly boxesShown: boolean;
  readonly past: readonly ViewChoice[];
  readonly future: readonly ViewChoice[];
  /** Changes any choices. Changes with the same `gesture` (one drag, one typed word) are one step of undo. */
  readonly change: (patch: Partial<ViewChoice>, gesture?: string) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (imageId: string | null) => void;
  readonly setBoxesShown: (shown: boolean) => void;
}

export type ViewStore = StoreApi<ViewState>;

const HISTORY_LIMIT = 200;

/** Snaps to the slider's steps of 0.01 within 0..1; a number that is none leaves the threshold as it was. */
export function snapThreshold(value: number, fallback: number): number {
  if (!Number.isFinite(value)) return fallback;
  return Math.round(Math.min(Math.max(value, 0), 1) * 100) / 100;
}

export function createViewStore(initial: Pick<ViewChoice, "threshold" | "counting" | "compareLayout">): ViewStore {
  let openGesture: string | undefined;

  return createStore<ViewState>()((set, get) => ({
    ...initial,
    verdict: "all",
    classIndex: null,
    search: "",
    sort: "dataset",
    selectedImageId: null,
    boxesShown: true,
    past: [],
    future: [],
    change: (patch, gesture) => {
      const state = get();
      const before = choiceOf(state);
      const threshold = snapThreshold(patch.threshold ?? before.threshold, before.threshold);
      const after: ViewChoice = { ...before, ...patch, threshold };
      if (sameChoice(before, after)) return;
      const continues = gesture !== undefined && gesture === openGesture && state.past.length > 0;
      openGesture = gesture;
      set({ ...after, past: continues ? state.past : [...state.past, before].slice(-HISTORY_LIMIT), future: [] });
    },
    undo: () => {
      const state = get();
      const previous = state.past[state.past.length - 1];
      if (!previous) return;
      openGesture = undefined;
      set({ ...previous, past: state.past.slice(0, -1), future: [choiceOf(state), ...state.future] });
    },
    redo: () => {
      const state = get();
      const next = state.future[0];
      if (!next) return;
      openGesture = undefined;
      set({ ...next, past: [...state.past, choiceOf(state)], future: state.future.slice(1) });
    },
    select: (imageId) => set({ selectedImageId: imageId }),
    setBoxesShown: (boxesShown) => set({ boxesShown }),
  }));
}

function choiceOf(state: ViewState): ViewChoice {
  const { threshold, counting, verdict, classIndex, search, sort, compareLayout } = state;
  return { threshold, counting, verdict, classIndex, search, sort, compareLayout };
}

function sameChoice(a: ViewChoice, b: ViewChoice): boolean {
  return (Object.keys(a) as (keyof ViewChoice)[]).every((key) => a[key] === b[key]);
}
