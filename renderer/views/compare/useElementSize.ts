/** The size of an element in CSS pixels, as laid out. */
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Size } from "../../../shared/core/box.ts";

/** @param onSize is called with the size after each change */
export function useElementSize<E extends HTMLElement>(onSize?: (size: Size) => void) {
  const ref = useRef<E>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const read = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    onSize?.(size);
  }, [onSize, size]);
  return { ref, size };
}
