// What an export into a folder is asked besides: the picture files, and the parts.
import { t } from '../../../common/messages/t.ts';
import type { ExportForm, ExportFormStore } from '../../state/exporting.ts';
import { useFields } from '../../state/useDesk.ts';

export function FolderFields({ store }: { store: ExportFormStore }) {
  const form = useFields(store, 'pictureFiles', 'upright', 'split', 'shares', 'seed', 'stratify', 'group');
  const set = (part: Partial<ExportForm>) => store.setState(part);
  return (
    <>
      <label className="form-line">
        <span className="muted">{t('Picture files')}</span>
        <select
          className="field"
          value={form.pictureFiles}
          onChange={({ currentTarget }) => set({ pictureFiles: currentTarget.value as ExportForm['pictureFiles'] })}
        >
          <option value="copy">{t('Copied into the folder')}</option>
          <option value="link">{t('Linked: no second copy on this disk')}</option>
          <option value="leave">{t('Left where they are')}</option>
        </select>
      </label>
      {form.pictureFiles !== 'leave' && (
        <label className="choice">
          <input
            type="checkbox"
            checked={form.upright === 'turned'}
            onChange={({ currentTarget }) => set({ upright: currentTarget.checked ? 'turned' : 'as-they-are' })}
          />
          {t('Pictures that EXIF turns as upright copies')}
        </label>
      )}
      <label className="form-line">
        <span className="muted">{t('Parts')}</span>
        <select
          className="field"
          value={form.split}
          onChange={({ currentTarget }) => set({ split: currentTarget.value as ExportForm['split'] })}
        >
          <option value="keep">{t('As the project has them')}</option>
          <option value="random">{t('Drawn at random')}</option>
          <option value="none">{t('No parts')}</option>
        </select>
      </label>
      {form.split === 'random' && <Drawing form={form} set={set} />}
    </>
  );
}

interface DrawingProps {
  readonly form: Pick<ExportForm, 'shares' | 'seed' | 'stratify' | 'group'>;
  readonly set: (part: Partial<ExportForm>) => void;
}

function Drawing({ form, set }: DrawingProps) {
  return (
    <>
      <div className="row">
        {(['train', 'val', 'test'] as const).map((part) => (
          <label key={part} className="form-line">
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
      </div>
      <label className="form-line">
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
    </>
  );
}
