"""The table of the six models, as `loupe evaluate` and `npm run bench` measured them: python -m loupe_recipe.comparison_table [--bench FILE]."""
from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .comparison import runs_of
from .settings import DEMO_SET, MODELS
from .variants import VARIANTS

MAX_OVERKILL = 0.1
"""The threshold is the highest one of highest recall with at most this share of the backgrounds rejected."""
TITLES = {"base": "base", "dcn": "+ deformable convolution", "dcn-aug": "+ augmentation", "dcn-aug-bg": "+ backgrounds in training",
          "dcn-aug-bg-fpn64": "+ FPN 64", "dcn-aug-bg-fpn64-p300": "+ 500/300 proposals at test"}


@dataclass(frozen=True)
class Figures:
    """One evaluated run."""

    mean_precision: float
    threshold: float
    recall: float
    overkill: float
    annotated: int
    backgrounds: int

    def cells(self) -> tuple[str, str, str, str]:
        """Mean precision in percent, threshold, recall and overkill with their denominators."""
        return (f"{self.mean_precision * 100:.1f}", f"{self.threshold:.2f}", f"{round(self.recall * self.annotated)} / {self.annotated}",
                f"{round(self.overkill * self.backgrounds)} / {self.backgrounds}")


def read_figures(evaluation: dict[str, object]) -> Figures:
    """The result of `loupe evaluate --json`, at the chosen threshold."""
    allowed = [row for row in evaluation["sweep"] if row.get("measured", True) and row["falsePositiveRate"] <= MAX_OVERKILL]
    best = max(allowed, key=lambda row: (row["recall"], row["threshold"]))
    images = evaluation["images"]
    return Figures(evaluation["annotated"]["voc"]["11point"]["mAP"], best["threshold"], best["recall"], best["falsePositiveRate"],
                   images["annotated"], images["background"])


def evaluate(run: Path) -> Figures:
    """Runs the command line on a shipped file of detections."""
    with tempfile.TemporaryDirectory() as folder:
        detections = Path(folder) / run.stem
        detections.write_bytes(gzip.decompress(run.read_bytes()))
        command = ["node", "scripts/loupe.mjs", "evaluate", "--dataset", str(DEMO_SET), "--detections", str(detections), "--json"]
        result = subprocess.run(command, cwd=MODELS.parent, capture_output=True, text=True, check=True)
    return read_figures(json.loads(result.stdout))


def read_times(bench: Path | None) -> dict[str, str]:
    """Milliseconds per image by variant: the bare session's, and Loupe's whole pipeline."""
    if bench is None:
        return {}
    workloads = json.loads(bench.read_text("utf-8"))["workloads"]
    return {one["model"]: f"{one['bareSessionMilliseconds']['median']:.0f} | {1000 / one['loupeImagesPerSecond']['median']:.0f}" for one in workloads}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, help="bench.json of `npm run bench -- --model ...` over the exported models")
    options = parser.parse_args()
    times = read_times(options.bench)
    print("| model | mAP % | threshold | recall | overkill | session ms | Loupe ms |\n|---|---|---|---|---|---|---|")
    for variant in VARIANTS.values():
        of_each_seed = [evaluate(run).cells() for _, run in runs_of(variant)]
        columns = " | ".join(" · ".join(column) for column in zip(*of_each_seed))
        print(f"| {TITLES[variant.name]} | {columns} | {times.get(variant.name, '- | -')} |", flush=True)


if __name__ == "__main__":
    main()
