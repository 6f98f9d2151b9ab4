/** The window: title bar, pictures, comparison over histogram, operating point, status bar, and what opens over them. */
import { useEffect } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import { useTranslation } from "react-i18next";
import { useMoment, useStores } from "./appContext.tsx";
import { bindKeys } from "./commands/bindKeys.ts";
import { runCommand } from "./commands/commandList.ts";
import { CompareView } from "./views/compare/CompareView.tsx";
import { DialogHost } from "./views/dialogs/DialogHost.tsx";
import { DropZone } from "./views/dropZone/DropZone.tsx";
import { LibraryPanel } from "./views/library/LibraryPanel.tsx";
import { ModelDialog } from "./views/models/ModelDialog.tsx";
import { EngineBanner } from "./views/notices/EngineBanner.tsx";
import { NoticeList } from "./views/notices/NoticeList.tsx";
import { StatusBar } from "./views/statusBar/StatusBar.tsx";
import { ScoreHistogram } from "./views/threshold/ScoreHistogram.tsx";
import { ThresholdPanel } from "./views/threshold/ThresholdPanel.tsx";
import { TitleBar } from "./views/titleBar/TitleBar.tsx";
import { WelcomeView } from "./views/welcome/WelcomeView.tsx";

export function App() {
  const stores = useStores();
  const { project } = useMoment();
  useEffect(() => bindKeys(stores, window), [stores]);
  useEffect(
    () => stores.bridge.onEvent((event) => event.kind === "menu" && runCommand(stores, event.command)),
    [stores],
  );
  const hasPictures = project.dataset !== null && project.dataset.images.length > 0;
  return (
    <div className="app" data-testid="app">
      <TitleBar />
      <EngineBanner />
      <main className="app-main">{hasPictures ? <Workspace /> : <WelcomeView />}</main>
      <StatusBar />
      <NoticeList />
      <DialogHost />
      <ModelDialog />
      <DropZone />
    </div>
  );
}

function Workspace() {
  const { t } = useTranslation();
  return (
    <Group className="workspace" orientation="horizontal">
      <Panel id="library" defaultSize="272px" minSize="200px" maxSize="45%" groupResizeBehavior="preserve-pixel-size">
        <LibraryPanel />
      </Panel>
      <Separator className="separator separator-vertical" aria-label={t("workspace.resizeLibrary")} />
      <Panel id="centre" minSize="360px">
        <Group orientation="vertical">
          <Panel id="compare" minSize="160px">
            <CompareView />
          </Panel>
          <Separator className="separator separator-horizontal" aria-label={t("workspace.resizeHistogram")} />
          <Panel id="histogram" defaultSize="220px" minSize="140px" maxSize="60%" groupResizeBehavior="preserve-pixel-size">
            <ScoreHistogram />
          </Panel>
        </Group>
      </Panel>
      <Separator className="separator separator-vertical" aria-label={t("workspace.resizeThreshold")} />
      <Panel id="threshold" defaultSize="340px" minSize="280px" maxSize="45%" groupResizeBehavior="preserve-pixel-size">
        <ThresholdPanel />
      </Panel>
    </Group>
  );
}
