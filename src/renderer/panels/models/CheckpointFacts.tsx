// What a checkpoint is, as found in it: whose names, which network, how pictures come, and what is missing or left over.
import { Check, CircleAlert } from 'lucide-react';
import type { CheckpointInspection } from '../../../common/modelImport.ts';
import { capital, counted } from '../../../common/words.ts';
import { isWhole } from '../../state/importForm.ts';

export function CheckpointFacts({ inspection }: { inspection: CheckpointInspection }) {
  const { dialect, network, parameters, outputs, classes, inputWords, ways, sha256 } = inspection;
  const said = ways.filter(({ way, from }) => from === 'file' && way !== 'colours');
  const colours = ways.some(({ way, from }) => way === 'colours' && from !== 'file');
  return (
    <section className="import-facts stack" aria-label="What the file is">
      <dl className="pairs">
        <dt>Names as in</dt>
        <dd>{dialect}</dd>
        <dt>Network</dt>
        <dd>{network.trunk}</dd>
        <dt>Pyramid</dt>
        <dd>{network.pyramid}</dd>
        <dt>Head</dt>
        <dd>{network.head}</dd>
        <dt>Parameters</dt>
        <dd>{parameters.toLocaleString('en')}</dd>
        <dt>Classes</dt>
        <dd className="selectable">{`${outputs}, ${classes === undefined ? 'without names' : someOf(classes)}`}</dd>
        {!colours && (
          <>
            <dt>Pictures</dt>
            <dd>{inputWords}</dd>
          </>
        )}
        {said.length > 0 && (
          <>
            <dt>Its settings</dt>
            <dd>
              <ul className="said">
                {said.map(({ way, taken, choices }) => (
                  <li key={way}>{capital(choices.find(({ value }) => value === taken)?.words ?? taken)}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>SHA-256</dt>
        <dd className="code selectable wrap">{sha256}</dd>
      </dl>
      <Fit inspection={inspection} />
    </section>
  );
}

function Fit({ inspection }: { inspection: CheckpointInspection }) {
  const { missing, wrongShape, unexpected, passedOver } = inspection;
  const whole = isWhole(inspection);
  return (
    <div className="import-fit">
      <p className="import-refusal">
        {whole ? (
          <Check size={16} strokeWidth={2} className="good" aria-hidden />
        ) : (
          <CircleAlert size={16} strokeWidth={1.75} className="bad" aria-hidden />
        )}
        <span>
          {whole
            ? 'Every weight of the network is there.'
            : 'Weights of the network are not there. Without them it cannot run; look for the whole file.'}
        </span>
      </p>
      <Names title={`${counted(missing.length, 'weight')} missing`} names={missing} open />
      <Names title={`${counted(wrongShape.length, 'weight')} of the wrong shape`} names={wrongShape} open />
      <Names title={`${counted(unexpected.length, 'name')} left over, not used`} names={unexpected} />
      <Names title={`${counted(passedOver.length, 'entry', 'entries')} beside the weights, passed over`} names={passedOver} />
    </div>
  );
}

interface NamesProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly open?: boolean;
}

/** More would only slow the window down. */
const mostShown = 500;

function Names({ title, names, open = false }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <details open={open}>
      <summary>{title}</summary>
      <ul className="code names selectable">
        {names.slice(0, mostShown).map((name) => (
          <li key={name}>{name}</li>
        ))}
        {names.length > mostShown && <li>{`and ${(names.length - mostShown).toLocaleString('en')} more`}</li>}
      </ul>
    </details>
  );
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} …` : shown;
}
