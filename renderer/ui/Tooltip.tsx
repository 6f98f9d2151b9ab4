/** A tooltip with the key that does the same. */
import { Tooltip as Radix } from "radix-ui";
import { useState, type ReactNode } from "react";
import { useSlice, useStores } from "../appContext.tsx";
import { Kbd } from "./Kbd.tsx";

interface TooltipProps {
  readonly text: ReactNode;
  /** In tinykeys' notation. */
  readonly keys?: string | undefined;
  readonly side?: "top" | "bottom" | "left" | "right";
  /** A single focusable element. */
  readonly children: ReactNode;
}

export function Tooltip({ text, keys, side = "bottom", children }: TooltipProps) {
  // A tooltip that stays open under a dialog would take the first Esc from it.
  const covered = useSlice(useStores().window, (state) => state.dialog !== null);
  const [open, setOpen] = useState(false);
  return (
    <Radix.Root open={open && !covered} onOpenChange={(next) => setOpen(next && !covered)}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          <span>{text}</span>
          <Kbd keys={keys} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={500} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}
