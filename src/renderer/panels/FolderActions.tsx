// What can be said and done about one picture folder: that it is not there, where it is now, and back.
import { t } from '../../common/messages/t.ts';
import type { ProjectFolder } from '../../common/records.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { Button } from '../ui/Button.tsx';

export function FolderActions({ folder }: { readonly folder: ProjectFolder }) {
  const desk = useDesk();
  const { project } = useFields(desk.project, 'project');
  const { id, missing, movedFrom } = folder;
  return (
    <>
      {missing && <span className="bad">{t('is not there; connect it or say where it is now')}</span>}
      {project?.readOnly === false && (
        <>
          {movedFrom !== undefined && (
            <Button dense look="bare" title={movedFrom} onClick={() => void desk.flow.relinkBack(id)}>
              {t('Back to where it was')}
            </Button>
          )}
          <Button dense look={missing ? 'primary' : 'bare'} onClick={() => void desk.flow.lookAtRelink(id)}>
            {t('It moved to…')}
          </Button>
        </>
      )}
    </>
  );
}
