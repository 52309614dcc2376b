/**
 * What is drawn of the steps that made a schedule fail: which belong together, and what one process still held when it acted.
 * Pure. Only what the trace shows is told: a read is called stale when its own process wrote the same place later, and somebody
 * else wrote it in between.
 */
import type { Finding, Trace, TraceStep } from '@lockstep/protocol';

export interface CrossingLink {
  /** Steps from 0; `from` comes first. */
  readonly from: number;
  readonly to: number;
  /** `stale`: from a look to the act on what was seen. `other`: the same of the one that came between. `pair`: nothing orders the two. */
  readonly kind: 'stale' | 'other' | 'pair';
  /** The value that is carried from one to the other; null where the trace does not say it. */
  readonly holds: string | null;
}

export interface Crossing {
  /** As the finding names them. */
  readonly unordered: readonly number[];
  /** First and last step that belong to it. */
  readonly from: number;
  readonly to: number;
  /** All that belong to it, in order. */
  readonly steps: readonly number[];
  readonly links: readonly CrossingLink[];
}

export function crossingOf({ failing, pattern, unordered }: Pick<Finding, 'failing' | 'pattern' | 'unordered'>) {
  const [first, second] = unordered;
  if (first === undefined || second === undefined) return null;
  switch (pattern) {
    case 'lost-update':
      return crossing(unordered, lostUpdate(failing, first, second));
    case 'check-then-act':
      return crossing(unordered, checkThenAct(failing, first, second));
    default:
      return crossing(unordered, null);
  }
}

function crossing(unordered: readonly number[], found: readonly CrossingLink[] | null): Crossing {
  const [a = 0, b = 0] = [...unordered].sort((one, other) => one - other);
  const links = found ?? [{ from: a, to: b, kind: 'pair', holds: null } as const];
  const steps = [...new Set([...unordered, ...links.flatMap(({ from, to }) => [from, to])])].sort((x, y) => x - y);
  return { unordered, from: steps[0] ?? a, to: steps.at(-1) ?? b, steps, links };
}

/** `write` lost what `other` wrote. */
function lostUpdate(trace: Trace, other: number, write: number): CrossingLink[] | null {
  const read = readBefore(trace, write);
  if (read === null || read >= other) return null;
  const stale = { from: read, to: write, kind: 'stale', holds: seen(trace.steps[read]) } as const;
  const otherRead = readBefore(trace, other);
  return otherRead === null ? [stale] : [stale, { from: otherRead, to: other, kind: 'other', holds: null }];
}

/** `other` changed what `look` had seen before it was acted upon. */
function checkThenAct({ steps }: Trace, look: number, other: number): CrossingLink[] | null {
  const from = steps[look];
  const act = steps.findIndex(
    (step, at) =>
      at > other &&
      step.actor.process === from?.actor.process &&
      step.objectName === from?.objectName &&
      step.before !== step.after,
  );
  return act < 0 ? null : [{ from: look, to: act, kind: 'stale', holds: seen(from) }];
}

/** The first look of a process at the place that it writes, since it wrote there itself the last time. */
function readBefore({ steps }: Trace, write: number): number | null {
  const written = steps[write];
  const place = written === undefined ? null : placeOf(written);
  if (written === undefined || place === null) return null;
  let read: number | null = null;
  for (let at = write - 1; at >= 0; at--) {
    const step = steps[at];
    if (step?.actor.process !== written.actor.process || step.objectName !== written.objectName) continue;
    if (placeOf(step) !== place) continue;
    if (step.kind === 'write' || step.before !== step.after) break;
    read = at;
  }
  return read;
}

/** Which part of its object a step is about, as its words name it: `counter`, `cells[1]`. The whole object where they name none. */
function placeOf({ kind, text, objectName }: TraceStep): string | null {
  if (kind === 'read' || kind === 'write') return /^\w+ (.+?): /.exec(text)?.[1] ?? objectName;
  return objectName;
}

const LONGEST_VALUE = 14;

/** What a look found. */
export function seen(step: TraceStep | undefined): string | null {
  if (step === undefined) return null;
  const value = valueIn(step.result) ?? (step.before === step.after ? step.after : null);
  if (value === null) return null;
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE - 1)}…` : value;
}

/** The result of a read is a list of texts, as JSON. */
function valueIn(result: string | null): string | null {
  if (result === null) return null;
  try {
    const parsed: unknown = JSON.parse(result);
    return Array.isArray(parsed) ? parsed.map(String).join(', ') : String(parsed);
  } catch {
    // A long one was cut.
    return null;
  }
}
