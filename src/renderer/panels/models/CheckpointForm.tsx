// What a checkpoint does not say and its importer decides: the name, what the classes are called, the ways, the size of its input.
import { useId } from 'react';
import type { TakenWay, WayName } from '../../../common/fcos/checkpoint/ways.ts';
import type { CheckpointInspection } from '../../../common/modelImport.ts';
import { capital } from '../../../common/words.ts';
import type { ImportForm } from '../../state/importForm.ts';
import { useDesk } from '../../state/useDesk.ts';
import { FormRow, NumberField } from '../train/FormParts.tsx';
import { ClassNames } from './ClassNames.tsx';

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
      {open.length > 0 && (
        <p className="muted import-open">
          Not said in the file: the usual is chosen. A model that finds nothing, or boxes of the wrong size, was trained
          otherwise.
        </p>
      )}
      {open.map((way) => (
        <WaySelect key={way.way} way={way} form={form} />
      ))}
      <Sides form={form} />
    </>
  );
}

const wayNames: Readonly<Record<WayName, string>> = {
  distances: 'Distances',
  score: 'Score',
  centreness: 'Centre-ness',
  strideOn: 'Stride',
  colours: 'Colours',
};

const choiceNames: Readonly<Record<WayName, Readonly<Record<string, string>>>> = {
  distances: {
    'relu-stride': 'In strides, as they are',
    'exponential-stride': 'In strides, as exponents',
    exponential: 'In pixels, as exponents',
  },
  score: { root: 'Root of class · centre-ness', product: 'Class · centre-ness' },
  centreness: { box: 'From the box tower', class: 'From the class tower' },
  strideOn: { first: 'On the first 1×1, as Caffe', second: 'On the 3×3, as PyTorch' },
  colours: { rgb: 'Red, green, blue', bgr: 'Blue, green, red' },
};

function WaySelect({ way: { way, taken, choices }, form }: { way: TakenWay; form: ImportForm }) {
  const { modelImport } = useDesk();
  const field = useId();
  const chosen = form.ways[way] ?? taken;
  const words = choices.find(({ value }) => value === chosen)?.words ?? '';
  return (
    <FormRow name={wayNames[way]} control={field} hint={capital(words)}>
      <select
        id={field}
        className="field"
        value={chosen}
        onChange={(event) => modelImport.change({ ways: { ...form.ways, [way]: event.currentTarget.value } })}
      >
        {choices.map(({ value }) => (
          <option key={value} value={value}>
            {`${choiceNames[way][value] ?? value}${value === taken ? ' (usual)' : ''}`}
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
    <FormRow name="Input" hint="Pictures are scaled so that they fit both. Smaller is faster and misses small things.">
      <div className="form-line">
        <label className="muted" htmlFor={short}>
          short side
        </label>
        <NumberField
          id={short}
          value={form.shortSide}
          {...sideLimits}
          onChange={(value) => modelImport.change({ shortSide: value })}
        />
        <label className="muted" htmlFor={long}>
          long side
        </label>
        <NumberField
          id={long}
          value={form.longSide}
          {...sideLimits}
          onChange={(value) => modelImport.change({ longSide: value })}
        />
        <span className="muted">px</span>
      </div>
    </FormRow>
  );
}
