/** The folder for what the command line can make again: the user's cache folder, by each system's convention. */
import path from "node:path";

/**
 * Set-up keeps its downloads in the same folder; `LOUPE_CACHE` moves both. It is not inside a run folder, because
 * copies of graphs serve every run of a model. `home`: the user's home folder, absolute.
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
  // The XDG Base Directory Specification says that relative paths are to be ignored.
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, ".cache"), "loupe");
}
