/** Electron's security checklist on the real window: each test tries one point from inside the page or the main process. */
import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PRELOAD_KEYS } from "../shared/ipc/preloadBridge.ts";
import { launchLoupe, type LoupeApp } from "./loupeApp.ts";
import { projectRoot } from "./places.ts";

let loupe: LoupeApp;

beforeAll(async () => {
  loupe = await launchLoupe();
});
afterAll(() => loupe.close());

describe("what the page is allowed", () => {
  test("7 the page itself keeps to its own policy", () => {
    expect(loupe.output.filter((line) => /Content Security Policy|Refused to/.test(line))).toEqual([]);
  });

  test("1 no network: the page cannot fetch, and no request of any window leaves the process", async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end("remote");
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    try {
      const fetched = await loupe.page.evaluate(
        (target) =>
          fetch(target).then(
            () => "loaded",
            () => "refused",
          ),
        url,
      );
      expect(fetched).toBe("refused");
      // Another window of the same session has no content security policy of ours: only the session itself blocks it.
      const loaded = await loupe.app.evaluate(
        async ({ BrowserWindow }, targets) => {
          const results: string[] = [];
          for (const target of targets) {
            const window = new BrowserWindow({ show: false });
            results.push(
              await window.loadURL(target).then(
                () => "loaded",
                () => "refused",
              ),
            );
            window.destroy();
          }
          return results;
        },
        [url, "file:///etc/hostname", url.replace("http:", "ftp:")],
      );
      expect(loaded).toEqual(["refused", "refused", "refused"]);
      expect(requests).toBe(0);
    } finally {
      server.close();
    }
  });

  test("2 no Node in the page", async () => {
    const kinds = await loupe.page.evaluate(() =>
      ["require", "process", "module", "global", "Buffer", "__dirname"].map(
        (name) => typeof (globalThis as Record<string, unknown>)[name],
      ),
    );
    expect(kinds).toEqual(Array(6).fill("undefined"));
  });

  test("3, 4, 6, 8, 9, 10, 11 the window's preferences", async () => {
    const preferences = await windowPreferences();
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
    });
    expect(preferences["nodeIntegrationInWorker"]).not.toBe(true);
    expect(preferences["webSecurity"]).not.toBe(false);
    expect(preferences["allowRunningInsecureContent"]).not.toBe(true);
    expect(preferences["experimentalFeatures"]).not.toBe(true);
    expect(preferences["enableBlinkFeatures"] ?? "").toBe("");
    const source = productSource();
    for (const word of [
      "webSecurity",
      "allowRunningInsecureContent",
      "experimentalFeatures",
      "enableBlinkFeatures",
      "openExternal",
    ])
      expect(source, word).not.toContain(word);
  });

  test("3 what the page changes is not seen by the preload script", async () => {
    const calls = await loupe.page.evaluate(async () => {
      const original = Array.prototype.flatMap;
      let seen = 0;
      Array.prototype.flatMap = function (this: unknown[], ...rest: unknown[]) {
        seen += 1;
        return Reflect.apply(original, this, rest) as unknown[];
      } as typeof original;
      const bridge = (globalThis as unknown as { loupe: { registerDropped(files: unknown[]): Promise<unknown> } })
        .loupe;
      const registered = await bridge.registerDropped([new File(["x"], "made-by-a-script.png")]);
      Array.prototype.flatMap = original;
      return { seen, registered };
    });
    // A file that a script made has no path, so nothing is granted.
    expect(calls).toEqual({ seen: 0, registered: [] });
  });

  test("5 every permission is denied", async () => {
    const answers = await loupe.page.evaluate(async () => {
      const states: Record<string, string> = {};
      for (const name of [
        "geolocation",
        "notifications",
        "camera",
        "microphone",
        "midi",
        "clipboard-read",
        "persistent-storage",
        "screen-wake-lock",
      ]) {
        states[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
          (status) => status.state,
          () => "unknown to this Chromium",
        );
      }
      const devices = navigator as Navigator & {
        requestMIDIAccess?: () => Promise<unknown>;
        usb?: { requestDevice(o: unknown): Promise<unknown> };
        hid?: { requestDevice(o: unknown): Promise<unknown[]> };
      };
      const tried = async (attempt: () => Promise<unknown> | undefined) => {
        try {
          const result = await attempt();
          return result === undefined || (Array.isArray(result) && result.length === 0) ? "nothing" : "granted";
        } catch {
          return "refused";
        }
      };
      return {
        states,
        calls: [
          await tried(
            () =>
              new Promise((resolve, reject) =>
                navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 3000 }),
              ),
          ),
          await tried(() => navigator.mediaDevices.getUserMedia({ video: true })),
          await tried(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
          await tried(() => devices.requestMIDIAccess?.()),
          await tried(() => devices.usb?.requestDevice({ filters: [] })),
          await tried(() => devices.hid?.requestDevice({ filters: [] })),
          await tried(() => navigator.clipboard.readText()),
          (await Notification.requestPermission()) === "granted" ? "granted" : "refused",
        ],
      };
    });
    expect(Object.values(answers.states)).not.toContain("granted");
    expect(Object.values(answers.states).filter((state) => state === "denied").length).toBeGreaterThanOrEqual(5);
    expect(answers.calls).not.toContain("granted");
  });

  test("7 the content security policy stops inline scripts, eval, remote images and frames", async () => {
    const seen = await loupe.page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "globalThis.inlineRan = true";
      document.body.append(script);
      // Later, because the driver that runs this function may evaluate in the meantime.
      const evaluated = await new Promise<string>((settle) =>
        setTimeout(() => {
          try {
            (0, eval)("1 + 1");
            settle("ran");
          } catch {
            settle("refused");
          }
        }, 50),
      );
      const image = document.createElement("img");
      image.src = "https://example.com/x.png";
      const frame = document.createElement("iframe");
      frame.src = "loupe://app/index.html";
      const handler = document.createElement("div");
      handler.innerHTML = '<img src="nothing" onerror="globalThis.inlineRan = true">';
      document.body.append(image, frame, handler);
      await new Promise((wake) => setTimeout(wake, 500));
      [script, image, frame, handler].forEach((element) => element.remove());
      return { violations, evaluated, inlineRan: (globalThis as { inlineRan?: boolean }).inlineRan === true };
    });
    expect(seen.inlineRan).toBe(false);
    expect(seen.evaluated).toBe("refused");
    expect(seen.violations).toEqual(
      expect.arrayContaining(["script-src-elem", "script-src", "img-src", "frame-src", "script-src-attr"]),
    );
  });

  test("12 a webview is an unknown element", async () => {
    const before = await countPages();
    const kind = await loupe.page.evaluate(async () => {
      const view = document.createElement("webview") as HTMLElement & { loadURL?: unknown };
      view.setAttribute("src", "loupe://app/index.html");
      document.body.append(view);
      await new Promise((wake) => setTimeout(wake, 500));
      view.remove();
      return typeof view.loadURL;
    });
    expect(kind).toBe("undefined");
    expect(await countPages()).toBe(before);
  });

  test("13 the page cannot be navigated away", async () => {
    for (const target of [
      "https://example.com/",
      "file:///etc/hostname",
      "data:text/html,elsewhere",
      "javascript:document.body.textContent='elsewhere'",
      "loupe://elsewhere/index.html",
      "loupe://app.example.com/",
    ]) {
      await loupe.page.evaluate((url) => {
        location.href = url;
      }, target);
      await new Promise((wake) => setTimeout(wake, 250));
      expect(loupe.page.url(), target).toMatch(/^loupe:\/\/app\/index\.html/);
      expect(await loupe.page.getByTestId("app").count(), target).toBe(1);
    }
  });

  test("14 no new windows", async () => {
    const before = await countPages();
    const opened = await loupe.page.evaluate(() =>
      ["loupe://app/index.html", "https://example.com/", "about:blank"].map((url) => window.open(url) === null),
    );
    expect(opened).toEqual([true, true, true]);
    expect(await countPages()).toBe(before);
  });

  test("18 our scheme serves the built page and nothing else", async () => {
    const addresses = [
      "loupe://app/../../package.json",
      "loupe://app/%2e%2e/%2e%2e/package.json",
      "loupe://app/..%2f..%2fpackage.json",
      "loupe://app/..%5c..%5cpackage.json",
      "loupe://app/assets/..%2f..%2f..%2fpackage.json",
      "loupe://app/%00index.html",
      "loupe://app//etc/passwd",
      "loupe://app/nothing.js",
      "loupe://other/index.html",
    ];
    const answers = await loupe.app.evaluate(
      async ({ BrowserWindow }, urls) => {
        const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
        const seen: { url: string; status: number; text: string }[] = [];
        for (const url of urls) {
          let status = 0;
          window.webContents.once("did-navigate", (_event, _url, code) => (status = code));
          await window.loadURL(url).catch(() => undefined);
          seen.push({
            url,
            status,
            text: await window.webContents.executeJavaScript("document.body.innerText").catch(() => ""),
          });
          window.webContents.removeAllListeners("did-navigate");
        }
        window.destroy();
        return seen;
      },
      [...addresses, "loupe://app/index.html"],
    );
    const own = answers.pop();
    expect(own?.status).toBe(200);
    for (const { url, status, text } of answers) {
      expect([0, 404], url).toContain(status); // 0: Chromium itself refused the address
      expect(text, url).not.toContain('loupe"');
    }
    expect(answers.filter(({ status }) => status === 404).length).toBeGreaterThanOrEqual(7);
  });

  test("20 exactly the named things are exposed", async () => {
    const exposed = await loupe.page.evaluate(() => {
      const bridge = (globalThis as unknown as { loupe: Record<string, unknown> }).loupe;
      return {
        keys: Object.keys(bridge),
        kinds: Object.values(bridge).map((value) => typeof value),
        frozen: Object.isFrozen(bridge),
      };
    });
    expect([...exposed.keys].sort()).toEqual([...PRELOAD_KEYS].sort());
    expect([...exposed.kinds].sort()).toEqual(["function", "function", "string"]);
    expect(exposed.frozen).toBe(true);
  });
});

test("16 the Electron that users get is pinned, and current at the time of writing", () => {
  const { devDependencies } = JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8"));
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
});

async function windowPreferences(): Promise<Record<string, unknown>> {
  return loupe.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as
      | { getLastWebPreferences(): Record<string, unknown> }
      | undefined;
    return JSON.parse(JSON.stringify(contents?.getLastWebPreferences() ?? {}));
  });
}

function countPages(): Promise<number> {
  return loupe.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
}

/** All product code of the three hosts and the page, as one text. */
function productSource(): string {
  return ["electron", "renderer", "shared"]
    .flatMap((folder) =>
      readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        path.join(projectRoot, folder, name),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
}
