// A chip on the canvas that says what the colours of the boxes mean while that is not the class. A click colours them the next way.
import { t } from '../../../common/messages/t.ts';
import { confidenceColour, noConfidence, originColours } from '../../canvas/boxColours.ts';
import { runCommand } from '../../commands.ts';
import { useDesk, useFields, useKeys } from '../../state/useDesk.ts';
import { Tip } from '../../ui/Button.tsx';

const steps = [0, 0.25, 0.5, 0.75, 1];

const origins = [
  [originColours.own, t('Yours')],
  [originColours.accepted, t('Accepted')],
  [originColours.proposed, t('Proposed')],
] as const;

export function ColourLegend() {
  const desk = useDesk();
  const { boxColours } = useFields(desk.settings.store, 'boxColours');
  const [key] = useKeys('view.box-colours');
  if (boxColours === 'class') return null;
  return (
    <Tip text={t('What the colours of the boxes mean. Colour them another way')} keys={key}>
      <button type="button" className="colour-legend" onClick={() => runCommand(desk, 'view.box-colours')}>
        {boxColours === 'confidence' ? <Confidence /> : <Origins />}
      </button>
    </Tip>
  );
}

function Confidence() {
  return (
    <>
      <span className="colour-legend-part">
        {t('Score')} 0
        <span
          className="colour-ramp"
          style={{ background: `linear-gradient(to right, ${steps.map(confidenceColour).join(', ')})` }}
          aria-hidden
        />
        1
      </span>
      <span className="colour-legend-part">
        <Swatch colour={noConfidence} /> {t('Drawn')}
      </span>
    </>
  );
}

function Origins() {
  return origins.map(([colour, word]) => (
    <span key={word} className="colour-legend-part">
      <Swatch colour={colour} /> {word}
    </span>
  ));
}

function Swatch({ colour }: { colour: string }) {
  return <span className="swatch" style={{ background: colour }} aria-hidden />;
}
