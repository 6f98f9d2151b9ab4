"""The training form of the deformable convolution equals torchvision's; an exported net equals torchvision's own heads at any size."""
import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("torchvision")

from loupe_recipe.evaluate import open_session  # noqa: E402
from loupe_recipe.export import to_onnx  # noqa: E402
from loupe_recipe.network import Detector, ModulatedDeformConv  # noqa: E402
from loupe_recipe.preprocess import to_inputs  # noqa: E402
from loupe_recipe.reference import framework_rows  # noqa: E402
from loupe_recipe.variants import PROPOSALS  # noqa: E402


def test_sampled_deformable_convolution_equals_torchvision():
    torch.manual_seed(1)
    layer = ModulatedDeformConv(8)
    torch.nn.init.normal_(layer.taps.weight, 0, 0.5)
    x = torch.randn(2, 8, 9, 14)
    with torch.no_grad():
        assert torch.allclose(layer.train()(x), layer.eval()(x), atol=1e-5)


def seeded_detector(image):
    """A net with random weights and fitted normalisation whose scores are spread out, without close ties."""
    torch.manual_seed(7)
    detector = Detector(PROPOSALS, 3)
    for module in detector.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
    torch.nn.init.normal_(detector.rpn.head.cls_logits.weight, 0, 0.3)
    torch.nn.init.normal_(detector.roi_heads.box_predictor.cls_score.weight, 0, 0.3)
    with torch.no_grad():
        detector.train().backbone(torch.from_numpy(to_inputs(image)["image"]))
    return detector.eval()


def test_exported_rows_equal_the_framework(tmp_path):
    rng = np.random.default_rng(3)
    images = [np.repeat(np.repeat(rng.integers(0, 255, (h // 20, w // 20, 3), dtype=np.uint8), 20, 0), 20, 1) for h, w in ((960, 1280), (500, 1100), (700, 340))]
    detector = seeded_detector(images[0])
    to_onnx(detector, tmp_path / "model.onnx")
    session = open_session(tmp_path / "model.onnx", 1)
    for image in images:
        inputs = to_inputs(image)
        rows, count = session.run(None, inputs)
        expected = framework_rows(detector, inputs)
        assert count.tolist() == [len(expected)] and len(expected) > 20
        # Order-free, and a random net has near ties: almost all rows must have a twin.
        twins = [np.abs(rows - row).max(1).min() < 0.05 for row in expected]
        assert np.mean(twins) > 0.95
