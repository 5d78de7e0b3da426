// What a checkpoint does not say and its importer decides: the name, what the classes are called, the ways, the size of its input.
import { useId } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { TakenWay } from '../../../common/fcos/checkpoint/ways.ts';
import type { CheckpointInspection } from '../../../common/modelImport.ts';
import type { ImportForm } from '../../state/importForm.ts';
import { useDesk } from '../../state/useDesk.ts';
import { FormRow, NumberField } from '../train/FormParts.tsx';
import { ClassNames } from './ClassNames.tsx';
import { choiceText, meaningText, wayNames } from './wayTexts.ts';

interface FormProps {
  readonly inspection: CheckpointInspection;
  readonly form: ImportForm;
}

export function CheckpointForm({ inspection, form }: FormProps) {
  const { modelImport } = useDesk();
  const name = useId();
  const open = inspection.ways.filter(({ from }) => from !== 'file');
  return (
    <>
      <FormRow name={t('Name')} control={name}>
        <input
          id={name}
          className="field"
          maxLength={200}
          value={form.name}
          onChange={(event) => modelImport.change({ name: event.currentTarget.value })}
        />
      </FormRow>
      <ClassNames inspection={inspection} form={form} />
      {open.length > 0 && (
        <p className="muted import-open">
          {t(
            'Not said in the file: the usual is chosen. A model that finds nothing, or boxes of the wrong size, was trained otherwise.',
          )}
        </p>
      )}
      {open.map((way) => (
        <WaySelect key={way.way} way={way} inspection={inspection} form={form} />
      ))}
      <Sides form={form} />
    </>
  );
}

function WaySelect({ way: { way, taken, choices }, inspection, form }: FormProps & { way: TakenWay }) {
  const { modelImport } = useDesk();
  const field = useId();
  const chosen = form.ways[way] ?? taken;
  return (
    <FormRow name={wayNames[way]} control={field} hint={meaningText(way, chosen, inspection)}>
      <select
        id={field}
        className="field"
        value={chosen}
        onChange={(event) => modelImport.change({ ways: { ...form.ways, [way]: event.currentTarget.value } })}
      >
        {choices.map(({ value }) => (
          <option key={value} value={value}>
            {value === taken ? t('{choice} (usual)', { choice: choiceText(way, value) }) : choiceText(way, value)}
          </option>
        ))}
      </select>
    </FormRow>
  );
}

const sideLimits = { least: 32, most: 4096 } as const;

function Sides({ form }: { form: ImportForm }) {
  const { modelImport } = useDesk();
  const short = useId();
  const long = useId();
  return (
    <FormRow
      name={t('Input')}
      hint={t('Pictures are scaled so that they fit both. Smaller is faster and misses small things.')}
    >
      <div className="form-line">
        <label className="muted" htmlFor={short}>
          {t('short side')}
        </label>
        <NumberField
          id={short}
          value={form.shortSide}
          {...sideLimits}
          onChange={(value) => modelImport.change({ shortSide: value })}
        />
        <label className="muted" htmlFor={long}>
          {t('long side')}
        </label>
        <NumberField
          id={long}
          value={form.longSide}
          {...sideLimits}
          onChange={(value) => modelImport.change({ longSide: value })}
        />
        <span className="muted">{t('px')}</span>
      </div>
    </FormRow>
  );
}
