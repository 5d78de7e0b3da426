// The stage of a project without pictures: they are looked for, could not be looked for, or there are none.
import { CircleAlert, FolderPlus, ImageOff, RefreshCw } from 'lucide-react';
import { t } from '../../common/messages/t.ts';
import { isRunning, jobNames } from '../state/jobs.ts';
import { useDesk, useFields } from '../state/useDesk.ts';
import { CommandButton } from '../ui/Button.tsx';
import { EmptyState, ProgressBar } from '../ui/Parts.tsx';
import { jobLine } from './jobWords.ts';

export function NoPictures() {
  const desk = useDesk();
  const { jobs } = useFields(desk.jobs.store, 'jobs');
  const scan = jobs.findLast((job) => job.kind === 'scan' || job.kind === 'sample');
  if (scan?.state === 'failed') {
    return (
      <EmptyState
        icon={CircleAlert}
        title={t('The folder could not be looked through')}
        actions={<CommandButton command="project.rescan" icon={RefreshCw} words={t('Look again')} look="primary" />}
      >
        <p>{scan.message}</p>
      </EmptyState>
    );
  }
  if (scan !== undefined && isRunning(scan)) {
    return (
      <EmptyState title={scan.kind === 'sample' ? t('Drawing the sample') : t('Looking for pictures')}>
        <p>{jobLine(scan)}</p>
        <div className="stage-progress">
          <ProgressBar done={scan.done} total={scan.total} label={jobNames[scan.kind]} />
        </div>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={ImageOff}
      title={t('There are no pictures in this folder')}
      actions={
        <>
          <CommandButton
            command="project.add-folder"
            icon={FolderPlus}
            words={t('Add a folder of pictures…')}
            look="primary"
          />
          <CommandButton command="project.rescan" icon={RefreshCw} words={t('Look again')} look="plain" />
        </>
      }
    >
      <p>{t('Boxwright reads JPEG, PNG, WebP, BMP, GIF, TIFF and AVIF, in folders within folders too.')}</p>
    </EmptyState>
  );
}
