/** What the user looks at and how: decision rule, filter, image. Every change can be undone. */
import { createStore, type StoreApi } from "zustand/vanilla";
import { sameDecisionRule, type DecisionRule } from "../../shared/core/decisionRule.ts";
import type { Settings } from "../../shared/ipc/contract.ts";

export type VerdictFilter = "all" | "escaped" | "overkill" | "correct" | "caught" | "passed" | "ng" | "ok" | "failed";
export type SortKey = "dataset" | "score-descending" | "score-ascending" | "name";
export type CompareLayout = Settings["compareLayout"];

/** The part that undo restores. */
export interface ViewChoice {
  /** The rule by which images are judged; a new object with each change that shares all unchanged parts. */
  readonly rule: DecisionRule;
  readonly verdict: VerdictFilter;
  /** Table index of the class that images must have (ground truth, or a detection that is shown); null = any. */
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
  /** Makes any changes. Changes with the same `gesture` (one drag, one typed word) are one undo step. */
  readonly change: (patch: Partial<ViewChoice>, gesture?: string) => void;
  /** Takes the rule of a project that was opened; undo does not return to another project's. */
  readonly adoptRule: (rule: DecisionRule) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly select: (imageId: string | null) => void;
  readonly setBoxesShown: (shown: boolean) => void;
}

export type ViewStore = StoreApi<ViewState>;

const HISTORY_LIMIT = 200;

export function createViewStore(initial: Pick<ViewChoice, "rule" | "compareLayout">): ViewStore {
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
      const after: ViewChoice = { ...before, ...patch };
      if (sameChoice(before, after)) return;
      const continues = gesture !== undefined && gesture === openGesture && state.past.length > 0;
      openGesture = gesture;
      set({ ...after, past: continues ? state.past : [...state.past, before].slice(-HISTORY_LIMIT), future: [] });
    },
    adoptRule: (rule) => {
      openGesture = undefined;
      set({ rule, past: [], future: [] });
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
  const { rule, verdict, classIndex, search, sort, compareLayout } = state;
  return { rule, verdict, classIndex, search, sort, compareLayout };
}

function sameChoice(a: ViewChoice, b: ViewChoice): boolean {
  const keys = Object.keys(a) as (keyof ViewChoice)[];
  return keys.every((key) => (key === "rule" ? sameDecisionRule(a.rule, b.rule) : a[key] === b[key]));
}
