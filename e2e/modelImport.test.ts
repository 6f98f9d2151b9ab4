/** Imports a model without a manifest: the form for what is missing, the manifest, plan and self-check, then the inspection, with every warning a user needs. */
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BACKGROUND_GREYS, DEFECT_GREYS, MODEL_FOLDER, writeLine } from "./fixtures/brightnessLine.ts";
import { launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { answerDialogs, openDataset, openModel, rate, typeThreshold, waitUntilInspected } from "./pages/mainWindow.ts";
import { checkFigure, findings, modelForm, modelReview, problemOf, typeClassNames } from "./pages/modelDialog.ts";
import { projectRoot } from "./places.ts";

const GRAPHS = path.join(projectRoot, "electron", "engine", "inference", "fixtures", "graphs");
const IMAGES = DEFECT_GREYS.length + BACKGROUND_GREYS.length;

let loupe: LoupeApp;
let folder: string;
let graph: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-import-"));
  writeLine(path.join(folder, "line"));
  mkdirSync(path.join(folder, "模型"));
  graph = path.join(folder, "模型", "light.onnx");
  copyFileSync(path.join(MODEL_FOLDER, "model.onnx"), graph);
  loupe = await launchLoupe();
});
afterAll(async () => {
  await loupe.close();
  rmSync(folder, { recursive: true, force: true });
});

const manifestFile = () => path.join(folder, "模型", "manifest.json");
const notices = () => loupe.page.getByTestId("notice").allInnerTexts();

test("a graph without a manifest opens a form; what is wrong is said by field, and nothing is written", async () => {
  await openDataset(loupe, path.join(folder, "line"));
  await loupe.page.getByTestId("library-shown").waitFor();
  await openModel(loupe, graph);
  await modelForm(loupe).waitFor();
  expect(await problemOf(loupe, "classNames")).toBeNull();
  await loupe.page.getByTestId("model-save").click();
  expect(await problemOf(loupe, "classNames")).toBe("Fill this in");
  await typeClassNames(loupe, ["亮", "亮"]);
  expect(await problemOf(loupe, "classNames")).toContain("“亮” is listed twice");
  await loupe.page.getByTestId("draft-std1").fill("0");
  await loupe.page.getByTestId("model-save").click();
  expect(await problemOf(loupe, "std1")).toBe("Greater than 0");
  await loupe.screenshot("model-form-problems");
  expect(readdirSync(path.join(folder, "模型"))).toEqual(["light.onnx"]);
});

test("filled in by keyboard it becomes a manifest beside the graph, and shows its plan before the first run", async () => {
  await loupe.page.getByTestId("draft-std1").fill("1");
  await loupe.page.getByTestId("draft-classNames").focus();
  await typeClassNames(loupe, ["亮", "red", "dark"]);
  await loupe.page.keyboard.press("Control+Enter");
  await modelReview(loupe).waitFor();
  const manifest = JSON.parse(readFileSync(manifestFile(), "utf8")) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    file: "light.onnx",
    layout: "torchvision",
    classes: ["亮", "red", "dark"],
    preprocess: { color: "RGB", resize: { kind: "none" }, normalize: { divide: 255 } },
  });
  const plan = await loupe.page.getByTestId("model-plan").innerText();
  for (const words of [
    "Decode to 8-bit RGB",
    "Keep the image's own size",
    "Divide by 255",
    "torchvision",
    "No score floor",
  ])
    expect(plan).toContain(words);
  expect(await loupe.page.getByTestId("model-classes").innerText()).toContain("The same 3 as the dataset's");
  await loupe.screenshot("model-review");
  // Nothing is inspected before the user has seen the plan.
  expect((await rate(loupe, "escaped-count"))?.total ?? 0).toBe(0);
});

