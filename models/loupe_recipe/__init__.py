"""Recipe of Loupe's demo line: makes the pictures, trains the detector, exports it to ONNX and evaluates it."""
