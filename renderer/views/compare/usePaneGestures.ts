/** Mouse, wheel and keys on a pane: pan, zoom at the cursor, fit, and which box is under the cursor. */
import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import type { LinkedViewport } from "./useViewport.ts";
import { screenPoint, wheelFactor, type ScreenPoint } from "./viewport.ts";

const KEY_PAN = 60;
const PINCH = 5;
/** CSS pixels that the pointer may move during a click. */
const CLICK_REACH = 4;

const PAN_KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [KEY_PAN, 0],
  ArrowRight: [-KEY_PAN, 0],
  ArrowUp: [0, KEY_PAN],
  ArrowDown: [0, -KEY_PAN],
};

/** Handlers for the pane's element; `onPoint` gets null when the pointer leaves or drags, `onPress` the place of a click. */
export function usePaneGestures(
  ref: RefObject<HTMLElement | null>,
  linked: LinkedViewport,
  onPoint: (at: ScreenPoint | null) => void,
  onPress: (at: ScreenPoint) => void,
) {
  const current = useRef(linked);
  useEffect(() => {
    current.current = linked;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      // A pinch on a touchpad arrives as Ctrl and a wheel with small steps.
      const delta = event.ctrlKey ? event.deltaY * PINCH : event.deltaY;
      current.current.zoomBy(wheelFactor(delta, event.deltaMode), screenPoint(event.offsetX, event.offsetY));
    };
    // React's listeners are passive and cannot prevent scrolling.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [ref]);

  const drag = useRef<{ readonly pointer: number; x: number; y: number; moved: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 && event.button !== 1) return;
      drag.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, moved: 0 };
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.dataset.dragging = "true";
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = drag.current;
      if (!from || from.pointer !== event.pointerId) {
        onPoint(screenPoint(event.nativeEvent.offsetX, event.nativeEvent.offsetY));
        return;
      }
      from.moved += Math.hypot(event.clientX - from.x, event.clientY - from.y);
      // A hand that clicks trembles.
      if (from.moved <= CLICK_REACH) return;
      onPoint(null);
      linked.panBy(event.clientX - from.x, event.clientY - from.y);
      from.x = event.clientX;
      from.y = event.clientY;
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const { current } = drag;
      if (current && event.button === 0 && current.moved <= CLICK_REACH)
        onPress(screenPoint(event.nativeEvent.offsetX, event.nativeEvent.offsetY));
      drag.current = null;
      delete event.currentTarget.dataset.dragging;
    },
    onPointerCancel: (event: PointerEvent<HTMLElement>) => {
      drag.current = null;
      delete event.currentTarget.dataset.dragging;
    },
    onPointerLeave: () => onPoint(null),
    onDoubleClick: () => linked.request("fit"),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const pan = event.shiftKey ? PAN_KEYS[event.key] : undefined;
      if (!pan) return;
      event.preventDefault();
      linked.panBy(pan[0], pan[1]);
    },
  };
}
