// The last exports of the project, on the Data page: when, as what, where, how much, and the way to the report and the place.
import { FileText, FolderOpen } from 'lucide-react';
import { useEffect } from 'react';
import { boxes, pictures } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ShownExport } from '../../../common/exportLog.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { IconButton } from '../../ui/Button.tsx';
import { timeWords } from '../people/words.ts';
import { aimName } from './aimWords.ts';

export function PastExports() {
  const { exporting } = useDesk();
  const { past } = useFields(exporting.store, 'past');
  useEffect(() => void exporting.loadPast(), [exporting]);
  if (past === undefined) return null;
  return (
    <section aria-label={t('Last exports')} className="stack">
      <h3>{t('Last exports')}</h3>
      {past.length === 0 ? (
        <p className="muted">{t('Nothing was exported yet.')}</p>
      ) : (
        <ul className="past-exports">
          {past.map((entry) => (
            <Row key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ entry }: { entry: ShownExport }) {
  const { exporting } = useDesk();
  const { id, made, format, profile, isThere, report } = entry;
  const left = report.leftOut.reduce((sum, { count }) => sum + count, 0);
  return (
    <li>
      <span className="muted number">{timeWords(made)}</span>
      <span>{aimName(format, profile, report.folder !== undefined)}</span>
      <span className="past-where">
        <span className={isThere ? 'code cut selectable' : 'code cut selectable muted gone'} title={report.location}>
          {report.location}
        </span>
        <span className="muted small">
          {isThere ? '' : `${t('not there any more')} · `}
          {t('{boxes} of {pictures}', { boxes: boxes(report.annotations), pictures: pictures(report.images) })}
          {left > 0 && ` · ${t('{count, number} left out', { count: left })}`}
        </span>
      </span>
      <IconButton
        small
        icon={FileText}
        label={t('Report of {location}', { location: report.location })}
        onClick={() => exporting.showReport(entry)}
      />
      <IconButton
        small
        icon={FolderOpen}
        disabled={!isThere}
        label={t('Show {location} in its folder', { location: report.location })}
        onClick={() => void exporting.showInFolder(id)}
      />
    </li>
  );
}
