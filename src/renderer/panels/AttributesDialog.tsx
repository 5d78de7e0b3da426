// The attributes that the project asks for: their names, kinds, choices and classes. Kept when it is saved; what boxes say already stays.
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { faultIn, mostDefinitions } from '../../common/annotation/attributes.ts';
import type { AttributeDefinition } from '../../common/annotation/attributes.ts';
import type { Category } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { openDialog } from '../state/view.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

const kinds = { flag: t('Flag'), choice: t('Choice'), text: t('Text'), number: t('Number') } as const;

/** A definition while it is written: choices as lines, and a name of its own for React. */
interface Draft extends Omit<AttributeDefinition, 'choices'> {
  readonly key: number;
  readonly lines: string;
}

let lastKey = 0;

function draftOf({ choices, ...rest }: AttributeDefinition): Draft {
  return { ...rest, key: ++lastKey, lines: choices.join('\n') };
}

function definitionOf({ name, kind, lines, categories }: Draft): AttributeDefinition {
  const choices = lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { name: name.trim(), kind, choices: kind === 'choice' ? choices : [], categories };
}

export function AttributesDialog() {
  const desk = useDesk();
  const { list } = desk.attributes.store.getState();
  const [drafts, setDrafts] = useState(() => list.map(draftOf));
  const [refused, setRefused] = useState<string>();
  const definitions = drafts.map(definitionOf);
  const fault = faultIn(definitions) ?? refused;
  const close = () => openDialog(desk.view, undefined);
  const save = async () => {
    const reason = await desk.attributes.set(definitions);
    if (reason === undefined) close();
    else setRefused(reason);
  };
  const change = (next: readonly Draft[]) => {
    setRefused(undefined);
    setDrafts([...next]);
  };
  const move = (from: number, to: number) => {
    const next = drafts.slice();
    next.splice(to, 0, ...next.splice(from, 1));
    change(next);
  };
  const add = () => change([...drafts, draftOf({ name: '', kind: 'flag', choices: [], categories: 'all' })]);
  return (
    <Dialog
      title={t('Attributes of boxes')}
      wide
      onClose={close}
      foot={
        <>
          <span className={fault === undefined ? 'muted grow' : 'bad grow'} role="status">
            {fault ?? t('What boxes say already stays with them, and comes out in the export.')}
          </span>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button look="primary" disabled={fault !== undefined} onClick={() => void save()}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        {drafts.length === 0 && (
          <p className="muted">
            {t('Nothing is asked beyond the class. Add a flag such as “occluded”, or a choice of words.')}
          </p>
        )}
        {drafts.length > 0 && (
          <div className="attribute-draft small muted" aria-hidden>
            <span>{t('Name')}</span>
            <span>{t('Kind')}</span>
            <span>{t('Asked of')}</span>
          </div>
        )}
        <ul className="attribute-drafts">
          {drafts.map((draft, index) => (
            <DraftRow
              key={draft.key}
              draft={draft}
              isFirst={index === 0}
              isLast={index === drafts.length - 1}
              onChange={(next) => change(drafts.map((one) => (one.key === draft.key ? next : one)))}
              onMove={(by) => move(index, index + by)}
              onRemove={() => change(drafts.filter(({ key }) => key !== draft.key))}
            />
          ))}
        </ul>
        <div className="line">
          <Button icon={Plus} disabled={drafts.length >= mostDefinitions} onClick={add}>
            {t('Add an attribute')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface DraftRowProps {
  readonly draft: Draft;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onChange: (draft: Draft) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

function DraftRow({ draft, isFirst, isLast, onChange, onMove, onRemove }: DraftRowProps) {
  const { name, kind, lines } = draft;
  const called = name.trim() === '' ? t('the new attribute') : name;
  return (
    <li className="attribute-draft">
      <input
        className="field"
        aria-label={t('Name')}
        placeholder={t('name')}
        autoFocus={name === ''}
        maxLength={200}
        value={name}
        onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
      />
      <select
        className="field"
        aria-label={t('Kind of {name}', { name: called })}
        value={kind}
        onChange={(event) => onChange({ ...draft, kind: event.currentTarget.value as Draft['kind'] })}
      >
        {Object.entries(kinds).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <ClassesOf draft={draft} called={called} onChange={onChange} />
      <span className="line">
        <IconButton
          small
          icon={ArrowUp}
          label={t('Move {name} up', { name: called })}
          disabled={isFirst}
          onClick={() => onMove(-1)}
        />
        <IconButton
          small
          icon={ArrowDown}
          label={t('Move {name} down', { name: called })}
          disabled={isLast}
          onClick={() => onMove(1)}
        />
        <IconButton small icon={X} label={t('Remove {name}', { name: called })} onClick={onRemove} />
      </span>
      {kind === 'choice' && (
        <textarea
          className="field attribute-lines"
          aria-label={t('Choices of {name}, one a line', { name: called })}
          placeholder={t('one choice a line')}
          rows={3}
          value={lines}
          onChange={(event) => onChange({ ...draft, lines: event.currentTarget.value })}
        />
      )}
    </li>
  );
}

function ClassesOf({ draft, called, onChange }: { draft: Draft; called: string; onChange: (draft: Draft) => void }) {
  const { list } = useFields(useDesk().categories.store, 'list');
  const { categories } = draft;
  const chosen = categories === 'all' ? list.length : list.filter(({ id }) => categories.includes(id)).length;
  const has = (id: number) => categories === 'all' || categories.includes(id);
  const set = ({ id }: Category, isWanted: boolean) => {
    const next = list.map((category) => category.id).filter((one) => (one === id ? isWanted : has(one)));
    onChange({ ...draft, categories: next.length === list.length ? 'all' : next });
  };
  return (
    <details className="attribute-classes">
      <summary className="field" aria-label={t('Classes of {name}', { name: called })}>
        {categories === 'all'
          ? t('all classes')
          : t('{chosen, number} of {all, number} classes', { chosen, all: list.length })}
      </summary>
      <div className="attribute-class-list">
        {list.map((category) => (
          <label className="choice" key={category.id}>
            <input
              type="checkbox"
              checked={has(category.id)}
              onChange={(event) => set(category, event.currentTarget.checked)}
            />
            <span className="cut">{category.name}</span>
          </label>
        ))}
        {list.length === 0 && <span className="muted">{t('The project has no class yet.')}</span>}
      </div>
    </details>
  );
}