test("the self-check compares colour orders and ground truth", async () => {
  await loupe.page.getByTestId("check-run").click();
  await loupe.page.getByTestId("check-result").waitFor({ timeout: 30_000 });
  // Grey 255: 亮 and red score 1 in either order, dark 0, below the floor; one 亮 is in the ground truth, where the model finds it.
  expect(await loupe.page.getByTestId("check-result").getAttribute("data-verdict")).toBe("good");
  expect(await findings(loupe)).toEqual({
    "usable-output": "good",
    "class-names": "good",
    "ground-truth": "good",
    "colour-order": "good",
  });
  // All six images with ground truth, judged together; the first is shown.
  expect(await loupe.page.getByTestId("check-result").innerText()).toContain(
    "6 of 6 defects of the ground truth in 6 images are found",
  );
  expect(await loupe.page.getByTestId("checked-image").innerText()).toContain("1 of 6");
  for (const order of ["RGB", "BGR"] as const) {
    expect(await checkFigure(loupe, order, "best")).toBe("1.00");
    expect(await checkFigure(loupe, order, "boxes")).toBe("2");
    expect(await checkFigure(loupe, order, "found")).toBe("1 of 1");
  }
  await loupe.page.getByTestId("check-result").scrollIntoViewIfNeeded();
  await loupe.screenshot("model-self-check");
});

test("the self-check compares with a file, which the page knows by its name alone", async () => {
  // Grey 255: the model answers 亮 (its class 1, counted from 1) with 1 at this place.
  const rows = path.join(folder, "framework.json");
  writeFileSync(rows, JSON.stringify({ rows: [[1, 1, 10, 20, 30, 40]] }));
  await answerDialogs(loupe, rows);
  await loupe.page.getByTestId("check-expected").click();
  await loupe.page.getByTestId("check-expected-file").waitFor();
  await loupe.page.getByTestId("check-run-one").click();
  await waitUntil("a finding about the file", async () => "expected-boxes" in (await findings(loupe)), 30_000);
  const said = await findings(loupe);
  expect(said["ground-truth"]).toBeUndefined();
  expect(await checkFigure(loupe, "RGB", "expected")).toBe("1 of 1");
  expect(await checkFigure(loupe, "RGB", "pixels")).toBe("< 0.01 px");
  expect(await loupe.page.getByTestId("check-result").innerText()).toContain("expected by framework.json");
  expect(await loupe.page.getByTestId("model-dialog").innerText()).not.toContain(folder);
  await loupe.page.getByTestId("check-result").scrollIntoViewIfNeeded();
  await loupe.screenshot("model-self-check-expected");
  writeFileSync(rows, "{");
  await loupe.page.getByTestId("check-run-one").click();
  await waitUntil("a word about the broken file", async () =>
    (await modelReview(loupe).innerText()).includes(
      "framework.json: No expected boxes could be read from it: it is not JSON",
    ),
  );
  await loupe.page.getByTestId("check-expected-drop").click();
  expect(await loupe.page.getByTestId("check-expected-file").count()).toBe(0);
});

test("then it is inspected, with the figures counted by hand", async () => {
  await loupe.page.getByTestId("model-inspect").click();
  await waitUntilInspected(loupe, IMAGES);
  await typeThreshold(loupe, 0.75);
  expect(await rate(loupe, "recall")).toEqual({ count: 3, total: DEFECT_GREYS.length });
});

test("a file that changed is refused, and says why; put back, it opens and is inspected by itself", async () => {
  appendFileSync(graph, Buffer.from([0x32, 0x01, 0x78]));
  await loupe.page.keyboard.press("Control+Shift+Enter");
  await waitUntil("a word about the changed file", async () =>
    (await notices()).some((text) => text.includes("light.onnx") && text.includes("has changed since it was opened")),
  );
  await openModel(loupe, graph);
  await waitUntil("a word about the manifest's hash", async () =>
    (await notices()).some((text) => text.includes("the manifest says")),
  );
  // Nothing is shown of the refused run, so whatever is shown next is new.
  expect((await rate(loupe, "escaped-count"))?.total ?? 0).toBe(0);
  copyFileSync(path.join(MODEL_FOLDER, "model.onnx"), graph);
  await openModel(loupe, graph);
  await waitUntilInspected(loupe, IMAGES);
  expect(await modelForm(loupe).count()).toBe(0);
  expect(await modelReview(loupe).count()).toBe(0);
});

