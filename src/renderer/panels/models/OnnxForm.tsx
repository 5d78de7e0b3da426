// What an ONNX file does not say and its importer decides: the name, the classes, and how it is fed and read where shapes leave it open.
import { useId, type ReactNode } from 'react';
import { cocoClasses } from '../../../common/coco/cocoClasses.ts';
import { fitWords, kindWords, presets, type ForeignChoices } from '../../../common/foreign/guess.ts';
import type { Fit, PresetName } from '../../../common/foreign/probe.ts';
import type { OnnxInspection } from '../../../common/protocol.ts';
import { foreignOf, outputsOf, type ImportForm } from '../../state/modelImport.ts';
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
  const { count, isOpen } = outputsOf(inspection, form);
  const choose = (choices: ForeignChoices) => modelImport.change({ choices: { ...form.choices, ...choices } });
  const names = report.names?.length === count || isOpen ? report.names : undefined;
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
      <ClassNames outputs={count} isOpen={isOpen} inFile={names} coco={cocoClasses(count)} form={form} />
      {report.likely.length > 1 && (
        <Select
          name="Read as"
          value={String(form.reading)}
          choices={report.likely.map(({ reading, because }, index) => [
            String(index),
            `${kindWords[reading.kind]}: ${because}`,
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
          choices={Object.entries(fitWords).filter(([fit]) => fit !== 'sides' || report.facts.width === undefined)}
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
  readonly hint?: ReactNode;
  readonly onChoose: (value: string) => void;
}

function Select({ name, value, usual, choices, hint, onChoose }: SelectProps) {
  const field = useId();
  return (
    <FormRow name={name} control={field} {...(hint !== undefined && { hint })}>
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
  const side = size.kind === 'sides' ? size.shortSide : size.width;
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
  const score = useId();
  const first = useId();
  const foreign = foreignOf(inspection, form);
  if (foreign === undefined) return null;
  const { reading, detection } = foreign;
  return (
    <>
      <FormRow name="Score" control={score} hint="Boxes over it are shown; those down to half of it are kept.">
        <div className="form-line">
          <NumberField
            id={score}
            value={Math.round(detection.scoreThreshold * 100)}
            least={1}
            most={99}
            onChange={(value) => choose({ scoreThreshold: value / 100 })}
          />
          <span className="muted">%</span>
        </div>
      </FormRow>
      {(reading.kind === 'listed' || reading.kind === 'rows') && (
        <FormRow name="First label" control={first} hint="1 where label 0 means the background and the names leave it out.">
          <NumberField
            id={first}
            value={reading.firstLabel}
            least={0}
            most={1}
            onChange={(value) => choose({ firstLabel: value })}
          />
        </FormRow>
      )}
    </>
  );
}
