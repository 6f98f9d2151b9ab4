"""Reads and writes PaddleX VOC datasets: lists, XML annotations, folders of backgrounds."""
from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .canvas import Array

IMAGES = {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"}


@dataclass(frozen=True)
class Sample:
    """One image of a dataset. Boxes are float32 [n, 4] in inclusive pixels (x1, y1, x2, y2), labels int64 [n]."""

    name: str
    """File name relative to the dataset folder, with forward slashes."""
    path: Path
    boxes: Array
    labels: Array


def read_image(path: Path) -> Array:
    """An image as uint8 RGB [h, w, 3]; reads non-ASCII paths on every system. Raises ValueError if it is not an image."""
    image = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"{path}: not a readable image")
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


def write_jpeg(path: Path, image: Array, quality: int) -> None:
    """Writes uint8 RGB as a JPEG."""
    good, data = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not good:
        raise ValueError(f"{path}: could not be encoded")
    data.tofile(path)


def annotation(folder: str, file: str, size: tuple[int, int], objects: list[tuple[str, tuple[int, int, int, int]]]) -> bytes:
    """VOC XML, UTF-8, of an image of size (width, height); boxes in 0-based inclusive pixels."""
    root = ElementTree.Element("annotation")
    ElementTree.SubElement(root, "folder").text = folder
    ElementTree.SubElement(root, "filename").text = file
    dimensions = ElementTree.SubElement(root, "size")
    for tag, value in zip(("width", "height", "depth"), (*size, 3)):
        ElementTree.SubElement(dimensions, tag).text = str(value)
    for name, box in objects:
        item = ElementTree.SubElement(root, "object")
        ElementTree.SubElement(item, "name").text = name
        ElementTree.SubElement(item, "difficult").text = "0"
        bounds = ElementTree.SubElement(item, "bndbox")
        for tag, value in zip(("xmin", "ymin", "xmax", "ymax"), box):
            ElementTree.SubElement(bounds, tag).text = str(value)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def read_annotation(path: Path, classes: list[str]) -> tuple[Array, Array]:
    """Boxes and labels of a VOC XML; tag names in any letter case. Raises ValueError for a class that labels.txt lacks."""
    boxes, labels = [], []
    for item in ElementTree.parse(path).getroot():
        if item.tag.lower() != "object":
            continue
        parts = {part.tag.lower(): part for part in item}
        bounds = {part.tag.lower(): float(part.text or 0) for part in parts["bndbox"]}
        name = (parts["name"].text or "").strip()
        if name not in classes:
            raise ValueError(f"{path}: class {name!r} is not in labels.txt")
        boxes.append([bounds[tag] for tag in ("xmin", "ymin", "xmax", "ymax")])
        labels.append(classes.index(name))
    return np.array(boxes, np.float32).reshape(-1, 4), np.array(labels, np.int64)


def read_classes(dataset: Path) -> list[str]:
    """The class names of labels.txt."""
    lines = (dataset / "labels.txt").read_text("utf-8-sig").splitlines()
    return [line.strip() for line in lines if line.strip()]


def read_list(dataset: Path, list_name: str) -> list[Sample]:
    """The annotated images of a list such as val_list.txt; an image without any object is excluded and named."""
    classes, samples = read_classes(dataset), []
    for line in (dataset / list_name).read_text("utf-8-sig").splitlines():
        if not line.strip():
            continue
        image, xml = line.split()
        boxes, labels = read_annotation(dataset / xml, classes)
        if len(labels) == 0:
            print(f"{xml}: no object, left out")
            continue
        samples.append(Sample(image, dataset / image, boxes, labels))
    return samples


def read_backgrounds(dataset: Path, folder: str) -> list[Sample]:
    """The defect-free images of a folder, by name; empty if there is no such folder."""
    place = dataset / folder
    files = sorted(p for p in place.iterdir() if p.suffix.lower() in IMAGES) if place.is_dir() else []
    nothing = np.zeros((0, 4), np.float32), np.zeros(0, np.int64)
    return [Sample(f"{folder}/{p.name}", p, *nothing) for p in files]
