"""Written annotations read back the same, in any letter case, and an unknown class is refused by name."""
import numpy as np
import pytest

from loupe_recipe.voc import annotation, read_annotation, read_list


def test_round_trip(tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(annotation("JPEGImages", "a.jpg", (1280, 960), [("擦花", (1, 2, 30, 40)), ("脏点", (5, 6, 7, 8))]))
    boxes, labels = read_annotation(file, ["脏点", "擦花"])
    assert labels.tolist() == [1, 0]
    assert boxes.tolist() == [[1, 2, 30, 40], [5, 6, 7, 8]]


def test_letter_case_of_tags_does_not_matter(tmp_path):
    file = tmp_path / "a.xml"
    file.write_text("<Annotation><Object><Name>x</Name><BndBox><XMin>1</XMin><YMIN>2</YMIN><xmax>3</xmax><ymax>4</ymax></BndBox></Object></Annotation>")
    assert read_annotation(file, ["x"])[0].tolist() == [[1, 2, 3, 4]]


def test_unknown_class_is_named(tmp_path):
    file = tmp_path / "a.xml"
    file.write_bytes(annotation("JPEGImages", "a.jpg", (10, 10), [("rust", (1, 2, 3, 4))]))
    with pytest.raises(ValueError, match="rust"):
        read_annotation(file, ["x"])


def test_image_without_object_is_excluded(tmp_path):
    (tmp_path / "labels.txt").write_text("x\n")
    (tmp_path / "val_list.txt").write_text("a.jpg a.xml\nb.jpg b.xml\n")
    (tmp_path / "a.xml").write_bytes(annotation("", "a.jpg", (10, 10), []))
    (tmp_path / "b.xml").write_bytes(annotation("", "b.jpg", (10, 10), [("x", (1, 2, 3, 4))]))
    samples = read_list(tmp_path, "val_list.txt")
    assert [s.name for s in samples] == ["b.jpg"]
    assert samples[0].boxes.dtype == np.float32
