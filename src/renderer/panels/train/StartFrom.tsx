// What a run starts from: a model that is there, with its network, or nothing, with a network of a chosen size.
import { useId, useMemo } from 'react';
import { t } from '../../../common/messages/t.ts';
import { parameterShapes } from '../../../common/fcos/network.ts';
import { sizeNames, sizeSpec, type SizeName } from '../../../common/fcos/sizes.ts';
import type { ModelSummary } from '../../../common/modelRecords.ts';
import { startersOf, usualStart } from '../../state/trainingWish.ts';
import { useDesk, useFields } from '../../state/useDesk.ts';
import { parameterWords, sizeWords } from '../../trainingWords.ts';
import { FormRow } from './FormParts.tsx';

/** Stands for "from nothing" in the list; no model has an empty id. */
const nothing = '';

/** The model that is started from; undefined: from nothing, or the models are not read yet. */
function useStarter(): { readonly from: string | null; readonly model: ModelSummary | undefined } {
  const { models, project, training } = useDesk();
  const { models: all } = useFields(models.store, 'models');
  const { project: open } = useFields(project, 'project');
  const { wish } = useFields(training.store, 'wish');
  const from = wish.from === undefined ? usualStart(all, open?.model) : wish.from;
  return { from, model: all.find(({ id }) => id === from) };
}

function startHint(from: string | null, model: ModelSummary | undefined): string {
  if (from === null)
    return t('Random weights. It needs more pictures and more time than a model that knows something.');
  if (model === undefined) return t('Keeps what it knows and brings its own network.');
  const parameters = parameterWords(model.parameters);
  return t('Keeps what it knows and brings its own network, {parameters} parameters.', { parameters });
}

export function Starter() {
  const { models, project, training } = useDesk();
  const { models: all } = useFields(models.store, 'models');
  const { project: open } = useFields(project, 'project');
  const { from, model } = useStarter();
  const field = useId();
  return (
    <FormRow name={t('Start from')} control={field} hint={startHint(from, model)}>
      <select
        id={field}
        className="field form-wide"
        value={from ?? nothing}
        onChange={(event) => {
          const { value } = event.currentTarget;
          training.setWish({ from: value === nothing ? null : value });
        }}
      >
        {startersOf(all).map(({ id, name }) => (
          <option key={id} value={id}>
            {id === open?.model ? t('{name} · in use', { name }) : name}
          </option>
        ))}
        {from !== null && model === undefined && (
          <option value={from}>{t('{name} · not there any more', { name: from })}</option>
        )}
        <option value={nothing}>{t('Nothing')}</option>
      </select>
    </FormRow>
  );
}

export function SizeChoice() {
  const { training, categories } = useDesk();
  const { wish } = useFields(training.store, 'wish');
  const { list } = useFields(categories.store, 'list');
  const { from } = useStarter();
  const parameters = useMemo(() => sizeNames.map((size) => parametersOf(size, list.length)), [list.length]);
  const own = from !== null;
  return (
    <FormRow name={t('Network')} {...(own && { hint: t('To choose a size, start from nothing.') })}>
      <ul className={own ? 'sizes own' : 'sizes'}>
        {sizeNames.map((size, index) => (
          <li key={size}>
            <label>
              <input
                type="radio"
                name="train-size"
                disabled={own}
                checked={!own && wish.size === size}
                onChange={() => training.setWish({ size })}
              />
              <span className="size-name">{sizeWords[size].name}</span>
              <span className="size-parameters" title={t('Parameters')}>
                {`${((parameters[index] ?? 0) / 1e6).toFixed(1)} M`}
              </span>
              <span className="muted cut">{sizeWords[size].suits}</span>
            </label>
          </li>
        ))}
      </ul>
    </FormRow>
  );
}

/** Counted on the network's own description, so that it cannot be wrong. */
function parametersOf(size: SizeName, classes: number): number {
  let sum = 0;
  for (const shape of parameterShapes(sizeSpec(size, Math.max(1, classes), 320)).values())
    sum += shape.reduce((product, side) => product * side, 1);
  return sum;
}
