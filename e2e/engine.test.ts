/** The engine fails in every way a process can: the window survives, reports it, and the inspection continues to the same figures. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BACKGROUND_GREYS, copyModel, DEFECT_GREYS, greyPng, writeLine } from "./fixtures/brightnessLine.ts";
import { failuresStored, providersStored, readStoredOutcomes } from "./fixtures/storedOutcomes.ts";
import { enginePid, launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";
import { openLine, rate, typeThreshold, waitUntilInspected } from "./pages/mainWindow.ts";

/** Every fourth of these defects is below 0.75, every third of these backgrounds above. */
const DEFECTS = Array.from({ length: 120 }, (_, i) => (i % 4 === 0 ? 150 : 220));
const BACKGROUNDS = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 210 : 140));
const AT_THREE_QUARTERS = { caught: { count: 90, total: 120 }, overkill: { count: 20, total: 60 } };
const IMAGE_SIZE = 600;

let loupe: LoupeApp;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "loupe-faults-"));
  copyModel(path.join(folder, "model"));
  loupe = await launchLoupe();
  await loupe.page.evaluate(() => void ((globalThis as { sameWindow?: boolean }).sameWindow = true));
});
afterEach(async () => {
  await loupe.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("an engine that ends in the middle of an inspection", () => {
  test.each(["SIGKILL", "SIGSEGV"] as const)(
    "%s: nothing that was shown is lost, and it goes on by itself",
    async (signal) => {
      await inspectSome();
      const shown = await measured();
      const pid = await requireEngine();
      process.kill(pid, signal);
      await waitUntil("the engine has ended", () => !isRunning(pid), 5_000);
      const stored = readStoredOutcomes(loupe.profile);
      await loupe.page.getByTestId("engine-banner").waitFor({ timeout: 5_000 });
      if (signal === "SIGKILL") await loupe.screenshot("engine-killed");
      expect(stored.size).toBeGreaterThanOrEqual(shown);
      await expectTheSameFigures(shown, stored);
      expect(await enginePid(loupe)).not.toBe(pid);
    },
  );

  test("a heap that is full: an end like any other", async () => {
    await inspectSome();
    const shown = await measured();
    const pid = await requireEngine();
    await fault("exhaust-memory");
    await waitUntil("the engine has ended", () => !isRunning(pid), 60_000);
    await expectTheSameFigures(shown);
    expect(await enginePid(loupe)).not.toBe(pid);
  });

  test("exit code 0 without a word is an end like any other", async () => {
    await inspectSome();
    const shown = await measured();
    await fault("exit");
    await expectTheSameFigures(shown);
  });
});

describe("an engine that fails while nothing runs", () => {
  test("an uncaught exception: it comes back", async () => {
    const pid = await requireEngine();
    await fault("throw");
    await waitUntil("another engine", async () => ![null, pid].includes(await enginePid(loupe)), 10_000);
    await waitUntil("no banner", async () => (await loupe.page.getByTestId("engine-banner").count()) === 0, 10_000);
  });

  test("five ends within ten minutes: it stops and says so, the window lives", async () => {
    for (let end = 1; end <= 5; end += 1) {
      await waitUntil(`engine ${end}`, async () => (await enginePid(loupe)) !== null, 15_000);
      const pid = await requireEngine();
      process.kill(pid, "SIGKILL");
      await waitUntil(`end ${end}`, async () => (await enginePid(loupe)) !== pid, 10_000);
    }
    await waitUntil(
      "the banner says that it does not come back",
      async () => (await loupe.page.getByTestId("engine-banner").innerText()).includes("could not be restarted"),
      10_000,
    );
    await loupe.screenshot("engine-gone");
    await new Promise((wake) => setTimeout(wake, 9_000)); // longer than the longest pause
    expect(await enginePid(loupe)).toBeNull();
    expect(await sameWindow()).toBe(true);
  });

  test("a hang is noticed within 30 seconds", async () => {
    const pid = await requireEngine();
    const began = performance.now();
    process.kill(pid, "SIGSTOP");
    await waitUntil("another engine", async () => ![null, pid].includes(await enginePid(loupe)), 40_000);
    expect(performance.now() - began).toBeLessThan(33_000);
    expect(loupe.output.join("\n")).toContain("no answer for 30 seconds");
  });
});

test("a GPU that goes away twice: once more on it, then on the cpu, every step told and nothing lost", async () => {
  await loupe.close();
  loupe = await launchLoupe({ env: { LOUPE_TEST_GPU: "1" } });
  writeLine(path.join(folder, "line"), { defects: DEFECTS, backgrounds: BACKGROUNDS, size: IMAGE_SIZE });
  await openLine(loupe, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
  await typeThreshold(loupe, 0.75);
  const banner = loupe.page.getByTestId("engine-banner");
  await waitUntil(
    "the banner names the GPU and what it said",
    async () => (await banner.count()) > 0 && /CUDA.*CUDA failure 700/.test(await banner.innerText()),
    30_000,
  );
  await waitUntilInspected(loupe, DEFECTS.length + BACKGROUNDS.length, 90_000);
  expect({ caught: await rate(loupe, "recall"), overkill: await rate(loupe, "overkill-count") }).toEqual(
    AT_THREE_QUARTERS,
  );
  const told = loupe.output.join("\n");
  expect(told).toMatch(/the CUDA device was lost and is tried once more/);
  expect(told).toMatch(/the CUDA device was lost again/);
  await waitUntil(
    "what happened stays on the page",
    async () => /The rest is inspected on cpu/.test(await loupe.page.locator("body").innerText()),
    5_000,
  );
  await loupe.screenshot("gpu-lost");
  // Five images on the GPU each time before it went away, all others on the cpu.
  expect(providersStored(loupe.profile)).toEqual({ cuda: 10, cpu: DEFECTS.length + BACKGROUNDS.length - 10 });
}, 150_000);

describe("an image that ends the engine each time it is inspected", () => {
  const DEADLY_WIDTH = 77;
  /** The highest score of an image that does not kill the detector is 0.784. */
  const DEADLY = { index: 2, name: "val_wu_xia_ci/background_002.png", grey: 200 };
  const OTHERS = DEFECT_GREYS.length + BACKGROUND_GREYS.length;

  /** Images before it and after it. */
  async function inspectDeadly(env: Readonly<Record<string, string>>): Promise<void> {
    await loupe.close();
    loupe = await launchLoupe({ env: { ...env, LOUPE_TEST_DEADLY_WIDTH: String(DEADLY_WIDTH) } });
    const line = path.join(folder, "line");
    writeLine(line, {
      backgrounds: [...BACKGROUND_GREYS.slice(0, DEADLY.index), DEADLY.grey, ...BACKGROUND_GREYS.slice(DEADLY.index)],
    });
    writeFileSync(path.join(line, DEADLY.name), greyPng(DEADLY.grey, DEADLY_WIDTH));
    await loupe.page.evaluate(WATCH);
    await openLine(loupe, line, path.join(folder, "model", "model.onnx"));
    await typeThreshold(loupe, 0.75);
  }

  test("is set aside after three ends, each told; it is named and counted, all others are inspected, and nothing is lost", async () => {
    await inspectDeadly({});
    const ends = () => loupe.output.filter((line) => /engine lost: .*starting it again/.test(line)).length;
    await waitUntil("the engine has ended", () => ends() > 0, 30_000);
    const stored = readStoredOutcomes(loupe.profile);
    expect(stored.size).toBeGreaterThan(0);
    await waitUntil("the image is counted as failed", async () => (await issues()).includes("1 failed"), 60_000);
    await waitUntilInspected(loupe, OTHERS);

    // By hand: three of six defects and one of four backgrounds score 0.75 or more.
    expect({ caught: await rate(loupe, "recall"), overkill: await rate(loupe, "overkill-count") }).toEqual({
      caught: { count: 3, total: 6 },
      overkill: { count: 1, total: 4 },
    });
    expect(await loupe.page.getByText("Failed: 1; excluded from all figures").isVisible()).toBe(true);
    await loupe.page.getByTestId("issues-button").click();
    const rows = await loupe.page.getByTestId("issues-dialog").locator(".table-row").allInnerTexts();
    expect(rows.map((row) => row.split("\n"))).toEqual([
      [DEADLY.name, "inspecting it ended the engine 3 times", "Failed"],
    ]);
    await loupe.screenshot("image-set-aside");

    expect(ends()).toBe(3);
    const watched = await loupe.page.evaluate<{ banners: string[]; measured: number; drops: number }>(
      "globalThis.watched",
    );
    expect(watched.banners).toHaveLength(3);
    for (const banner of watched.banners)
      expect(banner).toMatch(/^The engine ended: [a-z ]+\nRestarting; all results so far are kept\nDetails$/);
    expect([watched.measured, watched.drops]).toEqual([OTHERS, 0]);

    const finished = readStoredOutcomes(loupe.profile);
    expect(finished.size).toBe(OTHERS + 1);
    for (const [imageId, row] of stored) expect(finished.get(imageId)).toBe(row);
    expect(failuresStored(loupe.profile)).toEqual([{ name: DEADLY.name, code: "ended-engine", tries: 3 }]);
    expect(providersStored(loupe.profile)).toEqual({ cpu: OTHERS, null: 1 });
  }, 120_000);

  test("is an image like any other where the start is not one for faults", async () => {
    await inspectDeadly({ LOUPE_TEST_FAULTS: "0" });
    await waitUntilInspected(loupe, OTHERS + 1);
    expect(await rate(loupe, "overkill-count")).toEqual({ count: 2, total: 5 });
    expect(await issues()).toBe("Nothing skipped");
    expect(loupe.output.filter((line) => line.includes("engine lost"))).toEqual([]);
  });

  async function issues(): Promise<string> {
    return (await loupe.page.getByTestId("issues-button").innerText()).trim();
  }
});

/** Records what the page shows only briefly: each engine banner as it appeared, and how often the number of measured images dropped. */
const WATCH = `{
  const watched = (globalThis.watched = { banners: [], measured: 0, drops: 0 });
  let banner = null;
  const look = () => {
    const now = document.querySelector("[data-testid=engine-banner]");
    if (now && !banner) watched.banners.push(now.innerText);
    banner = now;
    const shown = ["escaped-count", "overkill-count"].map((id) => document.querySelector("[data-testid=" + id + "]"));
    if (shown.includes(null)) return;
    const measured = shown.reduce((sum, share) => sum + Number(share.dataset.total), 0);
    if (measured < watched.measured) watched.drops += 1;
    watched.measured = measured;
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}`;

test("kill -9 of main: the engine ends itself within five seconds", async () => {
  const pid = await requireEngine();
  loupe.app.process().kill("SIGKILL");
  await waitUntil("the engine has ended", () => !isRunning(pid), 5_000);
});

test("a page that crashes in the middle of an inspection is loaded again, and comes to the same figures", async () => {
  await inspectSome();
  const pid = await requireEngine();
  await loupe.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  const figures = () =>
    inPage<string>(
      "['recall', 'overkill-count'].map((id) => { const shown = document.querySelector(`[data-testid=${id}]`); return shown ? `${shown.dataset.count} of ${shown.dataset.total}` : '' }).join(', ')",
    );
  const { caught, overkill } = AT_THREE_QUARTERS;
  await waitUntil(
    "all images are inspected",
    async () => (await figures()) === `${caught.count} of ${caught.total}, ${overkill.count} of ${overkill.total}`,
    90_000,
  );
  expect(await enginePid(loupe)).toBe(pid);
});

async function inspectSome(): Promise<void> {
  writeLine(path.join(folder, "line"), { defects: DEFECTS, backgrounds: BACKGROUNDS, size: IMAGE_SIZE });
  await openLine(loupe, path.join(folder, "line"), path.join(folder, "model", "model.onnx"));
  await typeThreshold(loupe, 0.75);
  await waitUntil("the inspection is under way", async () => (await measured()) >= 20);
}

async function expectTheSameFigures(shown: number, stored: ReadonlyMap<string, string> = new Map()): Promise<void> {
  await waitUntilInspected(loupe, DEFECTS.length + BACKGROUNDS.length, 90_000);
  expect({ caught: await rate(loupe, "recall"), overkill: await rate(loupe, "overkill-count") }).toEqual(
    AT_THREE_QUARTERS,
  );
  expect(shown, "it ended in mid-run").toBeLessThan(DEFECTS.length + BACKGROUNDS.length);
  const finished = readStoredOutcomes(loupe.profile);
  expect(finished.size).toBe(DEFECTS.length + BACKGROUNDS.length);
  // Outcomes already stored were neither measured again nor changed.
  for (const [imageId, row] of stored) expect(finished.get(imageId)).toBe(row);
  expect(await sameWindow()).toBe(true);
}

async function measured(): Promise<number> {
  const [defects, backgrounds] = [await rate(loupe, "escaped-count"), await rate(loupe, "overkill-count")];
  return (defects?.total ?? 0) + (backgrounds?.total ?? 0);
}

function fault(kind: string): Promise<void> {
  return loupe.app.evaluate(
    (_electron, name) =>
      void (process as unknown as { emit(event: string, fault: string): boolean }).emit("loupe-fault", name),
    kind,
  );
}

async function requireEngine(): Promise<number> {
  await waitUntil("an engine", async () => (await enginePid(loupe)) !== null, 15_000);
  const pid = await enginePid(loupe);
  if (pid === null) throw new Error("the engine has just ended");
  return pid;
}

/** Asked in main, because the driver gives up on a crashed page; a call to a page that is just crashing is never answered. */
function inPage<T>(script: string): Promise<T | null> {
  return loupe.app.evaluate(async ({ BrowserWindow }, code) => {
    const asked = BrowserWindow.getAllWindows()[0]
      ?.webContents.executeJavaScript(code)
      .catch(() => null) as Promise<T> | undefined;
    return Promise.race([asked ?? null, new Promise<null>((settle) => setTimeout(() => settle(null), 1000))]);
  }, script);
}

function sameWindow(): Promise<boolean> {
  return loupe.page.evaluate(() => (globalThis as { sameWindow?: boolean }).sameWindow === true);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
