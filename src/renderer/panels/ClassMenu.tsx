// What can be done with a class of the project, as a menu of its row in the list.
import { ArrowDown, ArrowUp, Ellipsis, EyeOff, Focus, Gauge, Merge, Pencil, Trash2 } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Category, CategoryId } from '../../common/annotation/types.ts';
import { t } from '../../common/messages/t.ts';
import { runCommand } from '../commands.ts';
import { toggleClass, toggleClassAlone } from '../commands/marks.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';

interface ClassMenuProps {
  readonly category: Category;
  readonly place: number;
  readonly onRename: () => void;
}

export function ClassMenu({ category, place, onRename }: ClassMenuProps) {
  const desk = useDesk();
  const { list } = useFields(desk.categories.store, 'list');
  const { hiddenClasses, alone } = useFields(desk.marks, 'hiddenClasses', 'alone');
  const { id } = category;
  const edit = desk.categories.edit;
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
        <DropdownMenu.SubTrigger className="menu-item" disabled={list.length < 2}>
          <Merge size={16} strokeWidth={1.75} aria-hidden />
          <span className="grow">{t('Merge into')}</span>
        </DropdownMenu.SubTrigger>
        <DropdownMenu.Portal>
          <DropdownMenu.SubContent className="menu" sideOffset={4} collisionPadding={8}>
            <MergeItems list={list} from={id} />
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

/** A component of its own, so that they are there only while the menu is open. */
function MergeItems({ list, from }: { list: readonly Category[]; from: CategoryId }) {
  const { categories } = useDesk();
  return list
    .filter(({ id }) => id !== from)
    .map(({ id, name }) => (
      <MenuItem key={id} onSelect={() => void categories.edit({ kind: 'merge', from, into: id })}>
        {name}
      </MenuItem>
    ));
}
