/** What the engine writes to its error stream: passed on line by line, except one warning that the cure of sharp makes untrue; an uncured sharp is told apart. */

/** sharp warns of every Electron on Linux; set-up has renamed the symbols it warns about. */
const UNTRUE_WARNING = /SharpElectronLinux|electron-and-linux|GLib.*Electron|Use `\S+ --trace-warnings/;
/** GLib calls of the image library ended in the system's own copy: every image then leaks. */
const UNCURED = /G_IS_OBJECT|GLib-GObject-CRITICAL/;

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
      if (UNCURED.test(line)) {
        if (!told) onUncured();
        told = true;
      } else if (!UNTRUE_WARNING.test(line)) write(line);
    }
  });
  stream.on("error", () => undefined);
}
