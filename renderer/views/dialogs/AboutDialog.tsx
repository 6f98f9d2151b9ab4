/** The dialog about Loupe: version, system, licence. */
import { useTranslation } from "react-i18next";
import { useStores } from "../../appContext.tsx";
import { Dialog } from "../../ui/Dialog.tsx";

export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { versions, platform } = useStores().startUp;
  return (
    <Dialog title={t("about.title")} onClose={onClose} size="small" testId="about-dialog">
      <p className="about-name">{t("app.name")}</p>
      <p className="quiet">{t("app.tagline")}</p>
      <dl className="facts selectable">
        <dt>{t("about.version")}</dt>
        <dd>{versions.loupe}</dd>
        <dt>{t("about.electron")}</dt>
        <dd>{versions.electron}</dd>
        <dt>{t("about.chromium")}</dt>
        <dd>{versions.chrome}</dd>
        <dt>{t("about.system")}</dt>
        <dd>{platform}</dd>
        <dt>{t("about.licence")}</dt>
        <dd>{t("about.licenceText")}</dd>
      </dl>
      <p className="quiet form-note">{t("about.offline")}</p>
      <p className="faint form-note">{t("about.thirdParty")}</p>
    </Dialog>
  );
}
