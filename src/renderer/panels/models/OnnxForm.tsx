// What an ONNX file does not say and its importer decides: the name, the classes, and how it is fed and read where shapes leave it open.
import { useId } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { ForeignChoices } from '../../../common/foreign/guess.ts';
import type { Fit, PresetName } from '../../../common/foreign/probe.ts';
import type { OnnxInspection } from '../../../common/modelImport.ts';
import { foreignOf, type ImportForm } from '../../state/importForm.ts';
import { useDesk } from '../../state/useDesk.ts';
import { FormRow, NumberField } from '../train/FormParts.tsx';
import { ClassNames } from './ClassNames.tsx';
import { fitTexts, kindTitles, presetTexts } from './readingTexts.ts';

interface FormProps {
  readonly inspection: OnnxInspection;
  readonly form: ImportForm;
}

export function OnnxForm({ inspection, form }: FormProps) {
  const { modelImport } = useDesk();
  const name = useId();
  const { report } = inspection;
  const guess = report.likely[form.reading] ?? report.likely[0];
  const choose = (choices: ForeignChoices) => modelImport.change({ choices: { ...form.choices, ...choices } });
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
      {report.likely.length > 1 && (
        <Select
          name={t('Read as')}
          value={String(form.reading)}
          choices={report.likely.map(({ reading, because }, index) => [
            String(index),
            t('{kind}: {because}', { kind: kindTitles[reading.kind], because }),
          ])}
          onChoose={(index) => modelImport.change({ reading: Number(index), choices: {} })}
        />
      )}
      {guess && report.facts.element !== 'uint8' && (
        <Select
          name={t('Colours')}
          value={form.choices.preset ?? guess.preset}
          usual={guess.preset}
          choices={Object.entries(presetTexts)}
          onChoose={(preset) => choose({ preset: preset as PresetName })}
        />
      )}
      {guess && (
        <Select
          name={t('Picture')}
          value={form.choices.fit ?? guess.fit}
          usual={guess.fit}
          choices={Object.entries(fitTexts).filter(([fit]) => fit !== 'sides' || report.facts.width === undefined)}
          onChoose={(fit) => choose({ fit: fit as Fit })}
        />
      )}
      {guess && <Input inspection={inspection} form={form} choose={choose} />}
      <Thresholds inspection={inspection} form={form} choose={choose} />
    </>
  );
}

interface SelectProps {
  readonly name: string;
  readonly value: string;
  readonly usual?: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

function Select({ name, value, usual, choices, onChoose }: SelectProps) {
  const field = useId();
  return (
    <FormRow name={name} control={field}>
      <select id={field} className="field" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {choice === usual ? t('{choice} (usual)', { choice: words }) : words}
          </option>
        ))}
      </select>
    </FormRow>
  );
}

interface PartProps extends FormProps {
  readonly choose: (choices: ForeignChoices) => void;
}

const sideLimits = { least: 32, most: 4096 } as const;

/** Only where the file leaves the size free. */
function Input({ inspection, form, choose }: PartProps) {
  const width = useId();
  const { facts } = inspection.report;
  const size = foreignOf(inspection, form)?.input.size;
  if (size === undefined || (facts.width !== undefined && facts.height !== undefined)) return null;
  const side = size.kind === 'sides' ? size.shortSide : facts.width === undefined ? size.width : size.height;
  return (
    <FormRow
      name={size.kind === 'sides' ? t('Short side') : t('Input')}
      control={width}
      hint={t('Smaller is faster and misses small things.')}
    >
      <div className="form-line">
        <NumberField
          id={width}
          value={side}
          {...sideLimits}
          onChange={(value) => choose({ width: value, height: value })}
        />
        <span className="muted">{t('px')}</span>
      </div>
    </FormRow>
  );
}

function Thresholds({ inspection, form, choose }: PartProps) {
  const foreign = foreignOf(inspection, form);
  const guess = inspection.report.likely[form.reading] ?? inspection.report.likely[0];
  if (foreign === undefined || guess === undefined) return null;
  const { reading, detection } = foreign;
  return (
    <>
      <Percentage
        name={t('Score')}
        value={detection.scoreThreshold}
        most={99}
        hint={t('Shown from here on; kept down to half of it.')}
        onChange={(scoreThreshold) => choose({ scoreThreshold })}
      />
      {guess.iouThreshold < 1 && (
        <Percentage
          name={t('Overlap')}
          value={detection.iouThreshold}
          most={100}
          hint={t("Of a class's boxes that overlap more, the surest stays.")}
          onChange={(iouThreshold) => choose({ iouThreshold })}
        />
      )}
      {(reading.kind === 'listed' || reading.kind === 'rows') && (
        <Select
          name={t('Labels')}
          value={String(reading.firstLabel)}
          choices={[
            ['0', t('Count from 0')],
            ['1', t('Count from 1; 0 is the background')],
          ]}
          onChoose={(firstLabel) => choose({ firstLabel: Number(firstLabel) })}
        />
      )}
    </>
  );
}

interface PercentageProps {
  readonly name: string;
  /** 0 … 1 */
  readonly value: number;
  /** Per cent. */
  readonly most: number;
  readonly hint: string;
  readonly onChange: (value: number) => void;
}

function Percentage({ name, value, most, hint, onChange }: PercentageProps) {
  const field = useId();
  return (
    <FormRow name={name} control={field} hint={hint}>
      <div className="form-line">
        <NumberField
          id={field}
          value={Math.round(value * 100)}
          least={1}
          most={most}
          onChange={(percent) => onChange(percent / 100)}
        />
        <span className="muted">%</span>
      </div>
    </FormRow>
  );
}
