"""The generator is deterministic, its boxes are inside the image and lie where the image was changed."""
import hashlib

import numpy as np
import pytest

from loupe_recipe import scene
from loupe_recipe.make_images import PLANS
from loupe_recipe.settings import CLASSES, DEMO_SET, HEIGHT, WIDTH
from loupe_recipe.surface import make_surface
from loupe_recipe.voc import read_list


def test_same_seed_same_image():
    first, again, other = (scene.make_defective(np.random.default_rng(seed), 4, 0.1) for seed in (5, 5, 6))
    assert hashlib.sha256(first.image).digest() == hashlib.sha256(again.image).digest()
    assert first.defects == again.defects
    assert not np.array_equal(first.image, other.image)


@pytest.mark.parametrize("label", range(len(CLASSES)), ids=CLASSES)
def test_a_plain_defect_changes_the_image_inside_its_box_only(label):
    surface = make_surface(np.random.default_rng(1))
    sound = surface.canvas.copy()
    box = scene.DEFECTS[label](surface, np.random.default_rng(2), 640, 480, 1.0)
    assert box is not None and 0 <= box.x1 < box.x2 < WIDTH and 0 <= box.y1 < box.y2 < HEIGHT
    change = np.abs(surface.canvas - sound).max(-1)
    inside = np.zeros(change.shape, bool)
    inside[box.y1:box.y2 + 1, box.x1:box.x2 + 1] = True
    assert change[inside].max() > 15
    assert change[inside].sum() > 0.9 * change.sum()


def test_severity_scales_the_change():
    changes = []
    for severity in (0.0, 0.5, 1.0):
        surface = make_surface(np.random.default_rng(1))
        sound = surface.canvas.copy()
        scene.DEFECTS[8](surface, np.random.default_rng(2), 640, 480, severity)
        changes.append(float(np.abs(surface.canvas - sound).max()))
    assert changes[0] < changes[1] < changes[2]
    assert changes[0] < 0.25 * changes[2]


@pytest.mark.skipif(not (DEMO_SET / "val_list.txt").exists(), reason="the demo dataset is absent")
def test_shipped_demo_is_what_the_recipe_makes():
    samples = read_list(DEMO_SET, "val_list.txt")
    assert len(samples) == PLANS["demo"].defective >= 100
    for index in (0, 57, 119):
        made = scene.make_defective(np.random.default_rng([1, 0, 0, index]), PLANS["demo"].most_defects, PLANS["demo"].faint_share, index % 10)
        assert [[d.box.x1, d.box.y1, d.box.x2, d.box.y2] for d in made.defects] == samples[index].boxes.astype(int).tolist()
        assert [d.label for d in made.defects] == samples[index].labels.tolist()
