"""The six models of the comparison, one row each: the row before plus one change."""
from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Variant:
    """One model of the comparison."""

    name: str
    deformable: bool = False
    """Deformable convolution in the last two stages of the backbone."""
    augment: bool = False
    """Flips, distortion of brightness, contrast, saturation and hue, and crops while training."""
    backgrounds: bool = False
    """Defect-free images among the training images."""
    fpn_channels: int = 128
    pre_nms: int = 1000
    """Proposals of the RPN before NMS at test, over all levels."""
    post_nms: int = 1000
    """Proposals of the RPN after NMS at test."""
    weights_of: str | None = None
    """The variant whose weights this one uses; None = trains its own."""


BASE = Variant("base")
DCN = replace(BASE, name="dcn", deformable=True)
AUGMENTED = replace(DCN, name="dcn-aug", augment=True)
BACKGROUNDS = replace(AUGMENTED, name="dcn-aug-bg", backgrounds=True)
FPN64 = replace(BACKGROUNDS, name="dcn-aug-bg-fpn64", fpn_channels=64)
PROPOSALS = replace(FPN64, name="dcn-aug-bg-fpn64-p300", pre_nms=500, post_nms=300, weights_of="dcn-aug-bg-fpn64")

VARIANTS = {variant.name: variant for variant in (BASE, DCN, AUGMENTED, BACKGROUNDS, FPN64, PROPOSALS)}
SHIPPED = PROPOSALS
"""The demo model."""
