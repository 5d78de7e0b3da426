// The report of an export: just done, or one of the last.
import { Copy, FolderOpen } from 'lucide-react';
import { t } from '../../../common/messages/t.ts';
import type { ShownExport } from '../../../common/exportLog.ts';
import type { ExportedFolder } from '../../../common/records.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProblemList } from '../Problems.tsx';
import { Figure, NotInIt } from './Parts.tsx';

export function ExportDone({ done }: { done: ShownExport }) {
  const { exporting } = useDesk();
  const { report, problems, isThere } = done;
  return (
    <Dialog
      title={t('Exported, read back and checked')}
      onClose={exporting.close}
      foot={
        <>
          <Button icon={FolderOpen} disabled={!isThere} onClick={() => void exporting.showInFolder(done.id)}>
            {t('Show in folder')}
          </Button>
          <Button look="primary" data-focus-first onClick={exporting.close}>
            {t('Done')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack">
        <p className="code selectable wrap">{report.location}</p>
        <dl className="figures">
          <Figure name={t('pictures')} value={report.images} />
          <Figure name={t('boxes')} value={report.annotations} />
          <Figure name={t('classes')} value={report.categories} />
        </dl>
        {report.folder && <FolderDone folder={report.folder} id={done.id} />}
        <NotInIt leftOut={report.leftOut} losses={report.losses} />
        {report.problems.length > 0 && (
          <section aria-label={t('Problems of the export')}>
            <h3>
              {t('Problems of the export')} <span className="muted">{problems}</span>
            </h3>
            <ProblemList problems={report.problems} label={t('Problems of the export')} />
          </section>
        )}
      </div>
    </Dialog>
  );
}

function FolderDone({ folder, id }: { folder: ExportedFolder; id: number }) {
  const { exporting } = useDesk();
  const { snippet } = folder;
  return (
    <>
      <dl className="figures small-figures">
        {folder.parts.map(({ part, images }) => (
          <Figure key={part} name={part} value={images} />
        ))}
        {folder.copied > 0 && <Figure name={t('picture files copied')} value={folder.copied} />}
        {folder.linked > 0 && <Figure name={t('picture files linked')} value={folder.linked} />}
        {folder.turned > 0 && <Figure name={t('of them turned upright')} value={folder.turned} />}
      </dl>
      {snippet && (
        <section aria-label={snippet.fileName}>
          <header className="line">
            <h3 className="code grow">{snippet.fileName}</h3>
            <Button dense icon={Copy} onClick={() => void exporting.copySnippet(id)}>
              {t('Copy')}
            </Button>
          </header>
          <pre className="code selectable export-snippet" tabIndex={0}>
            {snippet.text}
          </pre>
        </section>
      )}
    </>
  );
}
