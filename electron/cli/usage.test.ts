/** Wrong use and unusable inputs: the exit code, and one line that names the problem. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json";
import { folderOf, GREY_PNG, vocXml } from "../engine/fixtures/folderOf.testing.ts";
import { BRIGHTNESS_MODEL, buildCli, runCli } from "./runCli.testing.ts";

beforeAll(buildCli, 60_000);

const scratch = mkdtempSync(path.join(tmpdir(), "loupe-usage-"));
const images = folderOf({ "a.png": GREY_PNG });
const voc = folderOf({
  "labels.txt": "亮\n",
  "val_list.txt": "a.png a.xml",
  "a.png": GREY_PNG,
  "a.xml": vocXml([{ name: "亮", box: [1, 1, 5, 5] }]),
});

function file(name: string, content: string): string {
  const where = path.join(scratch, name);
  writeFileSync(where, content);
  return where;
}

describe("wrong use prints one line and exits 2", () => {
  test.each([
    [[], "no command"],
    [["inspekt"], "no command 'inspekt'"],
    [["inspect"], "FOLDER missing"],
    [["inspect", images], "--model and --out missing"],
    [["inspect", images, "--model", BRIGHTNESS_MODEL], "--out missing"],
    [["inspect", images, "surplus", "--model", "m", "--out", "o"], "unexpected argument 'surplus'"],
    [["inspect", images, "--model", "m", "--out", "o", "--treshold", "0.5"], "--treshold"],
    [["inspect", images, "--model", "m", "--out", "o", "--threshold", "high"], "'high'"],
    [["inspect", images, "--model", "m", "--out", "o", "--threshold", "1.5"], "from 0 to 1"],
    [["inspect", images, "--model", "m", "--out", "o", "--score-floor", "-1"], "score-floor"],
    [["inspect", images, "--model", "m", "--out", "o", "--provider", "tpu"], "'tpu'"],
    [["inspect", images, "--model", "", "--out", "o"], "model is empty"],
    [
      ["inspect", images, "--model", "m", "--out", "o", "--threads", "0"],
      "--threads must be a whole number from 1 to 256, not '0'",
    ],
    [["inspect", images, "--model", "m", "--out", "o", "--threads", "two"], "'two'"],
    [["inspect", images, "--model", "m", "--out", "o", "--sessions", "17"], "from 1 to 16, not '17'"],
    [["inspect", images, "--model", "m", "--out", "o", "--batch", "1.5"], "from 1 to 64, not '1.5'"],
    [
      ["inspect", images, "--model", "m", "--out", "o", "--optimization", "fast"],
      "'fast' is none of all, extended, basic, off",
    ],
    [["evaluate"], "--dataset missing"],
    [["evaluate", "--dataset", voc], "either --run or --detections"],
    [["evaluate", "--dataset", voc, "--run", "r", "--detections", "d"], "either --run or --detections"],
    [["evaluate", "--dataset", voc, "--run", "r", "--counting", "loose"], "'loose'"],
    [["report"], "RUN missing"],
    [["tensor", "a.png", "--model", "m"], "--out missing"],
    [["model"], "MODEL missing"],
    [["model", "m", "--provider", "tpu"], "'tpu'"],
    [["bench", images, "--model", "m", "--images", "none"], "'none'"],
    [["bench", images, "--model", "m", "--sessions", "-1"], "--sessions"],
    [["bench", images, "--model", "m", "--optimization", "disabled!"], "'disabled!'"],
  ])("%j", async (args, part) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toContain(part);
    expect(stderr.trim().split("\n").length).toBe(1);
    expect([code, stdout]).toEqual([2, ""]);
  });
});

describe("an input that cannot be used is named with the reason, and the exit code is 1", () => {
  const brokenModel = folderOf({ "manifest.json": "{" });
  const emptyFile = file("empty.json", "");
  const noResults = file("object.json", "{}");
  const strangers = file("strangers.json", '[{"image_id":"who.png","category_id":"亮","bbox":[1,1,2,2],"score":0.5}]');
  const run = (folder: string) => ["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", path.join(scratch, "run")];
  test.each([
    [run(path.join(scratch, "nowhere")), path.join(scratch, "nowhere"), "no such file or folder"],
    [run(folderOf({ "a.txt": "x" })), "", "No usable image"],
    [
      ["inspect", images, "--model", path.join(scratch, "no-model"), "--out", path.join(scratch, "run")],
      "no-model",
      "",
    ],
    [["inspect", images, "--model", brokenModel, "--out", path.join(scratch, "run")], "manifest.json", ""],
    [
      ["inspect", images, "--model", BRIGHTNESS_MODEL, "--out", path.join(images, "a.png", "run")],
      "a.png",
      "cannot be written",
    ],
    [["evaluate", "--dataset", voc, "--detections", path.join(scratch, "none.json")], "none.json", "no such file"],
    [["evaluate", "--dataset", voc, "--detections", emptyFile], "empty.json", "not JSON"],
    [["evaluate", "--dataset", voc, "--detections", noResults], "object.json", "not a COCO results array"],
    [["evaluate", "--dataset", voc, "--detections", strangers], "strangers.json", "who.png"],
    [["evaluate", "--dataset", voc, "--run", scratch], "run.sqlite", "no run here"],
    [["evaluate", "--dataset", images, "--run", scratch], images, "no image with ground truth"],
    [
      ["evaluate", "--dataset", voc, "--list", "other.txt", "--run", scratch],
      "other.txt",
      "Lists in the folder: val_list.txt",
    ],
    [
      ["evaluate", "--dataset", voc, "--background", "nowhere", "--run", scratch],
      "nowhere",
      "no such background folder",
    ],
    [["report", scratch, "--out", path.join(scratch, "reports")], "run.sqlite", "no run here"],
    [
      ["tensor", path.join(scratch, "none.png"), "--model", BRIGHTNESS_MODEL, "--out", path.join(scratch, "t.f32")],
      "none.png",
      "",
    ],
    [["tensor", emptyFile, "--model", BRIGHTNESS_MODEL, "--out", path.join(scratch, "t.f32")], "empty.json", ""],
    [
      ["tensor", path.join(images, "a.png"), "--model", BRIGHTNESS_MODEL, "--out", path.join(scratch, "no", "t.f32")],
      "t.f32",
      "folder does not exist",
    ],
  ])("%j", async (args, named, reason) => {
    mkdirSync(scratch, { recursive: true });
    const { code, stdout, stderr } = await runCli(args);
    const line = stderr.trim().split("\n").pop() ?? "";
    expect(line).toContain(named);
    expect(line).toContain(reason);
    expect(line).toMatch(/^loupe: /);
    expect([code, stdout]).toEqual([1, ""]);
  });
});

test("help and version", async () => {
  const overview = await runCli(["--help"]);
  expect(overview.code).toBe(0);
  for (const command of ["inspect", "evaluate", "report", "model", "tensor", "providers", "bench"]) {
    expect(overview.stdout).toContain(command);
    const help = await runCli([command, "--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain(`loupe ${command}`);
  }
  expect(await runCli(["--version"])).toMatchObject({ code: 0, stdout: `${packageJson.version}\n` });
});
