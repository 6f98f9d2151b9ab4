/** Finds a detector layout by its name or by a graph. All that depends on the layout is asked of it. */
import type { DetectorLayout, ImageGraph, Recognition } from "./layouts/detectorLayout.ts";
import { LAYOUTS } from "./layouts/index.ts";

/** A registered layout. */
export type RegisteredLayout = DetectorLayout<Layout, InputRole>;

type Registered = (typeof LAYOUTS)[number];
export type Layout = Registered["name"];
/** An input besides the image, of any layout. */
export type InputRole = Registered["roles"][number];

export const layoutNames: readonly Layout[] = LAYOUTS.map(({ name }) => name);

export const inputRoles: readonly InputRole[] = [
  ...new Set(LAYOUTS.flatMap(({ roles }): readonly InputRole[] => roles)),
];

export function layoutOf(name: Layout): RegisteredLayout {
  const layout = LAYOUTS.find((registered) => registered.name === name);
  // The manifest's schema accepts no other name.
  if (!layout) throw new Error(`no layout is registered as ${name}`);
  return layout;
}

export interface RecognisedGraph {
  readonly layout: RegisteredLayout;
  readonly recognition: Recognition<InputRole>;
}

/** Null where no layout recognises the graph. */
export function recogniseGraph(graph: ImageGraph): RecognisedGraph | null {
  for (const layout of LAYOUTS) {
    const recognition = layout.recognise(graph);
    if (recognition) return { layout, recognition };
  }
  return null;
}
