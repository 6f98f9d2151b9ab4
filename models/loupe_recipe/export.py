"""Exports a checkpoint to ONNX in the layout "paddle-rcnn": python -m loupe_recipe.export --run NAME."""
from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path

import torch
import torchvision
from torch import Tensor, nn
from torch.onnx import register_custom_op_symbolic, symbolic_helper
from torchvision.models.detection.image_list import ImageList
from torchvision.models.detection.roi_heads import RoIHeads
from torchvision.ops import boxes as box_ops

from .network import Detector
from .settings import MAX_SIDE, MEAN, MODELS, SHORT_SIDE, STD, STRIDE, WORK
from .train import checkpoint_path
from .variants import SHIPPED, VARIANTS, Variant

OPSET = 19
"""The first opset with DeformConv; RoiAlign of opset 22 has no kernel in ONNX Runtime yet."""
SCORE_FLOOR = 0.01


class Exported(nn.Module):
    """The detector with the inputs and outputs of a Paddle R-CNN export.

    image [1, 3, H, W], im_shape [1, 2] = (h, w) before padding, scale_factor [1, 2] = (y, x); gives rows [M, 6] of class
    (0-based), score, x1, y1, x2, y2 in pixels of the original image, best first, and their number [1] as int32.
    """

    def __init__(self, detector: Detector) -> None:
        super().__init__()
        self.detector = detector

    def forward(self, image: Tensor, im_shape: Tensor, scale_factor: Tensor) -> tuple[Tensor, Tensor]:
        maps = self.detector.backbone(image)
        size = (im_shape[0, 0], im_shape[0, 1])
        proposals = self._proposals(image, maps, size)
        boxes, scores, labels = self._detections(maps, proposals, image, size)
        scale = scale_factor[0].flip(0).repeat(2)
        limit = torch.floor(im_shape[0] / scale_factor[0] + 0.5).flip(0).repeat(2)
        boxes = torch.minimum(torch.clamp(boxes / scale, min=0), limit)
        rows = torch.cat([(labels - 1).to(boxes.dtype)[:, None], scores[:, None], boxes], 1)
        return rows, torch.full((1,), 1, dtype=torch.int32) * labels.shape[0]

    def _proposals(self, image: Tensor, maps: dict[str, Tensor], size: tuple[Tensor, Tensor]) -> Tensor:
        """The RPN at test: best per level, then NMS within each level, then best of all. Follows torchvision's filter_proposals."""
        rpn = self.detector.rpn
        features = list(maps.values())
        objectness, deltas = rpn.head(features)
        anchors = rpn.anchor_generator(ImageList(image, [(0, 0)]), features)[0]
        per_level = len(rpn.anchor_generator.sizes[0]) * len(rpn.anchor_generator.aspect_ratios[0])
        kept_boxes, kept_scores, kept_levels, first = [], [], [], 0
        for level, (score, delta) in enumerate(zip(objectness, deltas)):
            count = score.shape[-2] * score.shape[-1] * per_level
            score = score[0].permute(1, 2, 0).reshape(-1)
            delta = delta[0].reshape(per_level, 4, delta.shape[-2], delta.shape[-1]).permute(2, 3, 0, 1).reshape(-1, 4)
            top = torch.minimum(torch.as_tensor(score.shape[0]), torch.as_tensor(rpn.pre_nms_top_n()))
            best, index = score.topk(top)
            kept_boxes.append(rpn.box_coder.decode(delta[index], [anchors[first:first + count][index]])[:, 0])
            kept_scores.append(best.sigmoid())
            kept_levels.append(torch.full_like(index, level))
            first = first + count
        boxes, scores, levels = clip(torch.cat(kept_boxes), size), torch.cat(kept_scores), torch.cat(kept_levels)
        large = box_ops.remove_small_boxes(boxes, rpn.min_size)
        boxes, scores, levels = boxes[large], scores[large], levels[large]
        return boxes[nms_apart(boxes, scores, levels, size, rpn.nms_thresh)[:rpn.post_nms_top_n()]]

    def _detections(self, maps: dict[str, Tensor], proposals: Tensor, image: Tensor,
                    size: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """The RoI heads at test. Follows torchvision's postprocess_detections."""
        heads: RoIHeads = self.detector.roi_heads
        pooled = heads.box_roi_pool(maps, [proposals], [tuple(image.shape[-2:])])
        logits, deltas = heads.box_predictor(heads.box_head(pooled))
        scores = logits.softmax(-1)
        boxes = clip(heads.box_coder.decode(deltas, [proposals]), size)
        labels = torch.arange(logits.shape[1]).view(1, -1).expand_as(scores)
        boxes, scores, labels = boxes[:, 1:].reshape(-1, 4), scores[:, 1:].reshape(-1), labels[:, 1:].reshape(-1)
        good = torch.where(scores > heads.score_thresh)[0]
        boxes, scores, labels = boxes[good], scores[good], labels[good]
        large = box_ops.remove_small_boxes(boxes, 1e-2)
        boxes, scores, labels = boxes[large], scores[large], labels[large]
        keep = nms_apart(boxes, scores, labels, size, heads.nms_thresh)[:heads.detections_per_img]
        return boxes[keep], scores[keep], labels[keep]


def clip(boxes: Tensor, size: tuple[Tensor, Tensor]) -> Tensor:
    """Boxes [..., 4] cut to the image of size (h, w)."""
    limit = torch.stack([size[1], size[0], size[1], size[0]])
    return torch.minimum(torch.clamp(boxes, min=0), limit)


def nms_apart(boxes: Tensor, scores: Tensor, groups: Tensor, size: tuple[Tensor, Tensor], threshold: float) -> Tensor:
    """NMS within each group, best first: groups are moved apart by more than the image, so they never overlap."""
    step = torch.maximum(size[0], size[1]) + 1
    return torch.ops.torchvision.nms(boxes + (groups.to(boxes.dtype) * step)[:, None], scores, threshold)


@symbolic_helper.parse_args("v", "v", "v", "v", "v", "i", "i", "i", "i", "i", "i", "i", "i", "b")
def _deform_conv(g, x, kernel, offsets, mask, bias, stride_h, stride_w, pad_h, pad_w, dil_h, dil_w, groups, offset_groups, use_mask):
    """torchvision's deform_conv2d as ONNX DeformConv, whose inputs are X, W, offset, B, mask."""
    inputs = [x, kernel, offsets, bias] + ([mask] if use_mask else [])
    return g.op("DeformConv", *inputs, strides_i=[stride_h, stride_w], pads_i=[pad_h, pad_w, pad_h, pad_w],
                dilations_i=[dil_h, dil_w], group_i=groups, offset_group_i=offset_groups)


def to_onnx(detector: Detector, file: Path) -> None:
    """Writes the graph; height and width stay free."""
    register_custom_op_symbolic("torchvision::deform_conv2d", _deform_conv, OPSET)
    example = (torch.zeros(1, 3, 384, 512), torch.tensor([[384.0, 512.0]]), torch.tensor([[0.4, 0.4]]))
    names = ["image", "im_shape", "scale_factor"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(Exported(detector).eval(), example, str(file), dynamo=False, opset_version=OPSET, input_names=names,
                          output_names=["boxes", "count"], do_constant_folding=True,
                          dynamic_axes={"image": {2: "height", 3: "width"}, "boxes": {0: "rows"}})


def load(run: str, variant: Variant, seed: int) -> tuple[Detector, dict[str, object]]:
    """The detector of a run's newest checkpoint, ready for test, and the checkpoint's facts."""
    state = torch.load(checkpoint_path(run, seed), weights_only=True)
    detector = Detector(variant, len(state["classes"]))
    detector.load_state_dict(state["model"])
    return detector.eval(), {k: v for k, v in state.items() if k not in ("model", "optimizer")}


def manifest(name: str, file: Path, variant: Variant, facts: dict[str, object], synthetic: bool) -> dict[str, object]:
    """The manifest by which Loupe runs the model (format 1)."""
    mark = (" (synthetic demo)", "（合成演示）") if synthetic else ("", "")
    return {
        "format": "loupe-model", "formatVersion": 1, "name": name,
        "title": {"en": f"Faster R-CNN{' DCN' if variant.deformable else ''} FPN{variant.fpn_channels}{mark[0]}",
                  "zh": f"Faster R-CNN{' DCN' if variant.deformable else ''} FPN{variant.fpn_channels}{mark[1]}"},
        "file": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "layout": "paddle-rcnn",
        "inputs": {"image": "image", "imShape": "im_shape", "scaleFactor": "scale_factor"},
        "preprocess": {
            "color": "RGB",
            "resize": {"kind": "short-side", "short": SHORT_SIDE, "max": MAX_SIDE, "interpolation": "linear"},
            "normalize": {"divide": 255, "mean": list(MEAN), "std": list(STD)},
            "pad": {"kind": "stride", "stride": STRIDE}},
        "classes": facts["classes"], "graphScoreFloor": SCORE_FLOOR, "nms": None, "synthetic": synthetic,
        "training": {
            "recipe": f"models/loupe_recipe, variant {variant.name}", "seed": facts["seed"], "images": facts["images"],
            "backgrounds": facts["backgrounds"], "epochs": facts["epochs"], "torch": torch.__version__.split("+")[0],
            "torchvision": torchvision.__version__.split("+")[0],
            "notes": f"{facts['step']} of {facts['steps']} steps of 4 images, from random weights"
                     + (", on generated images only." if synthetic else ".")}}


def export(run: str, variant: Variant, seed: int, name: str, folder: Path, synthetic: bool) -> None:
    """Writes model.onnx and manifest.json into the folder."""
    detector, facts = load(run, variant, seed)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "model.onnx"
    to_onnx(detector, file)
    text = json.dumps(manifest(name, file, variant, facts, synthetic), ensure_ascii=False, indent=2)
    (folder / "manifest.json").write_text(text + "\n", "utf-8", newline="\n")
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB, after step {facts['step']} of {facts['steps']}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", help="name of the run (default: the variant's, or that of the variant whose weights it uses)")
    parser.add_argument("--variant", choices=sorted(VARIANTS), default=SHIPPED.name)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--name", help="name of the model (default: the variant's)")
    parser.add_argument("--out", type=Path, help="folder to write (default: models/.work/export/NAME)")
    parser.add_argument("--own-data", action="store_true", help="the model was not trained on generated images")
    options = parser.parse_args()
    variant = VARIANTS[options.variant]
    name = options.name or variant.name
    export(options.run or variant.weights_of or variant.name, variant, options.seed, name,
           options.out or WORK / "export" / name, not options.own_data)


if __name__ == "__main__":
    main()
