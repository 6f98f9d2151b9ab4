/** Shows the open dialog. */
import { useSlice, useStores } from "../../appContext.tsx";
import { AboutDialog } from "./AboutDialog.tsx";
import { FactsDialog } from "./FactsDialog.tsx";
import { ListsDialog } from "./ListsDialog.tsx";
import { IssuesDialog } from "./IssuesDialog.tsx";
import { CommandPalette } from "./CommandPalette.tsx";
import { ReportsDialog } from "./ReportsDialog.tsx";
import { SettingsDialog } from "./SettingsDialog.tsx";
import { ShortcutsDialog } from "./ShortcutsDialog.tsx";
import "./dialogs.css";

export function DialogHost() {
  const stores = useStores();
  const dialog = useSlice(stores.window, (state) => state.dialog);
  const close = stores.window.getState().closeDialog;
  switch (dialog) {
    case null:
    // Separate views, shown by the window itself.
    case "model":
    case "runs":
      return null;
    case "palette":
      return <CommandPalette onClose={close} />;
    case "lists":
      return <ListsDialog onClose={close} />;
    case "reports":
      return <ReportsDialog onClose={close} />;
    case "settings":
      return <SettingsDialog onClose={close} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={close} />;
    case "issues":
      return <IssuesDialog onClose={close} />;
    case "facts":
      return <FactsDialog onClose={close} />;
    case "about":
      return <AboutDialog onClose={close} />;
  }
}
