/** The window: title bar, images, comparison over histogram, operating point, status bar, and what opens over them. */
import { useEffect } from "react";
import { useMoment, useStores } from "./appContext.tsx";
import { bindKeys } from "./commands/bindKeys.ts";
import { runCommand } from "./commands/commandList.ts";
import { DialogHost } from "./views/dialogs/DialogHost.tsx";
import { DropZone } from "./views/dropZone/DropZone.tsx";
import { ModelDialog } from "./views/models/ModelDialog.tsx";
import { EngineBanner } from "./views/notices/EngineBanner.tsx";
import { NoticeList } from "./views/notices/NoticeList.tsx";
import { StatusBar } from "./views/statusBar/StatusBar.tsx";
import { TitleBar } from "./views/titleBar/TitleBar.tsx";
import { WelcomeView } from "./views/welcome/WelcomeView.tsx";
import { Workspace } from "./Workspace.tsx";

export function App() {
  const stores = useStores();
  const { project } = useMoment();
  useEffect(() => bindKeys(stores, window), [stores]);
  useEffect(
    () => stores.bridge.onEvent((event) => event.kind === "menu" && runCommand(stores, event.command)),
    [stores],
  );
  const hasImages = project.dataset !== null && project.dataset.images.length > 0;
  return (
    <div className="app" data-testid="app">
      <TitleBar />
      <EngineBanner />
      <main className="app-main">{hasImages ? <Workspace /> : <WelcomeView />}</main>
      <StatusBar />
      <NoticeList />
      <DialogHost />
      <ModelDialog />
      <DropZone />
    </div>
  );
}
