/** Accepts files that are dragged anywhere onto the window, and shows it while they are over it. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStores } from "../../appContext.tsx";
import { openDropped } from "../../stores/openDropped.ts";
import { Icon } from "../../ui/Icon.tsx";
import "./dropZone.css";

export function DropZone() {
  const { t } = useTranslation();
  const stores = useStores();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // A drag without any type is one of files whose names the system lost: everything draggable in the page has a type.
    const hasFiles = ({ dataTransfer }: DragEvent) =>
      dataTransfer !== null && (dataTransfer.types.includes("Files") || dataTransfer.types.length === 0);
    const drag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // Leaving one element for another inside the window has a related target.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      void openDropped(stores, [...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [stores]);
  if (!over) return null;
  return (
    <div className="drop-overlay" data-testid="drop-overlay">
      <div className="drop-frame">
        <Icon name="folder" size={32} />
        <span className="drop-title">{t("drop.title")}</span>
        <span className="quiet">{t("drop.hint")}</span>
      </div>
    </div>
  );
}
