/** The dialog for choosing which list of a folder is read and which subfolder holds the defect-free images: shown when unclear, or by command. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMoment } from "../../appContext.tsx";
import type { ChoosingLists } from "../../stores/projectStore.ts";
import { Dialog } from "../../ui/Dialog.tsx";

export function ListsDialog({ onClose }: { onClose: () => void }) {
  const { project } = useMoment();
  const close = () => {
    project.dropChoosing();
    onClose();
  };
  return project.choosing ? <Choice key={project.choosing.source.grant} {...project.choosing} onClose={close} /> : null;
}

function Choice({ source, choices, failure, onClose }: ChoosingLists & { onClose: () => void }) {
  const { t } = useTranslation();
  const { project } = useMoment();
  const { lists, usualList, backgrounds, usualBackground } = choices;
  const [list, setList] = useState(source.list ?? usualList ?? lists[0] ?? "");
  // An empty name: none.
  const [background, setBackground] = useState(source.background ?? usualBackground ?? "");
  function open() {
    onClose();
    const { grant, name } = source;
    void project.openDataset({
      grant,
      name,
      ...(lists.length > 0 ? { list } : {}),
      ...(backgrounds.length > 0 ? { background } : {}),
    });
  }
  return (
    <Dialog
      title={t("lists.title")}
      onClose={onClose}
      size="small"
      testId="lists-dialog"
      footer={
        <>
          <button type="button" className="button button-outline" onClick={onClose}>
            {t("common.cancel")}
          </button>
          <button type="button" className="button button-primary" data-testid="lists-open" onClick={open}>
            {t("lists.open")}
          </button>
        </>
      }
    >
      <p className="quiet">{t(failure ? "lists.whyAsked" : "lists.why", { name: source.name })}</p>
      {lists.length > 0 ? (
        <Options
          legend={t("lists.list")}
          name="list"
          options={lists.map((value) => ({ value, text: value, note: value === usualList ? t("lists.usual") : "" }))}
          chosen={list}
          onChoose={setList}
        />
      ) : null}
      {backgrounds.length > 0 ? (
        <Options
          legend={t("lists.background")}
          name="background"
          options={[
            ...backgrounds.map((value) => ({
              value,
              text: value,
              note: value === usualBackground ? t("lists.usual") : "",
            })),
            { value: "", text: t("lists.noBackground"), note: usualBackground === null ? t("lists.usual") : "" },
          ]}
          chosen={background}
          onChoose={setBackground}
        />
      ) : null}
    </Dialog>
  );
}

interface OptionsProps {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly text: string; readonly note: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

function Options({ legend, name, options, chosen, onChoose }: OptionsProps) {
  return (
    <fieldset className="form-options">
      <legend className="form-heading">{legend}</legend>
      {options.map(({ value, text, note }) => (
        <label key={value} className="check-row">
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            data-testid={`${name}-${value}`}
            onChange={() => onChoose(value)}
          />
          <span>{text}</span>
          <span className="faint check-note">{note}</span>
        </label>
      ))}
    </fieldset>
  );
}
