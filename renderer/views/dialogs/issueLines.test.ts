/** The lines of the skipped-files list and their order. */
import { quoted } from "../../../shared/core/reason.ts";
import { expect, it } from "vitest";
import { DEFAULT_TUNING } from "../../../shared/core/sessionTuning.ts";
import { createSmallWorld, SMALL_DATASET, SMALL_MODEL } from "../../testing/fakeWorld.ts";
import { listIssues } from "./issueLines.ts";

it("lists what is left out, then what failed, then what was kept with a remark", async () => {
  const dataset = {
    ...SMALL_DATASET,
    issues: [
      { code: "clipped-box", file: "Annotations/b1.xml", detail: [quoted("x2 101 > 100")], excluded: false },
      { code: "missing-image", file: "JPEGImages/z.jpg", detail: [], excluded: true },
    ] as const,
  };
  const { stores } = createSmallWorld({
    datasets: new Map([["dataset-grant", { ...dataset, issues: [...dataset.issues] }]]),
  });
  await stores.project.getState().openDataset({ grant: "dataset-grant", name: "small" });
  await stores.run.getState().start({
    dataset: SMALL_DATASET,
    model: SMALL_MODEL,
    provider: "auto",
    tuning: DEFAULT_TUNING,
    scoreFloor: 0.01,
    fresh: false,
  });
  expect(
    listIssues(stores.derived.moment(), stores.derived).map(({ file, code, state }) => [file, code, state]),
  ).toEqual([
    ["JPEGImages/z.jpg", "missing-image", "excluded"],
    ["val_wu_xia_ci/n3.jpg", "unreadable-image", "failed"],
    ["Annotations/b1.xml", "clipped-box", "kept"],
  ]);
});

it("has no line without a dataset", () => {
  const { stores } = createSmallWorld();
  expect(listIssues(stores.derived.moment(), stores.derived)).toEqual([]);
});
