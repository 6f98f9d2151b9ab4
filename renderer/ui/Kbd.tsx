/** A key combination drawn as key caps. */
import { keyCaps } from "../commands/keyNames.ts";
import { useStores } from "../appContext.tsx";

/** @param keys in tinykeys' notation, such as `$mod+k`; nothing is drawn for a command without keys */
export function Kbd({ keys }: { keys: string | undefined }) {
  const mac = useStores().startUp.platform === "darwin";
  if (keys === undefined) return null;
  return (
    <span className="kbd" aria-hidden="true">
      {keyCaps(keys, mac).map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  );
}
