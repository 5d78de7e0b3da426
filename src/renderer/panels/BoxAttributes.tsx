// What is said of the selected boxes beyond their class: flags, choices, text and numbers, and a note on a single box.
import { Settings2 } from 'lucide-react';
import { useId, useState } from 'react';
import { setAttribute, setNote } from '../../common/annotation/attributeEdits.ts';
import { longestText } from '../../common/annotation/attributes.ts';
import type { AttributeDefinition } from '../../common/annotation/attributes.ts';
import type { Annotation, AttributeValue } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { commandOf } from '../commands.ts';
import { definitionsOfSelection, flags, toggle } from '../commands/attributes.ts';
import { idsOf, sceneOf } from '../commands/command.ts';
import type { Desk } from '../state/desk.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';
import { Keys } from '../ui/Keys.tsx';
import { NoteField } from './NoteField.tsx';
import { deed } from '../../common/annotation/deed.ts';

export function BoxAttributes() {
  const desk = useDesk();
  useFields(desk.document.store, 'annotations', 'selection');
  useFields(desk.attributes.store, 'list');
  const { project } = useFields(desk.project, 'project');
  const boxes = sceneOf(desk)?.selected ?? [];
  const [only] = boxes.length === 1 ? boxes : [];
  if (boxes.length === 0) return null;
  const definitions = definitionsOfSelection(desk);
  const readOnly = project?.readOnly !== false;
  const key = idsOf(boxes).join();
  return (
    <section className="part box-attributes" aria-label={t('Attributes')}>
      <header className="part-head">
        <h2>{t('Attributes')}</h2>
        <span className="grow" />
        <CommandButton command="attributes.define" icon={Settings2} />
      </header>
      <fieldset disabled={readOnly}>
        {definitions.map((definition) => (
          <Attribute key={`${definition.name} ${key}`} definition={definition} boxes={boxes} />
        ))}
        {only && (
          <NoteField
            key={`${only.id} ${only.note ?? ''}`}
            label={t('Note on the box')}
            value={only.note ?? ''}
            onChange={(words) => note(desk, only, words)}
          />
        )}
      </fieldset>
    </section>
  );
}

function Attribute({ definition, boxes }: { definition: AttributeDefinition; boxes: readonly Annotation[] }) {
  const desk = useDesk();
  const id = useId();
  const { name, kind } = definition;
  const values = new Set(boxes.map(({ attributes }) => attributes?.[name]));
  const value = values.size === 1 ? [...values][0] : 'mixed';
  const isMixed = values.size > 1;
  const change = (next: AttributeValue | undefined) => say(desk, boxes, name, next);
  if (kind === 'flag') return <Flag name={name} isSet={value === true} isMixed={isMixed} />;
  return (
    <label className="attribute" htmlFor={id}>
      <span className="attribute-name cut" title={name}>
        {name}
      </span>
      {kind === 'choice' ? (
        <select
          id={id}
          className="field"
          value={isMixed ? '\u0000' : String(value ?? '')}
          onChange={(event) => change(event.currentTarget.value || undefined)}
        >
          {isMixed && <option value={'\u0000'}>{t('several')}</option>}
          <option value="">{t('not said')}</option>
          {choicesWith(definition, isMixed ? undefined : value).map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <Words id={id} kind={kind} value={isMixed ? undefined : value} isMixed={isMixed} onChange={change} />
      )}
    </label>
  );
}

/** What the box says is offered also where it is no choice (any more): it must not change by being looked at. */
function choicesWith({ choices }: AttributeDefinition, value: AttributeValue | undefined): readonly string[] {
  const said = value === undefined ? '' : String(value);
  return said === '' || choices.includes(said) ? choices : [...choices, said];
}

function Flag({ name, isSet, isMixed }: { name: string; isSet: boolean; isMixed: boolean }) {
  const desk = useDesk();
  const place = flags(desk).findIndex((flag) => flag.name === name) + 1;
  const key = place >= 1 && place <= 9 ? commandOf(`attributes.toggle-${place}`).keys[0] : undefined;
  return (
    <label className="choice attribute-flag">
      <input
        type="checkbox"
        checked={isSet}
        ref={(box) => {
          if (box) box.indeterminate = isMixed;
        }}
        onChange={() => toggle(desk, name)}
      />
      <span className="cut">{name}</span>
      <span className="grow" />
      {key !== undefined && <Keys value={key} />}
    </label>
  );
}

interface WordsProps {
  readonly id: string;
  readonly kind: 'text' | 'number';
  readonly value: AttributeValue | undefined;
  readonly isMixed: boolean;
  readonly onChange: (value: AttributeValue | undefined) => void;
}

/** Takes effect on Enter and when it is left; Escape brings back what was there. */
function Words({ id, kind, value, isMixed, onChange }: WordsProps) {
  const is = value === undefined ? '' : String(value);
  const [text, setText] = useState(is);
  const number = Number(text.replace(',', '.'));
  const isValid = kind === 'text' || text.trim() === '' || Number.isFinite(number);
  const commit = () => {
    if (text === is) return;
    if (!isValid) setText(is);
    else if (text.trim() === '') onChange(undefined);
    else onChange(kind === 'number' ? number : text.trim());
  };
  return (
    <input
      id={id}
      className={isValid ? 'field' : 'field invalid'}
      aria-invalid={!isValid}
      maxLength={longestText}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      placeholder={isMixed ? t('several') : t('not said')}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setText(is);
      }}
    />
  );
}

function note(desk: Desk, { id }: Annotation, words: string): void {
  const { annotations } = desk.document.store.getState();
  desk.document.edit(setNote(annotations, id, words), deed(words === '' ? 'remove-note' : 'note'));
}

function say(desk: Desk, boxes: readonly Annotation[], name: string, value: AttributeValue | undefined): void {
  const { annotations } = desk.document.store.getState();
  const change = setAttribute(annotations, idsOf(boxes), name, value);
  const done =
    value === undefined
      ? deed('clear-attribute', boxes.length, { name })
      : deed('set-attribute', boxes.length, { name, value: String(value) });
  desk.document.edit(change, done);
}
