/** The row that restricts the list to images with a class. */
import { useTranslation } from "react-i18next";
import { useMoment, useStores } from "../../appContext.tsx";
import { ClassChip } from "../../ui/ClassChip.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Menu, MenuCheckItem } from "../../ui/Menu.tsx";

export function ClassFilter() {
  const { t } = useTranslation();
  const stores = useStores();
  const moment = useMoment();
  const { names } = stores.derived.classTable(moment);
  const { classIndex } = moment.view;
  if (names.length === 0) return null;
  const choose = (index: number | null) => moment.view.change({ classIndex: index });
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="filter-row"
          aria-pressed={classIndex !== null}
          data-testid="filter-class"
          title={t("filter.byClassHint")}
        >
          <ClassChip classIndex={classIndex} />
          <span className="filter-name ellipsis">{classIndex === null ? t("filter.anyClass") : names[classIndex]}</span>
          <Icon name="chevronDown" size={12} />
        </button>
      }
    >
      <ClassItems onChoose={choose} />
    </Menu>
  );
}

/** A separate component: counts are computed only while the menu is open. */
function ClassItems({ onChoose }: { onChoose: (index: number | null) => void }) {
  const { t } = useTranslation();
  const stores = useStores();
  const moment = useMoment();
  const { names } = stores.derived.classTable(moment);
  const counts = stores.derived.classCounts(moment);
  return (
    <>
      <MenuCheckItem
        checked={moment.view.classIndex === null}
        mark={<ClassChip classIndex={null} />}
        onSelect={() => onChoose(null)}
      >
        {t("filter.anyClass")}
      </MenuCheckItem>
      {names.map((name, i) => (
        <MenuCheckItem
          key={name}
          checked={moment.view.classIndex === i}
          mark={<ClassChip classIndex={i} />}
          note={formatCount(counts[i] ?? 0)}
          testId={`filter-class-${i}`}
          onSelect={() => onChoose(i)}
        >
          {name}
        </MenuCheckItem>
      ))}
    </>
  );
}
