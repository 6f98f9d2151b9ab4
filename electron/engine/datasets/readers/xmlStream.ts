/** Parses XML that others wrote: as a stream, without document types, to a limited depth; the first fault is named with its line. */
import { SaxesParser } from "saxes";
import { quoted, type Reason, reason } from "../../../../shared/core/reason.ts";

/** Stops the parser with a reason. */
export type XmlFault = (why: Reason) => never;

/** Collects what a format needs. */
export interface XmlCollector {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  addText(part: string): void;
  close(): void;
}

const MAX_DEPTH = 32;
const CHUNK = 65_536;

/** Thrown only inside the parser's callbacks, to stop it at the first error. */
class XmlProblem extends Error {
  readonly reason: Reason;

  constructor(why: Reason) {
    super(why.code);
    this.reason = why;
  }
}

/** Gives the whole text to the collector that `create` makes, or the reason why it cannot be read. */
export function readXml<C extends XmlCollector>(
  text: string,
  create: (fault: XmlFault) => C,
): { readonly ok: true; readonly collector: C } | { readonly ok: false; readonly reason: Reason } {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const fault: XmlFault = (why) => {
    throw new XmlProblem(reason("at-line", { line: parser.line, why }));
  };
  const collector = create(fault);
  let depth = 0;
  parser.on("error", (error) => fault(quoted(error.message.replace(/^\d+:\d+: /, ""))));
  parser.on("doctype", () => fault(reason("xml-doctype")));
  parser.on("opentag", ({ name, attributes }) => {
    if (++depth > MAX_DEPTH) fault(reason("xml-too-deep", { most: MAX_DEPTH }));
    collector.open(name, attributes);
  });
  parser.on("text", (part) => collector.addText(part));
  parser.on("cdata", (part) => collector.addText(part));
  parser.on("closetag", () => {
    depth -= 1;
    collector.close();
  });
  try {
    for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
    parser.close();
  } catch (error) {
    if (error instanceof XmlProblem) return { ok: false, reason: error.reason };
    throw error;
  }
  return { ok: true, collector };
}

/** A decimal number as XML files write it; null for anything else. */
export function readDecimal(text: string | undefined): number | null {
  if (text === undefined || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
