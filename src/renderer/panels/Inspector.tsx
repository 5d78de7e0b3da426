// The right panel: boxes of this picture, what can be done with the selected ones, the selected box in numbers, classes, facts of the picture.
import { t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { BoxMaker } from './people/BoxMaker.tsx';
import { BoxAttributes } from './BoxAttributes.tsx';
import { BoxFields } from './BoxFields.tsx';
import { BoxList } from './BoxList.tsx';
import { ClassList } from './ClassList.tsx';
import { SelectionTools } from './SelectionTools.tsx';
import { PictureFacts } from './PictureFacts.tsx';

export function Inspector() {
  const { document } = useDesk();
  const { selection } = useFields(document.store, 'selection');
  const only = selection.size === 1 ? [...selection][0] : undefined;
  return (
    <aside className="panel inspector" data-region="inspector" aria-label={t('Inspector')}>
      <BoxList />
      {selection.size > 0 && <SelectionTools selected={selection.size} />}
      {only !== undefined && <BoxFields key={only} id={only} />}
      {only !== undefined && <BoxMaker id={only} />}
      <BoxAttributes />
      <ClassList />
      <PictureFacts />
    </aside>
  );
}
