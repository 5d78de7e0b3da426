// How many crops there are and are selected, what is done with them, and how they are shown.
import { Check, ChevronDown, Maximize2, RefreshCw, Trash2, Undo2 } from 'lucide-react';
import { grouped } from '../../../common/messages/counts.ts';
import { t, tParts } from '../../../common/messages/t.ts';
import { gridSides, setSide } from '../../commands/grid.ts';
import { mostBoxes } from '../../../common/grid.ts';
import { useDesk, useEnabled, useFields } from '../../state/useDesk.ts';
import { Button, CommandButton } from '../../ui/Button.tsx';
import { CommandKeys } from '../../ui/Keys.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Range } from '../../ui/Parts.tsx';
import { Said } from '../../ui/Said.tsx';

export function GridBar() {
  const desk = useDesk();
  const { gridSide, gridContext, gridDecided } = useFields(
    desk.settings.store,
    'gridSide',
    'gridContext',
    'gridDecided',
  );
  return (
    <div className="grid-bar" role="toolbar" aria-label={t('Selected crops')}>
      <CommandButton command="grid.accept" icon={Check} words={t('Accept')} look="plain" />
      <CommandButton command="grid.discard" icon={Trash2} words={t('Reject')} look="plain" />
      <Relabel />
      <CommandButton command="grid.look" icon={Maximize2} />
      <CommandButton command="grid.undo" icon={Undo2} />
      <Count />
      <span className="grow" />
      <label className="choice" title={t('Off: what is decided leaves the grid')}>
        <input
          type="checkbox"
          checked={gridDecided === 'stay'}
          onChange={(event) => {
            desk.settings.set({ gridDecided: event.currentTarget.checked ? 'stay' : 'leave' });
            if (!event.currentTarget.checked) void desk.grid.refresh();
          }}
        />
        {t('Keep decided')}
      </label>
      <label className="grid-span">
        {t('Context')}
        <Range
          label={t('Context around a box')}
          value={gridContext}
          least={0}
          most={50}
          step={5}
          words={`${gridContext} %`}
          onChange={(value) => desk.settings.set({ gridContext: value })}
        />
        <span className="muted grid-percent">{`${gridContext} %`}</span>
      </label>
      <label className="grid-span">
        {t('Crop size')}
        <Range
          label={t('Size of the crops')}
          value={gridSide}
          least={gridSides.least}
          most={gridSides.most}
          step={1}
          words={t('{side} px', { side: gridSide })}
          onChange={(value) => setSide(desk, value)}
        />
      </label>
      <CommandButton command="grid.refresh" icon={RefreshCw} />
    </div>
  );
}

function Count() {
  const { grid } = useDesk();
  const { ids, total, picked, phase } = useFields(grid.store, 'ids', 'total', 'picked', 'phase');
  if (phase !== 'ready') return null;
  const chosen = picked.selected.size;
  const words = chosen > 0 ? t('{chosen, number} selected of {total, number}', { chosen, total }) : grouped(total);
  return (
    <>
      <span className="grid-count cut" role="status" aria-label={t('Number of crops')}>
        {total > mostBoxes && ids.length >= mostBoxes ? (
          <Said
            parts={tParts('{before}, {last}', {
              before: words,
              last: (
                <span className="warn">
                  {t('the first {count, number} shown; narrow the filter', { count: mostBoxes })}
                </span>
              ),
            })}
          />
        ) : (
          words
        )}
      </span>
      {/* For the eye alone: the number has a name already. */}
      {chosen === 0 && total <= mostBoxes && (
        <span className="grid-unit muted" aria-hidden>
          {t('{count, plural, one {box} other {boxes}}', { count: total })}
        </span>
      )}
    </>
  );
}

function Relabel() {
  const desk = useDesk();
  const { list } = useFields(desk.categories.store, 'list');
  const enabled = useEnabled('grid.discard') && list.length > 0;
  return (
    <Menu
      label={t('The class of the selected crops')}
      trigger={
        <Button dense disabled={!enabled}>
          {t('Relabel')}
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </Button>
      }
    >
      {list.map(({ id, name, colour }, place) => (
        <MenuItem key={id} onSelect={() => void desk.grid.act({ kind: 'relabel', to: id })}>
          <span className="line">
            <span className="swatch" style={{ background: colour }} aria-hidden />
            <span className="grow">{name}</span>
            {place < 10 && <CommandKeys command={`grid.class-${(place + 1) % 10}`} />}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
