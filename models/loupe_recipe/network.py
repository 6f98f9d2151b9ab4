"""The detector: a small residual backbone, a feature pyramid, and torchvision's RPN and RoI heads."""
from __future__ import annotations

from collections import OrderedDict

import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision.models.detection.anchor_utils import AnchorGenerator
from torchvision.models.detection.faster_rcnn import FastRCNNPredictor, TwoMLPHead
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.roi_heads import RoIHeads
from torchvision.models.detection.rpn import RegionProposalNetwork, RPNHead
from torchvision.ops import DeformConv2d, FeaturePyramidNetwork, MultiScaleRoIAlign
from torchvision.ops.feature_pyramid_network import LastLevelMaxPool

from .variants import Variant

WIDTHS = (32, 64, 128, 192)
"""Channels of the four stages, at strides 4, 8, 16 and 32."""
ANCHOR_SIZES = ((16, 26), (40, 60), (88, 130), (190, 270))
"""Per pyramid level (strides 8, 16, 32, 64), in pixels of the resized image."""
ANCHOR_RATIOS = (0.25, 0.5, 1.0)
"""Height : width. Defects lie along the profile, so no anchor is upright."""


class ModulatedDeformConv(nn.Module):
    """3x3 deformable convolution (DCNv2): a plain convolution predicts offsets and weights of the nine taps.

    While training the taps are read with grid_sample, whose gradient uses all cores (the gradient of deform_conv2d on a CPU
    does not, and takes several times longer); the two give the same values. Test and export use deform_conv2d.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.taps = nn.Conv2d(channels, 27, 3, padding=1)
        nn.init.zeros_(self.taps.weight)
        nn.init.zeros_(self.taps.bias)
        self.conv = DeformConv2d(channels, channels, 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        taps = self.taps(x)
        offsets, weights = taps[:, :18], 2 * torch.sigmoid(taps[:, 18:])
        return self.sampled(x, offsets, weights) if self.training else self.conv(x, offsets, weights)

    def sampled(self, x: Tensor, offsets: Tensor, weights: Tensor) -> Tensor:
        """The same as deform_conv2d(x, offsets, kernel, mask=weights); offsets are (dy, dx) per tap."""
        n, c, h, w = x.shape
        x, offsets, weights = x.float(), offsets.float().view(n, 9, 2, h, w), weights.float()
        tap = torch.arange(9, device=x.device)
        row = torch.arange(h, device=x.device).view(1, 1, h, 1) + (tap // 3 - 1).view(1, 9, 1, 1) + offsets[:, :, 0]
        column = torch.arange(w, device=x.device).view(1, 1, 1, w) + (tap % 3 - 1).view(1, 9, 1, 1) + offsets[:, :, 1]
        grid = torch.stack([column * (2 / max(1, w - 1)) - 1, row * (2 / max(1, h - 1)) - 1], -1)
        read = functional.grid_sample(x, grid.view(n, 9 * h, w, 2), "bilinear", "zeros", align_corners=True)
        read = read.view(n, c, 9, h * w) * weights.view(n, 1, 9, h * w)
        return torch.matmul(self.conv.weight.reshape(-1, c * 9), read.reshape(n, c * 9, h * w)).view(n, -1, h, w)


class Block(nn.Module):
    """Residual block of two 3x3 convolutions; the second one deformable where asked."""

    def __init__(self, inside: int, outside: int, stride: int, deformable: bool) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outside)
        self.conv2 = ModulatedDeformConv(outside) if deformable else nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outside)
        self.relu = nn.ReLU(inplace=True)
        same = inside == outside and stride == 1
        self.shortcut = nn.Identity() if same else nn.Sequential(
            nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x: Tensor) -> Tensor:
        return self.relu(self.shortcut(x) + self.norm2(self.conv2(self.relu(self.norm1(self.conv1(x))))))


class Backbone(nn.Module):
    """Image [n, 3, h, w] to a pyramid of feature maps at strides 8, 16, 32 and 64."""

    def __init__(self, variant: Variant) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, WIDTHS[0], 3, 2, 1, bias=False), nn.BatchNorm2d(WIDTHS[0]), nn.ReLU(inplace=True),
            nn.Conv2d(WIDTHS[0], WIDTHS[0], 3, 2, 1, bias=False), nn.BatchNorm2d(WIDTHS[0]), nn.ReLU(inplace=True))
        self.stages, inside = nn.ModuleList(), WIDTHS[0]
        for index, width in enumerate(WIDTHS):
            deformable = variant.deformable and index >= 2
            first = Block(inside, width, 1 if index == 0 else 2, deformable)
            self.stages.append(nn.Sequential(first, Block(width, width, 1, deformable)))
            inside = width
        self.pyramid = FeaturePyramidNetwork(list(WIDTHS[1:]), variant.fpn_channels, LastLevelMaxPool(), nn.BatchNorm2d)

    def forward(self, x: Tensor) -> OrderedDict[str, Tensor]:
        x, maps = self.stem(x), OrderedDict()
        for index, stage in enumerate(self.stages):
            x = stage(x)
            if index > 0:
                maps[str(index - 1)] = x
        return self.pyramid(maps)


class Detector(nn.Module):
    """Faster R-CNN on normalised, padded images; boxes are in pixels of the resized image."""

    def __init__(self, variant: Variant, classes: int) -> None:
        super().__init__()
        self.backbone = Backbone(variant)
        anchors = AnchorGenerator(ANCHOR_SIZES, (ANCHOR_RATIOS,) * len(ANCHOR_SIZES))
        channels = variant.fpn_channels
        self.rpn = RegionProposalNetwork(
            anchors, RPNHead(channels, anchors.num_anchors_per_location()[0]),
            fg_iou_thresh=0.6, bg_iou_thresh=0.3, batch_size_per_image=128, positive_fraction=0.5,
            pre_nms_top_n={"training": 500, "testing": variant.pre_nms},
            post_nms_top_n={"training": 300, "testing": variant.post_nms}, nms_thresh=0.7)
        pooler = MultiScaleRoIAlign(["0", "1", "2"], output_size=7, sampling_ratio=2, canonical_scale=80)
        self.roi_heads = RoIHeads(
            pooler, TwoMLPHead(channels * 49, 256), FastRCNNPredictor(256, classes + 1),
            fg_iou_thresh=0.5, bg_iou_thresh=0.5, batch_size_per_image=96, positive_fraction=0.3,
            bbox_reg_weights=None, score_thresh=0.01, nms_thresh=0.5, detections_per_img=100)

    def forward(self, images: Tensor, sizes: list[tuple[int, int]],
                targets: list[dict[str, Tensor]] | None = None) -> tuple[list[dict[str, Tensor]], dict[str, Tensor]]:
        """Images [n, 3, h, w] with their sizes (h, w) before padding; returns detections (test) and losses (training).

        Labels are 1-based, 0 is the background, in targets and in detections.
        """
        maps = self.backbone(images)
        proposals, rpn_losses = self.rpn(ImageList(images, sizes), maps, targets)
        detections, roi_losses = self.roi_heads(maps, proposals, sizes, targets)
        return detections, {**rpn_losses, **roi_losses}
