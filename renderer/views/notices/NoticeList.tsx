/** Notices that stay until they are dismissed: which file, why, and what to do. */
import { useWords } from "../../i18n/useWords.ts";
import { useTranslation } from "react-i18next";
import { useSlice, useStores } from "../../appContext.tsx";
import type { Notice } from "../../stores/noticeStore.ts";
import { SaidDetails } from "../../ui/SaidDetails.tsx";
import { Icon } from "../../ui/Icon.tsx";
import "./notices.css";

export function NoticeList() {
  const { t } = useTranslation();
  const { notices } = useStores();
  const list = useSlice(notices, (state) => state.notices);
  return (
    <section className="notices" aria-label={t("notice.region")} aria-live="polite">
      {list.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const words = useWords();
  const { notices } = useStores();
  return (
    <article
      className={`notice notice-${notice.level}`}
      data-testid="notice"
      data-code={notice.code}
      role={notice.level === "error" ? "alert" : "status"}
    >
      <span className="notice-icon">
        <Icon name={notice.level} />
      </span>
      <div className="notice-text selectable">
        {notice.file ? <div className="notice-file">{notice.file}</div> : null}
        <p>{words.failure(notice)}</p>
        <SaidDetails params={notice.params} />
      </div>
      <button
        type="button"
        className="button button-quiet button-icon button-small"
        aria-label={t("common.dismiss")}
        onClick={() => notices.getState().dismiss(notice.id)}
      >
        <Icon name="close" size={14} />
      </button>
    </article>
  );
}
