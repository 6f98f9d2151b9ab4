"""Drawing primitives of the generator: smooth noise, irregular masks and blending on a float32 canvas."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Box:
    """A box in image pixels; x2 and y2 are the last pixels inside."""

    x1: int
    y1: int
    x2: int
    y2: int

    def overlaps(self, other: "Box", margin: int = 0) -> bool:
        """Whether the two boxes come closer than `margin` pixels to each other."""
        return (self.x1 - margin <= other.x2 and other.x1 - margin <= self.x2
                and self.y1 - margin <= other.y2 and other.y1 - margin <= self.y2)


def smooth_noise(rng: np.random.Generator, h: int, w: int, cell_y: float, cell_x: float) -> Array:
    """Noise of zero mean and about unit deviation, float32 [h, w], whose features are cell_y by cell_x pixels."""
    gh, gw = max(2, int(np.ceil(h / cell_y)) + 1), max(2, int(np.ceil(w / cell_x)) + 1)
    grid = rng.standard_normal((gh, gw), dtype=np.float32)
    return cv2.resize(grid, (w, h), interpolation=cv2.INTER_CUBIC)


def blob(rng: np.random.Generator, h: int, w: int, rough: float, soft: float, cell: float = 0.22) -> Array:
    """Alpha mask, float32 [h, w] in 0..1: an ellipse with a ragged outline; `soft` is the width of its rim (1 = half the blob)."""
    y, x = np.mgrid[-1:1:complex(h), -1:1:complex(w)].astype(np.float32)
    size = max(3.0, cell * min(h, w))
    reach = 0.72 - np.sqrt(x * x + y * y) + rough * 0.35 * smooth_noise(rng, h, w, size, size)
    edge = np.minimum(1 - np.abs(x), 1 - np.abs(y)) * 6
    return np.clip(np.minimum(reach / soft, edge), 0, 1)


def window(canvas: Array, cx: float, cy: float, h: int, w: int) -> tuple[slice, slice, slice, slice]:
    """Slices that cut a patch of h by w centred at (cx, cy): rows and columns of the canvas, then those of the patch."""
    top, left = int(round(cy - h / 2)), int(round(cx - w / 2))
    y1, x1 = max(0, top), max(0, left)
    y2, x2 = min(canvas.shape[0], top + h), min(canvas.shape[1], left + w)
    return slice(y1, y2), slice(x1, x2), slice(y1 - top, y2 - top), slice(x1 - left, x2 - left)


def tight_box(alpha: Array, rows: slice, columns: slice, part: float = 0.25) -> Box | None:
    """The box around the visible part of a mask (above `part` of its peak), in image pixels; None if nothing is."""
    peak = float(alpha.max()) if alpha.size else 0.0
    if peak <= 0:
        return None
    visible = alpha > part * peak
    ys, xs = np.flatnonzero(visible.any(1)), np.flatnonzero(visible.any(0))
    return Box(columns.start + int(xs[0]), rows.start + int(ys[0]), columns.start + int(xs[-1]), rows.start + int(ys[-1]))


def add(canvas: Array, rows: slice, columns: slice, amount: Array) -> None:
    """Adds grey levels, [h, w] or [h, w, 3], to a patch of the canvas."""
    canvas[rows, columns] += amount[..., None] if amount.ndim == 2 else amount


def mix(canvas: Array, rows: slice, columns: slice, alpha: Array, paint: Array | tuple[float, float, float]) -> None:
    """Blends `paint` (a colour or a patch) over the canvas by alpha, [h, w] in 0..1."""
    patch = canvas[rows, columns]
    patch += alpha[..., None] * (np.asarray(paint, np.float32) - patch)


def between(rng: np.random.Generator, low: float, high: float) -> int:
    """A whole number of low..high."""
    return int(round(rng.uniform(low, high)))
