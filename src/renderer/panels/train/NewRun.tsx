// The form for a new run: what it learns from, what it starts from, how large and how long. The estimate stands beside it.
import { useId } from 'react';
import { counted } from '../../../common/words.ts';
import { providerNames } from '../../state/models.ts';
import { limits, minutesToChoose, picturesFor } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Range } from '../../ui/Parts.tsx';
import { Choice } from '../ExportDialog.tsx';
import { Estimate } from './Estimate.tsx';
import { FormRow, NumberField } from './FormParts.tsx';
import { SizeChoice, Starter } from './StartFrom.tsx';

export function NewRun() {
  return (
    <div className="train-new">
      <section className="train-form" aria-label="New run">
        <header className="page-head">
          <h2>New run</h2>
        </header>
        <Pictures />
        <HeldOut />
        <Starter />
        <SizeChoice />
        <Pixels />
        <Budget />
        <Processor />
        <More />
      </section>
      <Estimate />
    </div>
  );
}

function useWish() {
  const { training } = useDesk();
  return [useFields(training.store, 'wish').wish, training.setWish] as const;
}

function Pictures() {
  const { images } = useFields(useDesk().images.store, 'images');
  const [{ pictures }, setWish] = useWish();
  return (
    <FormRow name="Pictures" hint="Only boxes that you drew, accepted, edited or imported are learnt from.">
      <div className="form-choices">
        <Choice name="train-pictures" checked={pictures === 'done'} onChoose={() => setWish({ pictures: 'done' })}>
          {`Those marked labelled or reviewed, ${picturesFor(images, 'done').toLocaleString('en')}`}
        </Choice>
        <Choice
          name="train-pictures"
          checked={pictures === 'labelled'}
          onChoose={() => setWish({ pictures: 'labelled' })}
        >
          {`Every labelled one, ${picturesFor(images, 'labelled').toLocaleString('en')}`}
        </Choice>
      </div>
    </FormRow>
  );
}

function HeldOut() {
  const { images } = useFields(useDesk().images.store, 'images');
  const [{ validationShare, pictures }, setWish] = useWish();
  const number = Math.round(validationShare * picturesFor(images, pictures));
  const percent = Math.round(validationShare * 100);
  const { least, most, step } = limits.validationShare;
  return (
    <FormRow
      name="Held out"
      hint={
        percent === 0
          ? 'Without held-out pictures nothing can be measured, and the last weights are kept instead of the best.'
          : 'Not learnt from; used to measure how good the model is on pictures it never saw.'
      }
    >
      <div className="form-range">
        <Range
          label="Share of pictures held out"
          value={validationShare}
          least={least}
          most={most}
          step={step}
          words={`${percent} percent`}
          onChange={(value) => setWish({ validationShare: Math.round(value * 100) / 100 })}
        />
        <output>{`${percent} %`}</output>
        <span className="muted">{number > 0 && `about ${counted(number, 'picture')}`}</span>
      </div>
    </FormRow>
  );
}

function Pixels() {
  const [{ pixels }, setWish] = useWish();
  return (
    <FormRow
      name="Picture size"
      hint="Long side at which pictures enter the network. Small objects need more; time grows with its square."
    >
      <div className="form-range">
        <Range
          label="Long side in pixels"
          value={pixels}
          {...limits.pixels}
          words={`${pixels} pixels`}
          onChange={(value) => setWish({ pixels: value })}
        />
        <output>{`${pixels} px`}</output>
      </div>
    </FormRow>
  );
}

function Budget() {
  const [{ minutes }, setWish] = useWish();
  const field = useId();
  return (
    <FormRow name="Time" control={field}>
      <div className="form-line">
        <NumberField id={field} value={minutes} {...limits.minutes} onChange={(value) => setWish({ minutes: value })} />
        <span className="muted">{minutes === 1 ? 'minute' : 'minutes'}</span>
        <span className="form-presets">
          {minutesToChoose.map((number) => (
            <Button
              key={number}
              dense
              look="bare"
              aria-label={`${number} minutes`}
              aria-pressed={minutes === number}
              onClick={() => setWish({ minutes: number })}
            >
              {number}
            </Button>
          ))}
        </span>
      </div>
    </FormRow>
  );
}

/** A choice only where the model in use was found to run on something else than the processor. */
function Processor() {
  const { models } = useDesk();
  const { detector } = useFields(models.store, 'detector');
  const [{ provider = 'cpu' }, setWish] = useWish();
  const found = detector.model?.provider ?? 'cpu';
  const choices = [...new Set([found, provider, 'cpu' as const])];
  if (choices.length === 1) return null;
  return (
    <FormRow
      name="Runs on"
      hint="Where a network cannot run on the chosen one, the processor takes over and the run says so."
    >
      <div className="form-choices">
        {choices.map((name) => (
          <Choice
            key={name}
            name="train-provider"
            checked={provider === name}
            onChoose={() => setWish({ provider: name })}
          >
            {name === 'cpu' ? 'Processor' : providerNames[name]}
          </Choice>
        ))}
      </div>
    </FormRow>
  );
}

function More() {
  const [{ seed, name }, setWish] = useWish();
  const seedField = useId();
  const nameField = useId();
  return (
    <details className="form-more">
      <summary>More</summary>
      <FormRow name="Name" control={nameField}>
        <input
          id={nameField}
          className="field form-wide"
          placeholder="Made from the project and the date"
          maxLength={120}
          value={name ?? ''}
          onChange={(event) => setWish({ name: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow name="Seed" control={seedField} hint="The same seed on the same pictures makes the same choices again.">
        <NumberField id={seedField} value={seed} {...limits.seed} onChange={(value) => setWish({ seed: value })} />
      </FormRow>
    </details>
  );
}
