// Takes the settings of a run into the form for a new one.
import { RotateCcw } from 'lucide-react';
import { t } from '../../../common/messages/t.ts';
import { runCommand } from '../../commands.ts';
import type { RunSummary } from '../../../common/training.ts';
import { useDesk } from '../../state/useDesk.ts';
import { Button } from '../../ui/Button.tsx';

export function UseAgain({ run, look }: { run: RunSummary; look: 'plain' | 'bare' }) {
  const desk = useDesk();
  const again = () => {
    // A name is given once, and settings are used on the pictures of now.
    const { name: _, snapshot: __, ...wish } = run.wish;
    desk.training.setWish({ ...wish, snapshot: undefined });
    runCommand(desk, 'train.new');
  };
  return (
    <Button dense look={look} icon={RotateCcw} onClick={again}>
      {t('Use these settings again')}
    </Button>
  );
}
