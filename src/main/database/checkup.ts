// Looks whether a project file is as it has to be, and puts right what can be worked out from the rest. Words are those of the command line.
import type { Database } from './driver.ts';
import { pinnedTables } from './pinned.ts';

export interface Finding {
  readonly check: string;
  /** What is wrong; absent when all is well. */
  readonly fault?: string;
  /** Set when it was put right. */
  readonly repaired?: true;
}

interface Check {
  readonly check: string;
  /** How many rows are wrong, as SQL. */
  readonly count: string;
  readonly fault: (count: number) => string;
  readonly repair?: string;
}

const human = "origin NOT IN ('proposed', 'rejected')";
const trueCounts = `SELECT images.id AS image, count(a.id) FILTER (WHERE ${human}) AS human,
  count(a.id) FILTER (WHERE origin = 'proposed') AS proposed, count(a.id) FILTER (WHERE origin = 'rejected') AS rejected
  FROM images LEFT JOIN annotations a ON a.image = images.id GROUP BY images.id`;
const newest = '(SELECT max(id) FROM verdicts v WHERE v.image = images.id)';
const wrongVerdict = `images.verdict IS NOT (SELECT verdict FROM verdicts WHERE id = ${newest})`;
const needless = (table: string) =>
  `NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.id > ${table}_history.since AND s.id <= ${table}_history.until)`;

const checks: readonly Check[] = [
  {
    check: 'numbers of boxes kept on pictures',
    count: `SELECT count(*) FROM images JOIN (${trueCounts}) t ON t.image = images.id
      WHERE images.human <> t.human OR images.proposed <> t.proposed OR images.rejected <> t.rejected`,
    fault: (count) => `${count} pictures say another number of boxes than they have`,
    repair: `UPDATE images SET human = t.human, proposed = t.proposed, rejected = t.rejected FROM (${trueCounts}) t
      WHERE t.image = images.id AND (images.human <> t.human OR images.proposed <> t.proposed OR images.rejected <> t.rejected)`,
  },
  {
    check: 'verdicts on pictures',
    count: `SELECT count(*) FROM images WHERE ${wrongVerdict}`,
    fault: (count) => `${count} pictures do not say what was said of them last`,
    repair: `UPDATE images SET (verdict, verdict_by, verdict_at, verdict_note) =
      (SELECT verdict, made_by, made_at, note FROM verdicts WHERE id = ${newest}) WHERE ${wrongVerdict}`,
  },
  {
    check: 'numbers given to new boxes and classes',
    count: `SELECT count(*) FROM project WHERE next_annotation <= (SELECT coalesce(max(id), 0) FROM annotations)
      OR next_category <= (SELECT coalesce(max(id), 0) FROM categories)`,
    fault: () => 'a new box or class would get the number of one that is there',
    repair: `UPDATE project SET next_annotation = max(next_annotation, (SELECT coalesce(max(id), 0) + 1 FROM annotations)),
      next_category = max(next_category, (SELECT coalesce(max(id), 0) + 1 FROM categories))`,
  },
  {
    check: 'boxes',
    count: `SELECT count(*) FROM annotations WHERE NOT (x2 > x1 AND y2 > y1)
      OR NOT json_valid(coalesce(extra, '{}')) OR NOT json_valid(coalesce(attributes, '{}'))`,
    fault: (count) => `${count} boxes are empty or carry something that cannot be read`,
  },
  {
    check: 'boxes that were removed and are there',
    count: 'SELECT count(*) FROM removed_annotations WHERE id IN (SELECT id FROM annotations)',
    fault: (count) => `${count} boxes are kept as removed, and are there`,
    repair: 'DELETE FROM removed_annotations WHERE id IN (SELECT id FROM annotations)',
  },
  ...pinnedTables.map((table) => ({
    check: `old ${table} that snapshots need`,
    count: `SELECT count(*) FROM ${table}_history WHERE ${needless(table)}`,
    fault: (count: number) => `${count} are kept that no snapshot has`,
    repair: `DELETE FROM ${table}_history WHERE ${needless(table)}`,
  })),
];

/** Repairs are made one after the other, each whole. On a file that is damaged only that is said. */
export function checkUp(database: Database, repair: 'repair' | 'look'): Finding[] {
  const damage = database.rows<readonly [string]>('PRAGMA integrity_check(10)').map(([text]) => text);
  if (damage[0] !== 'ok') return [{ check: 'the file', fault: damage.join('; ') }];
  const stray = database.rows<readonly [table: string, row: number | null, parent: string]>('PRAGMA foreign_key_check');
  const references: Finding = { check: 'references between rows' };
  const [first] = stray;
  const words = first === undefined ? '' : `, the first from ${first[0]} ${first[1] ?? ''} to ${first[2]}`;
  return [
    { check: 'the file' },
    stray.length === 0 ? references : { ...references, fault: `${stray.length} lead nowhere${words}` },
    ...checks.map((check) => findingOf(database, check, repair)),
  ];
}

function findingOf(database: Database, { check, count, fault, repair }: Check, wish: 'repair' | 'look'): Finding {
  const wrong = (): number => database.rows<readonly [number]>(count)[0]?.[0] ?? 0;
  const found = wrong();
  if (found === 0) return { check };
  const finding = { check, fault: fault(found) };
  if (wish === 'look' || repair === undefined) return finding;
  database.transaction(() => database.run(repair));
  return wrong() === 0 ? { ...finding, repaired: true } : finding;
}
