/** Page object of the model dialog: the form for what is missing, the plan, the self-check. */
import type { Locator } from "playwright-core";
import type { LoupeApp } from "../loupeApp.ts";

export function modelForm({ page }: LoupeApp): Locator {
  return page.getByTestId("model-form-dialog");
}

export function modelReview({ page }: LoupeApp): Locator {
  return page.getByTestId("model-dialog");
}

/** Names are typed where the form has put the focus. */
export async function typeClassNames({ page }: LoupeApp, names: readonly string[]): Promise<void> {
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(names.join("\n"));
}

/** The error shown at a field; null when there is none. */
export async function problemOf({ page }: LoupeApp, field: string): Promise<string | null> {
  const problem = page.getByTestId(`problem-${field}`);
  return (await problem.count()) === 0 ? null : problem.innerText();
}

/** Each finding of the last self-check with its level. */
export async function findings({ page }: LoupeApp): Promise<Record<string, string | null>> {
  const found = await page.getByTestId("check-result").locator("[data-finding]").all();
  const pairs = await Promise.all(
    found.map(
      async (line) => [(await line.getAttribute("data-finding")) ?? "", await line.getAttribute("data-level")] as const,
    ),
  );
  return Object.fromEntries(pairs);
}

/** A figure below one of the two images of the self-check. */
export async function checkFigure(
  { page }: LoupeApp,
  color: "RGB" | "BGR",
  figure: "best" | "boxes" | "found" | "expected" | "pixels",
): Promise<string> {
  return page.getByTestId(`check-${color}`).locator(`[data-figure="${figure}"]`).innerText();
}
