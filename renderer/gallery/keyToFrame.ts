/** Measures what a user waits for: from a key press to the end of the last frame that it changes, React's and the canvases' drawing included. */

/** Frames without a change that end a wait: what a press causes may be spread over several. */
const QUIET_FRAMES = 3;

export interface KeyToFrame {
  /** Milliseconds from the press to the end of the last frame that it changed, one a press; 0 where it changed nothing. */
  readonly milliseconds: () => readonly number[];
  readonly stop: () => void;
}

/** Watches every `keydown` of the window from now on. Presses must not come before the page has come to rest after the one before. */
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
    // Shift alone is no press.
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

/** Konva clears a layer before it draws it anew, and no mutation of the document tells. */
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
