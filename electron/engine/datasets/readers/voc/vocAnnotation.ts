/** Parses a VOC annotation: the image's size and its boxes, by a streaming parser with limits, tag names in any letter case. */
import { type Reason, reason } from "../../../../../shared/core/reason.ts";
import { readDecimal, readXml, type XmlCollector, type XmlFault } from "../xmlStream.ts";

export interface VocObject {
  /** Trimmed and in NFC. */
  readonly name: string;
  readonly difficult: boolean;
  /** Inclusive pixels as written; not clipped. */
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export type VocAnnotation =
  | {
      readonly ok: true;
      readonly size: { readonly width: number; readonly height: number } | null;
      readonly objects: readonly VocObject[];
    }
  | { readonly ok: false; readonly reason: Reason };

export const MAX_ANNOTATION_BYTES = 16 * 1024 * 1024;
const MAX_OBJECTS = 100_000;

/** Reads the whole text or reports the line at which it cannot be read. Only direct children count, so VOC's body parts are not objects. */
export function parseVocAnnotation(text: string): VocAnnotation {
  const read = readXml(text, (fault) => new AnnotationCollector(fault));
  return read.ok ? { ok: true, size: read.collector.size(), objects: read.collector.objects } : read;
}

/** Collects the few relevant fields by their path below the root; the first of each counts. */
class AnnotationCollector implements XmlCollector {
  readonly objects: VocObject[] = [];
  private readonly path: string[] = [];
  private readonly sizeFields = new Map<string, string>();
  private objectFields: Map<string, string> | null = null;
  private readonly fault: XmlFault;
  private text = "";

  constructor(fault: XmlFault) {
    this.fault = fault;
  }

  open(tag: string): void {
    const name = tag.toLowerCase();
    this.path.push(name);
    this.text = "";
    if (this.path.length === 2 && name === "object") {
      if (this.objects.length >= MAX_OBJECTS) this.fault(reason("too-many-objects", { most: MAX_OBJECTS }));
      this.objectFields = new Map();
    }
  }

  addText(part: string): void {
    if (this.text.length < 4096) this.text += part;
  }

  close(): void {
    const [, section, ...below] = this.path;
    const fields = section === "size" ? this.sizeFields : section === "object" ? this.objectFields : null;
    const key = below.join("/");
    if (fields && key.length > 0 && !fields.has(key)) fields.set(key, this.text.trim());
    if (this.path.length === 2 && section === "object" && this.objectFields) {
      this.objects.push(toObject(this.objectFields, this.objects.length + 1, this.fault));
      this.objectFields = null;
    }
    this.path.pop();
    this.text = "";
  }

  /** Null when the annotation has no size, or an impossible one. */
  size(): { width: number; height: number } | null {
    const width = readDecimal(this.sizeFields.get("width"));
    const height = readDecimal(this.sizeFields.get("height"));
    return width !== null && height !== null && width >= 1 && height >= 1 ? { width, height } : null;
  }
}

function toObject(fields: ReadonlyMap<string, string>, position: number, fault: XmlFault): VocObject {
  const name = (fields.get("name") ?? "").normalize("NFC");
  if (name.length === 0) fault(reason("object-without-name", { number: position }));
  const coordinate = (tag: string): number => {
    const value = readDecimal(fields.get(`bndbox/${tag}`));
    return value ?? fault(reason("object-without-number", { number: position, tag }));
  };
  return {
    name,
    // PaddleX reads it as a whole number, and anything else as 0.
    difficult: /^[+-]?0*[1-9]\d*$/.test(fields.get("difficult") ?? ""),
    x1: coordinate("xmin"),
    y1: coordinate("ymin"),
    x2: coordinate("xmax"),
    y2: coordinate("ymax"),
  };
}
