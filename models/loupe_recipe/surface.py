"""Draws a sound aluminium profile as a line camera sees it: facets, ridges, brushed texture, die lines, uneven light."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .canvas import Array, smooth_noise
from .settings import HEIGHT, WIDTH


@dataclass
class Surface:
    """An image without defects, and where things can lie on it."""

    canvas: Array
    """float32 RGB [960, 1280, 3] in grey levels of 0..255."""
    top: int
    bottom: int
    """First and last row of the profile; above and below is the conveyor."""
    ridges: list[int]
    """Rows of the edges between facets, the profile's own two edges among them."""
    tone: Array
    """RGB colour of the finish."""


TONES = (  # name, RGB of a facet in full light, strength of the brushed texture, gloss of the ridges
    ("silver", (178, 182, 186), 1.0, 1.0),
    ("champagne", (188, 172, 142), 0.8, 0.9),
    ("bronze", (128, 100, 78), 0.6, 0.7),
    ("graphite", (92, 96, 102), 0.6, 0.8),
    ("white powder", (188, 190, 187), 0.25, 0.3),
    ("grey powder", (138, 143, 147), 0.3, 0.3),
)


def _facets(rng: np.random.Generator, top: int, bottom: int) -> list[int]:
    """Rows of the ridges from top to bottom, at least 70 pixels apart."""
    count = int(rng.integers(2, 6))
    for _ in range(50):
        inner = np.sort(rng.integers(top + 70, bottom - 70, count - 1))
        rows = [top, *[int(v) for v in inner], bottom]
        if min(b - a for a, b in zip(rows, rows[1:])) >= 70:
            return rows
    return [top, bottom]


def _cross_section(rng: np.random.Generator, ridges: list[int], gloss: float) -> tuple[Array, Array]:
    """Per row: the light a facet returns (factor) and the highlights and shadows of the ridges (grey levels)."""
    y = np.arange(HEIGHT, dtype=np.float32)
    light, lines = np.zeros(HEIGHT, np.float32), np.zeros(HEIGHT, np.float32)
    for a, b in zip(ridges, ridges[1:]):
        across = (y[a:b] - a) / max(1, b - a)
        curve = rng.uniform(-0.14, 0.14) * (across - 0.5) + rng.uniform(-0.12, 0.12) * np.cos(np.pi * (across - 0.5))
        light[a:b] = rng.uniform(0.72, 1.08) + curve
        if rng.random() < 0.3:  # a rounded facet has a soft highlight along its crest
            lines += gloss * rng.uniform(8, 26) * np.exp(-((y - (a + rng.uniform(0.3, 0.7) * (b - a))) / rng.uniform(10, 26)) ** 2)
    for row in ridges:
        lines += gloss * rng.uniform(18, 60) * np.exp(-((y - row) / rng.uniform(1.5, 4)) ** 2)
        lines -= rng.uniform(10, 40) * np.exp(-((y - row - rng.choice([-1, 1]) * rng.uniform(4, 9)) / rng.uniform(2, 5)) ** 2)
    inside = (y >= ridges[0]) & (y < ridges[-1])
    return light, lines * inside


def _conveyor(rng: np.random.Generator, canvas: Array, top: int, bottom: int) -> None:
    """Paints the dark belt above and below the profile, with the profile's shadow."""
    base = rng.uniform(22, 46)
    rows = np.r_[0:top, bottom:HEIGHT]
    if rows.size == 0:
        return
    belt = base + 3 * smooth_noise(rng, HEIGHT, WIDTH, 9, 30)
    away = np.where(np.arange(HEIGHT) < top, top - np.arange(HEIGHT), np.arange(HEIGHT) - bottom).astype(np.float32)
    shade = 1 - 0.55 * np.exp(-np.maximum(away, 0) / 22)
    canvas[rows] = (belt * shade[:, None])[rows, :, None] * np.float32([0.97, 1.0, 1.04])


def make_surface(rng: np.random.Generator) -> Surface:
    """A sound profile of random shape, finish and light."""
    _, colour, brush, gloss = TONES[int(rng.integers(len(TONES)))]
    tone = np.float32(colour) * rng.uniform(0.9, 1.08) * rng.uniform(0.97, 1.03, 3).astype(np.float32)
    top = int(rng.integers(0, 130)) if rng.random() < 0.7 else 0
    bottom = HEIGHT - (int(rng.integers(0, 130)) if rng.random() < 0.7 else 0)
    ridges = _facets(rng, top, bottom)
    light, lines = _cross_section(rng, ridges, gloss)

    x = np.linspace(-1, 1, WIDTH, dtype=np.float32)
    y = np.linspace(-1, 1, HEIGHT, dtype=np.float32)
    along = 1 + rng.uniform(-0.10, 0.10) * x - rng.uniform(0.02, 0.12) * (x - rng.uniform(-0.4, 0.4)) ** 2
    across = 1 - rng.uniform(0, 0.08) * y ** 2
    clouds = 1 + 0.02 * smooth_noise(rng, HEIGHT, WIDTH, 300, 420)
    shade = (light * across)[:, None] * along[None] * clouds

    texture = brush * 2.6 * smooth_noise(rng, HEIGHT, WIDTH, 1, 160)
    texture += brush * 2.2 * smooth_noise(rng, HEIGHT, WIDTH, 3, 420)
    texture += rng.uniform(0.9, 1.7) * rng.standard_normal((HEIGHT, WIDTH), dtype=np.float32)
    if brush < 0.5:  # a powder coat is slightly grainy
        texture += 1.6 * smooth_noise(rng, HEIGHT, WIDTH, 3, 3)
    die = np.zeros(HEIGHT, np.float32)
    for row in rng.integers(top, bottom, int(rng.integers(4, 22))):  # lines left by the extrusion die
        die += rng.uniform(-9, 9) * brush * np.exp(-((np.arange(HEIGHT) - row) / rng.uniform(0.7, 2.2)) ** 2)
    fade = 1 + 0.25 * smooth_noise(rng, 1, WIDTH, 1, 300)
    relief = texture + die[:, None] * fade + lines[:, None] * along[None]

    scale = float(tone.max()) / 190
    canvas = shade[..., None] * tone + (relief * (0.45 + 0.55 * scale))[..., None]
    _conveyor(rng, canvas, top, bottom)
    return Surface(np.ascontiguousarray(canvas, np.float32), top, bottom, ridges, tone)
