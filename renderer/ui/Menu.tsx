/** A drop-down menu in Loupe's style. */
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import { Kbd } from "./Kbd.tsx";

export function Menu({
  trigger,
  children,
  align = "start",
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    // Not modal: a modal menu locks scrolling by an inline style element, which the page's content security policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon?: IconName;
  readonly keys?: string | undefined;
  readonly disabled?: boolean;
  readonly note?: string;
  readonly testId?: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem({ icon, keys, disabled, note, testId, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item className="menu-item" disabled={disabled ?? false} data-testid={testId} onSelect={onSelect}>
      <span className="menu-icon">{icon ? <Icon name={icon} /> : null}</span>
      <span className="menu-label ellipsis">{children}</span>
      {note ? <span className="menu-note">{note}</span> : null}
      <Kbd keys={keys} />
    </DropdownMenu.Item>
  );
}

export interface MenuChoice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export function MenuRadioGroup<T extends string>({
  value,
  choices,
  onChange,
}: {
  value: T;
  choices: readonly MenuChoice<T>[];
  onChange: (value: T) => void;
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} className="menu-item" value={choice.value}>
          <span className="menu-icon">
            <DropdownMenu.ItemIndicator>
              <Icon name="check" />
            </DropdownMenu.ItemIndicator>
          </span>
          <span className="menu-label ellipsis">{choice.label}</span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu-heading">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="menu-separator" />;
}

interface MenuCheckItemProps {
  readonly checked: boolean;
  /** Before the label: a colour chip. */
  readonly mark?: ReactNode;
  readonly note?: string;
  readonly testId?: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuCheckItem({ checked, mark, note, testId, onSelect, children }: MenuCheckItemProps) {
  return (
    <DropdownMenu.CheckboxItem className="menu-item" checked={checked} data-testid={testId} onSelect={onSelect}>
      <span className="menu-icon">
        <DropdownMenu.ItemIndicator>
          <Icon name="check" />
        </DropdownMenu.ItemIndicator>
      </span>
      {mark}
      <span className="menu-label ellipsis">{children}</span>
      {note ? <span className="menu-note">{note}</span> : null}
    </DropdownMenu.CheckboxItem>
  );
}
