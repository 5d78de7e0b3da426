// How many crops there are and are selected, what is done with them, and how they are shown.
import { Check, ChevronDown, Maximize2, RefreshCw, Trash2, Undo2 } from 'lucide-react';
import { gridSides, setSide } from '../../commands/grid.ts';
import { mostBoxes } from '../../../common/grid.ts';
import { useDesk, useEnabled, useFields } from '../../state/useDesk.ts';
import { Button, CommandButton } from '../../ui/Button.tsx';
import { CommandKeys } from '../../ui/Keys.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Range } from '../../ui/Parts.tsx';

export function GridBar() {
  const desk = useDesk();
  const { gridSide, gridContext, gridDecided } = useFields(
    desk.settings.store,
    'gridSide',
    'gridContext',
    'gridDecided',
  );
  return (
    <div className="grid-bar" role="toolbar" aria-label="Selected crops">
      <CommandButton command="grid.accept" icon={Check} words="Accept" look="plain" />
      <CommandButton command="grid.discard" icon={Trash2} words="Reject" look="plain" />
      <Relabel />
      <CommandButton command="grid.look" icon={Maximize2} />
      <CommandButton command="grid.undo" icon={Undo2} />
      <Count />
      <span className="grow" />
      <label className="choice" title="Off: what is decided leaves the grid">
        <input
          type="checkbox"
          checked={gridDecided === 'stay'}
          onChange={(event) => {
            desk.settings.set({ gridDecided: event.currentTarget.checked ? 'stay' : 'leave' });
            if (!event.currentTarget.checked) void desk.grid.refresh();
          }}
        />
        Keep decided
      </label>
      <label className="grid-span">
        Context
        <Range
          label="Context around a box"
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
        Crop size
        <Range
          label="Size of the crops"
          value={gridSide}
          least={gridSides.least}
          most={gridSides.most}
          step={1}
          words={`${gridSide} px`}
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
  const all = total.toLocaleString('en');
  const chosen = picked.selected.size;
  return (
    <>
      <span className="grid-count cut" role="status" aria-label="Number of crops">
        {chosen > 0 ? `${chosen.toLocaleString('en')} selected of ${all}` : all}
        {total > mostBoxes && ids.length >= mostBoxes && (
          <span className="warn">{`, the first ${mostBoxes.toLocaleString('en')} shown; narrow the filter`}</span>
        )}
      </span>
      {/* For the eye alone: the number has a name already. */}
      {chosen === 0 && total <= mostBoxes && (
        <span className="grid-unit muted" aria-hidden>
          {total === 1 ? 'box' : 'boxes'}
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
      label="The class of the selected crops"
      trigger={
        <Button dense disabled={!enabled}>
          Relabel
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
