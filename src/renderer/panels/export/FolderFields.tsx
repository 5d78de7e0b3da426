// What an export into a folder is asked besides: the picture files, and the parts.
import { t } from '../../../common/messages/t.ts';
import type { ExportForm, ExportFormStore } from '../../state/exporting.ts';
import { useFields } from '../../state/useDesk.ts';
import { Line } from './Line.tsx';

const fileLines: Readonly<Record<ExportForm['pictureFiles'], string>> = {
  copy: t('The folder stands by itself and can be moved to another machine.'),
  link: t('The folder looks whole and takes no room; it holds while the pictures stay on this disk.'),
  leave: t('Labels only: whoever reads them has to know where the pictures lie.'),
};

const splitLines: Readonly<Record<ExportForm['split'], string>> = {
  keep: t('Each picture in the split that an import, its folder or a hand gave it.'),
  random: t('The same seed draws the same splits again; the project keeps its own.'),
  none: t('All pictures together.'),
};

/** `turned`: how many of the pictures EXIF turns, as far as known. */
export function FolderFields({ store, turned }: { store: ExportFormStore; turned: number }) {
  const form = useFields(store, 'pictureFiles', 'upright', 'split', 'shares', 'seed', 'stratify', 'group');
  const set = (part: Partial<ExportForm>) => store.setState(part);
  return (
    <>
      <Line name={t('Picture files')} said={fileLines[form.pictureFiles]}>
        <select
          className="field"
          value={form.pictureFiles}
          onChange={({ currentTarget }) => set({ pictureFiles: currentTarget.value as ExportForm['pictureFiles'] })}
        >
          <option value="copy">{t('Copied into the folder')}</option>
          <option value="link">{t('Linked, no second copy')}</option>
          <option value="leave">{t('Left where they are')}</option>
        </select>
      </Line>
      {form.pictureFiles !== 'leave' && turned > 0 && (
        <label className="choice export-more">
          <input
            type="checkbox"
            checked={form.upright === 'turned'}
            onChange={({ currentTarget }) => set({ upright: currentTarget.checked ? 'turned' : 'as-they-are' })}
          />
          <span>
            {t(
              '{count, plural, one {# picture that EXIF turns as an upright copy} other {# pictures that EXIF turns as upright copies}}',
              { count: turned },
            )}
          </span>
        </label>
      )}
      <Line name={t('Splits')} said={splitLines[form.split]}>
        <select
          className="field"
          value={form.split}
          onChange={({ currentTarget }) => set({ split: currentTarget.value as ExportForm['split'] })}
        >
          <option value="keep">{t('As the project has them')}</option>
          <option value="random">{t('Drawn at random')}</option>
          <option value="none">{t('No splits')}</option>
        </select>
      </Line>
      {form.split === 'random' && <Drawing form={form} set={set} />}
    </>
  );
}

interface DrawingProps {
  readonly form: Pick<ExportForm, 'shares' | 'seed' | 'stratify' | 'group'>;
  readonly set: (part: Partial<ExportForm>) => void;
}

const mostSeed = 2 ** 31 - 1;

function Drawing({ form, set }: DrawingProps) {
  return (
    <div className="export-more stack">
      <div className="export-shares">
        {(['train', 'val', 'test'] as const).map((part) => (
          <label key={part}>
            <span lang="en" className="muted">
              {part}
            </span>
            <input
              type="number"
              className="field"
              min={0}
              max={100}
              value={form.shares[part]}
              onChange={({ currentTarget }) =>
                set({ shares: { ...form.shares, [part]: Math.max(0, currentTarget.valueAsNumber || 0) } })
              }
            />
          </label>
        ))}
        <label>
          <span className="muted">{t('Seed')}</span>
          <input
            type="number"
            className="field"
            min={0}
            max={mostSeed}
            step={1}
            value={form.seed}
            onChange={({ currentTarget }) =>
              set({ seed: Math.min(mostSeed, Math.max(0, Math.trunc(currentTarget.valueAsNumber || 0))) })
            }
          />
        </label>
      </div>
      <label className="export-together">
        <span className="muted">{t('Kept together')}</span>
        <select
          className="field"
          value={form.group}
          onChange={({ currentTarget }) => set({ group: currentTarget.value as ExportForm['group'] })}
        >
          <option value="none">{t('Nothing')}</option>
          <option value="folder">{t('Pictures of one folder')}</option>
          <option value="twins">{t('Pictures that look the same')}</option>
        </select>
      </label>
      <label className="choice">
        <input
          type="checkbox"
          checked={form.stratify === 'by-class'}
          onChange={({ currentTarget }) => set({ stratify: currentTarget.checked ? 'by-class' : 'no' })}
        />
        {t('Each class shared out evenly')}
      </label>
    </div>
  );
}
