// What the classes of a model are called: the file's names, COCO's where the number fits, own ones a line each, or numbers.
import { FileText } from 'lucide-react';
import { useId } from 'react';
import { classes } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { ModelInspection } from '../../../common/modelImport.ts';
import { assertNever } from '../../../common/result.ts';
import {
  listedNames,
  namesInFile,
  namingsOf,
  outputsOf,
  type ImportForm,
  type Naming,
} from '../../state/importForm.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../ExportDialog.tsx';
import { FormRow } from '../train/FormParts.tsx';

interface ClassNamesProps {
  readonly inspection: ModelInspection;
  readonly form: ImportForm;
}

export function ClassNames({ inspection, form }: ClassNamesProps) {
  const { modelImport } = useDesk();
  const { count, isOpen } = outputsOf(inspection, form);
  const namings = namingsOf(inspection, form);
  const choose = (naming: Naming) =>
    modelImport.change({ naming, ...(naming === 'own' && form.names === '' && { names: start }) });
  // Names that are there are the best start for names that are wanted.
  const start = (namesInFile(inspection) ?? []).join('\n');
  return (
    <FormRow name={t('Class names')}>
      <div className="import-naming">
        {namings.map((naming) => (
          <Choice key={naming} name="import-naming" checked={form.naming === naming} onChoose={() => choose(naming)}>
            {namingWords(naming, inspection, form)}
          </Choice>
        ))}
      </div>
      {form.naming === 'own' && <OwnNames outputs={isOpen ? undefined : count} form={form} />}
    </FormRow>
  );
}

function namingWords(naming: Naming, inspection: ModelInspection, form: ImportForm): string {
  const { count, isOpen } = outputsOf(inspection, { ...form, naming });
  switch (naming) {
    case 'file':
      return t('The {count, number} that stand in the file', { count });
    case 'coco':
      return isOpen ? t("COCO's 80, one after another") : count === 80 ? t("COCO's 80") : cocoByIds;
    case 'coco-ids':
      return cocoByIds;
    case 'numbers':
      return count === 1 ? t('None: 0') : t('None: numbers, 0 to {last, number}', { last: count - 1 });
    case 'own':
      return t('Own ones');
    default:
      return assertNever(naming);
  }
}

const cocoByIds = t("COCO's 80, by their ids 0 to 90");

function OwnNames({ outputs, form }: { outputs: number | undefined; form: ImportForm }) {
  const { modelImport } = useDesk();
  const field = useId();
  const count = useId();
  const names = listedNames(form.names);
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  const right = outputs === undefined ? names.length > 0 : names.length === outputs;
  const over = outputs !== undefined && names.length > outputs;
  return (
    <>
      <textarea
        id={field}
        className={over ? 'field import-names code invalid' : 'field import-names code'}
        aria-label={t('Class names, one a line')}
        aria-describedby={count}
        placeholder={t('One a line, in the order of the outputs')}
        spellCheck={false}
        autoFocus
        rows={Math.min(8, Math.max(3, outputs ?? 8))}
        value={form.names}
        onChange={(event) => modelImport.change({ names: event.currentTarget.value })}
      />
      <div className="line">
        <span id={count} className={right ? 'good' : over ? 'bad' : 'muted'}>
          {outputs === undefined
            ? classes(names.length)
            : t('{place, number} of {count, number}', { place: names.length, count: outputs })}
        </span>
        {twice !== undefined && <span className="warn cut">{t('“{name}” stands twice', { name: twice })}</span>}
        <span className="grow" />
        <Button dense icon={FileText} onClick={() => void modelImport.namesFromFile()}>
          {t('From a file…')}
        </Button>
      </div>
    </>
  );
}
