/** The user's cache folder on each system. */
import path from "node:path";
import { expect, test } from "vitest";
import { cacheFolder } from "./cacheFolder.ts";

// Joined by this system's separator, so that the expected paths use it as well.
test.each([
  ["linux", {}, ["/home/z", ".cache", "loupe"]],
  ["linux", { XDG_CACHE_HOME: "/fast" }, ["/fast", "loupe"]],
  ["linux", { XDG_CACHE_HOME: "relative" }, ["/home/z", ".cache", "loupe"]],
  ["linux", { XDG_CACHE_HOME: "" }, ["/home/z", ".cache", "loupe"]],
  ["darwin", { XDG_CACHE_HOME: "/fast" }, ["/home/z", "Library", "Caches", "loupe"]],
  ["win32", { LOCALAPPDATA: "/home/z/AppData/Own" }, ["/home/z/AppData/Own", "loupe", "Cache"]],
  ["win32", {}, ["/home/z", "AppData", "Local", "loupe", "Cache"]],
  ["linux", { LOUPE_CACHE: "/elsewhere", XDG_CACHE_HOME: "/fast" }, ["/elsewhere"]],
] as const)("%s %j", (platform, environment, parts) => {
  expect(cacheFolder(platform, environment, "/home/z")).toBe(path.join(...parts));
});
