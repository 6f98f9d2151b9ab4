"""VOC mAP and the image-level sweep, small and plain, to steer training; Loupe's own engine gives the figures that are published."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .canvas import Array
from .voc import Sample


@dataclass(frozen=True)
class Detections:
    """The rows of one image: boxes [n, 4] (x1, y1, x2, y2), scores [n], 0-based labels [n]."""

    boxes: Array
    scores: Array
    labels: Array


def iou(box: Array, others: Array) -> Array:
    """IoU of one box with others [n, 4], with inclusive pixels (width = x2 - x1 + 1)."""
    size = np.minimum(box[2:], others[:, 2:]) - np.maximum(box[:2], others[:, :2]) + 1
    shared = np.clip(size, 0, None).prod(1)
    return shared / ((box[2:] - box[:2] + 1).prod() + (others[:, 2:] - others[:, :2] + 1).prod(1) - shared)


def average_precision(samples: list[Sample], found: list[Detections], label: int) -> float:
    """11-point average precision of one class: greedy by score, IoU above 0.5, each ground truth once; NaN without ground truth."""
    total = sum(int((s.labels == label).sum()) for s in samples)
    if total == 0:
        return float("nan")
    rows = [(float(score), i, box) for i, d in enumerate(found)
            for box, score in zip(d.boxes[d.labels == label], d.scores[d.labels == label])]
    rows.sort(key=lambda row: -row[0])
    used = [np.zeros(len(s.labels), bool) for s in samples]
    hits = np.zeros(len(rows))
    for place, (_, i, box) in enumerate(rows):
        mine = np.flatnonzero(samples[i].labels == label)
        if mine.size == 0:
            continue
        overlap = iou(box, samples[i].boxes[mine])
        best = int(overlap.argmax())
        if overlap[best] > 0.5 and not used[i][mine[best]]:
            used[i][mine[best]] = True
            hits[place] = 1
    recall, precision = hits.cumsum() / total, hits.cumsum() / np.arange(1, len(hits) + 1)
    points = [precision[recall >= t].max(initial=0) for t in np.arange(11) / 10]
    return float(np.mean(points))


def sweep(defective: list[Detections], backgrounds: list[Detections]) -> list[tuple[float, float, float]]:
    """(threshold, image-level recall, false-positive rate) for thresholds 0.00..1.00; an image is NG if its best score >= threshold."""
    best = [np.array([d.scores.max(initial=-1) for d in group]) for group in (defective, backgrounds)]
    return [(t / 100, float((best[0] >= t / 100).mean()), float((best[1] >= t / 100).mean())) for t in range(101)]
