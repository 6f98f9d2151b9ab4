"""The six models of the comparison, one command per step: python -m loupe_recipe.comparison train|export|evaluate."""
from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from .settings import MODELS, WORK
from .train import checkpoint_path
from .variants import VARIANTS, Variant

RUNS = MODELS / "runs"
"""The evaluated detections of each variant, which ship in place of its weights."""


def folder_of(variant: Variant, seed: int) -> Path:
    """The folder of the exported variant."""
    return WORK / "export" / f"seed{seed}" / variant.name


def run_of(variant: Variant, seed: int) -> Path:
    """The variant's detections on the demo's validation list."""
    return RUNS / f"{variant.name}{'' if seed == 1 else f'-seed{seed}'}.json.gz"


def runs_of(variant: Variant) -> list[tuple[int, Path]]:
    """The evaluated variants that exist, with their seeds."""
    return [(seed, run_of(variant, seed)) for seed in range(1, 10) if run_of(variant, seed).exists()]


def step(module: str, *arguments: str) -> None:
    """Runs one step of the recipe in a process of its own, so that its memory is free again afterwards."""
    subprocess.run([sys.executable, "-u", "-m", f"loupe_recipe.{module}", *arguments], cwd=MODELS, check=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("train", "export", "evaluate"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--images", type=int, default=1200, help="annotated training images of each variant")
    parser.add_argument("--only", nargs="*", choices=sorted(VARIANTS), help="these variants only")
    options = parser.parse_args()
    for variant in VARIANTS.values():
        if options.only and variant.name not in options.only:
            continue
        owner = variant.weights_of or variant.name
        if options.step == "train":
            if variant.weights_of is None:
                step("train", "--variant", variant.name, "--seed", str(options.seed), "--epochs", str(options.epochs), "--images", str(options.images))
        elif not checkpoint_path(owner, options.seed).exists():
            print(f"{variant.name}: not trained yet, left out")
        elif options.step == "export":
            step("export", "--variant", variant.name, "--run", owner, "--seed", str(options.seed), "--out", str(folder_of(variant, options.seed)))
        else:
            print(variant.name, flush=True)
            step("evaluate", "--model", str(folder_of(variant, options.seed)), "--out", str(run_of(variant, options.seed)))


if __name__ == "__main__":
    main()
