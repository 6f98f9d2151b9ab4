/** A folder of several lists asks instead of failing, and opens with what was chosen, also after the engine came back. */
import { expect, test } from "vitest";
import type { DatasetChoices } from "../../shared/core/dataset.ts";
import { createSmallWorld, SMALL_DATASET, until } from "../testing/fakeWorld.ts";
import { startSession } from "./session.ts";

const CHOICES: DatasetChoices = {
  lists: ["train_list.txt", "test_list.txt"],
  usualList: null,
  backgrounds: ["good"],
  usualBackground: null,
};
const SOURCE = { grant: "unclear-grant", name: "line" };

function world(choices: DatasetChoices = CHOICES) {
  const made = createSmallWorld({
    datasets: new Map([["unclear-grant", SMALL_DATASET]]),
    choices: new Map([["unclear-grant", choices]]),
  });
  startSession(made.stores);
  return { ...made, project: made.stores.project.getState };
}

test("the dialog opens with the lists in place of a notice; closing it leaves nothing open", async () => {
  const { stores, project } = world();
  expect(await project().openDataset(SOURCE)).toBe(false);
  expect(project().choosing).toMatchObject({ source: SOURCE, choices: CHOICES, failure: { code: "several-lists" } });
  expect(stores.window.getState().dialog).toBe("lists");
  expect(stores.notices.getState().notices).toEqual([]);
  project().dropChoosing();
  expect(project()).toMatchObject({ choosing: null, dataset: null });
});

test("what is chosen is opened, is chosen again when asked once more, and is opened again by a new engine", async () => {
  const { bridge, project, stores } = world();
  await project().openDataset(SOURCE);
  await project().openDataset({ ...SOURCE, list: "test_list.txt", background: "" });
  expect(project()).toMatchObject({ choosing: null, dataset: { id: SMALL_DATASET.id } });
  await project().chooseLists();
  expect(project().choosing).toMatchObject({ source: { list: "test_list.txt", background: "" }, failure: null });
  bridge.loseEngine("killed", true);
  bridge.restartEngine();
  await until(() => bridge.openings.length === 3 && stores.engine.getState().status === "ready");
  expect(bridge.openings.map(({ list, background }) => [list, background])).toEqual([
    [undefined, undefined],
    ["test_list.txt", ""],
    ["test_list.txt", ""],
  ]);
});

test("where nothing can be chosen, one line says so", async () => {
  const { stores, project } = world({ lists: [], usualList: "val_list.txt", backgrounds: [], usualBackground: null });
  await project().openDataset(SOURCE);
  await project().chooseLists();
  expect(project().choosing).toBeNull();
  expect(stores.notices.getState().notices).toMatchObject([{ code: "nothing-to-choose", file: "line" }]);
});
