/** What drawing needs from the browser: fonts, the width of texts, the hatch of missed boxes, and the screen's pixel ratio. */
import { useEffect, useMemo, useState } from "react";
import { CLASS_PALETTE, colourOf, textColourOn } from "../../../shared/core/classPalette.ts";
import { ON_IMAGE } from "./boxStyle.ts";
import type { BoxScene } from "./boxScene.ts";
import { createLabelMetrics } from "./labelMetrics.ts";

const LABEL_FONT_SIZE = 12;
const HATCH_STEP = 6;

/** What every pane has in common. */
export type SceneSetup = Omit<BoxScene, "pane" | "viewport" | "overlay" | "defects">;

/** Everything of a scene except the pane and the viewport; the same object until fonts, classes or the screen change. */
export function useSceneSetup(classNames: readonly string[]): SceneSetup {
  const pixelRatio = useDevicePixelRatio();
  const fontLoads = useFontLoads();
  return useMemo(() => {
    const context = document.createElement("canvas").getContext("2d");
    const family = getComputedStyle(document.documentElement).getPropertyValue("--font").trim() || "sans-serif";
    const font = `600 ${LABEL_FONT_SIZE}px ${family}`;
    if (context) context.font = font;
    const metrics = createLabelMetrics(
      font,
      classNames,
      (text) => context?.measureText(text).width ?? text.length * LABEL_FONT_SIZE,
    );
    return {
      pixelRatio,
      colorOf: colourOf,
      isDark,
      labelOf: metrics.labelOf,
      font,
      hatch: context && hatchPattern(context),
    };
    // Texts have other widths once the fonts are there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [classNames, pixelRatio, fontLoads]);
}

const DARK_COLOURS = new Set<string>(CLASS_PALETTE.filter((colour) => textColourOn(colour) === "#ffffff"));

function isDark(classIndex: number): boolean {
  return DARK_COLOURS.has(colourOf(classIndex));
}

function hatchPattern(context: CanvasRenderingContext2D): CanvasPattern | null {
  const tile = document.createElement("canvas");
  tile.width = HATCH_STEP;
  tile.height = HATCH_STEP;
  const draw = tile.getContext("2d");
  if (!draw) return null;
  draw.strokeStyle = ON_IMAGE.hatch;
  draw.lineWidth = 1.6;
  draw.beginPath();
  // Three strokes, so that tiles join without gaps at the corners.
  for (const shift of [-HATCH_STEP, 0, HATCH_STEP]) {
    draw.moveTo(shift - 1, HATCH_STEP + 1);
    draw.lineTo(shift + HATCH_STEP + 1, -1);
  }
  draw.stroke();
  return context.createPattern(tile, "repeat");
}

/** Incremented whenever fonts have loaded. A font set reports itself as loaded before any font was requested, and a font is requested when a text first needs it. */
function useFontLoads(): number {
  const [loads, setLoads] = useState(0);
  useEffect(() => {
    const count = () => setLoads((before) => before + 1);
    document.fonts.addEventListener("loadingdone", count);
    return () => document.fonts.removeEventListener("loadingdone", count);
  }, []);
  return loads;
}

/** Changes when the window moves to another screen or is zoomed. */
function useDevicePixelRatio(): number {
  const [ratio, setRatio] = useState(window.devicePixelRatio);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${ratio}dppx)`);
    const read = () => setRatio(window.devicePixelRatio);
    query.addEventListener("change", read);
    return () => query.removeEventListener("change", read);
  }, [ratio]);
  return ratio;
}
