/** What is entered of a rubric, and the rubric that it stands for. Pure. */
import { type Criterion, type Rubric, Criterion as Schema } from '@lockstep/protocol';
import { RUBRIC_FAULTS } from './messages.ts';

export const MOST_CRITERIA = 20;
export const LEVELS = { least: 2, most: 6 } as const;
export const WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export interface CriterionValue {
  /** Names it while it is edited. */
  readonly key: string;
  /** What it is called at the server, whatever becomes of its title; null: it is new. */
  readonly id: string | null;
  readonly title: string;
  readonly hint: string;
  readonly weight: number;
  /** From worst to best. */
  readonly levels: readonly string[];
}

export type CriterionField = 'title' | 'hint' | 'levels';
export type CriterionFaults = Readonly<Partial<Record<CriterionField, string>>>;
/** By the key of a criterion. */
export type RubricFaults = Readonly<Record<string, CriterionFaults>>;

export type RubricReading =
  | { readonly kind: 'rubric'; readonly rubric: Rubric }
  | { readonly kind: 'faults'; readonly faults: RubricFaults };

export function criterionValues(rubric: Rubric): CriterionValue[] {
  return rubric.map((criterion) => ({ ...criterion, key: criterion.id }));
}

/** One more, to be filled in. */
export function withNewCriterion(values: readonly CriterionValue[]): readonly CriterionValue[] {
  const numbers = values.map(({ key }) => Number(/^new (\d+)$/.exec(key)?.[1] ?? 0));
  const key = `new ${Math.max(0, ...numbers) + 1}`;
  return [...values, { key, id: null, title: '', hint: '', weight: 1, levels: ['', ''] }];
}

/** The rubric, or what is wrong beside each criterion. Levels that are left empty at the end are none. */
export function readRubric(values: readonly CriterionValue[]): RubricReading {
  const faults: Record<string, CriterionFaults> = {};
  const rubric: Criterion[] = [];
  const taken = new Set(values.flatMap(({ id }) => (id === null ? [] : [id])));
  for (const value of values) {
    const id = value.id ?? newId(value.title, taken);
    taken.add(id);
    const { title, hint, weight, levels } = value;
    const parsed = Schema.safeParse({ id, title, hint, weight, levels: writtenLevels(levels) });
    if (parsed.success) rubric.push(parsed.data);
    else
      faults[value.key] = faultsOf(
        parsed.error.issues.map(({ path }) => path[0]),
        value.levels,
      );
  }
  return Object.keys(faults).length === 0 ? { kind: 'rubric', rubric } : { kind: 'faults', faults };
}

function writtenLevels(levels: readonly string[]): readonly string[] {
  return levels.slice(0, levels.findLastIndex((level) => level.trim() !== '') + 1);
}

function faultsOf(fields: readonly unknown[], levels: readonly string[]): CriterionFaults {
  const written = writtenLevels(levels).map((level) => level.trim());
  const levelFault =
    written.length < LEVELS.least
      ? RUBRIC_FAULTS.fewLevels
      : written.includes('')
        ? RUBRIC_FAULTS.emptyLevel
        : new Set(written).size < written.length
          ? RUBRIC_FAULTS.sameLevels
          : RUBRIC_FAULTS.longLevel;
  return {
    ...(fields.includes('title') || fields.includes('id') ? { title: RUBRIC_FAULTS.title } : {}),
    ...(fields.includes('hint') ? { hint: RUBRIC_FAULTS.hint } : {}),
    ...(fields.includes('levels') ? { levels: levelFault } : {}),
  };
}

/** Words of the title joined by hyphens, told apart by a number; titles in other scripts have a number only. */
function newId(title: string, taken: ReadonlySet<string>): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .join('-')
    .slice(0, 50)
    .replace(/-+$/, '');
  const base = words === '' ? 'criterion' : words;
  for (let number = 1; ; number++) {
    const id = number === 1 && words !== '' ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}
