/** The current figures for components; all share one memo. */
import { useMoment, useStores } from "../../appContext.tsx";
import type { Derived, Moment } from "../../stores/derived.ts";
import { createFigures, type Figures } from "./figures.ts";

const memories = new WeakMap<Derived, (moment: Moment) => Figures>();

export function useFigures(): { readonly moment: Moment; readonly figures: Figures } {
  const { derived } = useStores();
  const moment = useMoment();
  let figuresOf = memories.get(derived);
  if (!figuresOf) {
    figuresOf = createFigures(derived);
    memories.set(derived, figuresOf);
  }
  return { moment, figures: figuresOf(moment) };
}
