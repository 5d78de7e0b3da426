// The list from which the second model of a comparison is chosen. One that cannot be used stands in it with its reason.
import { ChevronDown } from 'lucide-react';
import { t } from '../../../common/messages/t.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Menu, MenuItem, MenuLine, MenuTitle } from '../../ui/Menu.tsx';

export function SecondModel({ name }: { name: string }) {
  const desk = useDesk();
  const { models, broken } = useFields(desk.models.store, 'models', 'broken');
  const { project } = useFields(desk.project, 'project');
  const { other } = useFields(desk.comparing.store, 'other');
  return (
    <Menu
      label={t('Second model')}
      trigger={
        <button type="button" className="button bare dense" aria-label={t('Second model: {name}', { name })}>
          <span className="cut">{name}</span>
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </button>
      }
    >
      <MenuTitle>{t('Compare with')}</MenuTitle>
      {models
        .filter(({ id }) => id !== project?.model)
        .map(({ id, name: one }) => (
          <MenuItem key={id} checked={id === other} onSelect={() => desk.comparing.choose(id)}>
            {one}
          </MenuItem>
        ))}
      {broken.length > 0 && <MenuLine />}
      {broken.map(({ where, message }) => (
        <MenuItem key={where} disabled onSelect={() => undefined}>
          {where}
          <span className="menu-reason small">{message}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
