/** The switch between modes; hidden while there is only one. */
import { useTranslation } from "react-i18next";
import { useCommandRegistry, useSlice, useStores } from "../../appContext.tsx";
import { SegmentedControl } from "../../ui/SegmentedControl.tsx";

export function ModeSwitch() {
  const { t } = useTranslation();
  const { window } = useStores();
  const { modes } = useCommandRegistry();
  const mode = useSlice(window, (state) => state.mode);
  if (modes.length < 2) return null;
  return (
    <div className="title-modes" data-testid="mode-switch">
      <SegmentedControl
        label={t("title.modes")}
        value={mode}
        options={modes.map(({ id, switchCommand }) => ({
          value: id,
          label: t(`mode.${id}`),
          title: t(`commands.${switchCommand}`),
        }))}
        onChange={window.getState().setMode}
      />
    </div>
  );
}
