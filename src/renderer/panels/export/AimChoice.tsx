// What an export is for: one COCO file, a folder for a reader, or a folder of a format.
import { profileIds } from '../../../common/formats/profiles.ts';
import { writtenFormats } from '../../../common/formats/writers.ts';
import { t } from '../../../common/messages/t.ts';
import type { ExportAim } from '../../state/exporting.ts';
import { formatNames } from '../importing/formatNames.ts';
import { Line } from './Line.tsx';
import { aimLine, profileNames } from './aimWords.ts';

export function AimChoice({ aim, onChoose }: { aim: ExportAim; onChoose: (aim: ExportAim) => void }) {
  const aims: ReadonlyMap<string, ExportAim> = new Map<string, ExportAim>([
    ['file', { kind: 'file' }],
    ...profileIds.map((profile) => [`profile ${profile}`, { kind: 'profile', profile }] as const),
    ...writtenFormats.map((format) => [`format ${format}`, { kind: 'format', format }] as const),
  ]);
  return (
    <Line name={t('What for')} said={aimLine(aim)}>
      <select
        className="field"
        value={keyOf(aim)}
        onChange={({ currentTarget }) => onChoose(aims.get(currentTarget.value) ?? { kind: 'file' })}
      >
        <option value="file">{t('One COCO file')}</option>
        <optgroup label={t('A folder for')}>
          {profileIds.map((id) => (
            <option key={id} value={`profile ${id}`}>
              {profileNames[id]}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('A folder as')}>
          {writtenFormats.map((id) => (
            <option key={id} value={`format ${id}`}>
              {formatNames[id]}
            </option>
          ))}
        </optgroup>
      </select>
    </Line>
  );
}

function keyOf(aim: ExportAim): string {
  if (aim.kind === 'file') return 'file';
  return aim.kind === 'profile' ? `profile ${aim.profile}` : `format ${aim.format}`;
}
