// Version 8: what the model before had proposed on a picture, so that what a new one changed can be shown.
export const replaced = `
-- which version of the model in proposed_by it was (the beginning of its file's SHA-256); null: not known
ALTER TABLE images ADD COLUMN proposed_version TEXT;

-- How models that proposed here were called; one that was removed is still named.
CREATE TABLE model_names (
  model TEXT NOT NULL,
  version TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (model, version)
) STRICT, WITHOUT ROWID;

-- Of a picture, the undecided proposals that those of another model took the place of last.
CREATE TABLE replaced_proposals (
  image INTEGER PRIMARY KEY REFERENCES images(id) ON DELETE CASCADE,
  model TEXT NOT NULL,
  version TEXT,
  -- seven little-endian numbers a box (replacedProposals.ts)
  boxes BLOB NOT NULL,
  -- ids of the proposals that came in their place; last is before first where none came
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT;
`;
