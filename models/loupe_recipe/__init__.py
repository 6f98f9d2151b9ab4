"""Recipe of Loupe's demo line: makes the images, trains the detector, exports it to ONNX and evaluates it."""
import os

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
"""Before ONNX Runtime loads: its own builds send telemetry otherwise, and the recipe is as offline as the program."""
