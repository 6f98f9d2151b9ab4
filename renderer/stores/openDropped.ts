/** Opens files and folders from outside: dropped onto the window, or named when Loupe was started. */
import { failure } from "../../shared/core/failure.ts";
import type { OpenedItem } from "../../shared/ipc/contract.ts";
import type { Stores } from "./createStores.ts";
import { tellUnexpected } from "./noticeStore.ts";

/** Registers dropped files with main and opens them. */
export async function openDropped(stores: Stores, files: readonly File[]): Promise<void> {
  let items: readonly OpenedItem[];
  try {
    items = await stores.bridge.registerDropped(files);
  } catch (error) {
    tellUnexpected(stores.notices, files[0]?.name ?? "", error);
    return;
  }
  const lost = files.length - items.length;
  // A drop may contain no file at all where the system lost all their names.
  if (lost > 0 || items.length === 0) {
    const [count, total] = [Math.max(lost, 1), Math.max(files.length, 1)];
    stores.notices.getState().tell("warning", failure("dropped-nameless", "", { count, total }));
  }
  await openItems(stores, items);
}

/** Opens them one by one, models before datasets, so that items dropped together are inspected together. */
export async function openItems(stores: Stores, items: readonly OpenedItem[]): Promise<void> {
  const order: Record<OpenedItem["kind"], number> = { model: 0, folder: 1, image: 2, other: 3 };
  for (const item of [...items].sort((a, b) => order[a.kind] - order[b.kind])) await openItem(stores, item);
  await stores.recent.getState().refresh();
}

async function openItem(stores: Stores, { grant, name, kind }: OpenedItem): Promise<void> {
  const { openDataset, openModel, openFolder } = stores.project.getState();
  switch (kind) {
    case "model":
      await openModel({ grant, name });
      return;
    case "folder":
      await openFolder({ grant, name });
      return;
    case "image":
      await openDataset({ grant, name });
      return;
    case "other":
      stores.notices.getState().tell("warning", failure("dropped", name));
      return;
  }
}
