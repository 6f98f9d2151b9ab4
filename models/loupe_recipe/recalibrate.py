"""Recalibrates the statistics of the batch normalisation layers once the weights are final."""
from __future__ import annotations

import torch
from torch import nn

from .dataset import Item, collate
from .network import Detector

IMAGES = 160
BATCH = 8


def recalibrate_batch_norm(detector: Detector, items: list[Item]) -> None:
    """Sets every layer's mean and variance to the plain average over whole, undistorted training images.

    The running averages of the training follow the last few small, cropped and distorted batches; with four images a batch they are so
    noisy that the VOC mAP on the demo rises by several points when they are measured properly ("precise BN").
    """
    layers = [module for module in detector.modules() if isinstance(module, nn.BatchNorm2d)]
    momenta = [layer.momentum for layer in layers]
    for layer in layers:
        layer.reset_running_stats()
        layer.momentum = None  # a plain average over all batches
    chosen = items[::max(1, len(items) // IMAGES)][:IMAGES]
    stride = max(1, len(chosen) // BATCH)
    detector.backbone.train()
    with torch.no_grad():
        for first in range(stride):
            detector.backbone(collate(chosen[first::stride]).images)
    detector.eval()
    for layer, momentum in zip(layers, momenta):
        layer.momentum = momentum
