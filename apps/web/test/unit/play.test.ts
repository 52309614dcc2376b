import type { Position } from '@lockstep/explorer';
import type { NumberedEvent, SubmissionEvent } from '@lockstep/protocol';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../src/features/play/commands.ts';
import { endSentence } from '../../src/features/play/messages.ts';
import { movesOf, nextLines } from '../../src/features/play/moves-model.ts';
import { decidedBy, knownOutcomes, marksOf, nothingBreaks, prospectOf } from '../../src/features/play/outcome-marks.ts';
import { PlaySession, type PlayWorker } from '../../src/features/play/play-session.ts';
import type { PlayAnswer, PlayRequest } from '../../src/features/play/player-protocol.ts';
import { parseRuns, runsText, startsWith, towards } from '../../src/features/play/schedule-text.ts';
import { exploredBy } from '../../src/shared/explored.ts';
import { scheduleRuns } from '../../src/shared/timeline/schedules.ts';
import { FOUND } from '../explored-streams.ts';
import { RECORDED } from '../recordings.ts';

describe('the text of a position', () => {
  it.each([
    ['', []],
    ['0', ['0']],
    ['0*2,0.1,0.0!', ['0', '0', '0.1', '0.0!']],
    ['0,0.10,0.1~0#2*2,0.1x', ['0', '0.10', '0.1~0#2', '0.1~0#2', '0.1x']],
  ])('"%s" has one reading and one writing', (text, actors) => {
    expect(parseRuns(text)).toEqual(actors);
    expect(runsText(actors)).toBe(text);
  });

  it.each([',', '0,', '0*0', '0*-1', '0*2*2', '0*x', '0;1', 'a b', '0*9999', '0*1500,0.1*501', 'x'.repeat(70)])(
    '"%s" is none',
    (text) => {
      expect(parseRuns(text)).toBe(null);
    },
  );

  it('is the middle of a schedule', () => {
    expect(scheduleRuns('1;0*2,0.1;9f2c01ab')).toBe('0*2,0.1');
    expect(scheduleRuns('nothing')).toBe('');
  });

  it('is long as a game at most', () => {
    expect(parseRuns('0*1999,0.1')).toHaveLength(2_000);
  });
});

describe('a way that is shown', () => {
  const way = ['0', '0', '0.1', '0.0'];
  it('is gone a step at a time, to its end', () => {
    expect(towards(way, [])).toEqual(['0']);
    expect(towards(way, ['0', '0', '0.1'])).toEqual(way);
    expect(towards(way, way)).toBe(null);
  });

  it('is come back to where one left it', () => {
    expect(towards(way, ['0', '0', '0.0', '0.1'])).toEqual(['0', '0']);
    expect(towards(way, [...way, '0'])).toEqual(way);
    expect(startsWith(way, ['0', '0.1'])).toBe(false);
  });
});

const known = knownOutcomes(
  [
    { key: 'two', text: 'returned 2', right: false },
    { key: 'four', text: 'returned 4', right: true },
    { key: '{"kind":"stuck"}', text: 'never ends', right: false },
  ],
  ['two', 'four', '{"kind":"stuck"}', 'other'],
);
const open = knownOutcomes(
  RECORDED.oppositeLocks.outcomes,
  RECORDED.oppositeLocks.outcomes.map(({ key }) => key),
);

