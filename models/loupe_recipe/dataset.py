"""Training images in memory: resized once to 8-bit arrays, then flipped, distorted and cropped by seed."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .canvas import Array
from .preprocess import next_multiple, normalise, pad, resize_short
from .voc import Sample, read_image

CROP = (288, 384)
"""Height and width of the crops, in pixels of the resized image."""
CROP_SHARE = 0.6
"""Share of the batches that are cropped."""


@dataclass(frozen=True)
class Item:
    """A resized image, uint8 RGB, with boxes [n, 4] in its pixels and 0-based labels [n]."""

    image: Array
    boxes: Array
    labels: Array


@dataclass(frozen=True)
class Batch:
    """Network inputs: images [n, 3, h, w], sizes (h, w) before padding, targets with 1-based labels."""

    images: Tensor
    sizes: list[tuple[int, int]]
    targets: list[dict[str, Tensor]]


def _load(sample: Sample) -> Item:
    image, scale = resize_short(read_image(sample.path))
    return Item(image, sample.boxes * np.float32(scale), sample.labels)


def load_all(samples: list[Sample]) -> list[Item]:
    """Reads and resizes every image; 0.6 MB of memory each at 384x512."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(_load, samples))


def flip(item: Item, sideways: bool) -> Item:
    """The mirror image, left to right or top to bottom."""
    h, w = item.image.shape[:2]
    boxes = item.boxes.copy()
    if sideways:
        boxes[:, [0, 2]] = w - 1 - item.boxes[:, [2, 0]]
        return Item(item.image[:, ::-1], boxes, item.labels)
    boxes[:, [1, 3]] = h - 1 - item.boxes[:, [3, 1]]
    return Item(item.image[::-1], boxes, item.labels)


def distort(item: Item, rng: np.random.Generator) -> Item:
    """Changes brightness, contrast, saturation and hue; the last two as one rotation and stretch of the YIQ colour plane."""
    turn, stretch = rng.uniform(-0.12, 0.12), rng.uniform(0.7, 1.3)
    c, s = stretch * np.cos(turn), stretch * np.sin(turn)
    to_yiq = np.float32([[.299, .587, .114], [.596, -.274, -.322], [.211, -.523, .312]])
    matrix = np.linalg.inv(to_yiq) @ np.float32([[1, 0, 0], [0, c, -s], [0, s, c]]) @ to_yiq
    gain = rng.uniform(0.82, 1.18)
    shift = rng.uniform(-14, 14) + (1 - gain) * float(item.image[::8, ::8].mean())
    values = item.image.reshape(-1, 3).astype(np.float32) @ np.float32(matrix * gain).T + np.float32(shift)
    return Item(np.clip(values, 0, 255).astype(np.uint8).reshape(item.image.shape), item.boxes, item.labels)


def crop(item: Item, rng: np.random.Generator, h: int, w: int) -> Item:
    """A window of h by w; of several tries the first that leaves no box cut to an unrecognisable part."""
    height, width = item.image.shape[:2]
    h, w = min(h, height), min(w, width)
    best, best_cut = None, np.inf
    for _ in range(8):
        x, y = int(rng.integers(0, width - w + 1)), int(rng.integers(0, height - h + 1))
        boxes = np.clip(item.boxes - np.float32([x, y, x, y]), 0, np.float32([w - 1, h - 1, w - 1, h - 1]))
        area = (item.boxes[:, 2:] - item.boxes[:, :2]).prod(1)
        share = (boxes[:, 2:] - boxes[:, :2]).prod(1) / np.maximum(area, 1)
        cut = float(((share > 0.05) & (share < 0.5)).sum())
        if cut < best_cut:
            best, best_cut = Item(item.image[y:y + h, x:x + w], boxes[share > 0.35], item.labels[share > 0.35]), cut
        if cut == 0:
            break
    assert best is not None
    return best


def collate(items: list[Item]) -> Batch:
    """Normalises and pads images to one common size."""
    h = next_multiple(max(i.image.shape[0] for i in items))
    w = next_multiple(max(i.image.shape[1] for i in items))
    images = torch.from_numpy(np.stack([pad(normalise(i.image), h, w) for i in items]))
    targets = [{"boxes": torch.from_numpy(np.ascontiguousarray(i.boxes)), "labels": torch.from_numpy(i.labels + 1)} for i in items]
    return Batch(images.contiguous(memory_format=torch.channels_last), [i.image.shape[:2] for i in items], targets)


def make_batch(items: list[Item], rng: np.random.Generator, augment: bool) -> Batch:
    """One batch; with augmentation each image is flipped and distorted, and most batches are cropped."""
    if augment:
        items = [flip(i, True) if rng.random() < 0.5 else i for i in items]
        items = [flip(i, False) if rng.random() < 0.3 else i for i in items]
        items = [distort(i, rng) if rng.random() < 0.7 else i for i in items]
        if rng.random() < CROP_SHARE:
            items = [crop(i, rng, *CROP) for i in items]
    return collate(items)
