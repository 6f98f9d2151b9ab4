/** Keeps the counts per class up to date, a few milliseconds per frame. */
import { useEffect, useMemo, useReducer } from "react";
import { useStores } from "../../appContext.tsx";
import type { Moment } from "../../stores/derived.ts";
import { ClassTally } from "./classCounts.ts";

/** Of a frame's 16 ms; the slider needs the rest. */
const SLICE_MILLISECONDS = 4;

const NONE: Moment["run"]["outcomes"] = [];

/** @param judged as of `ClassTally` */
export function useClassTally(moment: Moment, judged = true): ClassTally {
  const { derived } = useStores();
  const { dataset } = moment.project;
  const { run } = moment;
  const outcomes = dataset && run.datasetId === dataset.id ? run.outcomes : NONE;
  const table = derived.classTable(moment);
  const { zones, minimumSize } = moment.view.rule;
  const { isMatched } = derived.compiledRule(moment);
  const tally = useMemo(
    () => new ClassTally(dataset?.images ?? [], outcomes, table, isMatched, judged),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- which boxes are matched depends on zones and size alone
    [dataset, outcomes, table, zones, minimumSize, judged],
  );
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    let frame = 0;
    const slice = () => {
      const until = performance.now() + SLICE_MILLISECONDS;
      const before = tally.done;
      const complete = tally.advance(() => performance.now() > until);
      if (tally.done !== before) redraw();
      if (!complete) frame = requestAnimationFrame(slice);
    };
    frame = requestAnimationFrame(slice);
    return () => cancelAnimationFrame(frame);
    // `revision` shows that outcomes, which change in place, have grown.
  }, [tally, run.revision]);
  return tally;
}
