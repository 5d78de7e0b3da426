// The scores that proposals are shown with: a slider with two handles in the toolbar, and a panel with numbers and classes.
import { ChevronDown, RotateCcw } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState, type KeyboardEvent } from 'react';
import { t, tParts } from '../../../common/messages/t.ts';
import type { Category } from '../../../common/annotation/types.ts';
import { scoreFloor } from '../../state/models.ts';
import { setClassThreshold, setHighest, setThreshold } from '../../state/threshold.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { CommandButton, IconButton, Tip } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Parts.tsx';
import { Said } from '../../ui/Said.tsx';
import { SpanSlider } from '../../ui/SpanSlider.tsx';
import { useBounds } from '../useBounds.ts';

export function ScoreFilter() {
  const desk = useDesk();
  const { scoresOpen } = useFields(desk.view, 'scoresOpen');
  const { from, to } = useBounds();
  const least = useFloor();
  return (
    <Popover.Root open={scoresOpen} onOpenChange={(open) => desk.view.setState({ scoresOpen: open })}>
      <div className="threshold">
        <span className="threshold-word">{t('Proposals')}</span>
        <Tip text={t('Proposals with other scores are not shown')} keys="[">
          <span className="span-slider-place">
            <SpanSlider
              labels={[t('Proposal threshold'), t('Highest score of proposals')]}
              low={from}
              high={to}
              least={least}
              onLow={(value) => setThreshold(desk, value)}
              onHigh={(value) => setHighest(desk, value)}
            />
          </span>
        </Tip>
        <Tip text={t('Scores in numbers, and of each class')}>
          <Popover.Trigger asChild>
            <button type="button" className="threshold-number">
              <Said parts={tParts('Scores of proposals: {scores}', { scores: <ScoresNow /> })} look="sr-only" />
              <ChevronDown size={12} strokeWidth={2} aria-hidden />
            </button>
          </Popover.Trigger>
        </Tip>
      </div>
      <Popover.Portal>
        <Popover.Content
          className="look-panel scores-panel"
          aria-label={t('Scores of proposals')}
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            document.querySelector<HTMLElement>('[role="application"]')?.focus();
          }}
        >
          <ModelScores least={least} />
          <ClassScores least={least} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** "≥ 0.30", "0.30–0.90", and how many classes have a score of their own. */
function ScoresNow() {
  const { from, to, byCategory } = useBounds();
  return (
    <>
      {to < 1 ? `${from.toFixed(2)}–${to.toFixed(2)}` : `≥ ${from.toFixed(2)}`}
      {byCategory.size > 0 && <span className="threshold-own">{`+${byCategory.size}`}</span>}
    </>
  );
}

function useFloor(): number {
  const desk = useDesk();
  const { models } = useFields(desk.models.store, 'models');
  const { project } = useFields(desk.project, 'project');
  return scoreFloor(models, project?.model);
}

function ModelScores({ least }: { least: number }) {
  const desk = useDesk();
  const { from, to } = useBounds();
  return (
    <section aria-label={t('Scores of the model in use')}>
      <header className="look-head">
        <h3 className="grow">{t('Proposals are shown')}</h3>
        <CommandButton command="proposals.forget-scores" icon={RotateCcw} />
      </header>
      <div className="scores-numbers">
        <Said
          parts={tParts('from {least} to {highest}', {
            least: (
              <ScoreField
                label={t('Least score')}
                value={from}
                least={least}
                onValue={(value) => setThreshold(desk, value)}
              />
            ),
            highest: (
              <ScoreField
                label={t('Highest score')}
                value={to}
                least={least}
                onValue={(value) => setHighest(desk, value)}
              />
            ),
          })}
        />
      </div>
      <p className="small muted">{t('Remembered for the model in use.')}</p>
    </section>
  );
}

function ClassScores({ least }: { least: number }) {
  const desk = useDesk();
  const { list } = useFields(desk.categories.store, 'list');
  const { from, byCategory } = useBounds();
  if (list.length === 0) return null;
  return (
    <section aria-label={t('Least score of each class')}>
      <header className="look-head">
        <h3 className="grow">{t('Least score of each class')}</h3>
      </header>
      <ul className="scores-classes">
        {list.map((category) => (
          <ClassScore
            key={category.id}
            category={category}
            least={least}
            usual={from}
            own={byCategory.get(category.id)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ClassScoreProps {
  readonly category: Category;
  readonly least: number;
  readonly usual: number;
  readonly own: number | undefined;
}

function ClassScore({ category, least, usual, own }: ClassScoreProps) {
  const desk = useDesk();
  const { name } = category;
  const set = (value: number | undefined) => setClassThreshold(desk, category, value);
  return (
    <li className={own === undefined ? 'muted' : undefined}>
      <span className="swatch" style={{ background: category.colour }} aria-hidden />
      <span className="cut grow">{name}</span>
      <Slider label={t('Least score of {name}', { name })} value={own ?? usual} least={least} onChange={set} />
      <ScoreField
        label={t('Least score of {name} in numbers', { name })}
        value={own ?? usual}
        least={least}
        onValue={set}
      />
      <IconButton
        small
        icon={RotateCcw}
        label={t('{name} as the others', { name })}
        disabled={own === undefined}
        onClick={() => set(undefined)}
      />
    </li>
  );
}

interface ScoreFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly onValue: (value: number) => void;
}

/** Takes a number when the field is left or Enter is pressed; the arrows go by hundredths. */
function ScoreField({ label, value, least, onValue }: ScoreFieldProps) {
  const [text, setText] = useState<string>();
  const typed = text === undefined ? value : Number(text.replace(',', '.'));
  const isScore = Number.isFinite(typed) && typed >= 0 && typed <= 1;
  const put = (wanted: number) => onValue(Math.round(Math.min(1, Math.max(least, wanted)) * 100) / 100);
  const commit = () => {
    if (text !== undefined && text.trim() !== '' && isScore) put(typed);
    setText(undefined);
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? 0.01 : event.key === 'ArrowDown' ? -0.01 : 0;
    if (event.key === 'Enter') commit();
    if (step === 0 || !isScore) return;
    event.preventDefault();
    setText(undefined);
    put(typed + step);
  };
  return (
    <input
      className={isScore ? 'field score-field' : 'field score-field invalid'}
      inputMode="decimal"
      aria-label={label}
      aria-invalid={!isScore}
      value={text ?? value.toFixed(2)}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={key}
    />
  );
}
