/** Zones of an image: where boxes count and where they do not. */
import { z } from "zod";
import type { ImageBox } from "./box.ts";

const coordinate = z.number().finite();

export const zoneShapeSchema = z.discriminatedUnion("shape", [
  z
    .strictObject({
      shape: z.literal("rectangle"),
      x1: coordinate,
      y1: coordinate,
      x2: coordinate,
      y2: coordinate,
    })
    .refine(({ x1, y1, x2, y2 }) => x1 <= x2 && y1 <= y2, "x1 <= x2 and y1 <= y2"),
  z.strictObject({
    shape: z.literal("polygon"),
    points: z
      .array(z.strictObject({ x: coordinate, y: coordinate }))
      .min(3)
      .max(1000),
  }),
]);
export type ZoneShape = Readonly<z.infer<typeof zoneShapeSchema>>;

/** `ignore`: boxes there do not count · `region-of-interest`: if there are any, only boxes in one of them count. Image pixels. */
export const zoneSchema = z.strictObject({ kind: z.enum(["ignore", "region-of-interest"]), area: zoneShapeSchema });
export type Zone = Readonly<z.infer<typeof zoneSchema>>;

export interface ZonePoint {
  readonly x: number;
  readonly y: number;
}

/** A box lies where its centre lies. Points on an edge are inside the zone. */
export function countsInZones(box: ImageBox, zones: readonly Zone[]): boolean {
  const centre = { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
  let regions = 0;
  let inRegion = false;
  for (const { kind, area } of zones) {
    const inside = isInside(centre, area);
    if (kind === "ignore") {
      if (inside) return false;
      continue;
    }
    regions++;
    inRegion ||= inside;
  }
  return regions === 0 || inRegion;
}

/** Even-odd rule for polygons, edges included. */
export function isInside({ x, y }: ZonePoint, area: ZoneShape): boolean {
  switch (area.shape) {
    case "rectangle":
      return x >= area.x1 && x <= area.x2 && y >= area.y1 && y <= area.y2;
    case "polygon":
      return isInPolygon({ x, y }, area.points);
  }
}

function isInPolygon(point: ZonePoint, points: readonly ZonePoint[]): boolean {
  let inside = false;
  let before = points.at(-1) as ZonePoint;
  for (const corner of points) {
    const { x: ax, y: ay } = before;
    const { x: bx, y: by } = corner;
    // Positive, negative or 0 for a point left of, right of or on the line through the edge.
    const side = (bx - ax) * (point.y - ay) - (by - ay) * (point.x - ax);
    const withinX = point.x >= Math.min(ax, bx) && point.x <= Math.max(ax, bx);
    const withinY = point.y >= Math.min(ay, by) && point.y <= Math.max(ay, by);
    if (side === 0 && withinX && withinY) return true;
    if (ay > point.y !== by > point.y && side > 0 === by > ay) inside = !inside;
    before = corner;
  }
  return inside;
}
