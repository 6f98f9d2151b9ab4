/** Forwards the engine's error stream line by line, drops one warning that patching sharp makes untrue, and detects an unpatched sharp. */

/** sharp warns of every Electron on Linux; set-up has renamed the symbols it warns about. */
const UNTRUE_WARNING = /SharpElectronLinux|electron-and-linux|GLib.*Electron|Use `\S+ --trace-warnings/;
/** The image library's GLib calls reached the system's copy: every image then leaks. */
const UNPATCHED = /G_IS_OBJECT|GLib-GObject-CRITICAL/;

/** `onUncured` is called once. */
export function watchEngineOutput(
  stream: NodeJS.ReadableStream,
  write: (line: string) => void,
  onUncured: () => void,
): void {
  let rest = "";
  let told = false;
  stream.setEncoding("utf8");
  stream.on("data", (piece: string | Buffer) => {
    const lines = (rest + piece.toString()).split("\n");
    rest = (lines.pop() ?? "").slice(-10_000);
    for (const line of lines) {
      if (UNPATCHED.test(line)) {
        if (!told) onUncured();
        told = true;
      } else if (!UNTRUE_WARNING.test(line)) write(line);
    }
  });
  stream.on("error", () => undefined);
}
