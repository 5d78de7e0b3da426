// The command palette: every command by its words, what was chosen last first, and why one can do nothing now.
import { Command as Palette, defaultFilter } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { t } from '../../common/messages/t.ts';
import { commands, runCommand } from '../commands.ts';
import { families, searchedWords, type Command } from '../commands/command.ts';
import { whyNot } from '../commands/why.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { CommandKeys } from '../ui/Keys.tsx';
import { recentWith, whyNotHere } from './paletteOrder.ts';

export function CommandPalette() {
  const desk = useDesk();
  const { recentCommands } = useFields(desk.settings.store, 'recentCommands');
  const [text, setText] = useState('');
  const close = () => openDialog(desk.view, undefined);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const run = (command: Command) => {
    desk.settings.set({ recentCommands: recentWith(recentCommands, command.id) });
    close();
    // After the dialog gave the focus back, so that a command that moves it has the last word.
    setTimeout(() => runCommand(desk, command.id), 0);
  };
  const recent = recentCommands.flatMap((id) => commands.find((command) => command.id === id) ?? []);
  // The title's own words count most, then the family and the id; among those that fit as well, one chosen lately comes first.
  const rank = (id: string, search: string, keywords: string[] = []) => {
    const [title = '', ...others] = keywords;
    const fit = Math.max(defaultFilter(title, search), 0.5 * defaultFilter(others.join(' '), search));
    return fit * (recent.some((one) => one.id === id) ? 1.2 : 1);
  };
  // With words in the field the list is one, by how well they fit: cmdk does not put groups in order.
  const isFirst = text.trim() === '';
  return (
    <Dialog title={t('Command palette')} headless onClose={close} className="palette">
      <Palette label={t('Commands')} loop filter={rank}>
        <Palette.Input
          ref={input}
          value={text}
          onValueChange={setText}
          placeholder={t('What do you want to do?')}
          className="palette-input"
        />
        <Palette.List className="palette-list" label={t('Commands')}>
          <Palette.Empty className="palette-empty muted">{t('No command has these words.')}</Palette.Empty>
          {isFirst ? <Groups recent={recent} onSelect={run} /> : <Entries commands={commands} onSelect={run} />}
        </Palette.List>
      </Palette>
    </Dialog>
  );
}

interface EntriesProps {
  readonly commands: readonly Command[];
  readonly onSelect: (command: Command) => void;
}

function Entries({ commands: listed, onSelect }: EntriesProps) {
  return listed.map((command) => <Entry key={command.id} command={command} onSelect={() => onSelect(command)} />);
}

function Groups({ recent, onSelect }: { recent: readonly Command[]; onSelect: EntriesProps['onSelect'] }) {
  return (
    <>
      {recent.length > 0 && (
        <Palette.Group heading={t('Recent')}>
          <Entries commands={recent} onSelect={onSelect} />
        </Palette.Group>
      )}
      {families.map((family) => (
        <Palette.Group key={family} heading={t(family)}>
          <Entries
            commands={commands.filter((command) => command.family === family && !recent.includes(command))}
            onSelect={onSelect}
          />
        </Palette.Group>
      ))}
    </>
  );
}

function Entry({ command, onSelect }: { command: Command; onSelect: () => void }) {
  const desk = useDesk();
  const reason = whyNotHere(command) ?? whyNot(desk, command);
  return (
    <Palette.Item
      value={command.id}
      keywords={[command.title, ...searchedWords(command), command.id]}
      disabled={reason !== undefined}
      onSelect={onSelect}
      className="menu-item"
    >
      <span className="grow">{command.title}</span>
      {reason !== undefined && <span className="small">{reason}</span>}
      <CommandKeys command={command.id} />
    </Palette.Item>
  );
}
