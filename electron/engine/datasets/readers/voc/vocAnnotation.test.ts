/** VOC annotations: what is read, what is refused, and properties over any text. */
import { reasonText } from "../../../../../shared/words/failureText.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseVocAnnotation } from "./vocAnnotation.ts";

const BOX = "<bndbox><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bndbox>";
const object = (inner: string) => `<annotation><object><name>漏底</name>${inner}${BOX}</object></annotation>`;

test("tag names in any letter case; size, name and box are read", () => {
  const text =
    "<Annotation><SIZE><Width>640</Width><HEIGHT>480</HEIGHT></SIZE><Object><Name> 漏底 </Name><BndBox><XMin>1</XMin><yMIN>2</yMIN><xmax>3.5</xmax><YMAX>4e1</YMAX></BndBox></Object></Annotation>";
  expect(parseVocAnnotation(text)).toEqual({
    ok: true,
    size: { width: 640, height: 480 },
    objects: [{ name: "漏底", difficult: false, x1: 1, y1: 2, x2: 3.5, y2: 40 }],
  });
});

test.each([
  ["", false],
  ["<difficult>0</difficult>", false],
  ["<difficult>1</difficult>", true],
  ["<Difficult> 1 </Difficult>", true],
  ["<difficult>Unspecified</difficult>", false],
  ["<difficult></difficult>", false],
  ["<difficult>1.5</difficult>", false],
  ["<difficult>-1</difficult>", true],
])("difficult %s is %s", (tag, difficult) => {
  expect(parseVocAnnotation(object(tag))).toMatchObject({ ok: true, objects: [{ difficult }] });
});

test("parts of an object are no objects and give it no box", () => {
  const part = `<part><name>head</name><bndbox><xmin>9</xmin><ymin>9</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></part>`;
  expect(parseVocAnnotation(object(part))).toMatchObject({ ok: true, objects: [{ name: "漏底", x1: 1 }] });
});

test("a size that no image has is none", () => {
  expect(parseVocAnnotation("<annotation><size><width>0</width><height>0</height></size></annotation>")).toEqual({
    ok: true,
    size: null,
    objects: [],
  });
});

describe("refused, with the line", () => {
  test.each([
    ["DOCTYPE", '<!DOCTYPE a [<!ENTITY x "y">]>\n<a/>', /DOCTYPE/],
    ["unknown entity", "<a>&lol;</a>", /line 1: .*entity/],
    ["unclosed", "<annotation>\n<object>", /line 2/],
    ["NUL", "<a>\0</a>", /line 1/],
    ["no number", `<annotation><object><name>a</name><bndbox><xmin>x</xmin></bndbox></object></annotation>`, /xmin/],
    ["no box", "<annotation><object><name>a</name></object></annotation>", /xmin/],
    ["infinite", `<annotation><object><name>a</name>${BOX.replace(">1<", ">1e999<")}</object></annotation>`, /xmin/],
    ["no name", `<annotation><object>${BOX}</object></annotation>`, /name/],
    ["empty", "", /line 1/],
    ["no XML", "not xml at all", /line 1/],
    ["nesting", "<a>".repeat(200_000), /deeper than 32/],
    [
      "objects",
      `<annotation>${`<object><name>a</name>${BOX}</object>`.repeat(100_001)}</annotation>`,
      /more than 100000/,
    ],
  ])("%s", (_name, text, said) => {
    const parsed = parseVocAnnotation(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(reasonText(parsed.reason, "en")).toMatch(said);
  });
});

test("__proto__ is a tag like any other", () => {
  expect(parseVocAnnotation("<annotation><__proto__><polluted>1</polluted></__proto__></annotation>")).toEqual({
    ok: true,
    size: null,
    objects: [],
  });
  expect(Object.prototype).not.toHaveProperty("polluted");
});

test("property: written boxes come back", () => {
  const number = fc.oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  const box = fc.record({
    name: fc.constantFrom("漏底", "a b", "x&amp;y"),
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    difficult: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(box, { maxLength: 8 }), (boxes) => {
      const text = boxes
        .map(
          ({ name, x1, y1, x2, y2, difficult }) =>
            `<object><name>${name}</name><difficult>${difficult ? 1 : 0}</difficult><bndbox><xmin>${x1}</xmin><ymin>${y1}</ymin><xmax>${x2}</xmax><ymax>${y2}</ymax></bndbox></object>`,
        )
        .join("\n");
      const parsed = parseVocAnnotation(`<annotation>${text}</annotation>`);
      expect(parsed.ok).toBe(true);
      if (!parsed.ok) return;
      expect(parsed.objects.length).toBe(boxes.length);
      parsed.objects.forEach((read, i) => {
        const written = boxes[i];
        expect(read).toEqual({
          ...written,
          name: written?.name.replace("&amp;", "&"),
          x1: (written?.x1 ?? 0) + 0,
          y1: (written?.y1 ?? 0) + 0,
          x2: (written?.x2 ?? 0) + 0,
          y2: (written?.y2 ?? 0) + 0,
        });
      });
    }),
    { numRuns: 1000 },
  );
});

test("property: any bytes as text give a value, never an exception", () => {
  const pieces = fc.constantFrom(
    "<",
    ">",
    "/",
    "object",
    "name",
    "bndbox",
    "xmin",
    "&",
    ";",
    "<!DOCTYPE",
    "]]>",
    "<![CDATA[",
    "<?",
    "\0",
    "漏",
    " ",
    "=",
    '"',
    "1",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 40 }), (parts) => {
      expect(typeof parseVocAnnotation(parts.join("")).ok).toBe("boolean");
    }),
    { numRuns: 1000 },
  );
});
