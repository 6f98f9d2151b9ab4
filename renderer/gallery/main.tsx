/** Entry of the gallery: the window over the fake bridge, to look at it without Electron. Never part of the product's build. */
import "../withoutEval.ts";
import { DEFAULT_SETTINGS } from "../../shared/ipc/contract.ts";
import { createFakeBridge } from "../bridge/fakeBridge.ts";
import type { StartUp } from "../stores/createStores.ts";
import { mountApp } from "../mountApp.tsx";
import { createDemoWorld } from "./demoWorld.ts";

/** `?lang=zh&theme=light&open=0&speed=40&copies=500&model=new` (or `model=bare`) */
async function start(root: HTMLElement): Promise<void> {
  const query = new URLSearchParams(location.search);
  const startUp: StartUp = {
    settings: {
      ...DEFAULT_SETTINGS,
      language: query.get("lang") === "zh" ? "zh" : "en",
      theme: query.get("theme") === "light" ? "light" : "dark",
    },
    demo: { dataset: "demo-dataset", model: "demo-model" },
    openDemo: query.get("open") !== "0" && !query.has("model"),
    versions: { loupe: "0.1.0", electron: "–", chrome: navigator.userAgent.match(/Chrome\/(\S+)/)?.[1] ?? "" },
    platform: "linux",
  };
  const bridge = createFakeBridge(
    await createDemoWorld(startUp, Number(query.get("speed") ?? 0), Number(query.get("copies") ?? 1)),
  );
  const stores = mountApp(bridge, startUp, root);
  const model = query.get("model");
  if (model !== null) {
    await stores.project.getState().openDataset({ grant: "demo-dataset", name: "demo" });
    await stores.project.getState().openModel({ grant: `${model}-model`, name: model });
  }
  Object.assign(window, { loupeGallery: { stores, bridge } });
}

const root = document.getElementById("root");
if (root) void start(root);
