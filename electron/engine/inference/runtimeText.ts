/** Prepares messages of ONNX Runtime for display: the gist in the first line, the whole message after it. */

/** Characters of the line, which stands in lists and tables, and of everything. */
const MAX_LINE = 300;
const MAX_TEXT = 4000;

/** One line where that is all that was said. */
export function runtimeText(said: string): string {
  const whole = said.trim().slice(0, MAX_TEXT);
  const line = firstLine(whole);
  return line === whole || `${line}.` === whole ? line : `${line}\n${whole}`;
}

/** Without the places in the runtime's own sources, its conditions and its codes, which help nobody but its authors. */
function firstLine(whole: string): string {
  const line = whole
    .replace(/\s+/g, " ")
    .replace(/^.*?\[ONNXRuntimeError\] : \d+ : \w+ : /, "")
    .replace(/^Load model from .*? failed: ?/, "")
    .replace(/\S*onnxruntime\S*\.(?:cc|cpp|cu|h):\d+ .*?(?:was false\. |\) (?=[A-Z]))/g, "")
    .replace(
      /^Non-zero status code returned while running (\w+) node\. Name:'(.*?)' Status Message: /,
      "$1 node '$2': ",
    )
    .replace(/ node '': /, " node: ")
    .replace(/\.$/, "")
    .trim();
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}
