"""Trains one variant, resuming from its last checkpoint: python -m loupe_recipe.train --variant NAME."""
from __future__ import annotations

import argparse
import math
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from .dataset import Batch, Item, load_all, make_batch
from .network import Detector
from .settings import TRAIN_SET, WORK
from .recalibrate import recalibrate_batch_norm
from .variants import SHIPPED, VARIANTS, Variant
from .voc import read_backgrounds, read_classes, read_list

BATCH = 4
WARM_UP = 150
"""Steps until the full learning rate."""
SAVE_EVERY = 200
"""Steps between two checkpoints; a run that was stopped continues from the newest as if it had not been."""


def checkpoint_path(run: str, seed: int) -> Path:
    """Where a run keeps its newest checkpoint."""
    return WORK / "checkpoints" / f"{run}-seed{seed}.pt"


def learning_rate(step: int, steps: int, peak: float) -> float:
    """Linear warm-up, then half a cosine down to 1 % of the peak."""
    if step < WARM_UP:
        return peak * (step + 1) / WARM_UP
    return peak * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / max(1, steps - WARM_UP))))


def batches(items: list[Item], variant: Variant, seed: int, first: int, steps: int) -> Iterator[Batch]:
    """The batches of steps first..steps-1; each depends on seed and step alone. The next one is made while this one is used."""
    per_epoch = len(items) // BATCH

    def build(step: int) -> Batch:
        epoch, place = divmod(step, per_epoch)
        order = np.random.default_rng([seed, epoch]).permutation(len(items))[place * BATCH:(place + 1) * BATCH]
        return make_batch([items[i] for i in order], np.random.default_rng([seed, epoch, place]), variant.augment)

    if first >= steps:
        return
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(build, first)
        for step in range(first, steps):
            batch = coming.result()
            if step + 1 < steps:
                coming = pool.submit(build, step + 1)
            yield batch


def save(path: Path, state: dict[str, object]) -> None:
    """Writes a checkpoint so that a crash in mid-write leaves the one before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


class Progress:
    """Prints the mean losses and the pace every fifty steps."""

    def __init__(self, steps: int) -> None:
        self.steps, self.start, self.count = steps, time.monotonic(), 0
        self.sums: dict[str, float] = {}

    def add(self, step: int, losses: dict[str, torch.Tensor]) -> None:
        """Counts one finished step."""
        self.count += 1
        for name, value in losses.items():
            self.sums[name] = self.sums.get(name, 0.0) + float(value.detach())
        if self.count == 50:
            pace = (time.monotonic() - self.start) / (self.count * BATCH)
            text = " ".join(f"{name.removeprefix('loss_')} {value / self.count:.3f}" for name, value in self.sums.items())
            print(f"{time.strftime('%H:%M:%S')} step {step}/{self.steps} {pace:.3f} s/image {text}", flush=True)
            self.start, self.count, self.sums = time.monotonic(), 0, {}


def train(variant: Variant, run: str, dataset: Path, seed: int, epochs: int, images: int | None, peak: float) -> None:
    """Trains up to `epochs` epochs on the first `images` annotated images (None = all); continues from the checkpoint."""
    torch.manual_seed(seed)
    samples = read_list(dataset, "train_list.txt")[:images]
    backgrounds = read_backgrounds(dataset, "train_wu_xia_ci") if variant.backgrounds else []
    if images is not None:
        backgrounds = backgrounds[:images // 6]
    items = load_all(samples + backgrounds)
    classes = read_classes(dataset)
    print(f"{run}: {len(samples)} images with defects, {len(backgrounds)} backgrounds, {len(classes)} classes", flush=True)

    model = Detector(variant, len(classes)).to(memory_format=torch.channels_last)
    bare = [p for p in model.parameters() if p.ndim <= 1]
    optimizer = torch.optim.AdamW([{"params": [p for p in model.parameters() if p.ndim > 1]}, {"params": bare, "weight_decay": 0.0}],
                                  lr=peak, weight_decay=0.02)
    path, first, recalibrated, steps = checkpoint_path(run, seed), 0, False, epochs * (len(items) // BATCH)
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["step"]
        recalibrated = state["recalibrated"] and first >= steps
        print(f"continues after step {first}", flush=True)
    facts = {"steps": steps, "epochs": epochs, "images": len(samples), "backgrounds": len(backgrounds), "seed": seed,
             "classes": classes, "variant": asdict(variant)}
    progress = Progress(steps)
    model.train()
    for step, batch in enumerate(batches(items, variant, seed, first, steps), first):
        torch.manual_seed(seed * 1_000_003 + step)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step, steps, peak)
        _, losses = model(batch.images, batch.sizes, batch.targets)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(losses.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        progress.add(step + 1, losses)
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == steps:
            save(path, {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1, "recalibrated": False, **facts})
    if not recalibrated:
        recalibrate_batch_norm(model, items)
        save(path, {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": steps, "recalibrated": True, **facts})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variant", choices=sorted(VARIANTS), default=SHIPPED.name)
    parser.add_argument("--run", help="name of the run and its checkpoint (default: the variant's name)")
    parser.add_argument("--dataset", type=Path, default=TRAIN_SET, help="PaddleX VOC dataset with train_list.txt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--images", type=int, help="use only the first so many annotated images")
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    variant = VARIANTS[options.variant]
    train(variant, options.run or variant.name, options.dataset, options.seed, options.epochs, options.images, options.learning_rate)


if __name__ == "__main__":
    main()
