// Version 11: what tells a picture that was renamed or moved, and where picture folders were before.
export const folders = `
-- SHA-256 of the file, so that it is known again under another name; null: not read yet, or too large to be
ALTER TABLE images ADD COLUMN content TEXT;
CREATE INDEX images_by_content ON images (content) WHERE content IS NOT NULL;
-- asked before the row of a picture gives way
CREATE INDEX removed_annotations_by_image ON removed_annotations (image);
CREATE INDEX category_edit_boxes_by_image ON category_edit_boxes (image);

-- Each time somebody said where a folder is now, newest last; taking it back marks it.
CREATE TABLE folder_moves (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder INTEGER NOT NULL REFERENCES folders(id),
  path_before TEXT NOT NULL,
  relative_before TEXT,
  path_after TEXT NOT NULL,
  made INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
`;
