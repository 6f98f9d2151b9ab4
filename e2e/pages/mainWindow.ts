/** Page object of the main window: opening, inspecting, choosing a threshold, reading the figures. */
import type { Locator } from "playwright-core";
import { waitUntil, type LoupeApp } from "../loupeApp.ts";

export interface Share {
  readonly count: number;
  readonly total: number;
}

/** The next system dialogs return these, without being shown. */
export async function answerDialogs({ app }: LoupeApp, ...files: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, answers) => {
    const left = [...answers];
    dialog.showOpenDialog = () => {
      const next = left.shift();
      return Promise.resolve({ canceled: next === undefined, filePaths: next === undefined ? [] : [next] });
    };
  }, files);
}

/** By keyboard, as every action must work. */
export async function openDataset(loupe: LoupeApp, folder: string): Promise<void> {
  await answerDialogs(loupe, folder);
  await loupe.page.keyboard.press("Control+o");
}

export async function openModel(loupe: LoupeApp, file: string): Promise<void> {
  await answerDialogs(loupe, file);
  await loupe.page.keyboard.press("Control+Shift+o");
}

export async function openLine(loupe: LoupeApp, folder: string, model: string): Promise<void> {
  await openDataset(loupe, folder);
  await loupe.page.getByTestId("library-shown").waitFor();
  await openModel(loupe, model);
}

/** Waits until every image of the dataset is measured or has failed. */
export async function waitUntilInspected(loupe: LoupeApp, measured: number, timeoutMs = 60_000): Promise<void> {
  await waitUntil(
    `${measured} images inspected`,
    async () => {
      const [recall, overkill] = await Promise.all([rate(loupe, "escaped-count"), rate(loupe, "overkill-count")]);
      return (recall?.total ?? 0) + (overkill?.total ?? 0) === measured;
    },
    timeoutMs,
  );
}

export async function typeThreshold({ page }: LoupeApp, value: number): Promise<void> {
  await page.getByTestId("threshold-input").fill(value.toFixed(2));
  await page.getByTestId("threshold-input").press("Enter");
}

/** A rate's numerator and denominator as the window shows them; null while it is not shown. */
export async function rate(
  { page }: LoupeApp,
  testId: "recall" | "false-positive-rate" | "escaped-count" | "overkill-count",
): Promise<Share | null> {
  const shown = page.getByTestId(testId);
  if ((await shown.count()) === 0) return null;
  const [count, total] = await Promise.all([shown.getAttribute("data-count"), shown.getAttribute("data-total")]);
  return { count: Number(count), total: Number(total) };
}

export function thumbnails({ page }: LoupeApp): Locator {
  return page.locator('[data-testid^="thumb-"]');
}
