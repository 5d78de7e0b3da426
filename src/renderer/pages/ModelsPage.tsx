// The models that can pre-label, what they are, which one is in use, and what it runs on.
import { Check, Import, ListTree } from 'lucide-react';
import { Fragment } from 'react';
import { t } from '../../common/messages/t.ts';
import type { ModelSummary } from '../../common/modelRecords.ts';
import { OfficialWeights } from '../panels/models/OfficialWeights.tsx';
import { ProviderFacts, servedWords } from '../panels/Provider.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { parameterWords } from '../trainingWords.ts';
import { Button, CommandButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Parts.tsx';

const origins = {
  embedded: t('comes with Boxwright'),
  imported: t('imported'),
  trained: t('trained here'),
} as const;

/** A measure's name, the same in every language. */
const measure = 'AP50';

export function ModelsPage() {
  const desk = useDesk();
  const { models, broken, phase } = useFields(desk.models.store, 'models', 'broken', 'phase');
  const { project } = useFields(desk.project, 'project');
  return (
    <main className="page" aria-label={t('Models')} data-region="page">
      <div className="page-inside">
        <section aria-label={t('Models')}>
          <header className="page-head">
            <h2>{t('Models')}</h2>
            <span className="grow" />
            <CommandButton command="models.import" icon={Import} words={t('Import a model…')} look="plain" />
          </header>
          <p className="muted">
            {t(
              'FCOS checkpoints (.pth, .safetensors; no code in them is run), and YOLO, DETR, NanoDet and others as ONNX.',
            )}
          </p>
          {models.length === 0 ? (
            <EmptyState title={phase === 'loading' ? t('Reading the models') : t('No model is there')}>
              {phase === 'ready' && <p>{t('Import one to pre-label with it.')}</p>}
            </EmptyState>
          ) : (
            <ul className="cards">
              {models.map((model) => (
                <ModelCard
                  key={model.id}
                  model={model}
                  inUse={model.id === project?.model}
                  {...(project && !project.readOnly && { onUse: () => void desk.flow.useModel(model.id) })}
                />
              ))}
            </ul>
          )}
          {broken.length > 0 && (
            <>
              <p className="bad">
                {t('{count, plural, one {# model cannot be used:} other {# models cannot be used:}}', {
                  count: broken.length,
                })}
              </p>
              <dl className="pairs" aria-label={t('Models that cannot be used')}>
                {broken.map(({ where, message }) => (
                  <Fragment key={message}>
                    <dt className="code">{where}</dt>
                    <dd className="selectable">{message}</dd>
                  </Fragment>
                ))}
              </dl>
            </>
          )}
        </section>
        <OfficialWeights />
        <section aria-label={t('What the detector runs on')}>
          <header className="page-head">
            <h2>{t('What the detector runs on')}</h2>
          </header>
          <ProviderFacts />
        </section>
      </div>
    </main>
  );
}

function ModelCard({ model, inUse, onUse }: { model: ModelSummary; inUse: boolean; onUse?: () => void }) {
  return (
    <li className={inUse ? 'card in-use' : 'card'} aria-label={model.name}>
      <header>
        <h3>{model.name}</h3>
        <span className="grow" />
        {inUse ? (
          <>
            <CommandButton command="models.classes" icon={ListTree} words={t('Classes…')} look="plain" />
            <span className="good state">
              <Check size={14} strokeWidth={2} aria-hidden />
              {t('in use')}
            </span>
          </>
        ) : (
          onUse && (
            <Button dense aria-label={t('Use {name}', { name: model.name })} onClick={onUse}>
              {t('Use')}
            </Button>
          )
        )}
      </header>
      <dl className="pairs">
        <dt>{t('Classes')}</dt>
        <dd className="selectable">{classNames(model.classes)}</dd>
        <dt>{t('Input')}</dt>
        <dd>{model.input}</dd>
        <dt>{t('Parameters')}</dt>
        <dd>{parameterWords(model.parameters)}</dd>
        {model.AP50 !== undefined && (
          <>
            <dt>{measure}</dt>
            <dd>{model.AP50.toFixed(3)}</dd>
          </>
        )}
        {model.remote && (
          <>
            <dt>{t('Runs at')}</dt>
            <dd className="selectable">{servedWords(model.remote)}</dd>
          </>
        )}
        <dt>{t('From')}</dt>
        <dd>{origins[model.origin]}</dd>
        {model.dataLicence !== undefined && (
          <>
            <dt>{t('Data licence')}</dt>
            <dd className="selectable" lang="en">
              {model.dataLicence}
            </dd>
          </>
        )}
      </dl>
    </li>
  );
}

function classNames(classes: readonly string[]): string {
  const shown = classes.slice(0, 8).join(', ');
  return classes.length > 8
    ? t('{names} and {count, number} more', { names: shown, count: classes.length - 8 })
    : shown;
}
