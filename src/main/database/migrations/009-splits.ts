// Version 9: which part of a data set a picture belongs to.
export const splits = `
-- "train", "val", "test" or what an imported file called it; null: none
ALTER TABLE images ADD COLUMN split TEXT;
`;
