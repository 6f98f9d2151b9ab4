/** Detects that the page has nothing left to do: no work under way, every image decoded, and several frames without a change. */

/** Frames that must pass without a change: one for React, one for measuring, one for drawing. */
const QUIET_FRAMES = 4;
const TIMEOUT_MS = 15_000;

let underWay = 0;

/** Counts work that the document does not show. */
export async function track<T>(work: Promise<T>): Promise<T> {
  underWay += 1;
  try {
    return await work;
  } finally {
    underWay -= 1;
  }
}

/** From now on the decoding of images counts as work. */
export function watchDecoding(): void {
  const decode = window.createImageBitmap.bind(window) as (...args: unknown[]) => Promise<ImageBitmap>;
  window.createImageBitmap = (...args: unknown[]) => track(decode(...args));
}

/** @throws when the page does not come to rest */
export async function settled(): Promise<void> {
  await document.fonts.ready;
  let changed = true;
  const observer = new MutationObserver(() => (changed = true));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  try {
    const end = performance.now() + TIMEOUT_MS;
    for (let quiet = 0; quiet < QUIET_FRAMES; ) {
      if (performance.now() > end) throw new Error("the page does not come to rest");
      await nextFrame();
      const decoded = [...document.images].every(({ complete }) => complete);
      quiet = changed || underWay > 0 || !decoded || document.fonts.status !== "loaded" ? 0 : quiet + 1;
      changed = false;
    }
  } finally {
    observer.disconnect();
  }
}

/** When the current state of the page has been painted. */
export async function painted(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}
