// Version 5: who made and changed boxes, what was said of pictures by whom, and what it takes to add that up quickly.
const stamps = ['made_by TEXT', 'made_at INTEGER', 'changed_by TEXT', 'changed_at INTEGER', 'missed_by TEXT'];
const stampsOf = (table: string): string =>
  stamps.map((column) => `ALTER TABLE ${table} ADD COLUMN ${column};`).join('\n');

export const people = `
-- Times in milliseconds since 1970, of the hand; annotations.created and changed are those of the row.
-- missed_by: of a box drawn by hand, the model whose proposals were on the picture, which had not found it.
${stampsOf('annotations')}
${stampsOf('category_edit_boxes')}

-- Every verdict on a picture, newest last; taking one back removes it. The newest stands on the picture too.
CREATE TABLE verdicts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  image INTEGER NOT NULL REFERENCES images(id),
  verdict TEXT NOT NULL CHECK (verdict IN ('done', 'reviewed', 'returned')),
  -- null where it is not known: from before version 5, or of somebody without a name
  made_by TEXT,
  made_at INTEGER,
  note TEXT
) STRICT;
CREATE INDEX verdicts_by_image ON verdicts (image);
CREATE INDEX verdicts_by_time ON verdicts (made_at, made_by, verdict, image);

ALTER TABLE images ADD COLUMN verdict TEXT CHECK (verdict IN ('done', 'reviewed', 'returned'));
ALTER TABLE images ADD COLUMN verdict_by TEXT;
ALTER TABLE images ADD COLUMN verdict_at INTEGER;
ALTER TABLE images ADD COLUMN verdict_note TEXT;
-- the model that proposed last
ALTER TABLE images ADD COLUMN proposed_by TEXT;
INSERT INTO verdicts (image, verdict) SELECT id, 'done' FROM images WHERE done = 1 ORDER BY id;
UPDATE images SET verdict = 'done' WHERE done = 1;
ALTER TABLE images DROP COLUMN done;
UPDATE images SET proposed_by =
  (SELECT model FROM annotations WHERE image = images.id AND model IS NOT NULL ORDER BY id DESC LIMIT 1);

DROP INDEX annotations_by_category;
CREATE INDEX annotations_by_class ON annotations (category, origin, image);
CREATE INDEX annotations_by_model ON annotations (model, origin) WHERE model IS NOT NULL;
CREATE INDEX annotations_missed ON annotations (missed_by) WHERE missed_by IS NOT NULL;
CREATE INDEX annotations_by_making ON annotations (made_at, made_by, image) WHERE made_at IS NOT NULL;
CREATE INDEX annotations_by_changing ON annotations (changed_at, changed_by, image) WHERE changed_at IS NOT NULL;
`;
