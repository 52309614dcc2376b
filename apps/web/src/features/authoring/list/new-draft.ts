/** Making drafts. */
import { type PackageDraft, PackagePath, Slug } from '@lockstep/protocol';
import type { Api } from '../../../shared/api/api.ts';
import { drafts, files } from '../authoring-api.ts';
import { applied } from '../yaml/text-change.ts';
import { yamlChanges } from '../yaml/yaml-edit.ts';

const PROBLEM = PackagePath.parse('problem.yaml');

/** What is asked of a new exercise. */
export interface NewExercise {
  readonly slug: string;
  readonly title: string;
  /** Number of the track; null: that of the skeleton. */
  readonly track: number | null;
}

/** A draft of the skeleton with that title in that track. */
export async function makeExercise(api: Api, { slug, title, track }: NewExercise): Promise<PackageDraft> {
  const draft = await drafts.make(api, { kind: 'skeleton', slug: Slug.parse(slug) });
  const { content, version } = await files.read(api, draft.id, PROBLEM);
  let text = content;
  for (const [key, value] of [
    ['title', title],
    ['track', track],
  ] as const) {
    const changes = value === null ? null : yamlChanges(text, [key], value);
    // What cannot be changed is there to be changed by hand.
    if (changes !== null) text = applied(text, changes);
  }
  if (text !== content) await files.save(api, draft.id, PROBLEM, { content: text, follows: version }, false);
  return draft;
}

/** `Two locks, one order` as `two-locks-one-order`. */
export function slugOf(title: string): string {
  const plain = title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.match(/[a-z0-9]+/g) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > 64) break;
    slug = longer;
  }
  return slug;
}
