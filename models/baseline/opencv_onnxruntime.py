"""The script a user would write without Loupe: OpenCV and ONNX Runtime, one image after another.

    python opencv_onnxruntime.py IMAGE_FOLDER MODEL_FOLDER COUNT [--threads N] [--out FILE]

Prints JSON: images a second of the whole loop, its processor time, the median milliseconds of each stage, how many rows were found.
MODEL_FOLDER holds manifest.json (layout "paddle-rcnn") and the model it names. Needs numpy, opencv-python-headless, onnxruntime.
"""
import argparse
import json
import os
import statistics
import time
from pathlib import Path

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # before it loads: its builds send telemetry otherwise

import cv2
import numpy as np
import onnxruntime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--threads", type=int, default=0, help="threads inside a run; 0 = ONNX Runtime's own choice")
    parser.add_argument("--out", type=Path, help="also write all rows, as a COCO results array")
    options = parser.parse_args()

    manifest = json.loads((options.model / "manifest.json").read_text("utf-8"))
    if manifest["layout"] != "paddle-rcnn":
        raise SystemExit(f"this script runs the layout paddle-rcnn only, not {manifest['layout']}")
    resize, normalize = manifest["preprocess"]["resize"], manifest["preprocess"]["normalize"]
    stride, names = manifest["preprocess"]["pad"]["stride"], manifest["inputs"]
    mean, std = np.float32(normalize["mean"]), np.float32(normalize["std"])
    files = sorted(p for p in options.images.iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png", ".bmp"))
    if not files:
        raise SystemExit(f"{options.images}: no images")
    files = [files[i % len(files)] for i in range(options.count)]

    session_options = onnxruntime.SessionOptions()
    session_options.intra_op_num_threads = options.threads
    session = onnxruntime.InferenceSession(str(options.model / manifest["file"]), session_options, providers=["CPUExecutionProvider"])

    stages = {"read": [], "preprocess": [], "inference": [], "collect": []}
    results, found = [], 0

    def process(path, count_it):
        nonlocal found
        t0 = time.perf_counter()
        image = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
        if image is None:
            raise SystemExit(f"{path}: not a readable image")
        image = cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        t1 = time.perf_counter()
        h, w = image.shape[:2]
        scale = resize["short"] / min(h, w)
        if round(scale * max(h, w)) > resize["max"]:
            scale = resize["max"] / max(h, w)
        rw, rh = int(round(w * scale)), int(round(h * scale))
        image = cv2.resize(image, (rw, rh), interpolation=cv2.INTER_LINEAR)
        image = (image.astype(np.float32) / normalize["divide"] - mean) / std
        padded = np.zeros((-(-rh // stride) * stride, -(-rw // stride) * stride, 3), np.float32)
        padded[:rh, :rw] = image
        tensor = np.ascontiguousarray(padded.transpose(2, 0, 1)[None])
        t2 = time.perf_counter()
        rows, _ = session.run(None, {names["image"]: tensor, names["imShape"]: np.float32([[rh, rw]]),
                                     names["scaleFactor"]: np.float32([[scale, scale]])})
        t3 = time.perf_counter()
        for label, score, x1, y1, x2, y2 in rows.tolist():
            if count_it:
                found += 1
                results.append({"image_id": path.name, "category_id": manifest["classes"][int(label)],
                                "bbox": [x1, y1, x2 - x1, y2 - y1], "score": score})
        t4 = time.perf_counter()
        if count_it:
            for name, value in zip(stages, (t1 - t0, t2 - t1, t3 - t2, t4 - t3)):
                stages[name].append(value * 1000)

    process(files[0], False)  # the first run allocates
    start, cpu = time.perf_counter(), time.process_time()
    for path in files:
        process(path, True)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    if options.out:
        options.out.write_text(json.dumps(results, ensure_ascii=False), "utf-8")
    print(json.dumps({
        "images": len(files), "seconds": round(seconds, 4), "cpuSeconds": round(cpu_seconds, 4), "imagesPerSecond": round(len(files) / seconds, 4), "detections": found,
        "medianMs": {name: round(statistics.median(values), 3) for name, values in stages.items()},
        "versions": {"onnxruntime": onnxruntime.__version__, "opencv": cv2.__version__, "numpy": np.__version__}}))


if __name__ == "__main__":
    main()
