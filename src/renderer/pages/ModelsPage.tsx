// The models that can pre-label, what they are, which one is in use, and what it runs on.
import { Check, Import, ListTree } from 'lucide-react';
import { Fragment } from 'react';
import type { ModelSummary } from '../../common/records.ts';
import { counted } from '../../common/words.ts';
import { OfficialWeights } from '../panels/models/OfficialWeights.tsx';
import { ProviderFacts, servedWords } from '../panels/Provider.tsx';
import { useDesk, useFields } from '../state/useDesk.ts';
import { parameterWords } from '../trainingWords.ts';
import { Button, CommandButton } from '../ui/Button.tsx';
import { EmptyState } from '../ui/Parts.tsx';

const origins = { embedded: 'comes with Boxwright', imported: 'imported', trained: 'trained here' } as const;

export function ModelsPage() {
  const desk = useDesk();
  const { models, broken, phase } = useFields(desk.models.store, 'models', 'broken', 'phase');
  const { project } = useFields(desk.project, 'project');
  return (
    <main className="page" aria-label="Models" data-region="page">
      <div className="page-inside">
        <section aria-label="Models">
          <header className="page-head">
            <h2>Models</h2>
            <span className="grow" />
            <CommandButton command="models.import" icon={Import} words="Import a model…" look="plain" />
          </header>
          <p className="muted">
            FCOS checkpoints (.pth, .safetensors; no code in them is run), and YOLO, DETR, NanoDet and others as ONNX.
          </p>
          {models.length === 0 ? (
            <EmptyState title={phase === 'loading' ? 'Reading the models' : 'No model is there'}>
              {phase === 'ready' && <p>Import one to pre-label with it.</p>}
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
              <p className="bad">{`${counted(broken.length, 'model')} cannot be used:`}</p>
              <dl className="pairs" aria-label="Models that cannot be used">
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
        <section aria-label="What the detector runs on">
          <header className="page-head">
            <h2>What the detector runs on</h2>
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
            <CommandButton command="models.classes" icon={ListTree} words="Classes…" look="plain" />
            <span className="good state">
              <Check size={14} strokeWidth={2} aria-hidden />
              in use
            </span>
          </>
        ) : (
          onUse && (
            <Button dense aria-label={`Use ${model.name}`} onClick={onUse}>
              Use
            </Button>
          )
        )}
      </header>
      <dl className="pairs">
        <dt>Classes</dt>
        <dd className="selectable">{classNames(model.classes)}</dd>
        <dt>Input</dt>
        <dd>{model.input}</dd>
        <dt>Parameters</dt>
        <dd>{parameterWords(model.parameters)}</dd>
        {model.AP50 !== undefined && (
          <>
            <dt>AP50</dt>
            <dd>{model.AP50.toFixed(3)}</dd>
          </>
        )}
        {model.remote && (
          <>
            <dt>Runs at</dt>
            <dd className="selectable">{servedWords(model.remote)}</dd>
          </>
        )}
        <dt>From</dt>
        <dd>{origins[model.origin]}</dd>
        {model.dataLicence !== undefined && (
          <>
            <dt>Data licence</dt>
            <dd className="selectable">{model.dataLicence}</dd>
          </>
        )}
      </dl>
    </li>
  );
}

function classNames(classes: readonly string[]): string {
  const shown = classes.slice(0, 8).join(', ');
  return classes.length > 8 ? `${shown} and ${classes.length - 8} more` : shown;
}
