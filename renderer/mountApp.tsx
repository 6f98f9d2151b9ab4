/** Mounts the window in the page: theme, language, stores, session, first render. The app and the gallery both start here. */
// Before the views: its rules take precedence over the general ones.
import "./ui/theme.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/marks.css";
import "./ui/layout.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { AppContext } from "./appContext.tsx";
import type { LoupeBridge } from "./bridge/loupeBridge.ts";
import { createCommandRegistry } from "./commands/registry.ts";
import { shownTheme } from "./commands/viewCommands.ts";
import { startTranslations, switchLanguage } from "./i18n/i18n.ts";
import { MODES } from "./modes/modes.ts";
import { createStores, type StartUp, type Stores } from "./stores/createStores.ts";
import { returnToMode, startSession } from "./stores/session.ts";
import { TooltipProvider } from "./ui/Tooltip.tsx";

/** @returns the stores, for the gallery to control */
export function mountApp(bridge: LoupeBridge, startUp: StartUp, root: HTMLElement, modes = MODES): Stores {
  startTranslations(startUp.settings.language);
  const stores = createStores(bridge, startUp, (flush) => requestAnimationFrame(flush));
  followSettings(stores);
  returnToMode(stores, modes);
  createRoot(root).render(
    <StrictMode>
      <AppContext stores={stores} registry={createCommandRegistry(modes)}>
        <TooltipProvider>
          <App modes={modes} />
        </TooltipProvider>
      </AppContext>
    </StrictMode>,
  );
  startSession(stores);
  return stores;
}

function followSettings(stores: Stores): void {
  const showTheme = () => {
    document.documentElement.dataset["theme"] = shownTheme(stores.settings.getState().settings.theme);
  };
  showTheme();
  stores.settings.subscribe(({ settings }, before) => {
    if (settings.theme !== before.settings.theme) showTheme();
    if (settings.language !== before.settings.language) switchLanguage(settings.language);
  });
  window.matchMedia("(prefers-color-scheme: light)").addEventListener("change", showTheme);
  // Recent changes are saved before the window closes.
  window.addEventListener("pagehide", () => void stores.settings.getState().flush());
}
