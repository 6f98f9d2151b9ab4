/** The colour of a class as a small square, the same as that of its boxes in the window and in reports. */
import { colourOf } from "../../shared/core/classPalette.ts";

/** @param classIndex in the class table; null draws the empty square of "any class" */
export function ClassChip({ classIndex }: { classIndex: number | null }) {
  if (classIndex === null) return <span className="class-chip class-chip-any" aria-hidden="true" />;
  return <span className="class-chip" style={{ background: colourOf(classIndex) }} aria-hidden="true" />;
}
