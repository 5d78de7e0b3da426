// How the detector helps while boxes are made by hand: what a click does, and what drawn edges go to.
import { t } from '../../common/messages/t.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandSwitch } from './look/CommandSwitch.tsx';

export function AskingSettings() {
  const { settings } = useDesk();
  const { clickAsks, keepAtOnce, snapToDetector } = useFields(
    settings.store,
    'clickAsks',
    'keepAtOnce',
    'snapToDetector',
  );
  return (
    <>
      <CommandSwitch
        command="ask.click"
        checked={clickAsks}
        words={t('With the draw tool a click asks the detector for the box there (where boxes are drawn by a drag)')}
      />
      <CommandSwitch
        command="ask.at-once"
        checked={keepAtOnce}
        words={t('Keep the detector’s answer at once, without Enter')}
      />
      <CommandSwitch
        command="ask.snap"
        checked={snapToDetector}
        words={t(
          'A drawn box takes the edges of the detector’s box that it overlaps (Ctrl at the release keeps yours)',
        )}
      />
    </>
  );
}
