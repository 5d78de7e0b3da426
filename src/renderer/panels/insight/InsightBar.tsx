// The bar of the page: which boxes are counted, and what is counted now.
import { Copy } from 'lucide-react';
import { boxes, classes, grouped, pictures } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import { boxChoices, type BoxChoice, type StatisticsFilter } from '../../../common/insight/statistics.ts';
import { worstOf } from '../../../common/health/findings.ts';
import type { InsightTab } from '../../state/insight.ts';
import { CommandButton } from '../../ui/Button.tsx';
import { SplitFilter } from '../SplitFilter.tsx';
import { useDesk, useFields } from '../../state/useDesk.ts';

const choices: Readonly<Record<BoxChoice, string>> = {
  human: t('Your boxes'),
  proposed: t('Proposals'),
  both: t('Both'),
};

const tabs: readonly (readonly [InsightTab, string])[] = [
  ['figures', t('Figures')],
  ['crops', t('Crops')],
  ['checks', t('Findings')],
];

export function InsightBar() {
  const { tab } = useFields(useDesk().insight.store, 'tab');
  return (
    <div className="grid-bar" role="toolbar" aria-label={t('Look at the data')}>
      <Tabs />
      {tab === 'checks' ? (
        <CommandButton command="insight.compare" icon={Copy} words={t('Find near-duplicate pictures')} look="plain" />
      ) : (
        <FilterFields />
      )}
      <span className="grow" />
      <Counted />
    </div>
  );
}

function Tabs() {
  const { insight } = useDesk();
  const { tab, findings } = useFields(insight.store, 'tab', 'findings');
  const urgent = findings === undefined ? 0 : worstOf(findings).length;
  return (
    <div className="grid-sources" role="group" aria-label={t('What is shown')}>
      {tabs.map(([name, words]) => (
        <button
          key={name}
          type="button"
          aria-pressed={tab === name}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => insight.setTab(name)}
        >
          {name === 'checks' && urgent > 0 ? `${words} · ${grouped(urgent)}` : words}
        </button>
      ))}
    </div>
  );
}

function FilterFields() {
  const { insight, categories, images } = useDesk();
  const { filter } = useFields(insight.store, 'filter');
  const { splits } = useFields(images.store, 'splits');
  const { list } = useFields(categories.store, 'list');
  return (
    <>
      <div className="grid-sources" role="group" aria-label={t('Which boxes')}>
        {boxChoices.map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={filter.boxes === choice}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => insight.setFilter({ ...filter, boxes: choice })}
          >
            {choices[choice]}
          </button>
        ))}
      </div>
      <select
        className="field insight-select"
        aria-label={t('Class')}
        value={filter.category ?? ''}
        onChange={(event) => insight.setFilter(withClass(filter, event.currentTarget.value))}
      >
        <option value="">{t('All classes')}</option>
        {list.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <SplitFilter
        label={t('Split')}
        className="insight-select"
        splits={splits}
        value={filter.split}
        onChange={(split) => insight.setFilter(withSplit(filter, split))}
      />
    </>
  );
}

function withClass({ category: _, ...rest }: StatisticsFilter, value: string): StatisticsFilter {
  return value === '' ? rest : { ...rest, category: Number(value) };
}

function withSplit({ split: _, ...rest }: StatisticsFilter, split: string | null | undefined): StatisticsFilter {
  return split === undefined ? rest : { ...rest, split };
}

function Counted() {
  const state = useFields(useDesk().insight.store, 'tab', 'statistics', 'counting', 'checking', 'findings');
  const { statistics } = state;
  const isAtWork = state.tab === 'checks' ? state.checking : state.counting;
  return (
    <span className="muted" role="status">
      {isAtWork
        ? state.tab === 'checks'
          ? t('Checking')
          : t('Counting')
        : state.tab !== 'checks' &&
          statistics &&
          `${pictures(statistics.pictures)} · ${boxes(statistics.boxes)} · ${classes(statistics.classes.length)}`}
    </span>
  );
}
