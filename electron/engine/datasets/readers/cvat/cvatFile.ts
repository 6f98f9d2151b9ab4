/** Parses the XML of "CVAT for images 1.1": labels, images and their shapes, by a streaming parser with limits. */
import { type ImageBox, imageBox } from "../../../../../shared/core/box.ts";
import { plainClassName } from "../../../../../shared/core/className.ts";
import { type Reason, reason } from "../../../../../shared/core/reason.ts";
import { readDecimal, readXml, type XmlCollector, type XmlFault } from "../xmlStream.ts";

/** A rectangle, or the rectangle around a polygon, an ellipse or a mask; its edges in image pixels, not clipped. */
export interface CvatBox {
  readonly label: string;
  readonly box: ImageBox;
  /** By an attribute of that name, as CVAT writes VOC's. */
  difficult: boolean;
}

export interface CvatImage {
  readonly name: string;
  /** The part of a project's export that it belongs to; empty without. */
  readonly subset: string;
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly boxes: CvatBox[];
  /** Shapes around which no rectangle stands for an object, such as points, by their tag. */
  readonly otherShapes: string[];
  /** The first shape that cannot be read, by its position, and why. */
  bad: { readonly position: number; readonly why: Reason } | null;
}

export type CvatFile =
  | { readonly ok: true; readonly labels: readonly string[]; readonly images: readonly CvatImage[] }
  | { readonly ok: false; readonly reason: Reason };

const MAX_SHAPES = 5_000_000;

/** Reads the whole text or reports why not. Never throws for what stands in it. */
export function parseCvatFile(text: string): CvatFile {
  const read = readXml(text, (fault) => new CvatCollector(fault));
  return read.ok ? { ok: true, labels: read.collector.labels, images: read.collector.images } : read;
}

type Attributes = Readonly<Record<string, string>>;

class CvatCollector implements XmlCollector {
  readonly labels: string[] = [];
  readonly images: CvatImage[] = [];
  private readonly path: string[] = [];
  private readonly fault: XmlFault;
  private image: CvatImage | null = null;
  private shape: CvatBox | null = null;
  private shapes = 0;
  private attribute = "";
  private text = "";

  constructor(fault: XmlFault) {
    this.fault = fault;
  }

  open(name: string, attributes: Attributes): void {
    this.path.push(name);
    this.text = "";
    if (this.path.length === 1 && name !== "annotations") this.fault(reason("not-cvat"));
    if (this.path.length === 2 && name === "track") this.fault(reason("cvat-video"));
    if (this.path.length === 2 && name === "image") this.openImage(attributes);
    if (this.path.length === 3 && this.image !== null && name !== "tag") this.openShape(this.image, name, attributes);
    if (this.path.length === 4 && name === "attribute") this.attribute = (attributes["name"] ?? "").toLowerCase();
  }

  addText(part: string): void {
    if (this.text.length < 4096) this.text += part;
  }

  close(): void {
    const depth = this.path.length;
    const name = this.path.pop();
    // meta/task/labels/label/name, and the same below `job` and `project`.
    if (name === "name" && this.path.slice(-2).join("/") === "labels/label" && this.path[1] === "meta") {
      const label = plainClassName(this.text);
      if (label !== "" && !this.labels.includes(label)) this.labels.push(label);
    }
    if (depth === 4 && this.shape !== null && this.attribute === "difficult")
      this.shape.difficult = /^(?:true|1)$/i.test(this.text.trim());
    if (depth === 3) this.shape = null;
    if (depth === 2) this.image = null;
    this.text = "";
  }

  private openImage({ name = "", subset = "", width, height }: Attributes): void {
    if (name === "") this.fault(reason("without-id-or-file-name"));
    const [wide, high] = [readDecimal(width), readDecimal(height)];
    const size = wide !== null && high !== null && wide >= 1 && high >= 1 ? { width: wide, height: high } : null;
    this.image = { name, subset, size, boxes: [], otherShapes: [], bad: null };
    this.images.push(this.image);
  }

  private openShape(image: CvatImage, tag: string, attributes: Attributes): void {
    if (++this.shapes > MAX_SHAPES) this.fault(reason("too-many-objects", { most: MAX_SHAPES }));
    const around = RECTANGLES[tag];
    if (around === undefined) {
      image.otherShapes.push(tag);
      return;
    }
    const position = image.boxes.length + image.otherShapes.length + 1;
    const label = plainClassName(attributes["label"] ?? "");
    const box = around(attributes);
    if (label === "") image.bad ??= { position, why: reason("object-without-name", { number: position }) };
    else if (box === null) image.bad ??= { position, why: reason("bbox-not-four-numbers") };
    else {
      this.shape = { label, box, difficult: false };
      image.boxes.push(this.shape);
    }
  }
}

/** The rectangle around a shape, null where its numbers cannot be read. */
const RECTANGLES: Readonly<Record<string, ((attributes: Attributes) => ImageBox | null) | undefined>> = {
  box: ({ xtl, ytl, xbr, ybr, rotation }) =>
    ofNumbers([xtl, ytl, xbr, ybr], (x1, y1, x2, y2) => rotated(x1, y1, x2, y2, readDecimal(rotation) ?? 0)),
  mask: ({ left, top, width, height }) =>
    ofNumbers([left, top, width, height], (x, y, w, h) => imageBox(x, y, x + w, y + h)),
  ellipse: ({ cx, cy, rx, ry }) => ofNumbers([cx, cy, rx, ry], (x, y, w, h) => imageBox(x - w, y - h, x + w, y + h)),
  polygon: ({ points = "" }) => {
    const numbers = points.split(/[;,]/).map((part) => readDecimal(part.trim()));
    if (numbers.length < 6 || numbers.length % 2 !== 0 || numbers.includes(null)) return null;
    return around(numbers as number[]);
  },
};

function ofNumbers(
  texts: readonly (string | undefined)[],
  make: (a: number, b: number, c: number, d: number) => ImageBox,
): ImageBox | null {
  const numbers = texts.map(readDecimal);
  if (numbers.includes(null)) return null;
  const [a, b, c, d] = numbers as [number, number, number, number];
  return make(a, b, c, d);
}

/** The upright rectangle around one that is turned about its middle; `degrees` clockwise, as CVAT writes it. */
function rotated(x1: number, y1: number, x2: number, y2: number, degrees: number): ImageBox {
  if (degrees % 360 === 0) return imageBox(x1, y1, x2, y2);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [cx, cy] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const corners = [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ] as const;
  return around(
    corners.flatMap(([x, y]) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos]),
  );
}

/** @param points x and y in turn, at least one pair */
function around(points: readonly number[]): ImageBox {
  let [x1, y1, x2, y2] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    [x1, y1, x2, y2] = [Math.min(x1, x), Math.min(y1, y), Math.max(x2, x), Math.max(y2, y)];
  }
  return imageBox(x1, y1, x2, y2);
}
