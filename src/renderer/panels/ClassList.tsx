// The classes of the project: colour, digit key, how many boxes here have it; add, rename, recolour, merge, reorder, delete.
import { useVirtualizer } from '@tanstack/react-virtual';
import { EyeOff, Plus } from 'lucide-react';
import { useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { isHuman, type Category } from '../../common/annotation/types.ts';
import { grouped } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { chooseClass, choosingCommand, drawingClass } from '../commands/classes.ts';
import { toggleClass } from '../commands/marks.ts';
import { ClassMenu } from './ClassMenu.tsx';
import { OwnScore } from './review/OwnScore.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton, IconButton } from '../ui/Button.tsx';
import { CommandKeys } from '../ui/Keys.tsx';
import { roveRow, roving } from '../ui/rove.ts';

const rowHeight = 28; // CSS pixels

export function ClassList() {
  const desk = useDesk();
  const { list } = useFields(desk.categories.store, 'list');
  const { project } = useFields(desk.project, 'project');
  const { addingClass } = useFields(desk.view, 'addingClass');
  const setAdding = (adding: boolean) => desk.view.setState({ addingClass: adding });
  const counts = useClassCounts();
  const scroller = useRef<HTMLDivElement>(null);
  // A data set can bring thousands.
  const rows = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const writable = project?.readOnly === false;
  return (
    <section className="part classes" aria-label={t('Classes')}>
      <header className="part-head">
        <h2>
          {t('Classes')} <span className="muted">{grouped(list.length)}</span>
        </h2>
        <span className="grow" />
        {writable && <CommandButton command="classes.add" icon={Plus} />}
      </header>
      <div className="part-scroll" ref={scroller}>
        {list.length > 0 && (
          <ul className="class-rows" style={{ height: rows.getTotalSize() }} {...roving}>
            {rows.getVirtualItems().map(({ index: place, start }) => {
              const category = list[place];
              if (category === undefined) return null;
              return (
                <ClassRow
                  key={category.id}
                  category={category}
                  place={place}
                  count={counts.get(category.id) ?? 0}
                  writable={writable}
                  style={{ transform: `translateY(${start}px)` }}
                />
              );
            })}
          </ul>
        )}
        {list.length === 0 && !addingClass && (
          <p className="hint muted">
            {t('No classes yet. Add one, or pre-label a picture: the model brings its own.')}
          </p>
        )}
        {addingClass && <AddClass onDone={() => setAdding(false)} />}
      </div>
    </section>
  );
}

function useClassCounts(): ReadonlyMap<number, number> {
  const desk = useDesk();
  const { annotations } = useFields(desk.document.store, 'annotations');
  return useMemo(() => {
    const counts = new Map<number, number>();
    for (const annotation of annotations.values()) {
      if (isHuman(annotation)) counts.set(annotation.categoryId, (counts.get(annotation.categoryId) ?? 0) + 1);
    }
    return counts;
  }, [annotations]);
}

interface ClassRowProps {
  readonly category: Category;
  readonly place: number;
  readonly count: number;
  readonly writable: boolean;
  readonly style: CSSProperties;
}

function ClassRow({ category, place, count, writable, style }: ClassRowProps) {
  const desk = useDesk();
  useFields(desk.categories.store, 'list');
  useFields(desk.view, 'activeCategory');
  const active = drawingClass(desk) === category.id;
  const { hiddenClasses } = useFields(desk.marks, 'hiddenClasses');
  const [renaming, setRenaming] = useState(false);
  const choosing = choosingCommand(place);
  return (
    <li className={active ? 'class-row active' : 'class-row'} style={style} {...roveRow}>
      <ColourField category={category} writable={writable} />
      {renaming ? (
        <NameField
          label={t('New name of {name}', { name: category.name })}
          first={category.name}
          onCancel={() => setRenaming(false)}
          onName={(name) => {
            setRenaming(false);
            if (name !== category.name) void desk.categories.edit({ kind: 'rename', id: category.id, name });
          }}
        />
      ) : (
        <button
          type="button"
          className="class-choose"
          aria-pressed={active}
          title={t('Draw with it, or relabel the selected boxes. F2 renames.')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => chooseClass(desk, category)}
          onKeyDown={(event) => event.key === 'F2' && writable && setRenaming(true)}
        >
          <span className="sr-only">{t('Class')} </span>
          <span className="cut grow">{category.name}</span>
          <span className="sr-only">, </span>
          {count > 0 && <span className="muted">{grouped(count)}</span>}
          {choosing !== undefined && <CommandKeys command={choosing} />}
        </button>
      )}
      <OwnScore category={category} />
      {hiddenClasses.has(category.id) && (
        <IconButton
          small
          icon={EyeOff}
          label={t('Hidden; show {name}', { name: category.name })}
          onClick={() => toggleClass(desk, category.id)}
        />
      )}
      {writable && <ClassMenu category={category} place={place} onRename={() => setRenaming(true)} />}
    </li>
  );
}

/** The swatch is the colour field. A colour under the hand is shown by the browser; it is kept when the choice ends. */
function ColourField({ category, writable }: { category: Category; writable: boolean }) {
  const desk = useDesk();
  const [colour, setColour] = useState<string>();
  const keep = () => {
    if (colour !== undefined && colour !== category.colour)
      void desk.categories.edit({ kind: 'recolour', id: category.id, colour });
    setColour(undefined);
  };
  return (
    <input
      type="color"
      className="class-colour"
      aria-label={t('Colour of {name}', { name: category.name })}
      title={t('Change the colour')}
      disabled={!writable}
      value={colour ?? category.colour}
      onChange={(event) => setColour(event.currentTarget.value)}
      onBlur={keep}
      ref={(field) => {
        field?.addEventListener('change', keep);
        return () => field?.removeEventListener('change', keep);
      }}
    />
  );
}

function AddClass({ onDone }: { onDone: () => void }) {
  const desk = useDesk();
  const [round, setRound] = useState(0);
  return (
    <div className="class-row">
      <NameField
        key={round}
        label={t('Name of the new class')}
        first=""
        onCancel={onDone}
        onName={(name) => {
          void desk.categories.edit({ kind: 'add', name });
          setRound(round + 1);
        }}
      />
    </div>
  );
}

interface NameFieldProps {
  readonly label: string;
  readonly first: string;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

function NameField({ label, first, onName, onCancel }: NameFieldProps) {
  const [text, setText] = useState(first);
  const name = text.trim();
  const commit = () => (name === '' ? onCancel() : onName(name));
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') onCancel();
  };
  return (
    <input
      className="field class-name"
      aria-label={label}
      placeholder={t('Name of the class')}
      autoFocus
      maxLength={200}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => (name === '' || name === first ? onCancel() : onName(name))}
      onKeyDown={key}
    />
  );
}
