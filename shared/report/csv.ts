/** Comma-separated values that Excel opens as meant: UTF-8 with a byte order mark, CRLF, and no cell that runs as a formula. */

/** null is an empty cell. */
export type Cell = string | number | null;

/** RFC 4180 with a byte order mark; `header` and `rows` have the same length. */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(cellText).join(",")}\r\n`).join("")}`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  // A file may be named "=cmd()": a leading quote makes spreadsheets take it as text (OWASP, CSV injection).
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
