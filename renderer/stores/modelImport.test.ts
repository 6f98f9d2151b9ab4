/** Importing a model in the window: what is missing is asked for, the plan is seen before the first run, and a check belongs to its model. */
import { describe, expect, it } from "vitest";
import { DEFAULT_TUNING } from "../../shared/core/sessionTuning.ts";
import type { ModelNeeds } from "../../shared/inference/modelNeeds.ts";
import type { SelfCheckReport } from "../../shared/inference/selfCheckReport.ts";
import type { ModelInfo } from "../../shared/ipc/contract.ts";
import { runCommand } from "../commands/commandList.ts";
import { createSmallWorld, SMALL_DATASET, SMALL_MODEL, until } from "../testing/fakeWorld.ts";
import { startSession } from "./session.ts";

const NEEDS: ModelNeeds = {
  missing: ["classes"],
  name: "bare",
  layout: "torchvision",
  inputSize: null,
  classCount: null,
  suggestion: { classes: [], preprocess: SMALL_MODEL.manifest.preprocess, nms: null },
};
const RECOGNISED: ModelInfo = { ...SMALL_MODEL, id: "recognised", origin: "recognised" };
const nothing = { count: 0, boxes: new Float64Array(0), scores: new Float64Array(0), classIndices: new Int32Array(0) };
const order = {
  usable: true,
  detections: nothing,
  count: 0,
  bestScore: null,
  milliseconds: 1,
  foundAt: null,
  expected: null,
};
const REPORT: SelfCheckReport = {
  provider: "cpu",
  verdict: "good",
  findings: [],
  expected: null,
  images: [
    {
      imageId: "d1",
      width: 10,
      height: 10,
      asConfigured: { ...order, color: "RGB" },
      swapped: { ...order, color: "BGR" },
    },
  ],
};

async function world() {
  const { stores, bridge } = createSmallWorld({
    models: new Map([
      ["model-grant", SMALL_MODEL],
      ["new-grant", RECOGNISED],
      ["bare-grant", { ...SMALL_MODEL, id: "completed" }],
    ]),
    incomplete: new Map([["bare-grant", NEEDS]]),
    selfCheck: (imageIds) => (imageIds[0] === "d1" ? REPORT : null),
    imageMilliseconds: 2,
  });
  startSession(stores);
  await stores.project.getState().openDataset({ grant: "dataset-grant", name: "set" });
  return { stores, bridge, project: stores.project.getState };
}

const status = (stores: Awaited<ReturnType<typeof world>>["stores"]) => stores.run.getState().status;

describe("a model that lacks something", () => {
  it("is asked for in the dialog, without an error, and opens with what was answered", async () => {
    const { stores, project } = await world();
    expect(await project().openModel({ grant: "bare-grant", name: "bare" })).toBe(false);
    expect(project().incomplete).toMatchObject({ needs: NEEDS, source: { grant: "bare-grant" } });
    expect(stores.window.getState().dialog).toBe("model");
    expect(stores.notices.getState().notices).toEqual([]);
    expect(await project().completeModel({ classes: ["a", "b"] }, false)).toBeNull();
    expect(project().model?.manifest.classes).toEqual(["a", "b"]);
    expect(project().incomplete).toBeNull();
    // The plan is shown before the first run, also after a form.
    expect([project().awaitingReview, status(stores)]).toEqual(["completed", "none"]);
  });

  it("may be let go of; the model that was open stays", async () => {
    const { project } = await world();
    await project().openModel({ grant: "model-grant", name: "model" });
    await project().openModel({ grant: "bare-grant", name: "bare" });
    project().dropIncomplete();
    expect([project().incomplete, project().model?.id]).toEqual([null, "model"]);
  });

  it("tells why an answer was refused", async () => {
    const { project } = await world();
    await project().openModel({ grant: "bare-grant", name: "bare" });
    const { stores } = createSmallWorld({ models: new Map(), incomplete: new Map([["bare-grant", NEEDS]]) });
    await stores.project.getState().openModel({ grant: "bare-grant", name: "bare" });
    expect(await stores.project.getState().completeModel({ classes: ["a"] }, false)).toMatchObject({
      code: "not-found",
    });
    expect(stores.project.getState().incomplete).not.toBeNull();
  });
});

describe("a model without a manifest", () => {
  it("shows itself and inspects nothing until its user says so", async () => {
    const { stores, project } = await world();
    await project().openModel({ grant: "new-grant", name: "new" });
    expect([project().awaitingReview, stores.window.getState().dialog, status(stores)]).toEqual([
      "recognised",
      "model",
      "none",
    ]);
    runCommand(stores, "startInspection");
    expect(project().awaitingReview).toBeNull();
    await until(() => status(stores) === "done");
  });

  it("is not asked about again when the engine comes back", async () => {
    const { stores, bridge, project } = await world();
    await project().openModel({ grant: "new-grant", name: "new" });
    stores.window.getState().closeDialog();
    bridge.loseEngine("gone", true);
    bridge.restartEngine();
    await until(() => stores.engine.getState().status === "ready");
    expect([project().awaitingReview, stores.window.getState().dialog, status(stores)]).toEqual([
      "recognised",
      null,
      "none",
    ]);
    project().review();
    await project().reopen();
    expect(project().awaitingReview).toBeNull();
  });

  it("one with a manifest is inspected at once", async () => {
    const { stores, project } = await world();
    await project().openModel({ grant: "model-grant", name: "model" });
    expect([project().awaitingReview, stores.window.getState().dialog]).toEqual([null, null]);
    await until(() => status(stores) === "done");
  });
});

describe("the self-check", () => {
  const asked = { modelId: "model", datasetId: SMALL_DATASET.id, provider: "cpu" as const, tuning: DEFAULT_TUNING };

  it("tells its steps and keeps its result with the model's id", async () => {
    const { stores } = await world();
    const seen: number[] = [];
    stores.selfCheck.subscribe(({ running }) => running && seen.push(running.done));
    await stores.selfCheck.getState().check({ ...asked, imageIds: ["d1", "d2"] });
    expect(stores.selfCheck.getState()).toMatchObject({
      running: null,
      failure: null,
      result: { modelId: "model", report: REPORT },
    });
    expect([...new Set(seen)]).toEqual([0, 1, 2]);
  });

  it("says why it could not be made; a cancelled one says nothing", async () => {
    const { stores } = await world();
    await stores.selfCheck.getState().check({ ...asked, imageIds: ["n3"] });
    expect(stores.selfCheck.getState()).toMatchObject({ running: null, result: null, failure: { code: "not-found" } });
    const checking = stores.selfCheck.getState().check({ ...asked, imageIds: ["d1", "d2"] });
    stores.selfCheck.getState().cancel();
    await checking;
    expect(stores.selfCheck.getState()).toMatchObject({ running: null, result: null, failure: null });
    expect(stores.notices.getState().notices).toEqual([]);
  });

  it("an engine that ends in the middle is told with what to do", async () => {
    const { stores, bridge } = await world();
    const checking = stores.selfCheck.getState().check({ ...asked, imageIds: ["d1", "d2"] });
    bridge.loseEngine("gone", false);
    await checking;
    expect(stores.selfCheck.getState()).toMatchObject({
      running: null,
      failure: { code: "check-interrupted" },
    });
  });
});
