// Version 3: what becomes of a model's classes in this project.
export const modelClasses = `
CREATE TABLE model_classes (
  model TEXT NOT NULL,
  -- the class as the model names it
  name TEXT NOT NULL,
  -- the project's class that it stands for; null: the one of the same name, made when something of it is found
  category INTEGER REFERENCES categories(id) ON DELETE CASCADE,
  -- 1: what the model finds of it is left out
  ignored INTEGER NOT NULL DEFAULT 0 CHECK (ignored IN (0, 1)),
  -- the least score of it that is proposed; null: as for every class
  score REAL CHECK (score IS NULL OR (score >= 0 AND score <= 1)),
  PRIMARY KEY (model, name)
) WITHOUT ROWID;
`;
