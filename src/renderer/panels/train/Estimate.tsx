// What a run would have to work with and how far it would come, what stands in its way, and the button that starts it.
import { ArrowRight, Play, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { grouped, pictures as picturesOf } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { runCommand } from '../../commands.ts';
import { startBlock } from '../../commands/training.ts';
import type { TrainingEstimate } from '../../../common/training.ts';
import { activeRun, picturesFor, usualStart } from '../../state/trainingWish.ts';
import { useDesk, useEnabled, useFields } from '../../state/useDesk.ts';
import { blockWords, memoryWords, parameterWords, passesWords, shortTime } from '../../trainingWords.ts';
import { Button } from '../../ui/Button.tsx';
import { CommandKeys } from '../../ui/Keys.tsx';
import { ProgressBar } from '../../ui/Parts.tsx';
import { useClassColours } from './useClassColours.ts';

export function Estimate() {
  return (
    <aside className="estimate" aria-label={t('What to expect')}>
      <header className="page-head">
        <h2>{t('What to expect')}</h2>
      </header>
      <Expected />
      <Start />
    </aside>
  );
}

function useBlock() {
  const desk = useDesk();
  useFields(desk.training.store, 'runs', 'wish');
  useFields(desk.images.store, 'images');
  useFields(desk.project, 'project');
  return startBlock(desk);
}

function Expected() {
  const desk = useDesk();
  const { training, images } = desk;
  const { wish, estimate } = useFields(training.store, 'wish', 'estimate');
  const { project } = useFields(desk.project, 'project');
  const usable = picturesFor(useFields(images.store, 'images').images, wish.pictures);
  const block = useBlock();
  const { pictures, validationShare, size, pixels, minutes, parts, snapshot } = wish;
  const { models } = useFields(desk.models.store, 'models');
  const from = wish.from === undefined ? usualStart(models, project?.model) : wish.from;
  // Name and seed change nothing of what is measured.
  useEffect(
    () => (block === undefined ? training.estimateSoon() : undefined),
    [training, pictures, validationShare, from, size, pixels, minutes, usable, block, parts, snapshot],
  );
  if (block !== undefined) return <Blocked />;
  const { phase, answer, failure } = estimate;
  return (
    <div className="estimate-body" aria-busy={phase === 'waiting'}>
      {answer && <Facts estimate={answer} stale={phase !== 'ready'} />}
      {phase === 'waiting' && (
        <div className="estimate-wait">
          <p className="muted small">{t('Measuring the network on this machine')}</p>
          <ProgressBar done={0} total={0} label={t('Measuring the network on this machine')} />
        </div>
      )}
      {phase === 'failed' && (
        <div className="estimate-failed" role="alert">
          <p className="bad selectable">{failure?.message}</p>
          <Button dense onClick={() => void training.estimateSoon()}>
            {t('Measure again')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Facts({ estimate, stale }: { estimate: TrainingEstimate; stale: boolean }) {
  const { pictures, validationPictures, boxes, epochs, steps } = estimate;
  return (
    <div className={stale ? 'estimate-facts stale' : 'estimate-facts'}>
      <dl className="pairs">
        <dt>{t('Learns from')}</dt>
        <dd>{picturesOf(pictures - validationPictures)}</dd>
        <dt>{t('Held out')}</dt>
        <dd>{validationPictures === 0 ? t('none') : picturesOf(validationPictures)}</dd>
        <dt>{t('Boxes')}</dt>
        <dd>{grouped(boxes)}</dd>
        {steps > 0 && (
          <>
            <dt>{t('Network')}</dt>
            <dd>{t('{parameters} parameters', { parameters: parameterWords(estimate.parameters) })}</dd>
            <dt>{t('One update')}</dt>
            <dd>{shortTime(estimate.secondsPerStep)}</dd>
            <dt>{t('In this time')}</dt>
            <dd>
              {t('{steps, plural, one {# update} other {# updates}}, {passes} passes over the pictures', {
                steps,
                passes: passesWords(epochs),
              })}
            </dd>
            <dt>{t('Memory')}</dt>
            <dd>{t('about {amount}', { amount: memoryWords(estimate.memoryBytes) })}</dd>
          </>
        )}
      </dl>
      <ClassCounts classes={estimate.classes} />
      {estimate.warnings.length > 0 && (
        <ul className="warning-list" aria-label={t('Warnings')}>
          {estimate.warnings.map((warning) => (
            <li key={warning}>
              <TriangleAlert size={14} strokeWidth={2} className="warn" aria-hidden />
              <span className="selectable">{warning}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function ClassCounts({ classes }: { classes: TrainingEstimate['classes'] }) {
  const colours = useClassColours(classes.map(({ name }) => name));
  const most = Math.max(1, ...classes.map(({ boxes }) => boxes));
  return (
    <ul className="class-counts" aria-label={t('Boxes by class')}>
      {classes.map(({ name, boxes }, index) => (
        <li key={name}>
          <span className="swatch" style={{ background: colours[index] }} aria-hidden />
          <span className="cut">{name}</span>
          <span className="class-bar" aria-hidden>
            <span style={{ width: `${(100 * boxes) / most}%`, background: colours[index] }} />
          </span>
          <span className="class-number">{grouped(boxes)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What is missing, and the next step. */
function Blocked() {
  const desk = useDesk();
  const block = useBlock();
  const { images } = useFields(desk.images.store, 'images');
  const { runs } = useFields(desk.training.store, 'runs');
  const labelled = picturesFor(images, 'labelled');
  const active = activeRun(runs);
  if (block === undefined) return null;
  return (
    <div className="stack estimate-body">
      <p>{blockWords(block)}</p>
      <div className="blocked-steps">
        {block === 'running' && active && (
          <Button dense icon={ArrowRight} onClick={() => desk.training.choose(active.id)}>
            {t('Look at it')}
          </Button>
        )}
        {(block === 'none-done' || block === 'none-labelled') && (
          <Button dense icon={ArrowRight} onClick={() => runCommand(desk, 'page.label')}>
            {t('Go to the pictures')}
          </Button>
        )}
        {block === 'no-pictures' && (
          <Button dense icon={ArrowRight} onClick={() => runCommand(desk, 'page.data')}>
            {t('Add pictures')}
          </Button>
        )}
        {block === 'none-done' && labelled > 0 && (
          <Button dense onClick={() => desk.training.setWish({ pictures: 'labelled' })}>
            {t('Learn from the {count, number} labelled instead', { count: labelled })}
          </Button>
        )}
      </div>
    </div>
  );
}

function Start() {
  const desk = useDesk();
  const { asking } = useFields(desk.training.store, 'asking');
  const enabled = useEnabled('train.start');
  return (
    <div className="estimate-start">
      <Button look="primary" icon={Play} disabled={!enabled} onClick={() => runCommand(desk, 'train.start')}>
        {asking === 'start' ? t('Starting…') : t('Start training')}
      </Button>
      <CommandKeys command="train.start" />
      <span className="muted small">{t('Labelling goes on meanwhile.')}</span>
    </div>
  );
}
