"""Preprocessing equals the tensors that PaddleX's rules give (oracle beside the project; skipped where it is absent)."""
import json
from pathlib import Path

import numpy as np
import pytest

from loupe_recipe.preprocess import to_inputs
from loupe_recipe.settings import STD
from loupe_recipe.voc import read_image

ORACLE = Path(__file__).resolve().parents[3] / "shared" / "oracles" / "preprocess"


@pytest.mark.skipif(not ORACLE.is_dir(), reason="no oracle beside the project")
def test_equals_the_oracle():
    cases = [case for case in json.loads((ORACLE / "expected.json").read_text()) if case["kind"] == "resize_short"]
    assert cases
    for case in cases:
        inputs = to_inputs(read_image(ORACLE / case["image"]), 800, 1333)
        plan = case["plan"]
        assert inputs["image"].shape == (1, 3, plan["padded"][1], plan["padded"][0])
        assert inputs["im_shape"].tolist() == [[plan["resized"][1], plan["resized"][0]]]
        assert inputs["scale_factor"][0, 0] == pytest.approx(plan["scale"], rel=1e-6)
        difference = [abs(float(inputs["image"][0, c, y, x]) - value) * STD[c] * 255 for c, y, x, value in case["samples"]]
        assert max(difference) <= 1.5 and np.mean(difference) < 0.2
