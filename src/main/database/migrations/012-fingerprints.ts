// Version 12: what pictures look like in 64 bits each, so that near-duplicates are found without opening them again.
export const fingerprints = `
-- 16 hexadecimal digits (common/insight/fingerprint.ts); null: not made yet, or the picture cannot be read
ALTER TABLE images ADD COLUMN fingerprint TEXT;
-- size and time of the file that it was made from
ALTER TABLE images ADD COLUMN fingerprint_bytes INTEGER;
ALTER TABLE images ADD COLUMN fingerprint_mtime REAL;
`;
