// Fills a project file of any schema version by plain SQL, as a program of that version had left it: pictures, boxes of every origin,
// classes, edits, verdicts, attributes, replaced proposals, parts of the data set, snapshots, each from the version that has it on.
import { openDatabase, type Database } from '../../src/main/database/driver.ts';
import { migrate, migrations } from '../../src/main/database/migrate.ts';
import { seeded } from './seeded.ts';

export interface Filling {
  readonly pictures: number;
  /** On each picture; every eleventh has none. */
  readonly boxes: number;
}

const origins = ['drawn', 'imported', 'proposed', 'accepted', 'edited', 'rejected'];
const verdicts = ['done', 'reviewed', 'returned'];

/** Makes `file`, which must not be there, in the schema of `version`. The same arguments give the same rows. */
export async function makeOldProject(file: string, version: number, filling: Filling): Promise<void> {
  const database = await openDatabase(file, { access: 'write', missing: 'create', journal: 'delete' });
  try {
    migrate(database, migrations.slice(0, version));
    database.transaction(() => fill(database, version, filling));
  } finally {
    database.close();
  }
}

function fill(database: Database, version: number, filling: Filling): void {
  database.exec(`
    INSERT INTO project (only, uuid, name, created, model, next_annotation, next_category, dataset)
      VALUES (1, 'old-${version}', 'Version ${version}', '2026-11-23T10:00:00.000Z', 'fcos', 1000000, 100,
        '{"info":{"year":2017},"licenses":[{"id":1}],"extra":{"ours":true}}');
    INSERT INTO folders (path, relative, added) VALUES ('/old/pictures', NULL, '2026-11-23'), ('/old/project/more', 'more', '2026-11-23');
    INSERT INTO folder_problems VALUES (1, 'gone.jpg', 'a link that leads nowhere', 'warning');
    INSERT INTO categories (id, name, colour, position, extra) VALUES (7, 'Zelle', '#0072b2', 0, '{"supercategory":"blood"}'), (9, '细胞', '#d55e00', 1, NULL), (90, 'gap', '#009e73', 2, NULL);
    INSERT INTO runs (model, started, ended, state, pictures) VALUES ('fcos', 1, 2, 'done', 12);
    INSERT INTO imports (file, made, images, annotations) VALUES ('instances.json', 1, 12, 40);
    INSERT INTO removed_annotations VALUES (900001, 1, '{"area":12.5}', 77, 5);
    INSERT INTO category_edits (made, record, undone) VALUES
      (1, '{"kind":"rename","id":7,"before":"cell","after":"Zelle"}', 0), (2, '{"kind":"delete","row":{"id":8,"name":"old","colour":"#000000","position":1,"extra":null}}', 0),
      (3, '{"kind":"merge","from":{"id":6,"name":"six","colour":"#111111","position":1,"extra":null},"into":7}', 1);
    INSERT INTO category_edit_moves VALUES (3, 1), (3, 2);
    INSERT INTO category_edit_boxes (edit, id, image, x1, y1, x2, y2, origin, crowd, created) VALUES (2, 900002, 2, 1.25, 2.5, 30, 40, 'drawn', 0, 9);
  `);
  fillPictures(database, filling);
  if (version >= 3)
    database.exec("INSERT INTO model_classes VALUES ('fcos', 'cell', 7, 0, 0.25), ('fcos', 'dust', NULL, 1, NULL)");
  if (version >= 4) fillAttributes(database);
  if (version >= 5) fillPeople(database);
  else database.exec('UPDATE images SET done = 1 WHERE id % 3 = 1');
  if (version >= 7)
    database.exec(
      "INSERT INTO box_edits VALUES (1, 3, 'proposed', 7, 'accepted', 7, '[null,null,null,null]', '[\"Ada\",5,null,null]')",
    );
  if (version >= 8) fillReplaced(database);
  if (version >= 9) fillSplits(database);
  if (version >= 10) fillSnapshots(database);
}

function fillSplits(database: Database): void {
  database.exec("UPDATE images SET split = iif(id % 4 = 0, 'val', 'train') WHERE id % 5 > 0");
}

