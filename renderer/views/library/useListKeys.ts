/** Arrow keys inside the list: one image, one row, the ends. */
import type { KeyboardEvent } from "react";
import { useStores } from "../../appContext.tsx";
import { runCommand } from "../../commands/commandList.ts";
import { selectBy } from "../../commands/imageCommands.ts";

const ROWS_A_PAGE = 4;

export function useListKeys(columns: number): (event: KeyboardEvent) => void {
  const stores = useStores();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      PageUp: -ROWS_A_PAGE * columns,
      PageDown: ROWS_A_PAGE * columns,
    };
    const step = steps[event.key];
    if (step !== undefined) selectBy(stores, step);
    else if (event.key === "Home") runCommand(stores, "firstImage");
    else if (event.key === "End") runCommand(stores, "lastImage");
    else return;
    event.preventDefault();
  };
}
