// What a checkpoint is, as found in it: whose names, which network, how pictures come, and what is missing or left over.
import { Check, CircleAlert } from 'lucide-react';
import { grouped } from '../../../common/messages/counts.ts';
import { t } from '../../../common/messages/t.ts';
import type { CheckpointInspection } from '../../../common/modelImport.ts';
import { isWhole } from '../../state/importForm.ts';
import { inputText, meaningText } from './wayTexts.ts';

/** Its name is the same in every language. */
const hash = 'SHA-256';

export function CheckpointFacts({ inspection }: { inspection: CheckpointInspection }) {
  const { dialect, network, parameters, outputs, classes, input, ways, sha256 } = inspection;
  const said = ways.filter(({ way, from }) => from === 'file' && way !== 'colours');
  const colours = ways.some(({ way, from }) => way === 'colours' && from !== 'file');
  return (
    <section className="import-facts stack" aria-label={t('What the file is')}>
      <dl className="pairs">
        <dt>{t('Names as in')}</dt>
        <dd>{dialect}</dd>
        <dt>{t('Network')}</dt>
        <dd>{network.trunk}</dd>
        <dt>{t('Pyramid')}</dt>
        <dd>{network.pyramid}</dd>
        <dt>{t('Head')}</dt>
        <dd>{network.head}</dd>
        <dt>{t('Parameters')}</dt>
        <dd>{grouped(parameters)}</dd>
        <dt>{t('Classes')}</dt>
        <dd className="selectable">
          {classes === undefined
            ? t('{count, number}, without names', { count: outputs })
            : t('{count, number}, {names}', { count: outputs, names: someOf(classes) })}
        </dd>
        {!colours && (
          <>
            <dt>{t('Pictures')}</dt>
            <dd>{inputText(input)}</dd>
          </>
        )}
        {said.length > 0 && (
          <>
            <dt>{t('Its settings')}</dt>
            <dd>
              <ul className="said">
                {said.map(({ way, taken }) => (
                  <li key={way}>{meaningText(way, taken, inspection)}</li>
                ))}
              </ul>
            </dd>
          </>
        )}
        <dt>{hash}</dt>
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
            ? t('Every weight of the network is there.')
            : t('Weights of the network are not there. Without them it cannot run; look for the whole file.')}
        </span>
      </p>
      <Names
        title={t('{count, plural, one {# weight} other {# weights}} missing', { count: missing.length })}
        names={missing}
        open
      />
      <Names
        title={t('{count, plural, one {# weight} other {# weights}} of the wrong shape', { count: wrongShape.length })}
        names={wrongShape}
        open
      />
      <Names
        title={t('{count, plural, one {# name} other {# names}} left over, not used', { count: unexpected.length })}
        names={unexpected}
      />
      <Names
        title={t('{count, plural, one {# entry} other {# entries}} beside the weights, passed over', {
          count: passedOver.length,
        })}
        names={passedOver}
      />
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
        {names.length > mostShown && <li>{t('and {count, number} more', { count: names.length - mostShown })}</li>}
      </ul>
    </details>
  );
}

function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} …` : shown;
}