describe('marks of outcomes', () => {
  it('never vanish, and keep their order', () => {
    expect(marksOf(known, ['four']).map(({ outcome, possible }) => [outcome.text, possible])).toEqual([
      ['returned 2', false],
      ['returned 4', true],
      ['never ends', false],
      ['another outcome', false],
    ]);
  });

  it('tell who is stuck', () => {
    expect(known.map(({ stuck }) => stuck)).toEqual([false, false, true, false]);
    expect(open.map(({ text, stuck }) => [text, stuck])).toEqual([
      ['(8, 12)', false],
      ['never ends', true],
    ]);
  });

  it('together are a prospect', () => {
    expect(prospectOf(known, ['two', 'four'])).toBe('open');
    expect(prospectOf(known, ['four'])).toBe('right');
    expect(prospectOf(known, ['two', '{"kind":"stuck"}'])).toBe('wrong');
    expect(prospectOf(known, ['other'])).toBe('settled');
    expect(prospectOf(known, ['four', 'other'])).toBe('open');
    expect(prospectOf(known, [])).toBe('open');
  });

  it('say what a choice decides, once', () => {
    expect(decidedBy(known, ['two', 'four'], ['four'])).toBe('right');
    expect(decidedBy(known, ['two', 'four'], ['two'])).toBe('wrong');
    expect(decidedBy(known, ['two'], ['two'])).toBe(null);
    expect(decidedBy(known, ['two', 'four'], ['two', 'four'])).toBe(null);
    expect(decidedBy(known, null, ['four'])).toBe(null);
    expect(decidedBy(known, ['two', 'four'], null)).toBe(null);
    expect(
      decidedBy(
        open,
        open.map(({ key }) => key),
        [open[1]?.key ?? ''],
      ),
    ).toBe('settled');
  });

  it('say that nothing breaks a call only where all of it is known', () => {
    const { outcomes } = RECORDED.locked;
    const fromStart = outcomes.map(({ key }) => key);
    expect(nothingBreaks(knownOutcomes(outcomes, fromStart), fromStart)).toBe(true);
    expect(nothingBreaks(knownOutcomes(outcomes, null), null)).toBe(false);
    expect(nothingBreaks(knownOutcomes(outcomes, [...fromStart, 'other']), [...fromStart, 'other'])).toBe(false);
    expect(nothingBreaks(known, ['two', 'four'])).toBe(false);
  });
});

it.each([
  ['returned 2', false, 'It returned 2.'],
  ['raised KeyError in line 3: 1', false, 'It raised KeyError in line 3: 1.'],
  ['raises KeyError', false, 'It raises KeyError.'],
  ['a child raises KeyError', false, 'A child raises KeyError.'],
  ['(8, 12)', false, 'It came to (8, 12).'],
  ['never ends', true, 'It never ends: nobody can go on.'],
])('the end "%s" is a sentence', (text, stuck, sentence) => {
  expect(endSentence({ text, stuck })).toBe(sentence);
});

it('keys are commands', () => {
  expect(commandOf('1')).toEqual({ kind: 'move', place: 0 });
  expect(commandOf('9')).toEqual({ kind: 'move', place: 8 });
  expect(['0', '10', 'x', 'enter'].map(commandOf)).toEqual([null, null, null, null]);
  expect(['backspace', 'arrowleft', 'arrowright', 'r', '?'].map((key) => commandOf(key)?.kind)).toEqual([
    'undo',
    'undo',
    'redo',
    'restart',
    'keys',
  ]);
});

const race = FOUND.race.findings[0]?.failing;
const steps = race?.steps ?? [];
const trace = { schedule: '', processes: race?.processes ?? [], steps: [], preemptions: 0, waiting: [], outcome: '' };
const waiting = { process: '0', text: 'waits', object: null, line: 21, heldBy: [] };
const stepOf = (process: string) => steps.find(({ actor }) => actor.process === process) ?? null;

function position(change: Partial<Position>): Position {
  return { actors: [], trace, choices: [], waiting: [], outcome: null, outcomes: null, ...change };
}

describe('moves', () => {
  const choice = (actor: string, known = true) => ({ actor, step: known ? stepOf(actor) : null, outcomes: null });

  it('stand in the order of the lanes, those who wait among them', () => {
    const moves = movesOf(position({ choices: [choice('0.1'), choice('0.0')], waiting: [waiting] }));
    expect(moves.map(({ kind, process }) => [kind, process])).toEqual([
      ['waiting', '0'],
      ['choice', '0.0'],
      ['choice', '0.1'],
    ]);
    expect([...nextLines(moves)]).toEqual([
      [21, ['0']],
      [stepOf('0.0')?.line, ['0.0', '0.1']],
    ]);
  });

  it('have their process where nothing is known of the step', () => {
    const moves = movesOf(position({ choices: [choice('0.1~0#0', false), choice('0.0!', false)] }));
    expect(moves.map(({ process }) => process)).toEqual(['0.0', '0.1']);
    expect(nextLines(moves).size).toBe(0);
  });
});

