"""Draws harmless marks that resemble defects: dust, fibres, reflections, machining marks, faint handling marks."""
from __future__ import annotations

import cv2
import numpy as np

from .canvas import add, between, blob, mix, smooth_noise, window
from .surface import Surface


def _place(surface: Surface, rng: np.random.Generator) -> tuple[float, float]:
    height, width = surface.canvas.shape[:2]
    return rng.uniform(20, width - 20), rng.uniform(surface.top + 15, surface.bottom - 15)


def dust(surface: Surface, rng: np.random.Generator) -> None:
    """Single specks, smaller than dirt, light or dark; a few are as large as the smallest dirt."""
    for _ in range(int(rng.integers(2, 14))):
        cx, cy = _place(surface, rng)
        size = between(rng, 8, 18) if rng.random() < 0.92 else between(rng, 20, 32)
        alpha = blob(rng, size, size, 0.6, 0.6, 0.35)
        rows, columns, r, c = window(surface.canvas, cx, cy, size, size)
        add(surface.canvas, rows, columns, alpha[r, c] * rng.choice([-1, 1]) * rng.uniform(14, 60))


def fibre(surface: Surface, rng: np.random.Generator) -> None:
    """One curled thread."""
    cx, cy = _place(surface, rng)
    turn, angle, points = rng.normal(0, 0.25), rng.uniform(0, 6.3), [(cx, cy)]
    for _ in range(int(rng.integers(8, 22))):
        turn = 0.8 * turn + rng.normal(0, 0.22)
        angle += turn
        points.append((points[-1][0] + 6 * np.cos(angle), points[-1][1] + 6 * np.sin(angle)))
    layer = np.zeros(surface.canvas.shape[:2], np.uint8)
    line = np.round(np.array(points) * 8).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(layer, [line], False, 255, 1 if rng.random() < 0.7 else 2, cv2.LINE_AA, 3)
    surface.canvas += (layer.astype(np.float32) / 255 * rng.choice([-1, 1]) * rng.uniform(18, 60))[..., None]


def reflection(surface: Surface, rng: np.random.Generator) -> None:
    """A soft bright smear along the profile, the mirror image of a lamp."""
    cx, cy = _place(surface, rng)
    h, w = between(rng, 20, 70), between(rng, 160, 700)
    y, x = np.mgrid[-1:1:complex(h), -1:1:complex(w)].astype(np.float32)
    glow = np.clip(np.exp(-3 * (x * x) - 4 * y * y) - 0.02, 0, 1) * np.clip((1 - np.abs(x)) * 5, 0, 1) * np.clip((1 - np.abs(y)) * 3, 0, 1)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    add(surface.canvas, rows, columns, glow[r, c] * rng.uniform(12, 60))


def machining(surface: Surface, rng: np.random.Generator) -> None:
    """Evenly spaced fine cuts across the profile, all alike, as a saw or a cutter leaves them."""
    cx, cy = _place(surface, rng)
    h, w = between(rng, 40, 200), between(rng, 60, 220)
    pitch, lean = rng.uniform(7, 13), rng.uniform(-0.25, 0.25)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    cuts = np.clip(np.cos((x + lean * y) * 2 * np.pi / pitch), 0.35, 1) - 0.55
    alpha = np.clip(np.minimum(np.minimum(x, w - 1 - x), np.minimum(y, h - 1 - y)) / 10, 0, 1)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    add(surface.canvas, rows, columns, (alpha * cuts)[r, c] * rng.uniform(8, 34))


def hairline(surface: Surface, rng: np.random.Generator) -> None:
    """A single hairline that the customer accepts; a bundle of them would be a scratch."""
    cx, cy = _place(surface, rng)
    length, angle = rng.uniform(50, 220), rng.uniform(-0.9, 0.9)
    dx, dy = length / 2 * np.cos(angle), length / 2 * np.sin(angle)
    layer = np.zeros(surface.canvas.shape[:2], np.uint8)
    ends = [tuple(int(v * 8) for v in p) for p in ((cx - dx, cy - dy), (cx + dx, cy + dy))]
    cv2.line(layer, ends[0], ends[1], 255, 1, cv2.LINE_AA, 3)
    surface.canvas += (layer.astype(np.float32) / 255 * rng.choice([-1, 1]) * rng.uniform(10, 40))[..., None]


def smudge(surface: Surface, rng: np.random.Generator) -> None:
    """A film of water or a wiped fingerprint: a soft change of brightness without a change of colour."""
    cx, cy = _place(surface, rng)
    h, w = between(rng, 90, 240), between(rng, 120, 320)
    alpha = blob(rng, h, w, 0.5, 0.6) * (1 + 0.2 * smooth_noise(rng, h, w, 20, 20))
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    shift = float(surface.canvas[rows, columns].mean()) * rng.uniform(0.03, 0.11) * rng.choice([-1, 1])
    add(surface.canvas, rows, columns, alpha[r, c] * shift)


def chalk(surface: Surface, rng: np.random.Generator) -> None:
    """A tick of the inspector's chalk: rare, pale and broad."""
    cx, cy = _place(surface, rng)
    layer = np.zeros(surface.canvas.shape[:2], np.uint8)
    stroke = np.array([(-26, -6), (-4, 20), (40, -30)]) * rng.uniform(0.8, 1.5) + (cx, cy)
    cv2.polylines(layer, [np.round(stroke * 8).astype(np.int32).reshape(-1, 1, 2)], False, 255, 5, cv2.LINE_AA, 3)
    grain = np.clip(0.7 + 0.5 * smooth_noise(rng, *layer.shape, 3, 3), 0, 1)
    everything = slice(0, layer.shape[0]), slice(0, layer.shape[1])
    mix(surface.canvas, *everything, layer.astype(np.float32) / 255 * grain * rng.uniform(0.2, 0.6), (225, 222, 214))


LOOKALIKES = ((dust, 0.75), (fibre, 0.35), (reflection, 0.4), (machining, 0.25), (hairline, 0.4), (smudge, 0.25), (chalk, 0.06))
"""Each kind with its chance of appearing in an image."""


def add_lookalikes(surface: Surface, rng: np.random.Generator) -> None:
    """Draws a random choice of harmless marks onto the profile."""
    for draw, chance in LOOKALIKES:
        if rng.random() < chance:
            draw(surface, rng)
