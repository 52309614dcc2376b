/** Which commands a query finds, in groups, the best first. Pure. */
import { fuzzyMatch } from './fuzzy.ts';
import type { Command, CommandGroup } from './workspace-commands.ts';

export interface FoundCommand {
  readonly command: Command;
  /** Places of the matched letters in the label. */
  readonly places: readonly number[];
}

export interface FoundGroup {
  readonly group: CommandGroup;
  readonly found: readonly FoundCommand[];
}

/** A label counts more than the words beside it. */
const NOT_IN_LABEL = 1.5;

/** Without a query everything in its order; with one, groups stand by their best command. */
export function findCommands(commands: readonly Command[], query: string): FoundGroup[] {
  const ranked = commands
    .map((command) => ({ command, ...rank(command, query) }))
    .filter(({ cost }) => cost < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.cost - b.cost);
  const groups = new Map<CommandGroup, FoundCommand[]>();
  for (const { command, places } of ranked) {
    const found = groups.get(command.group) ?? [];
    found.push({ command, places });
    groups.set(command.group, found);
  }
  return [...groups].map(([group, found]) => ({ group, found }));
}

function rank({ label, also }: Command, query: string): { readonly cost: number; readonly places: readonly number[] } {
  const inLabel = fuzzyMatch(query, label);
  if (inLabel !== null) return inLabel;
  const anywhere = fuzzyMatch(query, `${label} ${also}`);
  if (anywhere === null) return { cost: Number.POSITIVE_INFINITY, places: [] };
  return { cost: anywhere.cost + NOT_IN_LABEL, places: anywhere.places.filter((place) => place < label.length) };
}

/** The commands in the order in which the arrows go through them. */
export function inOrder(groups: readonly FoundGroup[]): FoundCommand[] {
  return groups.flatMap(({ found }) => found);
}
