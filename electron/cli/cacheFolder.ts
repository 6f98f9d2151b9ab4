/** Where the command line keeps what can be made again: the cache of the user who runs it, as each system has one. */
import path from "node:path";

/**
 * The folder that set-up keeps its downloads in; `LOUPE_CACHE` moves both. It is nobody's run folder: copies of graphs serve every run of a model.
 * `home`: of the user, absolute.
 */
export function cacheFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  const { LOUPE_CACHE: asked, LOCALAPPDATA: localData, XDG_CACHE_HOME: xdg } = environment;
  if (asked) return path.resolve(asked);
  if (platform === "win32") return path.join(localData || path.join(home, "AppData", "Local"), "loupe", "Cache");
  if (platform === "darwin") return path.join(home, "Library", "Caches", "loupe");
  // A relative one is to be ignored, says the XDG Base Directory Specification.
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, ".cache"), "loupe");
}
