"""Composes one image: a sound profile, harmless look-alikes and, where asked, some defects with their boxes."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from . import defects_area as area
from . import defects_small as small
from .canvas import Array, Box
from .lookalikes import add_lookalikes
from .surface import Surface, make_surface

Draw = Callable[[Surface, np.random.Generator, float, float, float], Box | None]

DEFECTS: tuple[Draw, ...] = (
    small.scratches, area.off_colour, area.exposed_base, area.non_conductive, area.orange_peel,
    area.spray_flow, small.bubbles, small.pits, small.dirt, area.exposed_corner)
"""How each class of settings.CLASSES is drawn, in that order."""

SMALLEST_SIDE = 20
"""A defect of which less than this many pixels remain inside the image is drawn anew elsewhere."""


@dataclass(frozen=True)
class Defect:
    """One ground truth: class id, box in image pixels, severity of 0 (barely visible) to 1 (plain)."""

    label: int
    box: Box
    severity: float


@dataclass(frozen=True)
class Scene:
    """A finished image, uint8 RGB [960, 1280, 3], and its ground truth."""

    image: Array
    defects: list[Defect]


def _finish(surface: Surface) -> Array:
    return np.clip(np.rint(surface.canvas), 0, 255).astype(np.uint8)


def _try_defect(surface: Surface, rng: np.random.Generator, label: int, severity: float, taken: list[Box]) -> Defect | None:
    """Draws one defect where it touches no other; None if no free place was found."""
    width = surface.canvas.shape[1]
    for _ in range(30):
        cx, cy = rng.uniform(40, width - 40), rng.uniform(surface.top + 25, surface.bottom - 25)
        before = surface.canvas.copy()
        box = DEFECTS[label](surface, rng, cx, cy, severity)
        if box is not None:
            box = Box(box.x1, max(box.y1, surface.top), box.x2, min(box.y2, surface.bottom - 1))
            surface.canvas[:surface.top], surface.canvas[surface.bottom:] = before[:surface.top], before[surface.bottom:]
            large = box.x2 - box.x1 >= SMALLEST_SIDE and box.y2 - box.y1 >= SMALLEST_SIDE
            if large and not any(box.overlaps(other, 12) for other in taken):
                return Defect(label, box, severity)
        surface.canvas = before
    return None


def make_background(rng: np.random.Generator) -> Scene:
    """A defect-free image with harmless look-alikes."""
    surface = make_surface(rng)
    add_lookalikes(surface, rng)
    return Scene(_finish(surface), [])


def make_defective(rng: np.random.Generator, most: int, faint_share: float, first: int | None = None) -> Scene:
    """An image with 1 to `most` defects.

    In a share `faint_share` of the images every defect is barely visible. `first` fixes the class of the first defect,
    so that a list of images can hold all classes evenly.
    """
    surface = make_surface(rng)
    add_lookalikes(surface, rng)
    faint = rng.random() < faint_share
    defects: list[Defect] = []
    wanted = int(rng.integers(1, most + 1))
    if faint:
        wanted = min(wanted, 2)
    while len(defects) < wanted:
        label = first if first is not None and not defects else int(rng.integers(len(DEFECTS)))
        severity = float(rng.uniform(0, 0.12) if faint else 0.1 + 0.9 * rng.random())
        defect = _try_defect(surface, rng, label, severity, [d.box for d in defects])
        if defect is not None:
            defects.append(defect)
        elif defects:
            break
    return Scene(_finish(surface), defects)
