// The form for a new run: what it learns from, what it starts from, how large and how long. The estimate stands beside it.
import { useId } from 'react';
import { pictures as picturesOf } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { providerNames } from '../../state/models.ts';
import { limits, minutesToChoose, picturesFor } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';
import { Range } from '../../ui/Parts.tsx';
import { HealthLine } from '../insight/HealthLine.tsx';
import { Choice } from '../ExportDialog.tsx';
import { Estimate } from './Estimate.tsx';
import { FormRow, NumberField } from './FormParts.tsx';
import { SizeChoice, Starter } from './StartFrom.tsx';

export function NewRun() {
  return (
    <div className="train-new">
      <section className="train-form" aria-label={t('New run')}>
        <header className="page-head">
          <h2>{t('New run')}</h2>
        </header>
        <HealthLine />
        <SameData />
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
    <FormRow name={t('Pictures')} hint={t('Only boxes that you drew, accepted, edited or imported are learnt from.')}>
      <div className="form-choices">
        <Choice name="train-pictures" checked={pictures === 'done'} onChoose={() => setWish({ pictures: 'done' })}>
          {t('Those marked labelled or reviewed, {count, number}', { count: picturesFor(images, 'done') })}
        </Choice>
        <Choice
          name="train-pictures"
          checked={pictures === 'labelled'}
          onChoose={() => setWish({ pictures: 'labelled' })}
        >
          {t('Every labelled one, {count, number}', { count: picturesFor(images, 'labelled') })}
        </Choice>
      </div>
    </FormRow>
  );
}

/** Where an earlier snapshot is learnt from again. */
function SameData() {
  const [{ snapshot }, setWish] = useWish();
  if (snapshot === undefined) return null;
  return (
    <FormRow name={t('Data')} hint={t('The boxes of that snapshot, whatever was labelled since.')}>
      <div className="form-line">
        <span>{t('Snapshot {id}', { id: snapshot })}</span>
        <Button dense look="bare" onClick={() => setWish({ snapshot: undefined })}>
          {t('Learn from the project as it is instead')}
        </Button>
      </div>
    </FormRow>
  );
}

/** Where the project has parts they say what is held out, unless a share of all pictures is wished for. */
function HeldOut() {
  const { training, images } = useDesk();
  const { estimate } = useFields(training.store, 'estimate');
  const { splits } = useFields(images.store, 'splits');
  const [{ parts: use = 'used' }, setWish] = useWish();
  const parts = estimate.answer?.parts;
  // Until the pictures of the run are counted, the project's own splits tell which of the two rows will stand here.
  const isCounted = estimate.answer !== undefined || [...splits.keys()].every((split) => split === null);
  if (parts === undefined && isCounted) return <HeldOutShare />;
  return (
    <>
      <FormRow name={t('Splits')} hint={t('A picture of no split, or of another one, is learnt from.')}>
        <div className="form-choices">
          <Choice name="train-parts" checked={use === 'used'} onChoose={() => setWish({ parts: 'used' })}>
            {parts === undefined
              ? t('As the project has them')
              : t(
                  'As the project has them: {train, number} in train are learnt from, {val, number} in val held out, {test, number} in test never seen',
                  parts,
                )}
          </Choice>
          <Choice name="train-parts" checked={use === 'ignored'} onChoose={() => setWish({ parts: 'ignored' })}>
            {t('Hold out a share of all of them instead')}
          </Choice>
        </div>
      </FormRow>
      {(use === 'ignored' || parts?.val === 0) && <HeldOutShare />}
    </>
  );
}

function HeldOutShare() {
  const { images } = useFields(useDesk().images.store, 'images');
  const [{ validationShare, pictures }, setWish] = useWish();
  const number = Math.round(validationShare * picturesFor(images, pictures));
  const percent = Math.round(validationShare * 100);
  const { least, most, step } = limits.validationShare;
  return (
    <FormRow
      name={t('Held out')}
      hint={
        percent === 0
          ? t('Without held-out pictures nothing can be measured, and the last weights are kept instead of the best.')
          : t('Not learnt from; used to measure how good the model is on pictures it never saw.')
      }
    >
      <div className="form-range">
        <Range
          label={t('Share of pictures held out')}
          value={validationShare}
          least={least}
          most={most}
          step={step}
          words={t('{percent} percent', { percent })}
          onChange={(value) => setWish({ validationShare: Math.round(value * 100) / 100 })}
        />
        <output>{`${percent} %`}</output>
        <span className="muted">{number > 0 && t('about {amount}', { amount: picturesOf(number) })}</span>
      </div>
    </FormRow>
  );
}

function Pixels() {
  const [{ pixels }, setWish] = useWish();
  return (
    <FormRow
      name={t('Picture size')}
      hint={t('Long side at which pictures enter the network. Small objects need more; time grows with its square.')}
    >
      <div className="form-range">
        <Range
          label={t('Long side in pixels')}
          value={pixels}
          {...limits.pixels}
          words={t('{count} pixels', { count: pixels })}
          onChange={(value) => setWish({ pixels: value })}
        />
        <output>{t('{count} px', { count: pixels })}</output>
      </div>
    </FormRow>
  );
}

function Budget() {
  const [{ minutes }, setWish] = useWish();
  const field = useId();
  return (
    <FormRow name={t('Time')} control={field}>
      <div className="form-line">
        <NumberField id={field} value={minutes} {...limits.minutes} onChange={(value) => setWish({ minutes: value })} />
        <span className="muted">{t('{count, plural, one {minute} other {minutes}}', { count: minutes })}</span>
        <span className="form-presets">
          {minutesToChoose.map((number) => (
            <Button
              key={number}
              dense
              look="bare"
              aria-label={t('{count, plural, one {# minute} other {# minutes}}', { count: number })}
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
      name={t('Runs on')}
      hint={t('Where a network cannot run on the chosen one, the processor takes over and the run says so.')}
    >
      <div className="form-choices">
        {choices.map((name) => (
          <Choice
            key={name}
            name="train-provider"
            checked={provider === name}
            onChoose={() => setWish({ provider: name })}
          >
            {name === 'cpu' ? t('Processor') : providerNames[name]}
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
      <summary>{t('More')}</summary>
      <FormRow name={t('Name')} control={nameField}>
        <input
          id={nameField}
          className="field form-wide"
          placeholder={t('Made from the project and the date')}
          maxLength={120}
          value={name ?? ''}
          onChange={(event) => setWish({ name: event.currentTarget.value })}
        />
      </FormRow>
      <FormRow
        name={t('Seed')}
        control={seedField}
        hint={t('The same seed on the same pictures makes the same choices again.')}
      >
        <NumberField id={seedField} value={seed} {...limits.seed} onChange={(value) => setWish({ seed: value })} />
      </FormRow>
    </details>
  );
}
