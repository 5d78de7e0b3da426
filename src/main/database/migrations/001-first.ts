// Version 1 of the project file: pictures, boxes with where they came from, classes with their edits, runs, imports.
// Numbers of boxes by kind are kept on each picture by triggers, so that a list of 100,000 pictures is one read.
export const first = `
CREATE TABLE project (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  uuid TEXT NOT NULL,
  name TEXT NOT NULL,
  created TEXT NOT NULL,
  model TEXT NOT NULL,
  last_image INTEGER,
  next_annotation INTEGER NOT NULL DEFAULT 1,
  -- the first id below a million that was never given out, once next_annotation is past it (annotationIds.ts)
  next_low_annotation INTEGER NOT NULL DEFAULT 1,
  next_category INTEGER NOT NULL DEFAULT 1,
  -- info, licenses and unknown top-level keys of an imported dataset, as JSON
  dataset TEXT NOT NULL DEFAULT '{}'
) STRICT;

CREATE TABLE folders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  -- from the project folder, with "/", when it lies inside it: the project can then be moved as a whole
  relative TEXT,
  added TEXT NOT NULL
) STRICT;

CREATE TABLE images (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder INTEGER NOT NULL REFERENCES folders(id),
  name TEXT NOT NULL,
  -- natural order within the folder
  position INTEGER NOT NULL,
  -- the image's number in a COCO file; the imported one where there was one
  coco_id INTEGER NOT NULL UNIQUE,
  coco_imported INTEGER NOT NULL DEFAULT 0,
  width INTEGER NOT NULL DEFAULT 0,
  height INTEGER NOT NULL DEFAULT 0,
  format TEXT,
  orientation INTEGER NOT NULL DEFAULT 1,
  displayable INTEGER NOT NULL DEFAULT 1,
  bytes INTEGER NOT NULL DEFAULT 0,
  -- milliseconds since 1970
  mtime REAL NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0,
  vanished INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  warning TEXT,
  human INTEGER NOT NULL DEFAULT 0,
  proposed INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  extra TEXT,
  UNIQUE (folder, name)
) STRICT;
CREATE INDEX images_in_order ON images (folder, position, id);

-- What was found in a folder and is no picture row: dangling links, names that are not text, closed folders.
CREATE TABLE folder_problems (
  folder INTEGER NOT NULL REFERENCES folders(id),
  place TEXT NOT NULL,
  message TEXT NOT NULL,
  severity TEXT NOT NULL
) STRICT;
CREATE INDEX folder_problems_by_folder ON folder_problems (folder);

CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  colour TEXT NOT NULL,
  position INTEGER NOT NULL,
  extra TEXT
) STRICT;

CREATE TABLE annotations (
  id INTEGER PRIMARY KEY,
  image INTEGER NOT NULL REFERENCES images(id),
  category INTEGER NOT NULL REFERENCES categories(id),
  x1 REAL NOT NULL,
  y1 REAL NOT NULL,
  x2 REAL NOT NULL,
  y2 REAL NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('drawn', 'imported', 'proposed', 'accepted', 'edited', 'rejected')),
  model TEXT,
  score REAL,
  crowd INTEGER NOT NULL DEFAULT 0,
  extra TEXT,
  -- the id in the file that it was imported from
  source INTEGER,
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  CHECK ((score IS NULL) = (origin IN ('drawn', 'imported')))
) STRICT;
CREATE INDEX annotations_by_image ON annotations (image);
CREATE INDEX annotations_by_category ON annotations (category);

-- What a removed box carried beyond the window's fields, for when an undo brings it back under its id.
CREATE TABLE removed_annotations (
  id INTEGER PRIMARY KEY,
  image INTEGER NOT NULL,
  extra TEXT,
  source INTEGER,
  created INTEGER NOT NULL
) STRICT;

-- Edits of the class list, newest last, each with what it takes to undo it.
CREATE TABLE category_edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made INTEGER NOT NULL,
  record TEXT NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE category_edit_moves (
  edit INTEGER NOT NULL REFERENCES category_edits(id),
  annotation INTEGER NOT NULL,
  PRIMARY KEY (edit, annotation)
) STRICT, WITHOUT ROWID;
CREATE TABLE category_edit_boxes (
  edit INTEGER NOT NULL REFERENCES category_edits(id),
  id INTEGER NOT NULL,
  image INTEGER NOT NULL,
  x1 REAL NOT NULL,
  y1 REAL NOT NULL,
  x2 REAL NOT NULL,
  y2 REAL NOT NULL,
  origin TEXT NOT NULL,
  model TEXT,
  score REAL,
  crowd INTEGER NOT NULL,
  extra TEXT,
  source INTEGER,
  created INTEGER NOT NULL,
  PRIMARY KEY (edit, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  model TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER,
  state TEXT NOT NULL,
  pictures INTEGER NOT NULL DEFAULT 0,
  proposals INTEGER NOT NULL DEFAULT 0,
  covered INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL,
  made INTEGER NOT NULL,
  images INTEGER NOT NULL,
  annotations INTEGER NOT NULL
) STRICT;

CREATE TRIGGER count_added AFTER INSERT ON annotations BEGIN
  UPDATE images SET
    human = human + (new.origin NOT IN ('proposed', 'rejected')),
    proposed = proposed + (new.origin = 'proposed'),
    rejected = rejected + (new.origin = 'rejected')
  WHERE id = new.image;
END;
CREATE TRIGGER count_removed AFTER DELETE ON annotations BEGIN
  UPDATE images SET
    human = human - (old.origin NOT IN ('proposed', 'rejected')),
    proposed = proposed - (old.origin = 'proposed'),
    rejected = rejected - (old.origin = 'rejected')
  WHERE id = old.image;
END;
CREATE TRIGGER count_changed AFTER UPDATE OF origin ON annotations WHEN new.origin <> old.origin BEGIN
  UPDATE images SET
    human = human + (new.origin NOT IN ('proposed', 'rejected')) - (old.origin NOT IN ('proposed', 'rejected')),
    proposed = proposed + (new.origin = 'proposed') - (old.origin = 'proposed'),
    rejected = rejected + (new.origin = 'rejected') - (old.origin = 'rejected')
  WHERE id = new.image;
END;
`;
