/** One row per verdict with its count, and one for the class: a click shows these images. */
import { useTranslation } from "react-i18next";
import { useKeysOf, useMoment, useStores } from "../../appContext.tsx";
import type { CommandId } from "../../commands/command.ts";
import { showVerdict } from "../../commands/imageCommands.ts";
import type { VerdictFilter } from "../../stores/viewStore.ts";
import { formatCount } from "../../ui/format.ts";
import { Kbd } from "../../ui/Kbd.tsx";
import { VerdictMark } from "../../ui/VerdictMark.tsx";
import { ClassFilter } from "./ClassFilter.tsx";

/** Without a key where the filter is not a command. */
const KEYS: Partial<Record<VerdictFilter, CommandId>> = {
  all: "filterAll",
  escaped: "filterEscaped",
  overkill: "filterOverkill",
  correct: "filterCorrect",
  ng: "filterNg",
  ok: "filterOk",
  failed: "filterFailed",
};

export function FilterRows() {
  const { t } = useTranslation();
  const stores = useStores();
  const moment = useMoment();
  const keysOf = useKeysOf();
  const { counts } = stores.derived.listed(moment);
  const roles = stores.derived.roleCounts(moment);
  const filters: VerdictFilter[] = ["all"];
  if (roles.annotated + roles.background > 0) filters.push("escaped", "overkill", "correct");
  if (roles.unlabelled > 0) filters.push("ng", "ok");
  if (counts.failed > 0 || moment.view.verdict === "failed") filters.push("failed");
  return (
    <div className="filters" role="group" aria-label={t("filter.title")}>
      {filters.map((filter) => {
        const command = KEYS[filter];
        const key = command ? keysOf(command)[0] : undefined;
        return (
          <button
            key={filter}
            type="button"
            className={`filter-row filter-${filter}${counts[filter] === 0 ? " filter-empty" : ""}`}
            aria-pressed={moment.view.verdict === filter}
            data-testid={`filter-${filter}`}
            onClick={() => showVerdict(stores, filter)}
          >
            <FilterMark filter={filter} />
            <span className="filter-name">{t(`filter.${filter}`)}</span>
            <Kbd keys={key} />
            <span className="filter-count">{formatCount(counts[filter])}</span>
          </button>
        );
      })}
      <ClassFilter />
    </div>
  );
}

function FilterMark({ filter }: { filter: VerdictFilter }) {
  switch (filter) {
    case "all":
      return <span className="filter-mark-all" aria-hidden="true" />;
    case "correct":
      return (
        <span className="filter-mark-pair" aria-hidden="true">
          <VerdictMark verdict="caught" size={9} />
          <VerdictMark verdict="passed" size={9} />
        </span>
      );
    case "escaped":
    case "overkill":
    case "caught":
    case "passed":
    case "ng":
    case "ok":
    case "failed":
      return <VerdictMark verdict={filter} />;
  }
}
