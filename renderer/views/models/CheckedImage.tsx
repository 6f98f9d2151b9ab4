/** An image with solid boxes for what the model found and dashed ones for the ground truth, or for what a file expects, scaled to its frame. */
import { clipToImage, imageBox, type ImageBox } from "../../../shared/core/box.ts";
import { colourOf } from "../../../shared/core/classPalette.ts";
import { detectionAt } from "../../../shared/core/detections.ts";
import { PLAIN_SCORE, type CheckedOrder } from "../../../shared/inference/selfCheckReport.ts";
import { formatScore } from "../../ui/format.ts";
import { stackLabels } from "./stackLabels.ts";

interface CheckedImageProps {
  readonly url: string | null;
  /** Pixels of the image: the space of all boxes. */
  readonly width: number;
  readonly height: number;
  readonly order: CheckedOrder;
  readonly truths: readonly ImageBox[];
  readonly nameOf: (classIndex: number) => string;
  /** Index in the window's class table, for the colour. */
  readonly chipOf: (classIndex: number) => number;
}

/** Length of the longer side in the drawing's own units: text and its casing are sharp whatever the image's size. */
const DRAWN = 1000;
const LETTER = 30;

export function CheckedImage({ url, width, height, order, truths, nameOf, chipOf }: CheckedImageProps) {
  const { detections } = order;
  const shown = Array.from({ length: detections.count }, (_, i) => detectionAt(detections, i)).filter(
    ({ score }) => score >= PLAIN_SCORE,
  );
  const scale = DRAWN / Math.max(width, height);
  const place = (box: ImageBox) => {
    const { x1, y1, x2, y2 } = clipToImage(box, { width, height });
    return { x: x1 * scale, y: y1 * scale, width: Math.max(0, x2 - x1) * scale, height: Math.max(0, y2 - y1) * scale };
  };
  const drawn = shown.map(({ box, score, classIndex }) => ({
    ...place(box),
    colour: colourOf(chipOf(classIndex)),
    text: `${nameOf(classIndex)} ${formatScore(score)}`,
  }));
  const baselines = stackLabels(drawn, LETTER);
  return (
    <svg
      className="checked-image"
      viewBox={`0 0 ${width * scale} ${height * scale}`}
      role="img"
      aria-label={`${order.color}: ${drawn.map(({ text }) => text).join(", ")}`}
    >
      {url ? <image href={url} width={width * scale} height={height * scale} /> : null}
      {drawn.map(({ colour, text, ...box }, i) => (
        <g key={i}>
          <rect className="box-casing" {...box} />
          <rect className="box-found" {...box} stroke={colour} />
          <text
            className="box-label"
            x={box.x + LETTER * 0.2}
            y={baselines[i]}
            fontSize={LETTER}
            strokeWidth={LETTER * 0.25}
          >
            {text}
          </text>
        </g>
      ))}
      {truths.map((box, i) => (
        <rect key={i} className="box-truth" {...place(imageBox(box.x1, box.y1, box.x2, box.y2))} />
      ))}
    </svg>
  );
}
