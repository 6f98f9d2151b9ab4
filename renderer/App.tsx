/** The window: title bar, current mode, status bar, and what opens over them. */
import { useEffect } from "react";
import { useCommandRegistry, useMoment, useSlice, useStores } from "./appContext.tsx";
import { bindKeys } from "./commands/bindKeys.ts";
import { runById } from "./commands/registry.ts";
import type { Mode } from "./modes/mode.ts";
import { DialogHost } from "./views/dialogs/DialogHost.tsx";
import { DropZone } from "./views/dropZone/DropZone.tsx";
import { ModelDialog } from "./views/models/ModelDialog.tsx";
import { RunsDialog } from "./views/runs/RunsDialog.tsx";
import { EngineBanner } from "./views/notices/EngineBanner.tsx";
import { NoticeList } from "./views/notices/NoticeList.tsx";
import { StatusBar } from "./views/statusBar/StatusBar.tsx";
import { TitleBar } from "./views/titleBar/TitleBar.tsx";
import { WelcomeView } from "./views/welcome/WelcomeView.tsx";

export function App({ modes }: { modes: readonly [Mode, ...Mode[]] }) {
  const stores = useStores();
  const registry = useCommandRegistry();
  const { project } = useMoment();
  const chosen = useSlice(stores.window, (state) => state.mode);
  useEffect(() => bindKeys(registry, stores, window), [registry, stores]);
  useEffect(
    () => stores.bridge.onEvent((event) => event.kind === "menu" && runById(registry, stores, event.command)),
    [registry, stores],
  );
  const hasImages = project.dataset !== null && project.dataset.images.length > 0;
  const { Layout, parts } = modes.find(({ id }) => id === chosen) ?? modes[0];
  return (
    <div className="app" data-testid="app" data-mode={chosen}>
      <TitleBar />
      <EngineBanner />
      <main className="app-main">{hasImages ? <Layout parts={parts} /> : <WelcomeView />}</main>
      <StatusBar />
      <NoticeList />
      <DialogHost />
      <ModelDialog />
      <RunsDialog />
      <DropZone />
    </div>
  );
}
