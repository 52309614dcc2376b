/** Who is here: the tabs of each person taken together. Pure. */
import type { InterviewItem, LivePerson } from '@lockstep/protocol';

/** One connection. */
export interface Tab extends Readonly<Pick<LivePerson, 'key' | 'name' | 'role' | 'item' | 'away'>> {
  /** Rises with each time that somebody looked at something; 0: not yet. */
  readonly lookedAt: number;
}

/** The candidate first, then interviewers by name. */
export function peopleOf(tabs: Iterable<Tab>): LivePerson[] {
  const byKey = new Map<string, Tab[]>();
  for (const tab of tabs) byKey.set(tab.key, [...(byKey.get(tab.key) ?? []), tab]);
  const people = [...byKey.values()].flatMap((own) => {
    const [first, ...others] = own;
    if (first === undefined) return [];
    const { key, name, role } = first;
    const latest = others.reduce((a, b) => (b.lookedAt > a.lookedAt ? b : a), first);
    return [{ key, name, role, item: latest.item, away: own.every(({ away }) => away) }];
  });
  return people.sort((a, b) => compare(a.role, b.role) || compare(a.name, b.name) || compare(a.key, b.key));
}

/** `candidate` stands before `interviewer`. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

export function isSameItem(a: InterviewItem | null, b: InterviewItem | null): boolean {
  return a?.kind === b?.kind && a?.slug === b?.slug;
}
