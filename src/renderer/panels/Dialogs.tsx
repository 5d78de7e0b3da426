// Which dialog is open. Each stands in its own file.
import { useDesk, useFields } from '../state/useDesk.ts';
import type { OpenDialog } from '../state/view.ts';
import { assertNever } from '../../common/result.ts';
import { AcceptAllDialog } from './AcceptAllDialog.tsx';
import { AttributesDialog } from './AttributesDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { LabelImportDialog } from './importing/LabelImportDialog.tsx';
import { NameDialog } from './people/NameDialog.tsx';
import { ReturnDialog } from './people/ReturnDialog.tsx';
import { KeySheet } from './KeySheet.tsx';
import { ImportDialog } from './models/ImportDialog.tsx';
import { ModelClasses } from './models/ModelClasses.tsx';
import { CommandPalette } from './Palette.tsx';
import { RelinkDialog } from './RelinkDialog.tsx';
import { ReviewDialog } from './review/ReviewDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import { NewSnapshot } from './snapshots/NewSnapshot.tsx';
import { SnapshotDialog } from './snapshots/SnapshotDialog.tsx';
import { JobProblems, LeaveQuestion, ProjectProblems, Report } from './Problems.tsx';
import { ProviderDialog } from './Provider.tsx';

export function Dialogs({ onLeave }: { onLeave: () => void }) {
  const desk = useDesk();
  const { dialog } = useFields(desk.view, 'dialog');
  return dialog ? <One dialog={dialog} onLeave={onLeave} /> : null;
}

function One({ dialog, onLeave }: { dialog: OpenDialog; onLeave: () => void }) {
  switch (dialog.kind) {
    case 'palette':
      return <CommandPalette />;
    case 'keys':
      return <KeySheet />;
    case 'problems':
      return <ProjectProblems />;
    case 'job-problems':
      return <JobProblems job={dialog.job} />;
    case 'provider':
      return <ProviderDialog />;
    case 'accept-all':
      return <AcceptAllDialog />;
    case 'review':
      return <ReviewDialog />;
    case 'export':
      return <ExportDialog />;
    case 'label-import':
      return <LabelImportDialog />;
    case 'snapshot':
      return <SnapshotDialog />;
    case 'new-snapshot':
      return <NewSnapshot />;
    case 'name':
      return <NameDialog then={dialog.then} />;
    case 'return':
      return <ReturnDialog />;
    case 'attributes':
      return <AttributesDialog />;
    case 'split':
      return <SplitDialog />;
    case 'model-import':
      return <ImportDialog />;
    case 'model-classes':
      return <ModelClasses id={dialog.model} />;
    case 'relink':
      return <RelinkDialog folder={dialog.folder} choice={dialog.choice} />;
    case 'report':
      return <Report {...dialog} />;
    case 'leave':
      return <LeaveQuestion edits={dialog.edits} onLeave={onLeave} />;
    default:
      return assertNever(dialog);
  }
}
