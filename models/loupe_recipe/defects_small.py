"""Draws the defects made of small marks: 擦花 漆泡 起坑 脏点."""
from __future__ import annotations

import cv2
import numpy as np

from .canvas import Array, Box, add, between, blob, mix, tight_box, window
from .surface import Surface


def _contrast(severity: float, faint: float, plain: float) -> float:
    return faint + (plain - faint) * severity


def _stroke(mask: Array, rng: np.random.Generator, middle: Array, angle: float, length: float, thickness: float) -> None:
    """Draws one slightly bent line, anti-aliased and tapered, into a mask of 0..1."""
    direction = np.array([np.cos(angle), np.sin(angle)])
    bend = np.array([-direction[1], direction[0]]) * rng.uniform(-0.08, 0.08) * length
    t = np.linspace(-1, 1, 24)[:, None]
    points = np.round((middle + t * direction * length / 2 + (1 - t * t) * bend) * 8).astype(np.int32)
    layer = np.zeros(mask.shape, np.uint8)
    cv2.polylines(layer, [points.reshape(-1, 1, 2)], False, 255, max(1, int(round(thickness))), cv2.LINE_AA, 3)
    np.maximum(mask, layer.astype(np.float32) / 255, out=mask)


def scratches(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """擦花: a bundle of fine oblique lines where something rubbed along the profile."""
    w, h = between(rng, 90, 330), between(rng, 80, 240)
    angle = np.arctan2(h, w) * rng.choice([-1, 1]) * rng.uniform(0.7, 1.0)
    mask = np.zeros((h, w), np.float32)
    across = np.array([-np.sin(angle), np.cos(angle)])
    spread = rng.uniform(8, 30)
    for _ in range(int(rng.integers(4, 14))):
        middle = np.array([w / 2, h / 2]) + across * rng.normal(0, spread) + rng.normal(0, 8, 2)
        _stroke(mask, rng, middle, angle + rng.normal(0, 0.07), np.hypot(w, h) * rng.uniform(0.35, 0.8), rng.uniform(1.2, 3.2))
    alpha = cv2.GaussianBlur(mask, (0, 0), 0.8)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    sign = 1.0 if rng.random() < 0.75 else -0.8
    add(surface.canvas, rows, columns, alpha[r, c] * sign * _contrast(severity, 7, 75))
    return tight_box(alpha[r, c], rows, columns)


def _scatter(rng: np.random.Generator, h: int, w: int, count: int, radius: tuple[float, float]) -> list[tuple[float, float, float]]:
    """Centres and radii of marks in a patch, none over another."""
    marks: list[tuple[float, float, float]] = []
    for _ in range(count * 6):
        size = rng.uniform(*radius)
        x, y = rng.uniform(size + 2, w - size - 2), rng.uniform(size + 2, h - size - 2)
        if all(np.hypot(x - a, y - b) > (size + s) * 1.05 for a, b, s in marks):
            marks.append((x, y, size))
        if len(marks) == count:
            break
    return marks


def bubbles(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """漆泡: a group of raised round blisters, light on the side of the lamp, dark on the other, with a glint."""
    h, w = between(rng, 70, 200), between(rng, 70, 230)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    alpha, relief = np.zeros((h, w), np.float32), np.zeros((h, w), np.float32)
    for mx, my, size in _scatter(rng, h, w, max(4, int(h * w / rng.uniform(1300, 2600))), (7, 15)):
        u, v = (x - mx) / size, (y - my) / size
        inside = np.clip((1 - np.sqrt(u * u + v * v)) * 4, 0, 1)
        alpha = np.maximum(alpha, inside)
        relief += inside * (-0.62 * u - 0.85 * v)
        relief += 1.3 * np.exp(-(((u + 0.32) ** 2 + (v + 0.42) ** 2) / 0.05))
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    add(surface.canvas, rows, columns, relief[r, c] * _contrast(severity, 6, 58))
    return tight_box(alpha[r, c], rows, columns)


def pits(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """起坑: a row of dark craters, drawn out along the profile, each with a bright lower lip."""
    h, w = between(rng, 50, 120), between(rng, 110, 300)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    alpha, hollow, lip = (np.zeros((h, w), np.float32) for _ in range(3))
    for mx, my, size in _scatter(rng, h, w, max(4, int(h * w / rng.uniform(1700, 3200))), (7, 13)):
        u, v = (x - mx) / (size * 1.5), (y - my) / (size * 0.75)
        radius = np.sqrt(u * u + v * v)
        inside = np.clip((1 - radius) * 2.2, 0, 1)
        alpha = np.maximum(alpha, np.clip((1.1 - radius) * 4, 0, 1))
        hollow = np.maximum(hollow, inside)
        lip = np.maximum(lip, np.exp(-((radius - 1.12) / 0.2) ** 2) * np.clip(v, 0, 1))
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    add(surface.canvas, rows, columns, (0.7 * lip - hollow)[r, c] * _contrast(severity, 7, 70))
    return tight_box(alpha[r, c], rows, columns)


def dirt(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """脏点: one dark, brownish spot."""
    size = between(rng, 34, 64)
    h, w = between(rng, size * 0.8, size * 1.2), size
    alpha = blob(rng, h, w, 0.7, 0.25, 0.3)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    level = float(surface.canvas[rows, columns].mean())
    paint = np.float32([0.30, 0.24, 0.18]) * min(level, 120)
    mix(surface.canvas, rows, columns, alpha[r, c] * _contrast(severity, 0.12, 0.9), tuple(paint))
    return tight_box(alpha[r, c], rows, columns)
