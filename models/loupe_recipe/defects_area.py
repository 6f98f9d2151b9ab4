"""Draws the defects that cover an area: 杂色 漏底 不导电 桔皮 喷流 and 角位漏底 along an edge."""
from __future__ import annotations

import cv2
import numpy as np

from .canvas import Array, Box, add, between, blob, mix, smooth_noise, tight_box, window
from .surface import Surface


def _contrast(severity: float, faint: float, plain: float) -> float:
    return faint + (plain - faint) * severity


def _bare_metal(rng: np.random.Generator, h: int, w: int, level: float) -> Array:
    """A patch of uncoated aluminium, RGB [h, w, 3]: bluish grey with speckle."""
    grey = level + 7 * smooth_noise(rng, h, w, 2, 14) + 6 * smooth_noise(rng, h, w, 5, 5)
    return grey[..., None] * np.float32([0.97, 1.0, 1.03])


def _local_level(surface: Surface, rows: slice, columns: slice) -> float:
    return float(surface.canvas[rows, columns].mean())


def off_colour(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """杂色: a cloud of another hue with a soft rim."""
    h, w = between(rng, 100, 260), between(rng, 150, 380)
    alpha = blob(rng, h, w, 0.5, 0.3)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    alpha = alpha[r, c]
    hues = ((0.55, 0.1, -0.9), (-0.8, -0.2, 0.7), (0.6, -0.45, -0.35), (-0.6, 0.35, -0.5))
    hue = np.float32(hues[int(rng.integers(len(hues)))]) - 0.25
    mottle = 1 + 0.2 * smooth_noise(rng, h, w, 26, 40)[r, c]
    add(surface.canvas, rows, columns, (alpha * mottle * _contrast(severity, 3.5, 34))[..., None] * hue)
    return tight_box(alpha, rows, columns)


def exposed_base(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """漏底: the coating is missing in a sharp-edged patch; bare metal with a dark rim shows."""
    h, w = between(rng, 60, 190), between(rng, 70, 230)
    alpha = blob(rng, h, w, 0.65, 0.05)
    rim = np.clip(cv2.GaussianBlur(alpha, (0, 0), 4) - 0.5 * alpha, 0, 1) * (alpha < 0.6)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    strength = _contrast(severity, 0.13, 0.95)
    level = _local_level(surface, rows, columns)
    metal = _bare_metal(rng, h, w, level + (52 if level < 165 else -48))[r, c]
    mix(surface.canvas, rows, columns, alpha[r, c] * strength, metal)
    mix(surface.canvas, rows, columns, rim[r, c] * strength * 0.8, (level * 0.45,) * 3)
    return tight_box(alpha[r, c], rows, columns)


def non_conductive(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """不导电: a long pale, matte field without finish, ragged at both ends, where the electrode had no contact."""
    h, w = between(rng, 130, 320), between(rng, 320, 680)
    y, x = np.mgrid[-1:1:complex(h), -1:1:complex(w)].astype(np.float32)
    ends = (0.86 - np.abs(x) + 0.035 * smooth_noise(rng, h, w, 16, 400)) / 0.08
    sides = (0.92 - np.abs(y) + 0.03 * smooth_noise(rng, h, w, 400, 40)) / 0.06
    alpha = np.clip(np.minimum(ends, sides), 0, 1)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    patch = surface.canvas[rows, columns]
    grey = patch.mean(-1, keepdims=True)
    level = float(grey.mean())
    matte = grey * 0.35 + (level * 0.65 + (46 if level < 175 else -42)) + (5 * smooth_noise(rng, h, w, 1.5, 26))[r, c][..., None]
    mix(surface.canvas, rows, columns, alpha[r, c] * _contrast(severity, 0.12, 0.9), matte)
    return tight_box(alpha[r, c], rows, columns)


def orange_peel(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """桔皮: a field of dense, soft bumps lit from above."""
    h, w = between(rng, 150, 340), between(rng, 180, 420)
    alpha = blob(rng, h, w, 0.3, 0.2)
    size = rng.uniform(7, 11)
    height = smooth_noise(rng, h, w, size, size * 1.15)
    relief = (np.gradient(height, axis=0) + 0.4 * np.gradient(height, axis=1)) * size * 0.6
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    add(surface.canvas, rows, columns, (alpha * relief)[r, c] * _contrast(severity, 3.2, 26))
    return tight_box(alpha[r, c], rows, columns)


def spray_flow(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """喷流: curtains of lacquer that ran across the profile and stopped in rounded tips."""
    h, w = between(rng, 150, 330), between(rng, 160, 420)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    alpha, relief = np.zeros((h, w), np.float32), np.zeros((h, w), np.float32)
    for left in np.arange(14, w - 14, rng.uniform(26, 44)):
        length, width = h * rng.uniform(0.5, 0.97), rng.uniform(8, 13)
        sway = left + 5 * np.sin(y / rng.uniform(40, 80) + rng.uniform(0, 6))
        tip = np.clip((y - (length - width)) / width, 0, 1)
        reach = (x - sway) / (width * np.sqrt(np.clip(1 - tip * tip, 1e-3, 1)))
        run = np.exp(-reach ** 2) * (y < length) * np.clip(y / 30, 0, 1)
        alpha = np.maximum(alpha, run)
        relief += run * (0.8 - 1.1 * reach)
    rows, columns, r, c = window(surface.canvas, cx, cy, h, w)
    add(surface.canvas, rows, columns, relief[r, c] * _contrast(severity, 3.5, 32))
    return tight_box(alpha[r, c], rows, columns)


def exposed_corner(surface: Surface, rng: np.random.Generator, cx: float, cy: float, severity: float) -> Box | None:
    """角位漏底: bare metal in a ragged strip along the ridge nearest to cy."""
    ridge = min(surface.ridges, key=lambda row: abs(row - cy))
    h, w = between(rng, 30, 56), between(rng, 130, 420)
    y, x = np.mgrid[-1:1:complex(h), -1:1:complex(w)].astype(np.float32)
    reach = 0.6 - np.abs(y) + 0.28 * smooth_noise(rng, h, w, 9, 14) - np.clip(np.abs(x) - 0.8, 0, 1) * 4
    alpha = np.clip(reach / 0.12, 0, 1) * (np.abs(x) < 0.98)
    rows, columns, r, c = window(surface.canvas, cx, float(np.clip(ridge, surface.top + h * 0.35, surface.bottom - h * 0.35)), h, w)
    level = _local_level(surface, rows, columns)
    metal = _bare_metal(rng, h, w, min(235, level + 78) if level < 165 else level - 60)[r, c]
    mix(surface.canvas, rows, columns, alpha[r, c] * _contrast(severity, 0.16, 0.95), metal)
    return tight_box(alpha[r, c], rows, columns)
