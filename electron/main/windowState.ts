/** Remembers where the window was when it was closed, and checks that the place is still on a screen. */
import { z } from "zod";

const bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
});
export const windowStateSchema = z.object({ bounds: bounds.nullable(), maximized: z.boolean() });
export type WindowState = z.infer<typeof windowStateSchema>;
export type Rectangle = z.infer<typeof bounds>;

export const FIRST_WINDOW_STATE: WindowState = { bounds: null, maximized: false };
export const FIRST_SIZE = { width: 1440, height: 900 } as const;
export const SMALLEST_SIZE = { width: 960, height: 600 } as const;
/** So much of the title bar must be on a screen for the window to be found and moved. */
const GRIP = { width: 120, height: 40 } as const;

/** The stored place, or null where its screen has gone. All in screen pixels. */
export function placeOnScreen(state: WindowState, screens: readonly Rectangle[]): Rectangle | null {
  const { bounds: place } = state;
  if (place === null) return null;
  const reachable = screens.some((screen) => {
    const shownWidth = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x);
    return shownWidth >= GRIP.width && place.y >= screen.y - 1 && place.y + GRIP.height <= screen.y + screen.height;
  });
  return reachable ? place : null;
}
