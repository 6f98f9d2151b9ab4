// Draws every state of the gallery in its sizes, languages and themes.
// @ts-check
import { buildGallery } from "./buildGallery.mjs";
import { openGallery } from "./galleryWindow.mjs";
import { serve } from "./serve.mjs";
import { composeSheet } from "./sheet.mjs";

/**
 * @typedef {import("./galleryWindow.mjs").Look} Look
 * @typedef {import("./galleryWindow.mjs").Size} Size
 * @typedef {{ name: string, state: string, size: Size, looks: readonly Look[] }} Task `name` is the state and the size
 * @typedef {Awaited<ReturnType<typeof openGallery>>} GalleryWindow
 * @typedef {{ task: Task, sheet: import("./sheet.mjs").Sheet | null, problem: string | null }} Drawn no sheet where the state was not reached
 */

/** Every state in both languages and both themes. @type {readonly Look[]} */
const ALL_LOOKS = [
  { language: "en", theme: "dark" },
  { language: "en", theme: "light" },
  { language: "zh", theme: "dark" },
  { language: "zh", theme: "light" },
];
/** In the other sizes it is the layout that differs: each language and each theme once. @type {readonly Look[]} */
const TWO_LOOKS = [
  { language: "en", theme: "dark" },
  { language: "zh", theme: "light" },
];
const MIDDLE = { width: 1440, height: 900 };
const OTHERS = [
  { width: 1100, height: 700 },
  { width: 1920, height: 1080 },
];
/** Two windows keep two cores busy: one is drawn while the other is brought into its state. */
const WINDOWS = 2;

/**
 * @param {{ only?: readonly string[], env?: Record<string, string>, onDrawn: (drawn: Drawn, again: () => Promise<Drawn>) => Promise<void> }} options
 *   `only`: names of states; `onDrawn`: called for each, in no order; `again` draws it once more in the same window
 * @returns {Promise<Task[]>} what there is to draw, whether `only` named it or not
 */
export async function drawGallery({ only = [], env = {}, onDrawn }) {
  const server = await serve(await buildGallery());
  /** @type {GalleryWindow[]} */
  const windows = [];
  try {
    // One after the other, so that all that were opened are closed where one does not open.
    for (let place = 0; place < WINDOWS; place++) windows.push(await openGallery(server.address, env));
    const [first] = windows;
    if (!first) throw new Error("no window");
    const tasks = (await first.listStates()).flatMap(tasksOf);
    const unknown = only.filter((name) => !tasks.some(({ state }) => state === name));
    if (unknown.length > 0) throw new Error(`no state is called ${unknown.join(", ")}`);
    const waiting = tasks.filter(({ state }) => only.length === 0 || only.includes(state));
    await Promise.all(
      windows.map(async (_window, place) => {
        const drawHere = async (/** @type {Task} */ task) => {
          // One that ended is no reason for the others to fail.
          if (windows[place]?.isClosed() !== false) {
            await windows[place]?.close();
            windows[place] = await openGallery(server.address, env);
          }
          return draw(windows[place], task);
        };
        for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
          const mine = task;
          await onDrawn(await drawHere(mine), () => drawHere(mine));
        }
      }),
    );
    return tasks;
  } finally {
    await Promise.all(windows.map((window) => window.close()));
    server.stop();
  }
}

/**
 * @param {import("./galleryWindow.mjs").StateEntry} state
 * @returns {Task[]}
 */
function tasksOf({ name, everySize }) {
  const task = (/** @type {Size} */ size, /** @type {readonly Look[]} */ looks) => ({
    name: `${name}.${size.width}x${size.height}`,
    state: name,
    size,
    looks,
  });
  return [task(MIDDLE, ALL_LOOKS), ...(everySize ? OTHERS.map((size) => task(size, TWO_LOOKS)) : [])];
}

/**
 * @param {GalleryWindow} window
 * @param {Task} task
 * @returns {Promise<Drawn>}
 */
async function draw(window, task) {
  try {
    await window.reach(task.state, task.size);
    const images = [];
    for (const look of task.looks) images.push(await window.draw(look));
    const errors = window.takeErrors();
    if (errors.length > 0) return { task, sheet: null, problem: `the page complained: ${errors.join("; ")}` };
    return { task, sheet: await composeSheet(images), problem: null };
  } catch (error) {
    window.takeErrors();
    const problem = error instanceof Error ? error.message : String(error);
    return {
      task,
      sheet: null,
      problem: window.isClosed() ? `${problem}; Electron said: ${window.lastWords()}` : problem,
    };
  }
}
