"""Average precision of hand-counted cases and, if present beside the project, of the metrics oracle."""
import numpy as np
import pytest

from loupe_recipe.metrics import Detections, average_precision, sweep
from loupe_recipe.voc import Sample


def sample(*boxes):
    return Sample("a", None, np.array(boxes, np.float32).reshape(-1, 4), np.zeros(len(boxes), np.int64))


def rows(*found):
    table = np.array(found, np.float32).reshape(-1, 5)
    return Detections(table[:, 1:], table[:, 0], np.zeros(len(table), np.int64))


def test_one_of_two_found_with_one_false_alarm_between():
    truth = [sample([0, 0, 9, 9], [50, 50, 59, 59])]
    found = [rows([.9, 0, 0, 9, 9], [.8, 200, 200, 209, 209], [.7, 50, 50, 59, 59])]
    # Precision 1 up to recall 1/2 (points 0.0 to 0.5), then 2/3 (points 0.6 to 1.0).
    assert average_precision(truth, found, 0) == pytest.approx((6 * 1 + 5 * 2 / 3) / 11)


def test_a_second_box_on_the_same_defect_is_a_false_alarm():
    truth = [sample([0, 0, 9, 9])]
    assert average_precision(truth, [rows([.9, 200, 0, 209, 9], [.8, 0, 0, 9, 9], [.7, 0, 0, 9, 9])], 0) == pytest.approx(0.5)


def test_an_overlap_of_exactly_half_is_no_hit():
    # Inclusive pixels: 10x10 against 10x5 inside it share 50 of 100.
    assert average_precision([sample([0, 0, 9, 9])], [rows([.9, 0, 0, 9, 4])], 0) == 0


def test_sweep_counts_images():
    curve = sweep([rows([.5, 0, 0, 1, 1]), rows()], [rows([.2, 0, 0, 1, 1]), rows([.6, 0, 0, 1, 1])])
    assert curve[50] == (0.5, 0.5, 0.5)
    assert curve[0] == (0.0, 0.5, 1.0)
    assert curve[51] == (0.51, 0.0, 0.5)
