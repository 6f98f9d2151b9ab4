/** The top row: the open dataset and model, the provider, the number of images, and access to every command. */
import { useWords } from "../../i18n/useWords.ts";
import { Fragment } from "react";
import { ALL_LANGUAGES, type Language, WORDS } from "../../../shared/words/languages.ts";
import { useTranslation } from "react-i18next";
import { useKeysOf, useMoment, useSlice, useStores } from "../../appContext.tsx";
import { shownTheme } from "../../commands/viewCommands.ts";
import { runCommand } from "../../commands/commandList.ts";
import { CommandButton } from "../../ui/CommandButton.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Kbd } from "../../ui/Kbd.tsx";
import { Tooltip } from "../../ui/Tooltip.tsx";
import { ModeSwitch } from "./ModeSwitch.tsx";
import { MoreMenu } from "./MoreMenu.tsx";
import { ProviderIndicator } from "./ProviderIndicator.tsx";
import { RecentMenu } from "./RecentMenu.tsx";
import "./titleBar.css";

export function TitleBar() {
  const { t } = useTranslation();
  const stores = useStores();
  const { project } = useMoment();
  const theme = useSlice(stores.settings, (state) => state.settings.theme);
  const keysOf = useKeysOf();
  const { dataset, model } = project;
  const shownLanguages = [...ALL_LANGUAGES].reverse();
  const modelName = model?.manifest.name ?? null;
  return (
    <header className="title-bar">
      <h1 className="title-name">{t("app.name")}</h1>
      <ModeSwitch />
      <RecentMenu what="dataset" name={dataset?.name ?? null} />
      <RecentMenu what="model" name={modelName} />
      {model ? <ProviderIndicator /> : null}
      <SyntheticBadge />
      <span className="title-space" />
      <ImageCounts />
      <button type="button" className="title-search" onClick={() => runCommand(stores, "showPalette")}>
        <Icon name="search" size={14} />
        <span>{t("title.searchCommands")}</span>
        <Kbd keys={keysOf("showPalette")[0]} />
      </button>
      <Tooltip text={t("title.language")} keys={keysOf("toggleLanguage")[0]}>
        <button
          type="button"
          className="button button-quiet title-language"
          data-testid="language-toggle"
          aria-label={`${t("title.language")}: ${shownLanguages.map((code) => WORDS[code].shortName).join(" / ")}`}
          onClick={() => runCommand(stores, "toggleLanguage")}
        >
          {shownLanguages.map((code, i) => (
            <Fragment key={code}>
              {i > 0 ? <span className="faint">/</span> : null}
              <LanguageName code={code} />
            </Fragment>
          ))}
        </button>
      </Tooltip>
      <CommandButton command="toggleTheme" icon={shownTheme(theme) === "dark" ? "sun" : "moon"} testId="theme-toggle" />
      <CommandButton command="showRuns" icon="clock" testId="runs-button" />
      <CommandButton command="exportReports" icon="report" testId="reports-button" />
      <MoreMenu />
    </header>
  );
}

function LanguageName({ code }: { code: Language }) {
  const { language } = useWords();
  return <span className={language === code ? "language-current" : "faint"}>{WORDS[code].shortName}</span>;
}

function ImageCounts() {
  const { t } = useTranslation();
  const { derived } = useStores();
  const { annotated: defects, background: backgrounds, unlabelled } = derived.roleCounts(useMoment());
  if (defects + backgrounds + unlabelled === 0) return null;
  const parts = [
    defects + backgrounds > 0
      ? t("title.counts", { defects: formatCount(defects), backgrounds: formatCount(backgrounds) })
      : null,
    unlabelled > 0 ? t("title.countsUnlabelled", { number: formatCount(unlabelled) }) : null,
  ].filter((part) => part !== null);
  return <span className="title-counts quiet">{parts.join(" · ")}</span>;
}

function SyntheticBadge() {
  const { t } = useTranslation();
  const { project } = useMoment();
  const [images, model] = [project.dataset?.synthetic === true, project.model?.manifest.synthetic === true];
  if (!images && !model) return null;
  return (
    <Tooltip text={<span className="tooltip-prose">{t("app.syntheticWhy")}</span>}>
      <span className="badge badge-review" role="note" tabIndex={0} data-testid="synthetic">
        {images && model ? t("app.synthetic") : images ? t("app.syntheticImages") : t("app.syntheticModel")}
      </span>
    </Tooltip>
  );
}
