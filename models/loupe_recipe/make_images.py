"""Makes the demo dataset or the training set: python -m loupe_recipe.make_images demo|train."""
from __future__ import annotations

import argparse
import multiprocessing
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .scene import make_background, make_defective
from .settings import CLASSES, DEMO_SET, HEIGHT, TRAIN_SET, WIDTH
from .voc import annotation, write_jpeg


@dataclass(frozen=True)
class Plan:
    """How one set of images is made. The stream keeps the random numbers of the sets apart."""

    folder: Path
    part: str
    stream: int
    defective: int
    backgrounds: int
    most_defects: int
    faint_share: float
    quality: int = 80


PLANS = {
    "demo": Plan(DEMO_SET, "val", 0, 120, 90, 4, 0.10),
    "train": Plan(TRAIN_SET, "train", 1, 2400, 400, 7, 0.06),
}


def _make_one(job: tuple[Plan, int, bool, int]) -> str | None:
    """Draws and writes one image; returns its line of the list, None for a background. Depends on nothing but the job."""
    plan, seed, background, index = job
    rng = np.random.default_rng([seed, plan.stream, int(background), index])
    if background:
        write_jpeg(plan.folder / f"{plan.part}_wu_xia_ci" / f"background_{index:04d}.jpg", make_background(rng).image, plan.quality)
        return None
    scene = make_defective(rng, plan.most_defects, plan.faint_share, index % len(CLASSES))
    name = f"profile_{index:04d}"
    objects = [(CLASSES[d.label], (d.box.x1, d.box.y1, d.box.x2, d.box.y2)) for d in scene.defects]
    write_jpeg(plan.folder / "JPEGImages" / f"{name}.jpg", scene.image, plan.quality)
    xml = annotation("JPEGImages", f"{name}.jpg", (WIDTH, HEIGHT), objects)
    (plan.folder / "Annotations" / f"{name}.xml").write_bytes(xml)
    return f"JPEGImages/{name}.jpg Annotations/{name}.xml"


def make(plan: Plan, seed: int, workers: int) -> None:
    """Makes the whole set anew in plan.folder."""
    for folder in ("JPEGImages", "Annotations", f"{plan.part}_wu_xia_ci"):
        shutil.rmtree(plan.folder / folder, ignore_errors=True)
        (plan.folder / folder).mkdir(parents=True)
    jobs = [(plan, seed, False, i) for i in range(plan.defective)] + [(plan, seed, True, i) for i in range(plan.backgrounds)]
    with multiprocessing.Pool(workers) as pool:
        lines = [line for line in pool.map(_make_one, jobs, chunksize=8) if line is not None]
    (plan.folder / "labels.txt").write_text("\n".join(CLASSES) + "\n", "utf-8", newline="\n")
    (plan.folder / f"{plan.part}_list.txt").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    size = sum(p.stat().st_size for p in plan.folder.rglob("*") if p.is_file())
    print(f"{plan.folder}: {plan.defective} images with defects, {plan.backgrounds} backgrounds, {size / 1e6:.1f} MB")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=sorted(PLANS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    make(PLANS[options.set], options.seed, options.workers)


if __name__ == "__main__":
    main()
