/** Shown instead of a blank window when the page cannot even ask main for its settings. */
import { en } from "../shared/words/en/window.ts";
import { zh } from "../shared/words/zh/window.ts";

export function StartFailure({ reason }: { reason: string }) {
  return (
    <div className="splash" role="alert">
      <div className="selectable">
        <p>
          {en.app.startFailed} · {zh.app.startFailed}
        </p>
        <p>{reason}</p>
        <p>{en.app.startFailedNow}</p>
        <p>{zh.app.startFailedNow}</p>
      </div>
    </div>
  );
}
