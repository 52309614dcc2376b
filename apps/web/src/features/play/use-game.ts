/**
 * The course of a game: where it is, where it is to go, and what can be done there. One thing is done at a time: what is
 * asked for while a position or its address is still on the way waits for its turn, so that fast keys meet what they mean.
 */
import type { Position } from '@lockstep/explorer';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { Command } from './commands.ts';
import type { Guide } from './guide-strip.tsx';
import { type Move, movesOf } from './moves-model.ts';
import type { SessionState } from './play-session.ts';
import { parseRuns, runsText, startsWith, towards } from './schedule-text.ts';

/** A longer queue is no haste any more but a key that got stuck. */
const MOST_WAITING = 50;

const NO_MOVES: readonly Move[] = [];

export interface Game {
  readonly position: Position | null;
  readonly moves: readonly Move[];
  /** The last change was a step forward. */
  readonly forward: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly guide: Guide | null;
  /** The address named what cannot be played. */
  readonly unplayable: boolean;
  /** A move that was chosen though it cannot be made. */
  readonly refused: Move | null;
  readonly run: (command: Command) => void;
  readonly closeGuide: () => void;
}

export function useGame(options: {
  readonly session: SessionState;
  /** Where the session is to play to. */
  readonly target: string;
  /** The address says so, too. */
  readonly arrived: boolean;
  readonly onTarget: (to: string, replace: boolean) => void;
  readonly guides: readonly Guide[];
  readonly onKeys: () => void;
}): Game {
  const { session, target, guides } = options;
  const { position, problem } = session;
  const actors = position?.actors ?? NO_ACTORS;
  const busy = position === null || session.busy || !options.arrived || runsText(actors) !== target;
  const moves = useMemo(() => (position === null ? NO_MOVES : movesOf(position)), [position]);
  const [way, setWay] = useState<Guide['way'] | null>(null);
  const [refused, setRefused] = useState<Move | null>(null);
  const [unplayable, setUnplayable] = useState(false);
  const guide = guides.find((candidate) => candidate.way === way) ?? null;

  // The longest line that was played from here: undoing leaves it, so that it can be redone.
  const [line, setLine] = useState(actors);
  if (!startsWith(line, actors)) setLine(actors);
  const [shown, setShown] = useState({ steps: 0, position, forward: false });
  if (shown.position !== position) {
    setShown({ steps: actors.length, position, forward: shown.position !== null && actors.length > shown.steps });
  }

  const go = (to: readonly string[] | null | undefined): boolean => {
    const text = to == null ? target : runsText(to);
    if (text === target) return false;
    setRefused(null);
    setUnplayable(false);
    options.onTarget(text, false);
    return true;
  };
  const move = (place: number): boolean => {
    const chosen = moves[place];
    if (chosen === undefined) return false;
    if (chosen.kind === 'waiting' || chosen.choice.step === null) {
      setRefused(chosen);
      return false;
    }
    const to = [...actors, chosen.choice.actor];
    if (guide !== null && !startsWith(guide.actors, to)) setWay(null);
    return go(to);
  };
  /** Whether something is on its way now. */
  const perform = (command: Command): boolean => {
    switch (command.kind) {
      case 'move':
        return move(command.place);
      case 'undo':
        return go(actors.slice(0, -1));
      case 'redo':
        return go(line.slice(0, actors.length + 1));
      case 'restart':
        return go([]);
      case 'back':
        return go(actors.slice(0, command.steps));
      case 'guide': {
        const chosen = guides.find((candidate) => candidate.way === command.way);
        if (chosen === undefined) return false;
        setWay(chosen.way);
        return go(towards(chosen.actors, actors));
      }
      case 'guide-end':
        return go(guide?.actors);
      case 'keys':
        options.onKeys();
        return false;
      default:
        return command satisfies never;
    }
  };

  const waiting = useRef<Command[]>([]);
  const run = (command: Command): void => {
    if (!busy) perform(command);
    else if (waiting.current.length < MOST_WAITING) waiting.current.push(command);
  };
  const catchUp = useEffectEvent(() => {
    for (let next = waiting.current.shift(); next !== undefined; next = waiting.current.shift()) {
      if (perform(next)) return;
    }
  });
  useEffect(() => {
    if (!busy) catchUp();
  }, [busy]);

  const beginAnew = useEffectEvent(() => {
    if (target === '') return;
    waiting.current = [];
    setUnplayable(true);
    options.onTarget('', true);
  });
  const isRefused = problem?.kind === 'refused';
  useEffect(() => {
    if (isRefused) beginAnew();
  }, [isRefused]);

  return {
    position,
    moves,
    forward: shown.forward,
    canUndo: actors.length > 0,
    canRedo: line.length > actors.length,
    guide,
    unplayable,
    refused,
    run,
    closeGuide: () => setWay(null),
  };
}

const NO_ACTORS: readonly string[] = [];

/** The address says where to go first, then wherever it is led to by Back and Forward. */
export function useTarget(at: string, onGo: (to: string, replace: boolean) => void) {
  const [target, setTarget] = useState(at);
  const [known, setKnown] = useState(at);
  if (known !== at) {
    setKnown(at);
    setTarget(at);
  }
  const change = (to: string, replace: boolean): void => {
    setTarget(to);
    onGo(to, replace);
  };
  const shown = normalised(target);
  return { target: shown, arrived: normalised(at) === shown, change };
}

/** Hand-written addresses may say the same in another way. */
function normalised(text: string): string {
  const actors = parseRuns(text);
  return actors === null ? text : runsText(actors);
}
