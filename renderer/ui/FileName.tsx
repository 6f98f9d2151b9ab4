/** A file name shortened in the middle when it is too long: names of a series differ at their ends. */

/** Number and extension in the names of most cameras: `_0001.jpg`. */
const TAIL_LENGTH = 9;

export function FileName({ name }: { name: string }) {
  const cut = Math.max(0, name.length - TAIL_LENGTH);
  return (
    <span className="file-name">
      <span className="ellipsis">{name.slice(0, cut)}</span>
      <span className="file-name-tail">{name.slice(cut)}</span>
    </span>
  );
}
