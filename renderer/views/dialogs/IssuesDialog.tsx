/** Every file that was skipped or kept with a remark, and every image that failed in the run, each with its reason. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMoment, useStores } from "../../appContext.tsx";
import { useWords } from "../../i18n/useWords.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatCount } from "../../ui/format.ts";
import { Icon } from "../../ui/Icon.tsx";
import { copyText } from "../../ui/copyText.ts";
import { listIssues, type IssueLine } from "./issueLines.ts";

/** Of a row whose texts fit on one line; longer ones are wrapped and measured. */
const ROW_HEIGHT = 32;
const BODY_HEIGHT = 384;

export function IssuesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { derived } = useStores();
  const lines = listIssues(useMoment(), derived);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const count = (state: IssueLine["state"]) => lines.filter((line) => line.state === state).length;
  const counts = { excluded: count("excluded"), kept: count("kept"), failed: count("failed") };
  return (
    <Dialog
      title={t("issues.title")}
      onClose={onClose}
      size="large"
      testId="issues-dialog"
      footer={lines.length > 0 ? <CopyButton lines={lines} /> : null}
    >
      <p className="quiet">{lines.length === 0 ? t("issues.none") : t("issues.count", mapCounts(counts))}</p>
      {lines.length > 0 ? (
        <div className="table" role="table" aria-rowcount={lines.length}>
          <div className="table-head" role="row">
            <span role="columnheader">{t("common.file")}</span>
            <span role="columnheader">{t("common.reason")}</span>
            <span role="columnheader" />
          </div>
          <div
            ref={scroller}
            className="table-body selectable"
            tabIndex={0}
            style={{ height: Math.min(rows.getTotalSize(), BODY_HEIGHT) }}
          >
            <div style={{ height: rows.getTotalSize(), position: "relative" }}>
              {rows.getVirtualItems().map((row) => {
                const line = lines[row.index];
                return line ? (
                  <IssueRow key={row.key} line={line} index={row.index} top={row.start} measure={rows.measureElement} />
                ) : null;
              })}
            </div>
          </div>
        </div>
      ) : null}
    </Dialog>
  );
}

function mapCounts(counts: Record<IssueLine["state"], number>) {
  return { excluded: formatCount(counts.excluded), kept: formatCount(counts.kept), failed: formatCount(counts.failed) };
}

interface IssueRowProps {
  readonly line: IssueLine;
  readonly index: number;
  readonly top: number;
  readonly measure: (row: HTMLElement | null) => void;
}

function IssueRow({ line, index, top, measure }: IssueRowProps) {
  const { t } = useTranslation();
  const particular = useWords().detail(line.detail);
  const text = line.code === null ? particular : t(`issues.code.${line.code}`);
  const detail = line.code === null ? "" : particular;
  return (
    <div
      ref={measure}
      data-index={index}
      className="table-row"
      role="row"
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="cell">{line.file}</span>
      <span role="cell">
        {text}
        {detail ? <span className="faint"> · {detail}</span> : null}
      </span>
      <span role="cell" className={line.state === "kept" ? "faint" : "tone-review"}>
        {line.state === "failed" ? t("verdict.failed") : t(`issues.${line.state}`)}
      </span>
    </div>
  );
}

function CopyButton({ lines }: { lines: readonly IssueLine[] }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const words = useWords();
  const text = () =>
    lines
      .map((line) =>
        [
          line.file,
          line.code === null ? words.detail(line.detail) : t(`issues.code.${line.code}`),
          line.code === null ? "" : words.detail(line.detail),
        ].join("\t"),
      )
      .join("\n");
  return (
    <button type="button" className="button button-outline" onClick={() => setCopied(copyText(text()))}>
      <Icon name={copied ? "check" : "copy"} />
      <span>{copied ? t("issues.copied") : t("issues.copy")}</span>
    </button>
  );
}
