/** Which panels are shown beside the images: those that the user has not closed, as far as the window has room for them. */
import type { SettingsStore } from "./settingsStore.ts";
import type { ByPanel, PanelName, SidePanel, WindowStore } from "./windowStore.ts";

/** CSS pixels of window width from which both side panels stand beside the images; below, one of them at a time. */
export const BOTH_SIDES_FROM = 1160;

/**
 * @param width of the window in CSS pixels; 0 while it is not known
 * @param preferred the side panel that stays where there is room for one; null: neither
 */
export function shownPanels(collapsed: ByPanel, width: number, preferred: SidePanel | null): ByPanel {
  const wanted = { library: !collapsed.library, threshold: !collapsed.threshold, histogram: !collapsed.histogram };
  if (!hasToChoose(collapsed, width)) return wanted;
  return { ...wanted, library: preferred === "library", threshold: preferred === "threshold" };
}

function hasToChoose(collapsed: ByPanel, width: number): boolean {
  return width > 0 && width < BOTH_SIDES_FROM && !collapsed.library && !collapsed.threshold;
}

interface PanelStores {
  readonly settings: SettingsStore;
  readonly window: WindowStore;
}

/** As the window stands now. */
export function panelsNow({ settings, window }: PanelStores): ByPanel {
  const { width, preferredSide } = window.getState();
  return shownPanels(settings.getState().settings.collapsedPanels, width, preferredSide);
}

/** Closes a panel that is on screen, opens one that is not; in a narrow window the other side gives way to it. */
export function togglePanel(stores: PanelStores, panel: PanelName): void {
  const { collapsedPanels } = stores.settings.getState().settings;
  const { width, preferSide } = stores.window.getState();
  const shown = panelsNow(stores)[panel];
  if (panel !== "histogram" && (!shown || hasToChoose(collapsedPanels, width))) preferSide(shown ? null : panel);
  // Where there is room for one only, what is closed is closed for lack of room: both are back in a wide window.
  const collapses = shown && (panel === "histogram" || !hasToChoose(collapsedPanels, width));
  stores.settings.getState().update({ collapsedPanels: { ...collapsedPanels, [panel]: collapses } });
}

const NONE: ByPanel = { library: false, threshold: false, histogram: false };
const ALL: ByPanel = { library: true, threshold: true, histogram: true };

/** The images alone; once more, and the panels stand as they did before. */
export function toggleAllPanels({ settings, window }: PanelStores): void {
  const { collapsedPanels } = settings.getState().settings;
  const alone = collapsedPanels.library && collapsedPanels.threshold && collapsedPanels.histogram;
  if (!alone) window.getState().keepPanels(collapsedPanels);
  settings.getState().update({ collapsedPanels: alone ? (window.getState().panelsBefore ?? NONE) : ALL });
}
