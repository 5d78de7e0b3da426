// A menu that drops from a button.
import { Check, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface MenuProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

export function Menu({ trigger, label, align = 'start', children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" aria-label={label} align={align} sideOffset={4} collisionPadding={8}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface MenuItemProps {
  readonly icon?: LucideIcon;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly checked?: boolean;
}

export function MenuItem({ icon: Icon, disabled = false, onSelect, children, checked }: MenuItemProps) {
  const inside = (
    <>
      {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden />}
      <span className="grow">{children}</span>
      {checked && <Check size={16} strokeWidth={1.75} aria-hidden />}
    </>
  );
  if (checked !== undefined) {
    return (
      <DropdownMenu.CheckboxItem className="menu-item" checked={checked} disabled={disabled} onSelect={onSelect}>
        {inside}
      </DropdownMenu.CheckboxItem>
    );
  }
  return (
    <DropdownMenu.Item className="menu-item" disabled={disabled} onSelect={onSelect}>
      {inside}
    </DropdownMenu.Item>
  );
}

export function MenuTitle({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="menu-title">{children}</DropdownMenu.Label>;
}

export function MenuLine() {
  return <DropdownMenu.Separator className="menu-line" />;
}
