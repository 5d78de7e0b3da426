// What becomes of a model's classes in a project: by name, another class, or nothing; and from which score. Remembered by model.
import type { CategoryId } from '../../common/annotation/types.ts';
import type { ClassRule } from '../../common/modelRecords.ts';
import { categoryById } from './categories.ts';
import type { Database } from './driver.ts';

type Row = readonly [string, CategoryId | null, number, number | null];

/** Only classes that are not taken as they come. */
export function classRules(database: Database, model: string): ClassRule[] {
  return database
    .rows<Row>('SELECT name, category, ignored, score FROM model_classes WHERE model = :model ORDER BY name', { model })
    .map(([name, category, ignored, score]) => ({
      name,
      to: ignored === 1 ? 'ignore' : (category ?? 'same-name'),
      ...(score !== null && { score }),
    }));
}

/** Takes the place of what was said of these classes before. Fails with not-found for a class that the project does not have. */
export function setClassRules(database: Database, model: string, rules: readonly ClassRule[]): void {
  database.transaction(() => {
    for (const { name, to, score } of rules) {
      database.run('DELETE FROM model_classes WHERE model = :model AND name = :name', { model, name });
      if (to === 'same-name' && score === undefined) continue;
      const category = typeof to === 'number' ? categoryById(database, to).id : null;
      database.run(
        'INSERT INTO model_classes (model, name, category, ignored, score) VALUES (:model, :name, :category, :ignored, :score)',
        { model, name, category, ignored: to === 'ignore' ? 1 : 0, score: score ?? null },
      );
    }
  });
}
