// Answers what concerns pictures, their boxes and their classes: short reads and durable writes, nothing else.
import type { Handlers } from '../../common/contract.ts';
import { reserveWindowIds } from '../database/annotationIds.ts';
import { countProposals } from '../database/acceptAll.ts';
import { annotationsOf, applyChange } from '../database/annotations.ts';
import { attributeDefinitions, setAttributeDefinitions, setImageNote } from '../database/attributes.ts';
import { listCategories } from '../database/categories.ts';
import { editCategories, isLongEdit } from '../database/categoryEdits.ts';
import { lastWholeEdit } from '../database/editRecords.ts';
import { setLastImage } from '../database/images.ts';
import { replacedBoxes } from '../database/replacedProposals.ts';
import { countByClass, listForReview } from '../database/reviewList.ts';
import { sayOf, verdictsOf } from '../database/verdicts.ts';
import { whileWritersWait } from '../database/writeGate.ts';
import { runTask } from '../clerk/runTask.ts';
import { tellChanged, tellPictures } from '../tellChanged.ts';
import type { Workspace } from '../workspace.ts';

type Names =
  | 'images/list'
  | 'image/annotations'
  | 'image/apply'
  | 'image/say'
  | 'image/verdicts'
  | 'image/replaced'
  | 'image/opened'
  | 'ids/reserve'
  | 'categories/list'
  | 'categories/edit'
  | 'categories/last-edit'
  | 'proposals/count'
  | 'review/counts'
  | 'review/list'
  | 'attributes/list'
  | 'attributes/set'
  | 'image/set-note';

export function pictureHandlers(
  workspace: Pick<Workspace, 'project' | 'writable' | 'tell' | 'settings' | 'readList'>,
): Pick<Handlers, Names> {
  return {
    'images/list': () => workspace.readList(),
    'image/annotations': ({ image }) => annotationsOf(workspace.project.database, image),
    'image/apply': ({ image, change }) => applyChange(workspace.writable.database, image, change),
    'image/say': ({ image, ...saying }) => sayOf(workspace.writable.database, image, saying),
    'image/verdicts': ({ image }) => verdictsOf(workspace.project.database, image),
    'image/replaced': ({ image }) => replacedBoxes(workspace.project.database, image),
    'image/opened': ({ image }) => {
      if (!workspace.project.readOnly) setLastImage(workspace.project.database, image);
      return {};
    },
    'ids/reserve': () => reserveWindowIds(workspace.writable.database),
    'attributes/list': () => attributeDefinitions(workspace.project.database),
    'attributes/set': ({ attributes }) => setAttributeDefinitions(workspace.writable.database, attributes),
    'image/set-note': ({ image, words }) => setImageNote(workspace.writable.database, image, words),
    'categories/list': () => listCategories(workspace.project.database),
    'categories/edit': async (edit) => {
      const project = workspace.writable;
      const { database } = project;
      const by = workspace.settings.annotator ?? '';
      const { changedImages, changedSplits, ...reply } = isLongEdit(database, edit)
        ? await whileWritersWait(database, () => runTask('categories/edit', { project: project.folder, edit, by }))
        : editCategories(database, edit, by);
      workspace.tell('categories/changed', { categories: reply.categories });
      const changer = edit.kind === 'accept-all' ? 'accept-all' : edit.kind === 'boxes' ? 'grid' : 'classes';
      tellChanged(workspace, database, changedImages, changer);
      tellPictures(workspace, database, changedSplits);
      return reply;
    },
    'categories/last-edit': () => lastWholeEdit(workspace.project.database) ?? null,
    'review/counts': ({ scores }) => countByClass(workspace.project.database, scores),
    'review/list': (wish) => listForReview(workspace.project.database, wish),
    'proposals/count': ({ from }) => countProposals(workspace.project.database, from),
  };
}
