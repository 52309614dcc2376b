/**
 * Plays a recording beside the page, so that working through all states holds nothing up. Trusts what it is sent: the
 * page has validated the recording. Plain data only; must import neither zod nor React.
 */
import { NotRecorded, Player, type Position, ScheduleDrift, ScheduleError } from '@lockstep/explorer';
import type { PlayAnswer, PlayRequest } from './player-protocol.ts';

const BUDGET = { maxStates: 300_000, maxMs: 8_000 } as const;

let player: Player | null = null;
/** What can come of the call at all, once it was worked out. */
let start: Pick<Position, 'outcomes'> | null = null;
let newest = 0;
/** Positions are played one after the other: a player is in one state at a time. */
let turn: Promise<void> = Promise.resolve();

self.addEventListener('message', ({ data }: MessageEvent<PlayRequest>) => {
  switch (data.kind) {
    case 'open':
      player = new Player({ histories: data.histories, monotonicMs: () => performance.now(), budget: BUDGET });
      return;
    case 'at': {
      const { number, actors } = data;
      newest = number;
      turn = turn.then(async () => {
        if (number === newest) self.postMessage(await answer(number, actors));
      });
      return;
    }
    default:
      data satisfies never;
  }
});

async function answer(number: number, actors: readonly string[]): Promise<PlayAnswer> {
  try {
    if (player === null) throw new Error('nothing was opened');
    start ??= await player.at([]);
    return { kind: 'position', number, position: await player.at(actors), fromStart: start.outcomes };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The beginning can always be played: when it cannot, nobody's choices are to blame.
    const refused =
      actors.length > 0 &&
      (error instanceof ScheduleError || error instanceof ScheduleDrift || error instanceof NotRecorded);
    return refused ? { kind: 'refused', number, reason: message } : { kind: 'failed', number, message };
  }
}
