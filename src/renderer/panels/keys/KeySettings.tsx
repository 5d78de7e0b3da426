// The keys of every command, searchable, each to be changed: the section of the settings page.
import { Download, RotateCcw, Search, Upload } from 'lucide-react';
import { useState } from 'react';
import type { KeyMap } from '../../../common/keys/keyMap.ts';
import { t } from '../../../common/messages/t.ts';
import { commands } from '../../commands.ts';
import { families, searchedWords, type Command } from '../../commands/command.ts';
import { isChanged, keysOf, sharing } from '../../keyMap.ts';
import { keyWords } from '../../keyNames.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { CommandButton } from '../../ui/Button.tsx';
import { roving } from '../../ui/rove.ts';
import { KeyRow } from './KeyRow.tsx';

type Show = 'all' | 'changed' | 'shared';

const shows: readonly (readonly [Show, string])[] = [
  ['all', t('All commands')],
  ['changed', t('Changed ones')],
  ['shared', t('Keys with two meanings')],
];

/** By words of the action and its group, or by the key: "undo", "ctrl+z", "view". */
function isFound(map: KeyMap, command: Command, text: string): boolean {
  const name = [...searchedWords(command), command.title, ...keysOf(map, command).map(keyWords)]
    .join(' ')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word));
}

function isShown(map: KeyMap, command: Command, show: Show): boolean {
  if (show === 'changed') return isChanged(map, command);
  return show === 'all' || keysOf(map, command).some((key) => sharing(map, commands, command, key).length > 0);
}

export function KeySettings() {
  const { keys } = useFields(useDesk().settings.store, 'keys');
  const [text, setText] = useState('');
  const [show, setShow] = useState<Show>('all');
  const [changing, setChanging] = useState<string>();
  // A row that is being changed stays where it is, whatever its new key is called.
  const found = commands.filter(
    (command) => command.id === changing || (isFound(keys, command, text) && isShown(keys, command, show)),
  );
  return (
    <div className="key-settings">
      <div className="key-settings-head">
        <label className="search grow">
          <Search size={14} strokeWidth={2} aria-hidden />
          <input
            className="field"
            type="search"
            aria-label={t('Search the keys by action or key')}
            placeholder={t('Action or key, such as “undo” or “ctrl+z”')}
            spellCheck={false}
            data-keys-search
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <select
          className="field"
          aria-label={t('Which commands')}
          value={show}
          onChange={(event) => setShow(event.currentTarget.value as Show)}
        >
          {shows.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
        <CommandButton command="keys.import" icon={Download} words={t('Import…')} look="plain" />
        <CommandButton command="keys.export" icon={Upload} words={t('Export…')} look="plain" />
        <CommandButton command="keys.reset" icon={RotateCcw} words={t('Reset all')} look="plain" />
      </div>
      <p className="muted">
        {t('Choose a key to change it, then press the new one. Arrow keys go through the table, Delete clears a key.')}
      </p>
      {found.length === 0 && <p className="hint">{emptyWords(show)}</p>}
      <div className="key-rows" {...roving}>
        {families.map((family) => (
          <Family
            key={family}
            title={t(family)}
            commands={found.filter((command) => command.family === family)}
            changing={changing}
            onChanging={setChanging}
          />
        ))}
      </div>
      <p className="muted small" role="status">
        {t(
          '{found, plural, one {# command} other {# commands}} · {changed, plural, one {# command} other {# commands}} with other keys than at first',
          { found: found.length, changed: Object.keys(keys).length },
        )}
      </p>
    </div>
  );
}

function emptyWords(show: Show): string {
  if (show === 'changed') return t('No command has other keys than at first.');
  return show === 'shared' ? t('No key has two meanings.') : t('No command has these words or this key.');
}

interface FamilyProps {
  readonly title: string;
  readonly commands: readonly Command[];
  readonly changing: string | undefined;
  readonly onChanging: (id: string | undefined) => void;
}

function Family({ title, commands: own, changing, onChanging }: FamilyProps) {
  if (own.length === 0) return null;
  return (
    <section aria-label={t('Keys: {family}', { family: title })}>
      <h3>{title}</h3>
      <ul>
        {own.map((command) => (
          <KeyRow
            key={command.id}
            command={command}
            changing={changing === command.id}
            onChanging={(on) => onChanging(on === 'start' ? command.id : undefined)}
          />
        ))}
      </ul>
    </section>
  );
}
