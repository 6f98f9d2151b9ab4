"""Stores the framework's own rows for five demo images beside a model: python -m loupe_recipe.reference --model FOLDER --run NAME."""
from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torchvision

from .evaluate import open_session
from .export import load
from .network import Detector
from .preprocess import to_inputs
from .settings import DEMO_SET
from .variants import SHIPPED, VARIANTS
from .voc import read_backgrounds, read_image, read_list


def framework_rows(detector: Detector, inputs: dict[str, np.ndarray]) -> np.ndarray:
    """Rows [n, 6] of class, score, x1, y1, x2, y2 in original pixels from torch and torchvision's own RPN and RoI heads."""
    h, w = (int(v) for v in inputs["im_shape"][0])
    with torch.no_grad():
        found = detector(torch.from_numpy(inputs["image"]), [(h, w)])[0][0]
    scale = inputs["scale_factor"][0]
    limit = np.floor(inputs["im_shape"][0] / scale + 0.5)
    boxes = found["boxes"].numpy() / np.float32([scale[1], scale[0]] * 2)
    boxes = np.minimum(np.maximum(boxes, 0), np.float32([limit[1], limit[0]] * 2))
    return np.column_stack([found["labels"].numpy() - 1, found["scores"].numpy(), boxes]).astype(np.float32)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx; reference.json is written there")
    parser.add_argument("--run", default=SHIPPED.weights_of)
    parser.add_argument("--variant", choices=sorted(VARIANTS), default=SHIPPED.name)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    detector, _ = load(options.run, VARIANTS[options.variant], options.seed)
    annotated, backgrounds = read_list(DEMO_SET, "val_list.txt"), read_backgrounds(DEMO_SET, "val_wu_xia_ci")
    session = open_session(options.model / "model.onnx", 2)
    images = []
    for sample in [*annotated[3:120:30], backgrounds[7]]:
        inputs = to_inputs(read_image(sample.path))
        rows = framework_rows(detector, inputs)
        exported = session.run(None, inputs)[0]
        if exported.shape != rows.shape:
            raise SystemExit(f"{sample.name}: {len(rows)} rows in torch, {len(exported)} in ONNX Runtime")
        print(f"{sample.name}: {len(rows)} rows, boxes differ by at most {np.abs(exported - rows)[:, 2:].max():.1e} px, "
              f"scores by {np.abs(exported - rows)[:, 1].max():.1e}")
        image = inputs["image"]
        images.append({
            "file": sample.name, "imShape": inputs["im_shape"][0].tolist(), "scaleFactor": inputs["scale_factor"][0].tolist(),
            "tensor": {"shape": list(image.shape), "mean": float(image.mean(dtype=np.float64)), "std": float(image.std(dtype=np.float64)),
                       "first": image.ravel()[:8].tolist()},
            "rows": [[int(row[0]), *(float(v) for v in row[1:])] for row in rows]})
    facts = {"framework": f"torch {torch.__version__.split('+')[0]}, torchvision {torchvision.__version__.split('+')[0]}",
             "columns": ["class", "score", "x1", "y1", "x2", "y2"], "images": images}
    (options.model / "reference.json").write_text(json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
