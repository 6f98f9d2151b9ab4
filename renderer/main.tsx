/** Entry of the page in Electron's window. */
import "./withoutEval.ts";
import { createRoot } from "react-dom/client";
import { createElectronBridge } from "./bridge/electronBridge.ts";
import { shownTheme } from "./commands/viewCommands.ts";
import { mountApp } from "./mountApp.tsx";
import { StartFailure } from "./StartFailure.tsx";

async function start(root: HTMLElement): Promise<void> {
  // Main has told Chromium the user's theme, so that the first frame has it before the settings arrive.
  document.documentElement.dataset["theme"] = shownTheme("system");
  try {
    const bridge = await createElectronBridge(window);
    mountApp(bridge, await bridge.app.startUp({}), root);
  } catch (error) {
    createRoot(root).render(<StartFailure reason={error instanceof Error ? error.message : String(error)} />);
  }
}

const root = document.getElementById("root");
if (root) void start(root);
