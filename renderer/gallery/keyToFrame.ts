/** Measures a user's waiting time: from a key press to the end of the last frame that it changes, including React and canvas drawing. */

/** Frames without a change that end a wait: the effect of a press may be spread over several. */
const QUIET_FRAMES = 3;

export interface KeyToFrame {
  /** Milliseconds from the press to the end of the last frame that it changed, one a press; 0 where it changed nothing. */
  readonly milliseconds: () => readonly number[];
  readonly stop: () => void;
}

/** Watches every `keydown` of the window from now on. The page must be at rest before each press. */
export function watchKeyToFrame(): KeyToFrame {
  const measured: number[] = [];
  let changed = false;
  const observer = new MutationObserver(() => (changed = true));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const restore = noteCanvasDrawing(() => (changed = true));

  async function measure({ timeStamp }: KeyboardEvent): Promise<void> {
    changed = false;
    let last = timeStamp;
    for (let quiet = 0; quiet < QUIET_FRAMES; ) {
      const end = await frameEnd();
      quiet = changed ? 0 : quiet + 1;
      if (changed) last = end;
      changed = false;
    }
    measured.push(last - timeStamp);
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // Shift alone is not a press.
    if (event.key !== "Shift") void measure(event);
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
  return {
    milliseconds: () => measured,
    stop() {
      window.removeEventListener("keydown", onKeyDown, { capture: true });
      observer.disconnect();
      restore();
    },
  };
}

/** Konva clears a layer before redrawing it, which no mutation of the document shows. */
function noteCanvasDrawing(drawn: () => void): () => void {
  const context = CanvasRenderingContext2D.prototype;
  const { clearRect } = context;
  context.clearRect = function (...area: Parameters<typeof clearRect>) {
    drawn();
    clearRect.apply(this, area);
  };
  return () => (context.clearRect = clearRect);
}

/** When style, layout and painting of the next frame are done: a message posted in a frame's callback arrives after them. */
function frameEnd(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve(performance.now());
      };
      port2.postMessage(null);
    });
  });
}
