/** Comma-separated values that Excel opens correctly: UTF-8 with a byte order mark, CRLF, and no cell that runs as a formula. */

/** null is an empty cell. */
export type Cell = string | number | null;

/** Each piece is written at once; a table of millions of rows never exists in memory as a single text. */
const PIECE_LENGTH = 1 << 18;

/** RFC 4180 with a byte order mark, in pieces of several hundred kilobytes; `header` and every row have the same length. */
export function* csv(header: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  let piece = `\uFEFF${lineOf(header)}`;
  for (const row of rows) {
    piece += lineOf(row);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(",")}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  // A file may be named "=cmd()": a leading quote makes spreadsheets take it as text (OWASP, CSV injection).
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
