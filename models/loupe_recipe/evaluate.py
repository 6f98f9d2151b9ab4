"""Runs an exported model over a validation set and prints its figures: python -m loupe_recipe.evaluate --model FOLDER."""
from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from pathlib import Path

import numpy as np
import onnxruntime

from .metrics import Detections, average_precision, sweep
from .preprocess import to_inputs
from .settings import DEMO_SET
from .voc import Sample, read_backgrounds, read_classes, read_image, read_list


def open_session(file: Path, threads: int) -> onnxruntime.InferenceSession:
    """An ONNX Runtime session on the CPU."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def detect(session: onnxruntime.InferenceSession, samples: list[Sample]) -> tuple[list[Detections], list[float]]:
    """Raw detections of every image, and the milliseconds each run of the session took."""
    found, times = [], []
    for sample in samples:
        inputs = to_inputs(read_image(sample.path))
        start = time.perf_counter()
        rows, count = session.run(None, inputs)
        times.append((time.perf_counter() - start) * 1000)
        rows = rows[:int(count[0])]
        found.append(Detections(rows[:, 2:], rows[:, 1], rows[:, 0].astype(np.int64)))
    return found, times


def to_coco(samples: list[Sample], found: list[Detections], classes: list[str]) -> list[dict[str, object]]:
    """A COCO results array: image_id is the file name relative to the dataset, category_id the class name."""
    return [{"image_id": sample.name, "category_id": classes[label],
             "bbox": [round(float(v), 2) for v in (x1, y1, x2 - x1, y2 - y1)], "score": round(float(score), 5)}
            for sample, d in zip(samples, found) for (x1, y1, x2, y2), score, label in zip(d.boxes, d.scores, d.labels)]


def write_results(path: Path, results: list[dict[str, object]]) -> None:
    """Writes the array as JSON, gzipped where the name ends in .gz (same bytes for the same results)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = json.dumps(results, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder with model.onnx")
    parser.add_argument("--dataset", type=Path, default=DEMO_SET)
    parser.add_argument("--out", type=Path, help="write the detections here (.json or .json.gz)")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    classes = read_classes(options.dataset)
    samples = read_list(options.dataset, "val_list.txt")
    backgrounds = read_backgrounds(options.dataset, "val_wu_xia_ci")
    session = open_session(options.model / "model.onnx", options.threads)
    found, times = detect(session, samples + backgrounds)
    defective, clean = found[:len(samples)], found[len(samples):]
    scores = [average_precision(samples, defective, label) for label in range(len(classes))]
    for name, score in zip(classes, scores):
        print(f"  {score * 100:5.1f} %  {name}")
    print(f"VOC mAP (11-point, IoU > 0.5) {np.nanmean(scores) * 100:.2f} % over {len(samples)} images; "
          f"{statistics.median(times):.0f} ms an image (median, {options.threads} threads)")
    for threshold, recall, overkill in sweep(defective, clean):
        if round(threshold * 100) % 5 == 0:
            print(f"  threshold {threshold:.2f}  recall {recall * 100:6.2f} % of {len(samples)}  "
                  f"false positives {overkill * 100:6.2f} % of {len(backgrounds)}")
    if options.out:
        write_results(options.out, to_coco(samples + backgrounds, found, classes))


if __name__ == "__main__":
    main()
