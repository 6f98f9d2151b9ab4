"""Names, folders and sizes that every step of the recipe shares."""
from __future__ import annotations

from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent
WORK = MODELS / ".work"
"""Generated training images, checkpoints and logs; never committed."""
TRAIN_SET = WORK / "train"
DEMO_SET = MODELS.parent / "resources" / "demo"

CLASSES = ("擦花", "杂色", "漏底", "不导电", "桔皮", "喷流", "漆泡", "起坑", "脏点", "角位漏底")
"""The ten kinds of defects; the index is the class id in labels.txt and in the exported model."""

WIDTH, HEIGHT = 1280, 960
"""Size of every generated image, in pixels."""

SHORT_SIDE, MAX_SIDE, STRIDE = 384, 640, 32
MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)
