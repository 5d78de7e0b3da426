// The draw tool in the toolbar: its icon shows the way of drawing, the menu beside it chooses another.
import {
  Check,
  ChevronDown,
  Diamond,
  Magnet,
  RectangleHorizontal,
  Scan,
  VectorSquare,
  WandSparkles,
  type LucideIcon,
} from 'lucide-react';
import type { DrawingWay } from '../../common/records.ts';
import { runCommand } from '../commands.ts';
import { t } from '../../common/messages/t.ts';
import { drawingWays } from '../commands/drawing.ts';
import { useDesk, useEnabled, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';
import { Menu, MenuItem, MenuLine, MenuTitle } from '../ui/Menu.tsx';

const icons: Readonly<Record<DrawingWay, LucideIcon>> = {
  drag: RectangleHorizontal,
  'two-clicks': VectorSquare,
  'four-points': Diamond,
};

export function DrawTool() {
  const desk = useDesk();
  const { tool } = useFields(desk.view, 'tool');
  const { drawing, snapToBoxes, clickAsks, keepAtOnce, snapToDetector } = useFields(
    desk.settings.store,
    'drawing',
    'snapToBoxes',
    'clickAsks',
    'keepAtOnce',
    'snapToDetector',
  );
  const enabled = useEnabled('tool.draw');
  return (
    <>
      <CommandButton command="tool.draw" icon={icons[drawing]} pressed={tool === 'draw'} />
      <Menu
        label={t('How boxes are drawn')}
        trigger={
          <button
            type="button"
            className="icon-button tool-more"
            aria-label={t('How boxes are drawn')}
            title={t('How boxes are drawn')}
            disabled={!enabled}
          >
            <ChevronDown size={12} strokeWidth={1.75} aria-hidden />
          </button>
        }
      >
        <MenuTitle>{t('Draw boxes')}</MenuTitle>
        {drawingWays.map(([way, words]) => (
          <MenuItem
            key={way}
            icon={icons[way]}
            checked={drawing === way}
            onSelect={() => runCommand(desk, `draw.${way}`)}
          >
            {words}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon={Magnet} checked={snapToBoxes} onSelect={() => runCommand(desk, 'draw.snap')}>
          {t('Snap to boxes near by')}
        </MenuItem>
        <MenuLine />
        <MenuTitle>{t('The detector helps')}</MenuTitle>
        <MenuItem icon={WandSparkles} checked={clickAsks} onSelect={() => runCommand(desk, 'ask.click')}>
          {t('A click asks for the box there')}
        </MenuItem>
        <MenuItem icon={Check} checked={keepAtOnce} onSelect={() => runCommand(desk, 'ask.at-once')}>
          {t('Keep its answer at once')}
        </MenuItem>
        <MenuItem icon={Scan} checked={snapToDetector} onSelect={() => runCommand(desk, 'ask.snap')}>
          {t('Drawn boxes take its edges')}
        </MenuItem>
      </Menu>
    </>
  );
}