function fillPictures(database: Database, { pictures, boxes }: Filling): void {
  const random = seeded(pictures);
  let box = 0;
  for (let id = 1; id <= pictures; id += 1) {
    const folder = id % 4 === 0 ? 2 : 1;
    const values = { id, folder, name: `scan/Bild ${id}.jpg`, position: id, coco: id * 10 };
    database.run(
      `INSERT INTO images (id, folder, name, position, coco_id, coco_imported, width, height, format, bytes, mtime, vanished, problem, extra)
       VALUES (:id, :folder, :name, :position, :coco, 1, iif(:id % 6 = 5, 0, 640), iif(:id % 6 = 5, 0, 480), 'jpeg', 1000, 1.5, :id % 7 = 6,
         iif(:id % 6 = 5, 'cannot be read', NULL), iif(:id % 2 = 0, '{"license":1}', NULL))`,
      values,
    );
    for (let one = 0; id % 11 !== 10 && one < boxes; one += 1) {
      box += 1;
      const origin = origins[box % origins.length] ?? 'drawn';
      const isMade = origin === 'drawn' || origin === 'imported';
      const [x, y] = [random() * 500, random() * 300];
      database.run(
        `INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, model, score, crowd, extra, source, created, changed)
         VALUES (:box, :id, :category, :x, :y, :x + 20.125, :y + 30.3, :origin, :model, :score, :box % 13 = 0, :extra, :source, :box, :box + 5)`,
        {
          ...{ box, id, x, y, origin, category: [7, 9, 90][box % 3] ?? 7 },
          ...{ model: isMade ? null : 'fcos', score: isMade ? null : random() },
          extra: origin === 'imported' ? '{"area":600.5,"segmentation":[[1,2,3,4,5,6]],"keys":{"theirs":[1]}}' : null,
          source: origin === 'imported' ? box : null,
        },
      );
    }
  }
}

function fillAttributes(database: Database): void {
  database.exec(`
    INSERT INTO attributes VALUES ('colour', 'choice', '["red","blue"]', '[7]', 3);
    UPDATE annotations SET attributes = '{"truncated":true,"colour":"red"}', note = 'sehr klein' WHERE id % 5 = 0;
    UPDATE images SET note = 'blurred' WHERE id % 5 = 2;
  `);
}

function fillPeople(database: Database): void {
  const sql =
    'INSERT INTO verdicts (image, verdict, made_by, made_at, note) VALUES (:image, :verdict, :by, :at, :note)';
  for (const [image] of database.rows<readonly [number]>('SELECT id FROM images WHERE id % 3 = 1 ORDER BY id')) {
    database.run(sql, { image, verdict: 'done', by: 'Ada', at: 100 + image, note: null });
    if (image % 2 === 0) continue;
    const verdict = verdicts[image % verdicts.length] ?? 'done';
    database.run(sql, {
      image,
      verdict,
      by: null,
      at: 200 + image,
      note: verdict === 'returned' ? 'look again' : null,
    });
  }
  database.exec(`
    UPDATE images SET (verdict, verdict_by, verdict_at, verdict_note) =
      (SELECT verdict, made_by, made_at, note FROM verdicts WHERE image = images.id ORDER BY id DESC LIMIT 1);
    UPDATE images SET proposed_by = 'fcos' WHERE id % 2 = 1;
    UPDATE annotations SET made_by = 'Ada', made_at = 50, changed_by = 'Lin', changed_at = 60 WHERE origin IN ('drawn', 'edited') AND id % 2 = 0;
    UPDATE annotations SET missed_by = 'fcos' WHERE origin = 'drawn' AND id % 3 = 0;
  `);
}

function fillReplaced(database: Database): void {
  database.exec(`
    UPDATE images SET proposed_version = 'abcd' WHERE id % 2 = 1;
    INSERT INTO model_names VALUES ('fcos', 'abcd', 'Our model');
    INSERT INTO replaced_proposals VALUES (1, 'older', NULL, x'0000000000001c400000803f000000400000404000008040cdcccc3e', 3, 9);
  `);
}

/** One snapshot, and rows that changed, came and went since: their old forms are kept by the triggers. */
function fillSnapshots(database: Database): void {
  database.exec(`
    UPDATE project SET epoch = 1;
    INSERT INTO snapshots (id, made, reason, made_by, name, pictures, boxes, categories, folders, dataset, attributes)
      SELECT 1, 1000, 'export', 'Ada', 'instances.json', count(*), sum(human), 3, '[{"id":1,"location":"/old/pictures","prefix":"pictures/"}]', '{}', '[]' FROM images;
    UPDATE annotations SET x1 = 0 WHERE id = 1;
    DELETE FROM annotations WHERE id = 154;
    UPDATE images SET note = 'said later' WHERE id = 3;
    UPDATE categories SET colour = '#123456' WHERE id = 90;
    INSERT INTO annotations (id, image, category, x1, y1, x2, y2, origin, created, changed) VALUES (155, 1, 7, 1, 2, 3, 4, 'drawn', 1, 1);
  `);
}
