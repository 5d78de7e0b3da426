// What an ONNX file is, as found in it and in a first run, and what it finds on a picture as the form stands.
import { Check, CircleAlert } from 'lucide-react';
import { kindWords } from '../../../common/foreign/guess.ts';
import type { OnnxInspection } from '../../../common/modelImport.ts';
import { counted } from '../../../common/words.ts';
import type { ImportForm } from '../../state/importForm.ts';
import { Preview } from './Preview.tsx';

/** From here on the shapes leave little doubt. */
const sure = 0.8;

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
    <section className="import-facts stack" aria-label="What the file is">
      {guess && (
        <p className="import-refusal">
          <Icon size={16} strokeWidth={2} className={isSure ? 'good' : 'warn'} aria-hidden />
          <span>
            {`Read as ${kindWords[guess.reading.kind]}: ${guess.because}.`}
            {!isSure && ' Shapes alone do not settle it; compare with the picture below.'}
          </span>
        </p>
      )}
      <Preview inspection={inspection} token={token} form={form} />
      <details>
        <summary>Inputs and outputs</summary>
        <dl className="pairs">
          <dt>Inputs</dt>
          <dd>
            <Lines lines={report.inputs} />
          </dd>
          <dt>Outputs</dt>
          <dd>
            <Lines lines={report.outputs} />
          </dd>
          <dt>Parameters</dt>
          <dd>{report.parameters.toLocaleString('en')}</dd>
          <dt>Made by</dt>
          <dd className="selectable">{`${report.producer === '' ? 'not said' : report.producer}, opset ${report.opset}`}</dd>
          <dt>Class names</dt>
          <dd>{report.names === undefined ? 'none' : counted(report.names.length, 'name')}</dd>
          <dt>SHA-256</dt>
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
