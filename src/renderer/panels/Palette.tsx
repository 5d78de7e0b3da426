// The command palette: every command by its words, what can be done now first.
import { Command as Palette } from 'cmdk';
import { useEffect, useRef } from 'react';
import { commands, runCommand } from '../commands.ts';
import { families, type Command } from '../commands/command.ts';
import { useDesk } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';

export function CommandPalette() {
  const desk = useDesk();
  const close = () => openDialog(desk.view, undefined);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const run = (command: Command) => {
    close();
    // After the dialog gave the focus back, so that a command that moves it has the last word.
    setTimeout(() => runCommand(desk, command.id), 0);
  };
  return (
    <Dialog title="Command palette" headless onClose={close} className="palette">
      <Palette label="Commands" loop>
        <Palette.Input ref={input} placeholder="What do you want to do?" className="palette-input" />
        <Palette.List className="palette-list">
          <Palette.Empty className="palette-empty muted">No command has these words.</Palette.Empty>
          {families.map((family) => (
            <Palette.Group key={family} heading={family}>
              {commands
                .filter((command) => command.family === family)
                .map((command) => (
                  <Palette.Item
                    key={command.id}
                    value={`${family} ${command.title} ${command.id}`}
                    disabled={!command.when(desk)}
                    onSelect={() => run(command)}
                    className="menu-item"
                  >
                    <span className="grow">{command.title}</span>
                    {command.keys[0] && <Keys value={command.keys[0]} />}
                  </Palette.Item>
                ))}
            </Palette.Group>
          ))}
        </Palette.List>
      </Palette>
    </Dialog>
  );
}
