// What a model's labels stand for in a project: by what was said of its classes, else by name. Makes no class.
import type { CategoryId } from '../../common/annotation/types.ts';
import type { Detection } from '../../common/protocol.ts';
import type { ClassRule } from '../../common/modelRecords.ts';
import { knownClasses } from '../database/categories.ts';
import type { Database } from '../database/driver.ts';
import { classRules } from '../database/modelClasses.ts';

/** Both in the order of the model's classes. */
export interface LabelClasses {
  /** Undefined where a class is taken as it comes. */
  readonly rules: readonly (ClassRule | undefined)[];
  /** Undefined where the project has no such class. */
  readonly categories: readonly (CategoryId | undefined)[];
}

export function labelClasses(database: Database, model: string, classes: readonly string[]): LabelClasses {
  const byName = new Map(classRules(database, model).map((rule) => [rule.name, rule]));
  const rules = classes.map((name) => byName.get(name));
  const categories = knownClasses(database, classes).map((known, label) => {
    const to = rules[label]?.to;
    return typeof to === 'number' ? to : known;
  });
  return { rules, categories };
}

/** By what the project says of the model's class. */
export function isWanted({ rules }: Pick<LabelClasses, 'rules'>, { label, score }: Detection): boolean {
  const rule = rules[label];
  return rule === undefined || (rule.to !== 'ignore' && score >= (rule.score ?? 0));
}
