// How far the project is, added up from the boxes and verdicts themselves. Each question is answered by an index alone
// (migrations/005-people.ts); what was done in the last days is the only thing that is read row by row.
import type { ImageId, ImageState, Verdict } from '../../common/annotation/types.ts';
import { hoursLeft, paceOf, sittingOf } from '../../common/progress/pace.ts';
import type { Act, ClassProgress, ModelProgress, PersonProgress, Progress } from '../../common/progress/progress.ts';
import { listCategories } from './categories.ts';
import type { Database } from './driver.ts';
import { stateOfCounts } from './images.ts';
import { damaged } from './storedJson.ts';

const week = 7 * 24 * 3_600_000; // milliseconds

/** As of `now`, milliseconds since 1970. The event loop is let in between the questions: a million boxes take a moment each. */
export async function readProgress(database: Database, now: number): Promise<Progress> {
  const acts = actsSince(database, now - week, now);
  const sitting = sittingOf(acts);
  const pace = paceOf(acts, now - week, now);
  await letIn();
  const pictures = pictureStates(database);
  await letIn();
  const classes = byClass(database);
  await letIn();
  const models = byModel(database);
  await letIn();
  return {
    ...pictures,
    classes,
    models,
    sitting: sitting.length === 0 ? undefined : paceOf(sitting, sitting[0]?.at ?? now, sitting.at(-1)?.at ?? now),
    week: pace,
    hoursLeft: hoursLeft(pace, pictures.left),
    people: byPerson(database, acts, now),
  };
}

const letIn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function pictureStates(database: Database): Pick<Progress, 'states' | 'unreadable' | 'left'> {
  const states: Record<ImageState, number> = { new: 0, proposed: 0, 'in-work': 0, returned: 0, done: 0, reviewed: 0 };
  let unreadable = 0;
  let left = 0;
  const rows = database.rows<readonly [Verdict | null, number, number, number, number, number]>(
    `SELECT verdict, human > 0, rejected > 0, proposed > 0, problem IS NOT NULL, count(*) FROM images GROUP BY 1, 2, 3, 4, 5`,
  );
  for (const [verdict, human, rejected, proposed, problem, count] of rows) {
    states[stateOfCounts(verdict, human, rejected, proposed)] += count;
    if (problem !== 0) unreadable += count;
    else if (verdict !== 'done' && verdict !== 'reviewed') left += count;
  }
  return { states, unreadable, left };
}

function byClass(database: Database): ClassProgress[] {
  const counts = new Map<string, number>();
  const rows = database.rows<readonly [number, string, number]>(
    'SELECT category, origin, count(*) FROM annotations GROUP BY category, origin',
  );
  for (const [category, origin, count] of rows) counts.set(`${category} ${origin}`, count);
  return listCategories(database).map(({ id: category, name, colour }) => {
    const of = (origin: string): number => counts.get(`${category} ${origin}`) ?? 0;
    const human = { drawn: of('drawn'), imported: of('imported'), accepted: of('accepted'), edited: of('edited') };
    return { category, name, colour, ...human, proposed: of('proposed') };
  });
}

function byModel(database: Database): ModelProgress[] {
  const models = new Map<string, ModelProgress>();
  const add = (model: string, part: Partial<ModelProgress>): void => {
    const none = { model, accepted: 0, edited: 0, rejected: 0, missed: 0, proposed: 0 };
    models.set(model, { ...none, ...models.get(model), ...part });
  };
  // Those that ran come first, in their order.
  const runs = database.rows<readonly [string]>('SELECT model FROM runs GROUP BY model ORDER BY min(started), model');
  for (const [model] of runs) add(model, {});
  const rows = database.rows<readonly [string, string, number]>(
    'SELECT model, origin, count(*) FROM annotations WHERE model IS NOT NULL GROUP BY model, origin',
  );
  for (const [model, origin, count] of rows) add(model, { [origin]: count });
  const missed = database.rows<readonly [string, number]>(
    'SELECT missed_by, count(*) FROM annotations WHERE missed_by IS NOT NULL GROUP BY missed_by',
  );
  for (const [model, count] of missed) add(model, { missed: count });
  return [...models.values()].filter(({ model: _, ...counts }) => Object.values(counts).some((count) => count > 0));
}

/** What was done, in the order of time. */
function actsSince(database: Database, since: number, now: number): Act[] {
  const within = { since, now };
  const made = database.rows<readonly [number, string | null, number, number]>(
    `SELECT made_at, made_by, count(*), count(DISTINCT image) FROM annotations
     WHERE made_at BETWEEN :since AND :now GROUP BY made_at, made_by`,
    within,
  );
  const changed = database.rows<readonly [number, string | null]>(
    `SELECT changed_at, changed_by FROM annotations WHERE changed_at BETWEEN :since AND :now
     GROUP BY changed_at, changed_by`,
    within,
  );
  const said = database.rows<readonly [number, string | null, Verdict, ImageId]>(
    'SELECT made_at, made_by, verdict, image FROM verdicts WHERE made_at BETWEEN :since AND :now',
    within,
  );
  const stamp = (at: number, by: string | null) => (by === null ? { at } : { at, by });
  return [
    ...made.map(([at, by, boxes, images]) => ({ ...stamp(at, by), boxes, images })),
    ...changed.map(([at, by]) => ({ ...stamp(at, by), boxes: 0, images: 1 })),
    ...said.map(([at, by, verdict, image]) => ({ ...stamp(at, by), boxes: 0, images: 1, verdict, image })),
  ].sort((a, b) => a.at - b.at);
}

function byPerson(database: Database, acts: readonly Act[], now: number): PersonProgress[] {
  const people = new Map<string, { labelled: number; reviewed: number; returned: number; boxes: number }>();
  const of = (by: string | null) => {
    if (typeof (by ?? '') !== 'string') damaged('annotations.made_by', 'it is no text');
    const person = people.get(by ?? '') ?? { labelled: 0, reviewed: 0, returned: 0, boxes: 0 };
    people.set(by ?? '', person);
    return person;
  };
  const said = database.rows<readonly [string | null, Verdict, number]>(
    'SELECT made_by, verdict, count(DISTINCT image) FROM verdicts WHERE made_at IS NOT NULL GROUP BY made_by, verdict',
  );
  for (const [by, verdict, count] of said) of(by)[verdict === 'done' ? 'labelled' : verdict] = count;
  const made = database.rows<readonly [string | null, number]>(
    'SELECT made_by, count(*) FROM annotations WHERE made_at IS NOT NULL GROUP BY made_by',
  );
  for (const [by, count] of made) of(by).boxes = count;
  return [...people]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([by, counts]) => {
      const own = acts.filter((act) => (act.by ?? '') === by);
      return { by, ...counts, week: paceOf(own, now - week, now) };
    });
}

/** The pictures that have a box of this class, proposed or a human's. */
export function imagesWithClass(database: Database, category: number): ImageId[] {
  return database
    .rows<readonly [number]>(
      "SELECT DISTINCT image FROM annotations WHERE category = :category AND origin <> 'rejected' ORDER BY image",
      { category },
    )
    .map(([image]) => image);
}