it('what was explored is that of the last judging', () => {
  const scope = FOUND.race.scopes[0];
  const finding = FOUND.race.findings[0];
  if (scope === undefined || finding === undefined) throw new Error('nothing was found');
  const numbered = (events: readonly SubmissionEvent[]): NumberedEvent[] =>
    events.map((event, at) => ({ seq: at + 1, at: '2026-01-01T00:00:00.000Z', event }));
  const found: SubmissionEvent[] = [
    { kind: 'scope', index: 0, total: 1, scope },
    { kind: 'finding', finding },
  ];
  expect(exploredBy(numbered(found))).toEqual({ scopes: [scope], findings: [finding] });
  expect(exploredBy(numbered([...found, { kind: 'restarted', reason: 'grader-lost' }, ...found])).scopes).toHaveLength(
    1,
  );
  expect(exploredBy(numbered([...found, { kind: 'started', attempt: 2, phases: [] }])).findings).toEqual([]);
});

type AnswerListener = (event: { readonly data: PlayAnswer }) => void;
type ErrorListener = (event: { readonly message?: string }) => void;

class FakeWorker implements PlayWorker {
  readonly asked: PlayRequest[] = [];
  terminated = false;
  #answer: AnswerListener = () => {};
  #error: ErrorListener = () => {};
  postMessage(request: PlayRequest): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.terminated = true;
  }
  addEventListener(kind: 'message' | 'error', listener: (event: never) => void): void {
    if (kind === 'message') this.#answer = listener as AnswerListener;
    else this.#error = listener as ErrorListener;
  }
  answer(data: PlayAnswer): void {
    this.#answer({ data });
  }
  fail(message: string): void {
    this.#error({ message });
  }
}

describe('a session', () => {
  const opened = () => {
    const worker = new FakeWorker();
    return { worker, session: new PlaySession(worker, RECORDED.racy.histories) };
  };
  const answered = (number: number, actors: readonly string[]): PlayAnswer => ({
    kind: 'position',
    number,
    position: position({ actors }),
    fromStart: ['two'],
  });

  it('opens once, and takes the answer of its last question only', () => {
    const { worker, session } = opened();
    session.ask(['0']);
    session.ask(['0', '0']);
    expect(worker.asked.map(({ kind }) => kind)).toEqual(['open', 'at', 'at']);
    worker.answer(answered(1, ['0']));
    expect(session.snapshot()).toMatchObject({ position: null, busy: true });
    worker.answer(answered(2, ['0', '0']));
    expect(session.snapshot()).toMatchObject({ position: { actors: ['0', '0'] }, busy: false, fromStart: ['two'] });
    worker.answer(answered(1, ['0']));
    expect(session.snapshot().position?.actors).toEqual(['0', '0']);
  });

  it('keeps its position while another is refused, and goes on after that', () => {
    const { worker, session } = opened();
    session.ask([]);
    worker.answer(answered(1, []));
    session.ask(['7']);
    worker.answer({ kind: 'refused', number: 2, reason: 'no such process' });
    expect(session.snapshot()).toMatchObject({ position: { actors: [] }, busy: false, problem: { kind: 'refused' } });
    session.ask([]);
    expect(session.snapshot()).toMatchObject({ busy: true, problem: null });
  });

  it('is broken when the worker fails, in whichever way', () => {
    const { worker, session } = opened();
    session.ask([]);
    worker.fail('no such file');
    expect(session.snapshot().problem).toEqual({ kind: 'broken', message: 'no such file' });
    session.ask([]);
    worker.answer({ kind: 'failed', number: 2, message: 'our fault' });
    expect(session.snapshot().problem).toEqual({ kind: 'broken', message: 'our fault' });
  });

  it('ends its worker, and tells nobody anything after that', () => {
    const { worker, session } = opened();
    let told = 0;
    session.subscribe(() => {
      told += 1;
    });
    session.ask([]);
    session.stop();
    worker.answer(answered(1, []));
    expect([worker.terminated, told]).toEqual([true, 1]);
  });
});
