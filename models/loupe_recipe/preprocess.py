"""The case's preprocessing: short side, OpenCV's 8-bit linear resize, normalise, zero padding to a multiple of 32."""
from __future__ import annotations

import cv2
import numpy as np

from .canvas import Array
from .settings import MAX_SIDE, MEAN, SHORT_SIDE, STD, STRIDE


def resize_short(image: Array, short: int = SHORT_SIDE, longest: int = MAX_SIDE) -> tuple[Array, float]:
    """uint8 RGB scaled so that the short side is `short`, or the long side `longest` where that would be exceeded; and the scale."""
    h, w = image.shape[:2]
    scale = short / min(h, w)
    if round(scale * max(h, w)) > longest:
        scale = longest / max(h, w)
    return cv2.resize(image, (int(round(w * scale)), int(round(h * scale))), interpolation=cv2.INTER_LINEAR), scale


def normalise(image: Array) -> Array:
    """uint8 RGB [h, w, 3] to float32 [3, h, w] with ImageNet's mean and deviation."""
    values = (image.astype(np.float32) / 255 - np.float32(MEAN)) / np.float32(STD)
    return np.ascontiguousarray(values.transpose(2, 0, 1))


def pad(values: Array, h: int, w: int) -> Array:
    """float32 [3, h0, w0] with zeros at the right and the bottom up to [3, h, w]."""
    out = np.zeros((3, h, w), np.float32)
    out[:, :values.shape[1], :values.shape[2]] = values
    return out


def next_multiple(length: int, stride: int = STRIDE) -> int:
    """The smallest multiple of `stride` that is not below `length`."""
    return -(-length // stride) * stride


def to_inputs(image: Array, short: int = SHORT_SIDE, longest: int = MAX_SIDE) -> dict[str, Array]:
    """The three inputs of the exported model for one image, uint8 RGB of any size."""
    resized, scale = resize_short(image, short, longest)
    h, w = resized.shape[:2]
    image = pad(normalise(resized), next_multiple(h), next_multiple(w))
    return {"image": image[None], "im_shape": np.float32([[h, w]]), "scale_factor": np.float32([[scale, scale]])}
