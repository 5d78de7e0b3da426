// The line above the canvas while a pass over all pictures goes on: what is checked or drawn, how far, and the keys for it.
import { Check, Clock, CircleCheck, SkipBack, SkipForward, Undo2, X } from 'lucide-react';
import { t, tParts } from '../../../common/messages/t.ts';
import type { CategoryId } from '../../../common/annotation/types.ts';
import { currentItem, type CheckPass, type DrawPass } from '../../state/reviewPass.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { CommandButton } from '../../ui/Button.tsx';
import { CommandKeys } from '../../ui/Keys.tsx';
import { ProgressBar } from '../../ui/Parts.tsx';
import { Said } from '../../ui/Said.tsx';
import { checkWords, drawWords, summaryOf } from '../../passWords.ts';

export function ReviewBar() {
  const desk = useDesk();
  useFields(desk.review.store, 'pass');
  useFields(desk.project, 'project');
  const pass = desk.review.pass();
  if (pass === undefined) return null;
  return (
    <section className="review-bar" aria-label={t('Pass over all pictures')} data-region="pass">
      {pass.kind === 'check' ? <CheckBar pass={pass} /> : <DrawBar pass={pass} />}
    </section>
  );
}

function ClassName({ category }: { category: CategoryId | 'all' }) {
  const { byId } = useFields(useDesk().categories.store, 'byId');
  const known = category === 'all' ? undefined : byId.get(category);
  return (
    <strong className="review-class cut">
      {known && <span className="swatch" style={{ background: known.colour }} aria-hidden />}
      {category === 'all' ? t('All classes') : (known?.name ?? t('A class that is gone'))}
    </strong>
  );
}

function CheckBar({ pass }: { pass: CheckPass }) {
  const desk = useDesk();
  const { isOver, shown } = useFields(desk.review.store, 'isOver', 'shown');
  const { current } = useFields(desk.images.store, 'current');
  const item = currentItem(pass);
  const isElsewhere = !isOver && item !== undefined && shown === undefined && current !== item.image;
  return (
    <>
      <div className="review-line">
        <ClassName category={pass.wish.category} />
        <span className="review-words cut" role="status">
          {isOver ? summaryOf(pass) : checkWords(pass).join(' · ')}
        </span>
        {isElsewhere && <span className="muted cut">{t('Enter leads back to the proposal')}</span>}
        <span className="grow" />
        {isOver ? (
          <CommandButton command="review.start" icon={CircleCheck} words={t('Another pass…')} look="plain" />
        ) : (
          <>
            <CommandButton
              command="review.yes"
              icon={Check}
              words={<Answer words={t('Right')} command="review.yes" />}
            />
            <CommandButton command="review.no" icon={X} words={<Answer words={t('Wrong')} command="review.no" />} />
            <CommandButton command="review.later" icon={Clock} />
          </>
        )}
        <CommandButton command="review.back" icon={Undo2} />
        <CommandButton command="review.leave" icon={X} words={t('Leave')} look="plain" />
      </div>
      <ProgressBar
        done={pass.answers.length}
        total={Math.max(1, pass.total)}
        label={t('Proposals checked in this pass')}
      />
    </>
  );
}

/** The key stands beside the word where there is room: a pass is done by keys. */
function Answer({ words, command }: { words: string; command: string }) {
  return (
    <>
      <span className="pass-word">{words}</span>
      <span className="wide-only">
        <CommandKeys command={command} />
      </span>
    </>
  );
}

function DrawBar({ pass }: { pass: DrawPass }) {
  const { isOver } = useFields(useDesk().review.store, 'isOver');
  return (
    <>
      <div className="review-line">
        <Said parts={tParts('Draw every {class}', { class: <ClassName category={pass.category} /> })} look="muted" />
        <span className="review-words cut" role="status">
          {isOver
            ? t('{count, plural, one {The picture is through} other {All # pictures are through}}', {
                count: pass.images.length,
              })
            : drawWords(pass)}
        </span>
        <span className="grow" />
        {isOver ? (
          <CommandButton command="review.start" icon={CircleCheck} words={t('Another pass…')} look="plain" />
        ) : (
          <>
            <CommandButton command="review.previous-picture" icon={SkipBack} />
            <CommandButton
              command="review.next-picture"
              icon={SkipForward}
              words={t('Picture is through')}
              look="plain"
            />
          </>
        )}
        <CommandButton command="review.leave" icon={X} words={t('Leave')} look="plain" />
      </div>
      <ProgressBar done={pass.passed.size} total={pass.images.length} label={t('Pictures through in this pass')} />
    </>
  );
}
