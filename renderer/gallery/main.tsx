/** Entry of the gallery: the window over the fake bridge, in one of its named states or for free use. Never part of the product's build. */
import "../withoutEval.ts";
import { DEFAULT_SETTINGS } from "../../shared/ipc/contract.ts";
import { ALL_LANGUAGES, type Language } from "../../shared/words/languages.ts";
import { createFakeBridge } from "../bridge/fakeBridge.ts";
import { MODES } from "../modes/modes.ts";
import { mountApp } from "../mountApp.tsx";
import type { StartUp, Stores } from "../stores/createStores.ts";
import { createDemoWorld } from "./demoWorld.ts";
import { MADE_UP_MODE, nameMadeUpMode } from "./madeUpMode.ts";
import { painted, settled, track, watchDecoding } from "./quiet.ts";
import { until, type GalleryState } from "./state.ts";
import { STATES } from "./states.ts";
import { watchKeyToFrame } from "./keyToFrame.ts";
// After the window's own styles, so that it overrides them.
import "./still.css";

const FREE: GalleryState = { name: "free" };

/** `?state=finished&lang=zh&theme=light`; without a state `&speed=40&images=100000&boxes=10` are for free use. */
async function start(root: HTMLElement): Promise<void> {
  const query = new URLSearchParams(location.search);
  const name = query.get("state");
  const state = name === null ? FREE : STATES.find((known) => known.name === name);
  if (state === undefined) throw new Error(`there is no state "${name}"`);
  watchDecoding();
  const startUp: StartUp = {
    settings: {
      ...DEFAULT_SETTINGS,
      language: ALL_LANGUAGES.find((language) => language === query.get("lang")) ?? DEFAULT_SETTINGS.language,
      theme: query.get("theme") === "light" ? "light" : "dark",
      ...state.settings,
    },
    demo: { dataset: "demo-dataset", model: "demo-model" },
    openDemo: (state.opens ?? "demo") === "demo",
    versions: { loupe: "0.1.0", electron: "–", chrome: "–" },
    platform: "linux",
  };
  const played = {
    imageMilliseconds: Number(query.get("speed") ?? 0),
    ...(query.has("images") ? { images: Number(query.get("images")) } : {}),
    ...(query.has("boxes") ? { boxes: Number(query.get("boxes")) } : {}),
  };
  const bridge = createFakeBridge(
    createDemoWorld(startUp, { ...(name === null ? played : {}), ...state.world, track }),
  );
  const modes = state.madeUpMode ? ([...MODES, MADE_UP_MODE] as const) : MODES;
  const stores = mountApp(bridge, startUp, root, modes);
  if (state.madeUpMode) nameMadeUpMode();
  await open(stores, state);
  // What was open is on the screen before anything happens to it.
  await settled();
  await state.reach?.({ stores, bridge });
  Object.assign(window, {
    loupeGallery: {
      states: described(),
      acts: state.acts ?? [],
      part: state.part ?? null,
      show,
      settled,
      watchKeyToFrame,
      stores,
      bridge,
    },
  });

  /** Switches to the other theme and back: rounded corners that Chromium repaints in parts differ from those it paints at once. */
  async function show(language: Language, theme: "dark" | "light"): Promise<void> {
    const { update } = stores.settings.getState();
    update({ language, theme: theme === "dark" ? "light" : "dark" });
    await painted();
    update({ theme });
    await settled();
  }
}

/** For the script that draws: names and sizes. */
function described(): { name: string; everySize: boolean }[] {
  return STATES.map(({ name, everySize }) => ({ name, everySize: everySize ?? false }));
}

async function open(stores: Stores, { opens = "demo", world }: GalleryState): Promise<void> {
  const { openDataset, openModel } = stores.project.getState();
  const demo = { grant: "demo-dataset", name: "demo" };
  const finished = () => until("inspection", () => stores.run.getState().status === "done");
  switch (opens) {
    case "nothing":
      return;
    case "demo": {
      const held = world?.holds?.inspection;
      if (held === undefined) return finished();
      return until("inspection", () => stores.run.getState().progress?.done === held);
    }
    case "dataset":
      return void (await openDataset(demo));
    case "model":
      return void (await openModel({ grant: "demo-model", name: "demo" }));
    case "empty-folder":
      return void (await openDataset({ grant: "empty-folder", name: "empty" }));
    case "folder":
      await openDataset({ grant: "plain-folder", name: "plain" });
      await openModel({ grant: "demo-model", name: "demo" });
      return finished();
    case "new-model":
    case "bare-model":
      await openDataset(demo);
      return void (await openModel({ grant: opens, name: opens }));
  }
}

const root = document.getElementById("root");
if (root) await start(root);
