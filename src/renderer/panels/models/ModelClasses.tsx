// What becomes of each class of a model in the project: the class of its name, another one, or nothing; and from which score.
import { useEffect, useId, useMemo, useState } from 'react';
import { t } from '../../../common/messages/t.ts';
import type { Category } from '../../../common/annotation/types.ts';
import type { ClassRule } from '../../../common/modelRecords.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { openDialog } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { NumberField } from '../train/FormParts.tsx';

type Rules = ReadonlyMap<string, ClassRule>;

/** A list of this many is searched rather than looked through. */
const searchedFrom = 12;

export function ModelClasses({ id }: { id: string }) {
  const desk = useDesk();
  const { models } = useFields(desk.models.store, 'models');
  const { list } = useFields(desk.categories.store, 'list');
  const model = models.find((one) => one.id === id);
  const classes = useMemo(() => model?.classes ?? [], [model]);
  const { rules, change, save, problem } = useRules(id);
  const [search, setSearch] = useState('');
  const close = () => openDialog(desk.view, undefined);
  const shown = classes.filter((name) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const setShown = (to: 'same-name' | 'ignore') => change(shown.map((name) => ({ ...ruleOf(rules, name), to })));
  return (
    <Dialog
      title={t('Classes of {name}', { name: model?.name ?? id })}
      wide
      onClose={close}
      foot={
        <>
          <span className={problem === undefined ? 'muted grow' : 'bad grow'} role="status">
            {problem ?? t('For this project, with this model, from the next pre-labelling on.')}
          </span>
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button
            look="primary"
            disabled={rules === undefined}
            onClick={() => void save().then((saved) => saved && close())}
          >
            {t('Save')}
          </Button>
        </>
      }
    >
      <div className="dialog-body stack" aria-busy={rules === undefined}>
        <div className="line">
          {classes.length >= searchedFrom && (
            <input
              className="field"
              type="search"
              placeholder={t('Search {count, number} classes', { count: classes.length })}
              aria-label={t('Search classes')}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
          )}
          <span className="grow" />
          <Button dense onClick={() => setShown('same-name')}>
            {search.trim() === '' ? t('Take all') : t('Take these')}
          </Button>
          <Button dense onClick={() => setShown('ignore')}>
            {search.trim() === '' ? t('Ignore all') : t('Ignore these')}
          </Button>
        </div>
        <div className="class-rules">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('The model finds')}</th>
                <th scope="col">{t('In this project')}</th>
                <th scope="col">{t('From score')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((name) => (
                <ClassRow key={name} rule={ruleOf(rules, name)} categories={list} onChange={(rule) => change([rule])} />
              ))}
            </tbody>
          </table>
          {shown.length === 0 && <p className="muted">{t('No class is called so.')}</p>}
        </div>
      </div>
    </Dialog>
  );
}

interface ClassRowProps {
  readonly rule: ClassRule;
  readonly categories: readonly Category[];
  readonly onChange: (rule: ClassRule) => void;
}

function ClassRow({ rule, categories, onChange }: ClassRowProps) {
  const score = useId();
  const { name, to } = rule;
  const isKnown = categories.some((category) => category.name === name);
  const choose = (value: string) =>
    onChange({ ...rule, to: value === 'same-name' || value === 'ignore' ? value : Number(value) });
  return (
    <tr className={to === 'ignore' ? 'muted' : undefined}>
      <th scope="row" className="cut selectable">
        {name}
      </th>
      <td>
        <select
          className="field"
          aria-label={t('{name} becomes', { name })}
          value={String(to)}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="same-name">{isKnown ? name : t('{name} (made when found)', { name })}</option>
          {categories
            .filter((category) => category.name !== name)
            .map((category) => (
              <option key={category.id} value={category.id}>
                {category.name}
              </option>
            ))}
          <option value="ignore">{t('Ignore')}</option>
        </select>
      </td>
      <td>
        <div className="form-line">
          <NumberField
            id={score}
            label={t('Least score of {name} in per cent', { name })}
            value={Math.round((rule.score ?? 0) * 100)}
            least={0}
            most={99}
            onChange={(value) => {
              const { score: _, ...rest } = rule;
              onChange(value === 0 ? rest : { ...rest, score: value / 100 });
            }}
          />
          <span className="muted">%</span>
        </div>
      </td>
    </tr>
  );
}

function ruleOf(rules: Rules | undefined, name: string): ClassRule {
  return rules?.get(name) ?? { name, to: 'same-name' };
}

/** What is there, what was changed since, and the way to keep it. */
function useRules(model: string) {
  const { studio } = useDesk();
  const [rules, setRules] = useState<Rules>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isWanted = true;
    void studio.ask('models/class-rules', { model }).then((result) => {
      if (!isWanted) return;
      if (result.ok) setRules(new Map(result.value.map((rule) => [rule.name, rule])));
      else setProblem(result.failure.message);
    });
    return () => {
      isWanted = false;
    };
  }, [studio, model]);
  const change = (changed: readonly ClassRule[]) =>
    setRules((before) => before && new Map([...before, ...changed.map((rule) => [rule.name, rule] as const)]));
  const save = async (): Promise<boolean> => {
    const result = await studio.ask('models/set-class-rules', { model, rules: [...(rules?.values() ?? [])] });
    if (!result.ok) setProblem(result.failure.message);
    return result.ok;
  };
  return { rules, change, save, problem };
}
