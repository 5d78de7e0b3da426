// Version 4: what is said of boxes and pictures beyond the class.
export const attributes = `
CREATE TABLE attributes (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('flag', 'choice', 'text', 'number')),
  -- JSON list
  choices TEXT NOT NULL DEFAULT '[]',
  -- JSON list of classes; null: all of them
  categories TEXT,
  position INTEGER NOT NULL
) STRICT;
INSERT INTO attributes (name, kind, position) VALUES ('truncated', 'flag', 0), ('occluded', 'flag', 1), ('difficult', 'flag', 2);

-- JSON object by attribute name
ALTER TABLE annotations ADD COLUMN attributes TEXT;
ALTER TABLE annotations ADD COLUMN note TEXT;
ALTER TABLE category_edit_boxes ADD COLUMN attributes TEXT;
ALTER TABLE category_edit_boxes ADD COLUMN note TEXT;
ALTER TABLE images ADD COLUMN note TEXT;
`;