test("Chinese and light, from the title bar's menu", async () => {
  await loupe.page.keyboard.press("Control+Shift+l");
  await loupe.page.keyboard.press("Control+Shift+d");
  await loupe.page.getByTestId("model-menu").click();
  await loupe.page.getByTestId("show-model").click();
  await modelReview(loupe).waitFor();
  expect(await loupe.page.getByTestId("model-plan").innerText()).toContain("解码为 8 位 RGB");
  await loupe.page.getByTestId("model-change").click();
  await modelForm(loupe).waitFor();
  await loupe.screenshot("model-change-chinese-light");
  await loupe.page.keyboard.press("Escape");
  await modelForm(loupe).waitFor({ state: "detached" });
  await loupe.page.keyboard.press("Control+Shift+l");
  await loupe.page.keyboard.press("Control+Shift+d");
});

test.each([
  ["a Paddle model", "model.pdmodel", null, /paddle2onnx 0\.9\.7 to 1\.0\.x/],
  ["RoiAlign of opset 22", "roialign22.onnx", "roialign22", /opset 21 or below/],
  ["a batch of four", "batch4.onnx", "batch4", /batch of 1/],
  ["weights outside the folder", "external_outside.onnx", "external_outside", /outside the model's folder/],
] as const)("%s is refused with what to do", async (_, name, copied, said) => {
  const file = path.join(folder, name);
  if (copied === null) writeFileSync(file, "x");
  else copyFileSync(path.join(GRAPHS, `${copied}.onnx`), file);
  await openModel(loupe, file);
  await waitUntil(
    `a notice about ${name}`,
    async () => (await notices()).some((text) => text.includes(name) && said.test(text)),
    15_000,
  );
  expect(existsSync(file)).toBe(true);
});

test("what the runtime says of a graph is one line, and all of it behind a disclosure", async () => {
  const file = path.join(folder, "unloadable.onnx");
  // An operator that nobody knows.
  const text = readFileSync(path.join(GRAPHS, "network.onnx")).toString("latin1").replace("Reshape", "Reshapf");
  writeFileSync(file, Buffer.from(text, "latin1"));
  await openModel(loupe, file);
  await modelReview(loupe).waitFor();
  await loupe.page.getByTestId("model-inspect").click();
  const notice = loupe.page.locator('[data-testid="notice"][data-code="graph-not-loaded"]');
  await notice.waitFor({ timeout: 15_000 });
  expect(await notice.innerText()).toContain("cannot load it: This is an invalid model");
  expect(await notice.innerText()).not.toContain("Load model from");
  await notice.getByTestId("said").click();
  expect(await notice.innerText()).toContain("Load model from unloadable.onnx failed:This is an invalid model");
  await loupe.screenshot("notice-details");
  await notice.getByRole("button").click();
});

test("an unknown step is named, and a score floor inside the graph stands in the plan's remarks", async () => {
  const [strange, floored] = [path.join(folder, "strange"), path.join(folder, "floored")];
  for (const place of [strange, floored]) mkdirSync(place);
  copyFileSync(path.join(GRAPHS, "rcnn.onnx"), path.join(strange, "rcnn.onnx"));
  writeFileSync(path.join(strange, "infer_cfg.yml"), "Preprocess:\n- {type: WarpAffine}\nlabel_list: [one]\n");
  await openModel(loupe, path.join(strange, "rcnn.onnx"));
  await waitUntil(
    "a notice about the step",
    async () => (await notices()).some((text) => text.includes('"WarpAffine"')),
    15_000,
  );
  copyFileSync(path.join(GRAPHS, "paddlex1_rcnn.onnx"), path.join(floored, "paddlex1_rcnn.onnx"));
  copyFileSync(path.join(GRAPHS, "..", "sidecars", "paddlex13_model.yml"), path.join(floored, "model.yml"));
  await openModel(loupe, path.join(floored, "paddlex1_rcnn.onnx"));
  await modelReview(loupe).waitFor();
  const remarks = await loupe.page.getByTestId("model-remarks").innerText();
  expect(remarks).toContain("drops boxes below a score of 0.05: the curve ends there");
  expect(remarks).toContain("batch 1");
  expect(await loupe.page.getByTestId("model-classes").innerText()).toContain("Missing in the model");
  await loupe.screenshot("model-remarks");
});
