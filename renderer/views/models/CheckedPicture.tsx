/** A picture with its ground truth dashed and what the model found in solid boxes, as large as its frame. */
import type { GroundTruthBox } from "../../../shared/core/dataset.ts";
import { clipToImage } from "../../../shared/core/box.ts";
import { colourOf } from "../../../shared/core/classPalette.ts";
import { detectionAt } from "../../../shared/core/detections.ts";
import { PLAIN_SCORE, type CheckedOrder } from "../../../shared/inference/selfCheckReport.ts";
import { formatScore } from "../../ui/format.ts";

interface CheckedPictureProps {
  readonly url: string | null;
  /** Pixels of the picture: the space of all boxes. */
  readonly width: number;
  readonly height: number;
  readonly order: CheckedOrder;
  readonly groundTruth: readonly GroundTruthBox[];
  readonly nameOf: (classIndex: number) => string;
  /** Place in the window's class table, for the colour. */
  readonly chipOf: (classIndex: number) => number;
}

export function CheckedPicture({ url, width, height, order, groundTruth, nameOf, chipOf }: CheckedPictureProps) {
  const { detections } = order;
  const shown = Array.from({ length: detections.count }, (_, i) => detectionAt(detections, i)).filter(({ score }) => score >= PLAIN_SCORE);
  const size = { width, height };
  const letter = Math.max(width, height) / 34;
  return (
    <svg className="checked-picture" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${order.color}: ${shown.map(({ classIndex, score }) => `${nameOf(classIndex)} ${formatScore(score)}`).join(", ")}`}>
      {url ? <image href={url} width={width} height={height} /> : null}
      {groundTruth.map((box, i) => (
        <g key={i}>
          <rect className="box-casing" x={box.x1} y={box.y1} width={box.x2 - box.x1} height={box.y2 - box.y1} />
          <rect className="box-truth" x={box.x1} y={box.y1} width={box.x2 - box.x1} height={box.y2 - box.y1} />
        </g>
      ))}
      {shown.map(({ box, score, classIndex }, i) => {
        const { x1, y1, x2, y2 } = clipToImage(box, size);
        return (
          <g key={i}>
            <rect className="box-casing" x={x1} y={y1} width={x2 - x1} height={y2 - y1} />
            <rect className="box-found" x={x1} y={y1} width={x2 - x1} height={y2 - y1} stroke={colourOf(chipOf(classIndex))} />
            <text className="box-label" x={x1 + letter * 0.2} y={y1 > letter * 1.3 ? y1 - letter * 0.35 : y2 + letter} fontSize={letter} strokeWidth={letter * 0.22}>
              {`${nameOf(classIndex)} ${formatScore(score)}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
