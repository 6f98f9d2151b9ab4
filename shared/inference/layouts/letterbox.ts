/** Ultralytics' letterbox, which feeds both of its layouts (ultralytics/data/augment.py, LetterBox). */
import type { Size } from "../../core/box.ts";
import type { Preprocess } from "../preprocess.ts";
import { dividedBy255 } from "./normalizations.ts";

/** Centred on grey 114, bilinear, RGB / 255. */
export function letterboxed(inputSize: Size | null): Preprocess {
  return {
    color: "RGB",
    resize: {
      kind: "letterbox",
      ...(inputSize ?? { width: 640, height: 640 }),
      fill: 114,
      interpolation: "linear",
    },
    normalize: dividedBy255(),
    pad: { kind: "none" },
  };
}
