// The classes of the project: colour, digit key, how many boxes here have it; add, rename, recolour, merge, reorder, delete.
import { ArrowDown, ArrowUp, Ellipsis, EyeOff, Focus, Gauge, Merge, Pencil, Plus, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { isHuman, type Category } from '../../common/annotation/types.ts';
import { grouped } from '../../common/messages/counts.ts';
import { t } from '../../common/messages/t.ts';
import { runCommand } from '../commands.ts';
import { chooseClass, choosingCommand, drawingClass } from '../commands/classes.ts';
import { toggleClass, toggleClassAlone } from '../commands/marks.ts';
import { OwnScore } from './review/OwnScore.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton, IconButton } from '../ui/Button.tsx';
import { CommandKeys } from '../ui/Keys.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { roveRow, roving } from '../ui/rove.ts';

export function ClassList() {
  const desk = useDesk();
  const { list } = useFields(desk.categories.store, 'list');
  const { project } = useFields(desk.project, 'project');
  const { addingClass } = useFields(desk.view, 'addingClass');
  const setAdding = (adding: boolean) => desk.view.setState({ addingClass: adding });
  const counts = useClassCounts();
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
      <ul className="part-scroll" {...roving}>
        {list.map((category, place) => (
          <ClassRow
            key={category.id}
            category={category}
            place={place}
            count={counts.get(category.id) ?? 0}
            writable={writable}
          />
        ))}
        {list.length === 0 && !addingClass && (
          <li className="hint muted">
            <p>{t('No classes yet. Add one, or pre-label a picture: the model brings its own.')}</p>
          </li>
        )}
        {addingClass && <AddClass onDone={() => setAdding(false)} />}
      </ul>
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
}

function ClassRow({ category, place, count, writable }: ClassRowProps) {
  const desk = useDesk();
  useFields(desk.categories.store, 'list');
  useFields(desk.view, 'activeCategory');
  const active = drawingClass(desk) === category.id;
  const { hiddenClasses } = useFields(desk.marks, 'hiddenClasses');
  const [renaming, setRenaming] = useState(false);
  const choosing = choosingCommand(place);
  return (
    <li className={active ? 'class-row active' : 'class-row'} {...roveRow}>
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

interface ClassMenuProps {
  readonly category: Category;
  readonly place: number;
  readonly onRename: () => void;
}

function ClassMenu({ category, place, onRename }: ClassMenuProps) {
  const desk = useDesk();
  const { list } = useFields(desk.categories.store, 'list');
  const { hiddenClasses, alone } = useFields(desk.marks, 'hiddenClasses', 'alone');
  const { id } = category;
  const edit = desk.categories.edit;
  const others = list.filter((other) => other.id !== id);
  return (
    <Menu
      label={t('What to do with {name}', { name: category.name })}
      align="end"
      trigger={
        <button
          type="button"
          className="icon-button small-button"
          aria-label={t('More about {name}', { name: category.name })}
          title={t('Rename, merge, delete')}
        >
          <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
        </button>
      }
    >
      {/* The menu gives the focus back as it closes; the field must come after that. */}
      <MenuItem icon={Pencil} onSelect={() => setTimeout(onRename, 0)}>
        {t('Rename')}
      </MenuItem>
      <MenuItem
        icon={ArrowUp}
        disabled={place === 0}
        onSelect={() => void edit({ kind: 'move', id, position: place - 1 })}
      >
        {t('Move up')}
      </MenuItem>
      <MenuItem
        icon={ArrowDown}
        disabled={place === list.length - 1}
        onSelect={() => void edit({ kind: 'move', id, position: place + 1 })}
      >
        {t('Move down')}
      </MenuItem>
      <MenuItem icon={EyeOff} onSelect={() => toggleClass(desk, id)}>
        {hiddenClasses.has(id) ? t('Show its boxes') : t('Hide its boxes')}
      </MenuItem>
      <MenuItem
        icon={Focus}
        checked={alone?.kind === 'class' && alone.id === id}
        onSelect={() => toggleClassAlone(desk, id)}
      >
        {t('Look at it alone')}
      </MenuItem>
      {/* As above: the panel takes the focus once the menu gave it back. */}
      <MenuItem icon={Gauge} onSelect={() => setTimeout(() => runCommand(desk, 'proposals.scores'), 0)}>
        {t('Least score of its proposals…')}
      </MenuItem>
      <DropdownMenu.Sub>
        <DropdownMenu.SubTrigger className="menu-item" disabled={others.length === 0}>
          <Merge size={16} strokeWidth={1.75} aria-hidden />
          <span className="grow">{t('Merge into')}</span>
        </DropdownMenu.SubTrigger>
        <DropdownMenu.Portal>
          <DropdownMenu.SubContent className="menu" sideOffset={4} collisionPadding={8}>
            {others.map((other) => (
              <MenuItem key={other.id} onSelect={() => void edit({ kind: 'merge', from: id, into: other.id })}>
                {other.name}
              </MenuItem>
            ))}
          </DropdownMenu.SubContent>
        </DropdownMenu.Portal>
      </DropdownMenu.Sub>
      <MenuLine />
      <MenuItem icon={Trash2} onSelect={() => void edit({ kind: 'delete', id })}>
        {t('Delete the class and its boxes')}
      </MenuItem>
    </Menu>
  );
}

function AddClass({ onDone }: { onDone: () => void }) {
  const desk = useDesk();
  const [round, setRound] = useState(0);
  return (
    <li className="class-row">
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
    </li>
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
