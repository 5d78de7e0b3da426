// Version 7: boxes of all pictures in the order of score, size or class, and steps over many of them at once.
export const grid = `
-- Each holds all that a filter asks, so that a million boxes are read without their rows. As expressions and not as generated
-- columns: only so does SQLite take what the index holds. boxList.ts has to spell them the same.
CREATE INDEX annotations_by_score ON annotations (coalesce(score, 1.0), id, origin, category, (x2 - x1) * (y2 - y1));
CREATE INDEX annotations_by_size ON annotations ((x2 - x1) * (y2 - y1), id, origin, category, coalesce(score, 1.0));
CREATE INDEX annotations_by_class_and_score ON annotations (category, coalesce(score, 1.0), id, origin, (x2 - x1) * (y2 - y1));
CREATE INDEX annotations_by_picture ON annotations (image, id, origin, category, coalesce(score, 1.0), (x2 - x1) * (y2 - y1));
-- the last begins with this
DROP INDEX annotations_by_image;

-- What a step over many boxes found and what it left; null where the box was not there.
CREATE TABLE box_edits (
  edit INTEGER NOT NULL REFERENCES category_edits(id),
  box INTEGER NOT NULL,
  origin_before TEXT,
  category_before INTEGER,
  origin_after TEXT,
  category_after INTEGER,
  -- who made and changed it, as JSON of [made_by, made_at, changed_by, changed_at]
  stamps_before TEXT,
  stamps_after TEXT,
  PRIMARY KEY (edit, box)
) STRICT, WITHOUT ROWID;
-- of a box that such a step removed; null: that of the class that was deleted
ALTER TABLE category_edit_boxes ADD COLUMN category INTEGER;
`;
