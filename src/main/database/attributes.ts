// What a project asks of its boxes beyond the class: the definitions, and which of them boxes carry.
import { faultIn } from '../../common/annotation/attributes.ts';
import type { AttributeDefinition } from '../../common/annotation/attributes.ts';
import type { ImageId, ImageSummary } from '../../common/annotation/types.ts';
import { fail } from '../../common/result.ts';
import type { Database } from './driver.ts';
import { imageSummary } from './images.ts';
import { storedJson } from './storedJson.ts';

type Row = readonly [string, AttributeDefinition['kind'], string, string | null];

/** In the project's order. */
export function attributeDefinitions(database: Database): AttributeDefinition[] {
  return database
    .rows<Row>('SELECT name, kind, choices, categories FROM attributes ORDER BY position')
    .map(([name, kind, choices, categories]) => ({
      name,
      kind,
      choices: storedJson<string[]>(choices, `attributes[${name}].choices`),
      categories: categories === null ? 'all' : storedJson<number[]>(categories, `attributes[${name}].categories`),
    }));
}

/**
 * Takes the place of all definitions. What boxes say in a name that is not there any more stays with them and in the export; nothing is
 * lost by a slip. Fails with `invalid`, saying why.
 */
export function setAttributeDefinitions(
  database: Database,
  definitions: readonly AttributeDefinition[],
): AttributeDefinition[] {
  const fault = faultIn(definitions);
  if (fault !== undefined) fail('invalid', fault);
  database.transaction(() => {
    database.run('DELETE FROM attributes');
    definitions.forEach(({ name, kind, choices, categories }, position) => {
      database.run(
        'INSERT INTO attributes (name, kind, choices, categories, position) VALUES (:name, :kind, :choices, :categories, :position)',
        {
          name,
          kind,
          choices: JSON.stringify(choices),
          categories: categories === 'all' ? null : JSON.stringify(categories),
          position,
        },
      );
    });
  });
  return attributeDefinitions(database);
}

/** Words on a picture; empty ones take the note away. Fails with not-found. */
export function setImageNote(database: Database, image: ImageId, words: string): ImageSummary {
  const note = words.trim() === '' ? null : words.trim();
  database.run('UPDATE images SET note = :note WHERE id = :image', { image, note });
  return imageSummary(database, image);
}
