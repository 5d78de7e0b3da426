// What an ONNX file does not say and its importer decides: the name, the classes, and how it is fed and read where shapes leave it open.
import { useId } from 'react';
import { fitWords, presets } from '../../../common/foreign/presets.ts';
import { kindWords, type ForeignChoices } from '../../../common/foreign/guess.ts';
import type { Fit, PresetName } from '../../../common/foreign/probe.ts';
import type { OnnxInspection } from '../../../common/modelImport.ts';
import { capital } from '../../../common/words.ts';
import { foreignOf, type ImportForm } from '../../state/importForm.ts';
import { useDesk } from '../../state/useDesk.ts';
import { FormRow, NumberField } from '../train/FormParts.tsx';
import { ClassNames } from './ClassNames.tsx';

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
      <FormRow name="Name" control={name}>
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
          name="Read as"
          value={String(form.reading)}
          choices={report.likely.map(({ reading, because }, index) => [
            String(index),
            capital(`${kindWords[reading.kind]}: ${because}`),
          ])}
          onChoose={(index) => modelImport.change({ reading: Number(index), choices: {} })}
        />
      )}
      {guess && report.facts.element !== 'uint8' && (
        <Select
          name="Colours"
          value={form.choices.preset ?? guess.preset}
          usual={guess.preset}
          choices={Object.entries(presets).map(([preset, { words }]) => [preset, words])}
          onChoose={(preset) => choose({ preset: preset as PresetName })}
        />
      )}
      {guess && (
        <Select
          name="Picture"
          value={form.choices.fit ?? guess.fit}
          usual={guess.fit}
          choices={Object.entries(fitWords)
            .filter(([fit]) => fit !== 'sides' || report.facts.width === undefined)
            .map(([fit, words]) => [fit, capital(words)])}
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
            {`${words}${choice === usual ? ' (usual)' : ''}`}
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
      name={size.kind === 'sides' ? 'Short side' : 'Input'}
      control={width}
      hint="Smaller is faster and misses small things."
    >
      <div className="form-line">
        <NumberField
          id={width}
          value={side}
          {...sideLimits}
          onChange={(value) => choose({ width: value, height: value })}
        />
        <span className="muted">px</span>
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
        name="Score"
        value={detection.scoreThreshold}
        most={99}
        hint="Shown from here on; kept down to half of it."
        onChange={(scoreThreshold) => choose({ scoreThreshold })}
      />
      {guess.iouThreshold < 1 && (
        <Percentage
          name="Overlap"
          value={detection.iouThreshold}
          most={100}
          hint="Of a class's boxes that overlap more, the surest stays."
          onChange={(iouThreshold) => choose({ iouThreshold })}
        />
      )}
      {(reading.kind === 'listed' || reading.kind === 'rows') && (
        <Select
          name="Labels"
          value={String(reading.firstLabel)}
          choices={[
            ['0', 'Count from 0'],
            ['1', 'Count from 1; 0 is the background'],
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
