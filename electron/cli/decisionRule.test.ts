/** Decision rules from the command line: decisions on images with known scores, and what is refused. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { folderOf, vocXml } from "../engine/fixtures/folderOf.testing.ts";
import { solidPng } from "../engine/fixtures/solidPng.testing.ts";
import { BRIGHTNESS_MODEL, buildCli, runCli } from "./runCli.testing.ts";

const scratch = () => mkdtempSync(path.join(tmpdir(), "loupe-rule-"));
const grey = (share: number) => solidPng(100, 90, [255 * share, 255 * share, 255 * share]);

// In a grey image of brightness b, 亮 and red score b, dark scores 1 - b.
const folder = folderOf({
  "labels.txt": "亮\nred\ndark\n",
  "val_list.txt": "JPEGImages/p.png Annotations/p.xml\nJPEGImages/q.png Annotations/q.xml\n",
  "Annotations/p.xml": vocXml([{ name: "亮", box: [10, 20, 30, 40] }]),
  "Annotations/q.xml": vocXml([{ name: "亮", box: [10, 20, 30, 40] }]),
  "JPEGImages/p.png": grey(0.8),
  "JPEGImages/q.png": grey(0.4),
  "val_wu_xia_ci/n.png": grey(0.3),
});
const run = scratch();

beforeAll(async () => {
  buildCli();
  expect((await runCli(["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run])).code).toBe(0);
}, 120_000);

function ruleFile(rule: unknown): string {
  const file = path.join(scratch(), "rule.json");
  writeFileSync(file, JSON.stringify(rule));
  return file;
}

async function verdicts(...options: string[]): Promise<string[]> {
  const args = ["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out", run, "--json", ...options];
  const { code, stdout } = await runCli(args);
  expect(code).toBe(0);
  const summary = JSON.parse(stdout) as { verdicts: { image: string; verdict: string }[] };
  return summary.verdicts.map(({ image, verdict }) => `${path.basename(image)} ${verdict}`);
}

describe("inspect", () => {
  test("a band leaves a review, a class has its own threshold or does not count", async () => {
    expect(await verdicts("--band", "0.65,0.75")).toEqual(["p.png NG", "q.png OK", "n.png review"]);
    expect(await verdicts("--threshold", "0.75", "--class", "dark=0.65")).toEqual(["p.png NG", "q.png OK", "n.png NG"]);
    expect(await verdicts("--threshold", "0.35", "--class", "dark=ignore")).toEqual([
      "p.png NG",
      "q.png NG",
      "n.png OK",
    ]);
  }, 60_000);

  test("a file holds the whole rule, an option changes it", async () => {
    const file = ruleFile({
      band: { review: 0.1, ng: 0.1 },
      perClass: { dark: "ignore" },
      minimumSize: { unit: "px", width: 1000, height: 1000 },
    });
    expect(await verdicts("--rule", file)).toEqual(["p.png OK", "q.png OK", "n.png OK"]);
    const rule = ruleFile({ band: { review: 0.1, ng: 0.1 }, perClass: { dark: "ignore" } });
    expect(await verdicts("--rule", rule, "--band", "0.35,0.5")).toEqual(["p.png NG", "q.png review", "n.png OK"]);
  }, 60_000);
});

describe("evaluate and report", () => {
  test("counts by hand: the band and what is caught by the right class", async () => {
    const rule = ruleFile({ band: { review: 0.5, ng: 0.7 }, caughtBy: { way: "right-class" } });
    const { stdout } = await runCli(["evaluate", "--dataset", folder, "--run", run, "--rule", rule, "--json"]);
    // p: 亮 0.8, caught · q: dark 0.6, in review · n: dark 0.7, overkill.
    expect(JSON.parse(stdout)).toMatchObject({
      rule: { band: { review: 0.5, ng: 0.7 }, caughtBy: { way: "right-class" } },
      operatingPoint: {
        defects: { total: 2, caught: 1, wrongReason: 0, review: 1, escaped: 0 },
        backgrounds: { total: 1, passed: 0, review: 0 },
      },
    });
    const strict = await runCli(["evaluate", "--dataset", folder, "--run", run, "--rule", rule, "--threshold", "0.55"]);
    expect(strict.stdout).toContain("caught by a box of an annotated class");
    // At 0.55 q is NG by its dark 0.6 alone, which is not annotated.
    expect(strict.stdout).toMatch(/ {2}2 +50\.00 % \(1 of 2;.*50\.00 % \(1 of 2;.*0\.00 % \(0 of 2;/);
  }, 60_000);

  test("a row below the run's floor is not measured", async () => {
    const { stdout } = await runCli(["evaluate", "--dataset", folder, "--run", run, "--json"]);
    const { sweep } = JSON.parse(stdout) as { sweep: unknown[] };
    expect(sweep[0]).toEqual({ threshold: 0, recall: null, falsePositiveRate: null, measured: false });
    expect(sweep[1]).toEqual({ threshold: 0.01, recall: 1, falsePositiveRate: 1 });
    const text = await runCli(["evaluate", "--dataset", folder, "--run", run, "--threshold", "0.005"]);
    expect(text.stdout).toMatch(/>0\.005 +not measured, below 0\.01/);
  }, 60_000);

  test("reports state the whole rule", async () => {
    const out = scratch();
    const args = ["report", run, "--dataset", folder, "--out", out, "--language", "en"];
    const { code } = await runCli([...args, "--band", "0.5,0.75", "--class", "dark=0.65,0.9"]);
    expect(code).toBe(0);
    const [, first = ""] = readFileSync(path.join(out, "images.csv"), "utf8").split("\r\n");
    expect(first).toContain('0.50 – 0.75,"exact; dark: review from 0.65, NG from 0.90",caught (NG)');
  }, 60_000);
});

describe("what cannot be answered is refused in one line", () => {
  const inspect = ["inspect", folder, "--model", BRIGHTNESS_MODEL, "--out"];
  test.each<[string[], string]>([
    [["--band", "0.7"], "--band must be T1,T2"],
    [["--band", "0.7,0.5"], "review lies above NG"],
    [["--band", "0.5,0.7", "--threshold", "0.5"], "either --threshold or --band"],
    [["--class", "dark"], "--class must be NAME=T"],
    [["--class", "dark=high"], "'high'"],
    [["--class", "drak=0.5"], "no class is called drak"],
    [["--threshold", "0.005"], "threshold 0.005 is not measured: no score below 0.01 was kept"],
    [["--class", "dark=0.001"], "threshold 0.001 of class dark is not measured"],
    [["--rule", "/nowhere/rule.json"], "--rule /nowhere/rule.json"],
    [["--rule", ruleFile({ treshold: 0.5 })], "treshold"],
    [["--rule", ruleFile({ formatVersion: 2 })], "format version 2 is not 1"],
  ])("%j", async (options, part) => {
    const out = path.join(scratch(), "new");
    const { code, stdout, stderr } = await runCli([...inspect, out, ...options]);
    expect(stderr.trim().split("\n").at(-1)).toContain(part);
    expect([code, stdout, existsSync(out)]).toEqual([2, "", false]);
  });

  test("a report at a threshold below the floor", async () => {
    const { code, stderr } = await runCli(["report", run, "--dataset", folder, "--out", scratch(), "--threshold", "0"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("threshold 0 is not measured")]);
  });
});
