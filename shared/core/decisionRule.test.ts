/** Which decision rules are valid, and when two of them are equal. */
import { describe, expect, test } from "vitest";
import {
  decisionRuleSchema,
  DEFAULT_DECISION_RULE,
  isSingleThreshold,
  sameApartFromBand,
  sameDecisionRule,
  singleThreshold,
  type DecisionRule,
} from "./decisionRule.ts";
import { isInside } from "./zone.ts";

const FULL: DecisionRule = {
  ...singleThreshold(0.5),
  band: { review: 0.123456, ng: 0.9 },
  perClass: { 擦花: { review: 0.2, ng: 0.2 }, 漆泡: "ignore" },
  caughtBy: { way: "true-defect", iou: 0.5 },
};

describe("what the schema refuses", () => {
  test.each<[string, unknown]>([
    ["review above NG", { ...FULL, band: { review: 0.6, ng: 0.5 } }],
    ["a class's review above its NG", { ...FULL, perClass: { a: { review: 0.6, ng: 0.5 } } }],
    ["a threshold above 1", { ...FULL, band: { review: 0, ng: 1.5 } }],
    ["a key that no rule has", { ...FULL, treshold: 0.5 }],
    ["another version", { ...FULL, formatVersion: 2 }],
    ["millimetres without a calibration", { ...FULL, minimumSize: { unit: "mm", width: 1, height: 1 } }],
    [
      "a polygon of two points",
      {
        ...FULL,
        zones: [
          {
            kind: "ignore",
            area: {
              shape: "polygon",
              points: [
                { x: 0, y: 0 },
                { x: 1, y: 1 },
              ],
            },
          },
        ],
      },
    ],
    ["no IoU on a true defect", { ...FULL, caughtBy: { way: "true-defect" } }],
  ])("%s", (_name, value) => expect(decisionRuleSchema.safeParse(value).success).toBe(false));

  test("and takes", () => expect(decisionRuleSchema.parse(FULL)).toEqual(FULL));
});

test("equal rules are equal in whatever order their keys stand", () => {
  const turned = JSON.parse(
    '{"scoreRounding":"exact","minimumSize":null,"zones":[],"caughtBy":{"iou":0.5,"way":"true-defect"},"perClass":{"漆泡":"ignore","擦花":{"ng":0.2,"review":0.2}},"band":{"ng":0.9,"review":0.123456},"formatVersion":1}',
  ) as DecisionRule;
  expect(sameDecisionRule(FULL, turned)).toBe(true);
  expect(sameDecisionRule(FULL, { ...FULL, perClass: {} })).toBe(false);
  expect(sameApartFromBand(FULL, { ...FULL, band: { review: 0, ng: 1 } })).toBe(true);
  expect(sameApartFromBand(FULL, singleThreshold(0.9))).toBe(false);
});

test("a single threshold is one, more is not", () => {
  expect([DEFAULT_DECISION_RULE, singleThreshold(0.3, "paddlex"), FULL].map(isSingleThreshold)).toEqual([
    true,
    true,
    false,
  ]);
  expect(isSingleThreshold({ ...singleThreshold(0.3), band: { review: 0.2, ng: 0.3 } })).toBe(false);
});

test("a hollow in a polygon is outside, its edge inside", () => {
  // A U shape: x from 0 to 6, y from 0 to 6, the notch from x = 2 to 4 above y = 2.
  const points = [
    [0, 0],
    [6, 0],
    [6, 6],
    [4, 6],
    [4, 2],
    [2, 2],
    [2, 6],
    [0, 6],
  ].map(([x = 0, y = 0]) => ({ x, y }));
  const inside = (x: number, y: number) => isInside({ x, y }, { shape: "polygon", points });
  expect([inside(1, 5), inside(3, 5), inside(3, 1), inside(2, 4), inside(3, 2), inside(0, 0), inside(7, 0)]).toEqual([
    true,
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
});
