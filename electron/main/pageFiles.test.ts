/** Loupe's own scheme: which URLs name a file of the page, and that nothing else is ever read. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerPageRequest, CONTENT_SECURITY_POLICY, isPageUrl, pageFileOf } from "./pageFiles.ts";

let root: string;
let outside: string;

beforeAll(() => {
  outside = mkdtempSync(path.join(tmpdir(), "loupe-page-"));
  root = path.join(outside, "renderer");
  mkdirSync(path.join(root, "assets"), { recursive: true });
  writeFileSync(path.join(root, "index.html"), "page");
  writeFileSync(path.join(root, "assets", "a b.js"), "script");
  writeFileSync(path.join(outside, "secret.json"), "secret");
  mkdirSync(path.join(outside, "renderer-beside"));
  writeFileSync(path.join(outside, "renderer-beside", "x.js"), "secret");
  symlinkSync(path.join(outside, "secret.json"), path.join(root, "link.json"));
  symlinkSync(outside, path.join(root, "linked"));
});
afterAll(() => rmSync(outside, { recursive: true, force: true }));

async function textOf(url: string, method = "GET"): Promise<string> {
  const reply = await answerPageRequest(root, method, url);
  return `${reply.status} ${reply.body.toString()}`;
}

describe("what is served", () => {
  test("the page and its parts, with policy and type", async () => {
    const reply = await answerPageRequest(root, "GET", "loupe://app/index.html");
    expect(reply).toMatchObject({
      status: 200,
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
      },
    });
    expect(await textOf("loupe://app/")).toBe("200 page");
    expect(await textOf("loupe://app/assets/a%20b.js?x#y")).toBe("200 script");
  });

  test.each([
    "loupe://app/../secret.json",
    "loupe://app/%2e%2e/secret.json",
    "loupe://app/..%2fsecret.json",
    "loupe://app/assets/..%2f..%2fsecret.json",
    "loupe://app/..%5csecret.json",
    "loupe://app/%00index.html",
    "loupe://app/index.html%00.js",
    "loupe://app/C:/secret.json",
    "loupe://app//etc/passwd",
    "loupe://app/%E0%A4%A",
    "loupe://app/link.json",
    "loupe://app/linked/secret.json",
    "loupe://app/..%2frenderer-beside/x.js",
    "loupe://app/assets",
    "loupe://other/index.html",
    "loupe://app.other/index.html",
    "loupe://app@other/index.html",
    "file:///etc/passwd",
    "not a url",
  ])("%s is not found", async (url) => {
    expect(await textOf(url)).toBe("404 not found");
  });

  test("other methods are refused", async () => {
    expect(await textOf("loupe://app/index.html", "POST")).toMatch(/^405/);
  });

  test("no address whatever means a file outside", () => {
    const piece = fc.oneof(
      fc.constantFrom("..", ".", "%2e%2e", "..%2f", "%2f", "%5c", "\\", "//", "%00", "index.html", "a.js", "C:"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const file = pageFileOf(root, `loupe://app/${pieces.join("/")}`);
        if (file !== null) expect(path.relative(root, file)).not.toMatch(/^\.\.|^$/);
      }),
      { numRuns: 1000 },
    );
  });
});

test("an address that only starts alike is not the page", () => {
  expect(isPageUrl("loupe://app/index.html")).toBe(true);
  for (const url of [
    "loupe://application/",
    "loupe://app:80/",
    "loupe://user@app/",
    "https://app/",
    "loupe-x://app/",
    "about:blank",
    "",
    "null",
  ])
    expect(isPageUrl(url), url).toBe(false);
});

test("the policy allows nothing inline and nothing from elsewhere", () => {
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/);
  expect(CONTENT_SECURITY_POLICY.startsWith("default-src 'none'")).toBe(true);
});
