// One command and its keys: press one of them to set another, add, clear, take back what was set.
import { Plus, RotateCcw, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { mostKeys } from '../../../common/keys/keyMap.ts';
import { locale, t } from '../../../common/messages/t.ts';
import { commands } from '../../commands.ts';
import type { Command } from '../../commands/command.ts';
import { clearKey, giveKey, isChanged, keysOf, resetKeys, sharing, takeFrom } from '../../keyMap.ts';
import { keyName } from '../../keyNames.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { roveRow } from '../../ui/rove.ts';
import { KeyRecorder } from './KeyRecorder.tsx';

/** Which key of the row is being set: one that is there, or a new one. */
type Setting = { readonly instead: string | undefined } | undefined;

/** A key that was pressed and means something else already. */
interface Asked {
  readonly stroke: string;
  readonly instead: string | undefined;
  readonly others: readonly Command[];
}

interface KeyRowProps {
  readonly command: Command;
  readonly changing: boolean;
  readonly onChanging: (on: 'start' | 'end') => void;
}

export function KeyRow({ command, changing, onChanging }: KeyRowProps) {
  const { settings, notices } = useDesk();
  const { keys: map } = useFields(settings.store, 'keys');
  const [setting, setSetting] = useState<Setting>();
  const [asked, setAsked] = useState<Asked>();
  const keys = keysOf(map, command);
  const { title } = command;
  const now = changing ? setting : undefined;

  const start = (instead: string | undefined) => {
    setAsked(undefined);
    setSetting({ instead });
    onChanging('start');
  };
  const pressed = (stroke: string, instead: string | undefined) => {
    const others = sharing(map, commands, command, stroke);
    setSetting(undefined);
    if (others.length > 0) return setAsked({ stroke, instead, others });
    settings.set({ keys: giveKey(map, command, stroke, instead) });
    notices.announce(t('{title}: {key}', { title, key: keyName(stroke) }));
    onChanging('end');
  };
  const cancel = () => {
    setSetting(undefined);
    setAsked(undefined);
    onChanging('end');
  };
  const take = ({ stroke, instead, others }: Asked) => {
    settings.set({ keys: giveKey(takeFrom(map, others, stroke), command, stroke, instead) });
    notices.announce(
      t('{title}: {key}, taken from {actions}', { title, key: keyName(stroke), actions: titles(others) }),
    );
    cancel();
  };
  const recorder = (instead: string | undefined) => (
    <KeyRecorder title={title} onStroke={(stroke) => pressed(stroke, instead)} onCancel={cancel} />
  );
  return (
    <li className={isChanged(map, command) ? 'key-row changed' : 'key-row'} data-command={command.id} {...roveRow}>
      <span className="grow">{title}</span>
      <span className="key-row-keys">
        {keys.map((key) =>
          now !== undefined && now.instead === key ? (
            <span key={key}>{recorder(key)}</span>
          ) : (
            <Chip
              key={key}
              command={command}
              stroke={key}
              onChange={() => start(key)}
              onClear={() => settings.set({ keys: clearKey(map, command, key) })}
            />
          ),
        )}
        {now !== undefined && now.instead === undefined && recorder(undefined)}
      </span>
      <IconButton
        small
        icon={Plus}
        label={t('Add a key for {title}', { title })}
        disabled={keys.length >= mostKeys}
        onClick={() => start(undefined)}
      />
      <IconButton
        small
        icon={RotateCcw}
        label={backWords(command)}
        disabled={!isChanged(map, command)}
        onClick={() => settings.set({ keys: resetKeys(map, command) })}
      />
      {changing && asked !== undefined && <Question asked={asked} onTake={() => take(asked)} onCancel={cancel} />}
      <Shared command={command} />
    </li>
  );
}

function backWords({ title, keys }: Command): string {
  if (keys.length === 0) return t('Back to no key: {title}', { title });
  return t('Back to {keys}: {title}', { keys: listed(keys.map(keyName), 'disjunction'), title });
}

const titles = (others: readonly Command[]) =>
  listed(
    others.map(({ title }) => t('“{title}”', { title })),
    'conjunction',
  );

/** "A, B and C", or with "or". */
function listed(words: readonly string[], type: 'conjunction' | 'disjunction'): string {
  return new Intl.ListFormat(locale(), { type }).format(words);
}

interface ChipProps {
  readonly command: Command;
  readonly stroke: string;
  readonly onChange: () => void;
  readonly onClear: () => void;
}

function Chip({ command: { title }, stroke, onChange, onClear }: ChipProps) {
  const clear = (event: KeyboardEvent) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    event.preventDefault();
    onClear();
  };
  return (
    <span className="key-chip">
      <button
        type="button"
        aria-label={t('Change {key} of {title}', { key: keyName(stroke), title })}
        title={t('Set another key')}
        onClick={onChange}
        onKeyDown={clear}
      >
        <Keys value={stroke} />
      </button>
      <button
        type="button"
        className="key-chip-clear"
        aria-label={t('Clear {key} of {title}', { key: keyName(stroke), title })}
        title={t('Clear this key')}
        onClick={onClear}
      >
        <X size={12} strokeWidth={2} aria-hidden />
      </button>
    </span>
  );
}

interface QuestionProps {
  readonly asked: Asked;
  readonly onTake: () => void;
  readonly onCancel: () => void;
}

function Question({ asked: { stroke, others }, onTake, onCancel }: QuestionProps) {
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    own.current?.querySelector('button')?.focus();
    own.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div className="key-row-question" role="alert" ref={own}>
      <Keys value={stroke} />
      <span className="grow">{t('is the key of {actions} already.', { actions: titles(others) })}</span>
      <Button dense look="primary" onClick={onTake}>
        {t('Take it from there')}
      </Button>
      <Button dense onClick={onCancel}>
        {t('Leave it there')}
      </Button>
    </div>
  );
}

/** What a file written by hand may bring: a key with two meanings, of which only one can come. */
function Shared({ command }: { command: Command }) {
  const { settings } = useDesk();
  const { keys: map } = useFields(settings.store, 'keys');
  return keysOf(map, command).map((stroke) => {
    const others = sharing(map, commands, command, stroke);
    if (others.length === 0) return null;
    return (
      <div className="key-row-question" key={stroke}>
        <Keys value={stroke} />
        <span className="grow warn">
          {t('is the key of {actions} too. Only one of them can come.', { actions: titles(others) })}
        </span>
        <Button dense onClick={() => settings.set({ keys: takeFrom(map, others, stroke) })}>
          {t('Keep it here alone')}
        </Button>
      </div>
    );
  });
}
