/** The progress of the inspection in one line: state, count, speed, time left, and its buttons. */
import { useTranslation } from "react-i18next";
import { useMoment } from "../../appContext.tsx";
import type { ProjectState } from "../../stores/projectStore.ts";
import type { RunState } from "../../stores/runStore.ts";
import { CommandButton } from "../../ui/CommandButton.tsx";
import { formatCount, formatDuration, formatRate } from "../../ui/format.ts";

export function RunProgressLine() {
  const { t } = useTranslation();
  const { run, project } = useMoment();
  const { status, progress } = run;
  const total = progress?.total ?? project.dataset?.images.length ?? 0;
  const done = progress?.done ?? 0;
  const underWay = status === "starting" || status === "running" || status === "paused";
  const words = {
    none: nothingRuns(project, t),
    starting: t("status.starting"),
    running: t("status.running"),
    paused: t("status.paused"),
    stopped: t("status.stopped"),
    interrupted: t("status.interrupted"),
    done: t("status.done"),
  } satisfies Record<RunState["status"], string>;
  return (
    <div className="run-progress" data-testid="run-progress" data-status={status} role="status" aria-live="off">
      <span className={`run-state run-state-${status}`}>{words[status]}</span>
      {underWay || (status === "stopped" && progress) || status === "interrupted" ? (
        <div
          className="progress-track"
          role="progressbar"
          aria-label={words[status]}
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={done}
        >
          <div className="progress-fill" style={{ transform: `scaleX(${total > 0 ? done / total : 0})` }} />
        </div>
      ) : null}
      {status !== "none" && progress ? <span className="run-figures">{figures(run, t)}</span> : null}
      <RunButtons status={status} />
    </div>
  );
}

/** Names what is missing for an inspection. */
function nothingRuns({ dataset, model }: ProjectState, t: ReturnType<typeof useTranslation>["t"]): string {
  if (dataset && !model) return t("empty.needModel", { name: dataset.name });
  return dataset && model ? t("status.noRun") : t("status.idle");
}

/** "12 of 210 · 4.1 images/s · 48 s left" */
function figures(run: RunState, t: ReturnType<typeof useTranslation>["t"]): string {
  const { progress, status } = run;
  if (!progress) return "";
  const parts = [t("unit.of", { done: formatCount(progress.done), total: formatCount(progress.total) })];
  if (status === "running" && progress.imagesPerSecond !== null)
    parts.push(t("unit.imagesPerSecond", { value: formatRate(progress.imagesPerSecond) }));
  if (status === "running" && progress.secondsLeft !== null)
    parts.push(t("status.left", { time: formatDuration(progress.secondsLeft, t) }));
  return parts.join(" · ");
}

function RunButtons({ status }: { status: RunState["status"] }) {
  const { t } = useTranslation();
  const { project } = useMoment();
  const canStart = project.dataset !== null && project.model !== null;
  switch (status) {
    case "running":
    case "paused":
      return (
        <span className="run-buttons">
          <CommandButton
            command="togglePause"
            icon={status === "paused" ? "play" : "pause"}
            label={status === "paused" ? t("status.resume") : t("status.pause")}
            side="top"
          />
          <CommandButton command="stopInspection" icon="stop" label={t("status.stop")} side="top" />
        </span>
      );
    case "starting":
      return <CommandButton command="stopInspection" icon="stop" label={t("status.stop")} side="top" />;
    case "stopped":
      return <CommandButton command="startInspection" icon="play" label={t("status.resume")} side="top" />;
    case "none":
      if (canStart) return <CommandButton command="startInspection" icon="play" label={t("status.start")} side="top" />;
      return project.dataset ? (
        <CommandButton command="openModel" icon="cube" label={t("title.openModel")} side="top" />
      ) : null;
    case "done":
      return <CommandButton command="restartInspection" icon="restart" label={t("status.again")} side="top" />;
    case "interrupted":
      return null;
  }
}
