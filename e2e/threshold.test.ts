/** The threshold as it is typed: any digits are kept, and what is no threshold stays with the reason until it is corrected. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";

let loupe: LoupeApp;

beforeEach(async () => {
  loupe = await launchLoupe({ args: ["--demo"] });
  await loupe.page.locator('[data-testid="image-verdict"][data-verdict="caught"]').waitFor({ timeout: 60_000 });
});
afterEach(() => loupe.close());

test("0.333 stays 0.333, and abc is told of until it is corrected or given up", async () => {
  const { page } = loupe;
  const input = page.getByTestId("threshold-input");
  const shown = async () => (await page.locator(".threshold-grip").innerText()).trim();
  await input.fill("0.333");
  await input.press("Enter");
  await waitUntil("the handle follows", async () => (await shown()) === "0.333", 5_000);
  expect(await input.inputValue()).toBe("0.333");

  await input.fill("abc");
  await page.locator(".threshold-bad").waitFor();
  await input.press("Enter");
  expect(await input.inputValue()).toBe("abc");
  expect(await input.getAttribute("aria-invalid")).toBe("true");
  expect(await page.locator(".threshold-bad").count()).toBe(1);
  expect(await shown()).toBe("0.333");
  await input.press("Escape");
  expect(await input.inputValue()).toBe("0.333");
  expect(await page.locator(".threshold-bad").count()).toBe(0);
});
