// What an ONNX file is, as found in it and in a first run, and what it finds on a picture as the form stands.
import { Check, CircleAlert } from 'lucide-react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { OnnxInspection } from '../../../common/modelImport.ts';
import type { ImportForm } from '../../state/importForm.ts';
import { Preview } from './Preview.tsx';
import { kindTexts } from './readingTexts.ts';

/** From here on the shapes leave little doubt. */
const sure = 0.8;

/** Its name is the same in every language. */
const hash = 'SHA-256';

interface OnnxFactsProps {
  readonly inspection: OnnxInspection;
  readonly token: string;
  readonly form: ImportForm;
}

export function OnnxFacts({ inspection, token, form }: OnnxFactsProps) {
  const { report, sha256 } = inspection;
  const guess = report.likely[form.reading] ?? report.likely[0];
  const isSure = (guess?.sureness ?? 0) >= sure;
  const Icon = isSure ? Check : CircleAlert;
  return (
    <section className="import-facts stack" aria-label={t('What the file is')}>
      {guess && (
        <p className="import-refusal">
          <Icon size={16} strokeWidth={2} className={isSure ? 'good' : 'warn'} aria-hidden />
          <span>
            {t(
              isSure
                ? 'Read as {kind}: {because}.'
                : 'Read as {kind}: {because}. Shapes alone do not settle it; compare with the picture below.',
              { kind: kindTexts[guess.reading.kind], because: guess.because },
            )}
          </span>
        </p>
      )}
      <Preview inspection={inspection} token={token} form={form} />
      <details>
        <summary>{t('Inputs and outputs')}</summary>
        <dl className="pairs">
          <dt>{t('Inputs')}</dt>
          <dd>
            <Lines lines={report.inputs} />
          </dd>
          <dt>{t('Outputs')}</dt>
          <dd>
            <Lines lines={report.outputs} />
          </dd>
          <dt>{t('Parameters')}</dt>
          <dd>{grouped(report.parameters)}</dd>
          <dt>{t('Made by')}</dt>
          <dd className="selectable">
            {report.producer === ''
              ? t('not said, opset {opset}', { opset: report.opset })
              : t('{producer}, opset {opset}', { producer: report.producer, opset: report.opset })}
          </dd>
          <dt>{t('Class names')}</dt>
          <dd>
            {report.names === undefined
              ? t('none')
              : t('{count, plural, one {# name} other {# names}}', { count: report.names.length })}
          </dd>
          <dt>{hash}</dt>
          <dd className="code selectable wrap">{sha256}</dd>
        </dl>
      </details>
    </section>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="code said selectable">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
