/** What is open over the workspace and the state of its panels; nothing here changes a figure. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Settings } from "../../shared/ipc/contract.ts";
import type { en } from "../../shared/words/en/window.ts";

export type DialogName =
  | "palette"
  | "model"
  | "runs"
  | "lists"
  | "reports"
  | "settings"
  | "shortcuts"
  | "issues"
  | "facts"
  | "about";
export type LibraryMode = Settings["libraryMode"];
/** Named after what stands there in the first mode, as in the settings. */
export type PanelName = keyof Settings["collapsedPanels"];
/** The two that take from the images' width. */
export type SidePanel = Exclude<PanelName, "histogram">;
export type ByPanel = Readonly<Record<PanelName, boolean>>;
/** A way of working with its own layout and commands (`renderer/modes`); its name is in the texts. */
export type ModeId = keyof typeof en.mode;
/** A command's request to the compare view, which alone knows its viewport. */
export type ViewportRequest = "fit" | "actual" | "in" | "out" | "next-box" | "previous-box";

export interface WindowState {
  readonly mode: ModeId;
  readonly dialog: DialogName | null;
  readonly libraryMode: LibraryMode;
  /** Of the workspace in CSS pixels; 0 until it is on screen. */
  readonly width: number;
  /** The side panel that stays where there is room for one: the one that was opened last; null when that was closed. */
  readonly preferredSide: SidePanel | null;
  /** Which panels were closed before the images were shown alone. */
  readonly panelsBefore: ByPanel | null;
  readonly legendOpen: boolean;
  /** Incremented each time the search field should take the focus. */
  readonly searchFocus: number;
  /** The last request to the viewport; `serial` distinguishes two equal ones. */
  readonly viewportRequest: { readonly kind: ViewportRequest; readonly serial: number } | null;
  readonly setMode: (mode: ModeId) => void;
  readonly openDialog: (dialog: DialogName) => void;
  readonly closeDialog: () => void;
  readonly setLibraryMode: (mode: LibraryMode) => void;
  readonly setWidth: (width: number) => void;
  readonly preferSide: (side: SidePanel | null) => void;
  readonly keepPanels: (collapsed: ByPanel) => void;
  readonly setLegendOpen: (open: boolean) => void;
  readonly focusSearch: () => void;
  readonly requestViewport: (kind: ViewportRequest) => void;
}

export type WindowStore = StoreApi<WindowState>;

export function createWindowStore({ libraryMode }: Pick<WindowState, "libraryMode">): WindowStore {
  return createStore<WindowState>()((set, get) => ({
    mode: "tune",
    dialog: null,
    libraryMode,
    width: 0,
    preferredSide: "library",
    panelsBefore: null,
    legendOpen: false,
    searchFocus: 0,
    viewportRequest: null,
    setMode: (mode) => set({ mode }),
    openDialog: (dialog) => set({ dialog }),
    closeDialog: () => set({ dialog: null }),
    setLibraryMode: (libraryMode) => set({ libraryMode }),
    setWidth: (width) => set({ width }),
    preferSide: (preferredSide) => set({ preferredSide }),
    keepPanels: (panelsBefore) => set({ panelsBefore }),
    setLegendOpen: (legendOpen) => set({ legendOpen }),
    focusSearch: () => set({ searchFocus: get().searchFocus + 1 }),
    requestViewport: (kind) => set({ viewportRequest: { kind, serial: (get().viewportRequest?.serial ?? 0) + 1 } }),
  }));
}
