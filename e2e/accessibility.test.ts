/** WCAG rules that can be checked in a page, in every dialog and both languages; written by hand, since no checker is among the packages. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchLoupe, waitUntil, type LoupeApp } from "./loupeApp.ts";

let loupe: LoupeApp;

beforeEach(async () => {
  loupe = await launchLoupe({ args: ["--demo"] });
  await loupe.page.locator('[data-testid="image-verdict"][data-verdict="caught"]').waitFor({ timeout: 60_000 });
});
afterEach(() => loupe.close());

/** Every breach in what is on the screen, by rule. */
function breaches(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const open = document.querySelector("dialog[open]");
    const scope = open ?? document.body;
    const seen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && getComputedStyle(element).visibility === "visible";
    };
    const plain = (text: string | null) => (text ?? "").replace(/\s+/g, "").toLowerCase();
    // Label in name (2.5.3): who says what is written on a control means that control.
    const visibleText = (element: Element): string =>
      [...element.childNodes]
        .map((node) =>
          node instanceof Element
            ? seen(node) && node.getAttribute("aria-hidden") !== "true"
              ? visibleText(node)
              : ""
            : (node.textContent ?? ""),
        )
        .join(" ");
    for (const element of scope.querySelectorAll(
      "button[aria-label], a[aria-label], [role=option][aria-label], [role=radio][aria-label], [role=tab][aria-label]",
    )) {
      const text = plain(visibleText(element));
      if (seen(element) && text !== "" && !plain(element.getAttribute("aria-label")).includes(text))
        found.push(`label-content-name-mismatch: ${text} is called ${element.getAttribute("aria-label")}`);
    }
    for (const element of scope.querySelectorAll("button, [role=button], [role=slider], input, select, textarea"))
      if (seen(element) && !element.closest("label") && plain(visibleText(element)) === "") {
        const labelled = element.getAttribute("aria-label") ?? element.getAttribute("aria-labelledby");
        const named = element.id !== "" && document.querySelector(`label[for="${CSS.escape(element.id)}"]`) !== null;
        if (!labelled && !named) found.push(`name: ${element.outerHTML.slice(0, 80)}`);
      }
    // One heading of the first level, and none skipped below it.
    if ([...document.querySelectorAll("h1")].filter(seen).length !== 1) found.push("page-has-heading-one");
    // What scrolls can be scrolled by keyboard.
    for (const element of scope.querySelectorAll<HTMLElement>("*")) {
      const { overflowY } = getComputedStyle(element);
      const scrolls = ["auto", "scroll"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1;
      // The list of a combobox is moved from its field.
      const moved = element.id !== "" && document.querySelector(`[aria-controls="${CSS.escape(element.id)}"]`) !== null;
      const reached =
        moved || element.tabIndex >= 0 || element.querySelector("button, input, select, textarea, [tabindex='0']");
      if (seen(element) && scrolls && !reached) found.push(`scrollable-region-focusable: ${element.className}`);
    }
    for (const list of scope.querySelectorAll("dl"))
      if ([...list.children].some(({ tagName }) => !["DT", "DD", "DIV"].includes(tagName)))
        found.push("definition-list");
    for (const list of scope.querySelectorAll("ul, ol"))
      if ([...list.children].some(({ tagName }) => tagName !== "LI")) found.push(`list: ${list.className}`);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    found.push(...ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `duplicate-id: ${id}`));
    if (open && !open.getAttribute("aria-labelledby") && !open.getAttribute("aria-label")) found.push("dialog-name");
    return [...new Set(found)];
  });
}

test("the window and its dialogs", { timeout: 120_000 }, async () => {
  const { page } = loupe;
  for (const language of ["en", "zh"]) {
    expect(await breaches(page), `${language} window`).toEqual([]);
    await page.keyboard.press("g");
    expect(await breaches(page), `${language} list`).toEqual([]);
    await page.keyboard.press("g");
    for (const keys of [
      "Control+i",
      "Control+Shift+i",
      "Control+Shift+m",
      "Control+,",
      "F1",
      "Control+e",
      "Control+r",
      "Control+k",
    ]) {
      await page.keyboard.press(keys);
      await page.locator("dialog[open]").waitFor({ timeout: 5_000 });
      expect(await breaches(page), `${language} ${keys}`).toEqual([]);
      await page.keyboard.press("Escape");
      await waitUntil("closed", async () => (await page.locator("dialog[open]").count()) === 0, 5_000);
    }
    await page.keyboard.press("Control+Shift+L");
  }
});

test("facts and shortcuts scroll by keyboard", async () => {
  const { page } = loupe;
  await page.setViewportSize({ width: 960, height: 600 });
  const scrolled = () => page.locator("dialog[open] .dialog-body").evaluate(({ scrollTop }) => scrollTop);
  await page.keyboard.press("Control+Shift+I");
  await page.getByTestId("facts-dialog").waitFor();
  await page.keyboard.press("End");
  await waitUntil("the facts have moved", async () => (await scrolled()) > 0, 5_000);
  await page.keyboard.press("Escape");
  await page.keyboard.press("F1");
  await page.getByTestId("shortcuts-dialog").waitFor();
  const list = page.getByTestId("shortcuts-dialog");
  const deepest = () =>
    list.evaluate((dialog) => Math.max(...[...dialog.querySelectorAll("*")].map(({ scrollTop }) => scrollTop)));
  for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowDown");
  await waitUntil("the shortcuts have moved", async () => (await deepest()) > 0, 5_000);
});
