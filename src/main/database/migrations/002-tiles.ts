// Version 2: each pre-labelling run says how large pictures were cut for it.
export const tiles = `
-- the wish for tiles as JSON; null where every picture was looked at whole
ALTER TABLE runs ADD COLUMN tiles TEXT;
`;
