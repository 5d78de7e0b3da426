// Buttons: with words, with an icon alone (its name and key in a tooltip), and made from a command.
import type { LucideIcon } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { commandOf } from '../commands.ts';
import { runCommand } from '../commands.ts';
import { useDesk, useEnabled, useKeys } from '../state/useDesk.ts';
import { Keys } from './Keys.tsx';

/** A button that is clicked leaves the focus on the canvas, so that the keys go on. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'plain' | 'primary' | 'bare';
  readonly dense?: boolean;
  readonly icon?: LucideIcon;
}

export function Button({ look = 'plain', dense, icon: Icon, className, children, ...rest }: ButtonProps) {
  const classes = ['button', look, dense && 'dense', className].filter(Boolean).join(' ');
  return (
    <button type="button" className={classes} {...rest}>
      {Icon && <Icon size={16} strokeWidth={1.75} aria-hidden />}
      {children}
    </button>
  );
}

export function Tip({ text, keys, children }: { text: ReactNode; keys?: string | undefined; children: ReactNode }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tip" sideOffset={6} collisionPadding={8}>
          {text}
          {keys && <Keys value={keys} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly keys?: string | undefined;
  readonly pressed?: boolean;
  readonly small?: boolean;
}

export function IconButton({ icon: Icon, label, keys, pressed, small, className, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        className={['icon-button', small && 'small-button', className].filter(Boolean).join(' ')}
        onMouseDown={keepFocus}
        {...rest}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
      </button>
    </Tip>
  );
}

interface CommandButtonProps {
  readonly command: string;
  readonly icon: LucideIcon;
  readonly pressed?: boolean;
  /** With words beside the icon. */
  readonly words?: ReactNode;
  readonly look?: 'plain' | 'primary' | 'bare';
}

/** A button for a command: its title is the name, its key stands in the tooltip, and it is dimmed while it can do nothing. */
export function CommandButton({ command: id, icon, pressed, words, look = 'bare' }: CommandButtonProps) {
  const desk = useDesk();
  const enabled = useEnabled(id);
  const { title } = commandOf(id);
  const [key] = useKeys(id);
  const run = () => runCommand(desk, id);
  if (words === undefined) {
    return (
      <IconButton
        icon={icon}
        label={title}
        keys={key}
        disabled={!enabled}
        onClick={run}
        {...(pressed !== undefined && { pressed })}
      />
    );
  }
  return (
    <Tip text={title} keys={key}>
      <Button dense look={look} icon={icon} disabled={!enabled} onClick={run} onMouseDown={keepFocus}>
        {words}
      </Button>
    </Tip>
  );
}
