/** Shown instead of a blank window when the page cannot get its settings from main: in every language, since none is known. */
import { ALL_LANGUAGES, WORDS } from "../shared/words/languages.ts";

export function StartFailure({ reason }: { reason: string }) {
  const texts = ALL_LANGUAGES.map((language) => WORDS[language].window.app);
  return (
    <div className="splash" role="alert">
      <div className="selectable">
        <p>{texts.map(({ startFailed }) => startFailed).join(" · ")}</p>
        <p>{reason}</p>
        {texts.map(({ startFailedNow }) => (
          <p key={startFailedNow}>{startFailedNow}</p>
        ))}
      </div>
    </div>
  );
}
