/** The lines of the shown program, for a timeline that speaks of them. */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useLayoutMode } from '../../shared/ui/layout-mode.ts';

export interface ProgramLines {
  /** Lights a line up, or none. Lines count from 1. */
  show(line: number | null): void;
  /** Brings a line into view and the focus to the program. */
  goTo(line: number): void;
  /** The text of a line without its indent. */
  text(line: number): string | undefined;
}

export function useProgramLines(program: string | null): {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly shown: number | null;
  readonly lines: ProgramLines;
} {
  const host = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<number | null>(null);
  const beside = useLayoutMode() !== 'narrow';
  const lines = useMemo((): ProgramLines => {
    const texts = program?.split('\n') ?? [];
    return {
      show: setShown,
      goTo: (line) => {
        const element = lineIn(host.current, line);
        element?.scrollIntoView({ block: 'center' });
        element?.closest('pre')?.focus({ preventScroll: true });
      },
      text: (line) => texts[line - 1]?.trim(),
    };
  }, [program]);

  // Above the timeline, as on a phone, the program stays where it is: its reader looks at the steps.
  useEffect(() => {
    if (beside && shown !== null) lineIn(host.current, shown)?.scrollIntoView({ block: 'nearest' });
  }, [beside, shown]);
  return { host, shown, lines };
}

function lineIn(host: HTMLElement | null, line: number): HTMLElement | null {
  return host?.querySelector<HTMLElement>(`[data-line="${line}"]`) ?? null;
}
