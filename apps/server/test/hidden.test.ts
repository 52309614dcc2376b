/**
 * What is marked as hidden (protocol, hidden.ts) reaches no candidate: through no view, and through no answer of a route
 * that candidates may call, however much too much a view would hand over. FAST_CHECK_SEED tries others.
 */
import { exerciseListItem, exerciseView, questionListItem, questionView, sampleView } from '@lockstep/exercise-kit';
import {
  Exercise,
  LiveCodeMessage,
  LiveMessage,
  Question,
  Report,
  SubmissionEvent,
  TestReport,
  testView,
  type Verdict,
} from '@lockstep/protocol';
import type { EventFeed, Store, StoredSitting } from '@lockstep/store';
import fc from 'fast-check';
import type { RouteOptions } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildApp } from '../src/app.ts';
import { ServerConfig } from '../src/config.ts';
import { toldEvent } from '../src/interviews/sitting-rules.ts';
import { careless, hiddenPlaces, MARKED, marked, marksIn } from './sentinels.ts';
import { arbitraryOf } from './zod-arbitrary.ts';

const SEED = Number(process.env.FAST_CHECK_SEED ?? 20_261_122);
const WAYS = ['never', 'revealed', 'accepted', 'answered'] as const;

/** A value of the schema, with marks in what is hidden in these ways. */
function whole<T extends z.ZodType>(schema: T, ways: Parameters<typeof marked>[2] = WAYS): fc.Arbitrary<z.infer<T>> {
  return arbitraryOf(schema).map((value) => marked(schema, value, ways) as z.infer<T>);
}

function holds<T>(values: fc.Arbitrary<T>, check: (value: T) => void, numRuns = 100): void {
  const run = (value: T): void => {
    check(value);
  };
  fc.assert(fc.property(values, run), { seed: SEED, numRuns });
}

/** How many of the values have a mark: a property of values that have none would prove nothing. */
function withMarks<T>(values: fc.Arbitrary<T>): number {
  return fc.sample(values, { seed: SEED, numRuns: 50 }).filter((value) => marksIn(value).length > 0).length;
}

describe('a view', () => {
  it('of an exercise has nothing of hidden tests, checker and editorial', () => {
    const exercises = whole(Exercise);
    expect(withMarks(exercises)).toBeGreaterThan(40);
    holds(exercises, (exercise) => {
      const views = [exerciseView(exercise), exerciseListItem(exercise), exercise.samples.map(sampleView)];
      expect(marksIn(views)).toEqual([]);
    });
  });

  it('of a question has nothing of its answer before one was given', () => {
    const questions = whole(Question);
    expect(withMarks(questions)).toBeGreaterThan(40);
    holds(questions, (question) => {
      expect(marksIn([questionView(question, null), questionListItem(question, 'unanswered')])).toEqual([]);
    });
  });

  it('of a test has nothing that was made from its input, unless the author reveals it', () => {
    const reports = whole(TestReport);
    holds(reports, (report) => expect(marksIn(testView({ ...report, revealed: false }))).toEqual([]));
    const revealed = reports.map((report) => testView({ ...report, revealed: true }));
    expect(withMarks(revealed)).toBeGreaterThan(40);
  });

  it('of an event has no finding in an interview that tells verdicts only', () => {
    const settings = { feedback: 'verdicts' } as StoredSitting['settings'];
    const sitting = { settings } as StoredSitting;
    // The sentence of other verdicts is not about a schedule.
    const events = fc
      .tuple(whole(SubmissionEvent, ['findings']), fc.constantFrom<Verdict>('race', 'deadlock'))
      .map(
        ([event, verdict]): SubmissionEvent =>
          event.kind === 'finished' ? { ...event, verdict, sentence: MARKED } : event,
      );
    expect(withMarks(events)).toBeGreaterThan(5);
    holds(events, (event) => expect(marksIn(toldEvent(sitting, event))).toEqual([]), 300);
  });
});

describe('an answer to a candidate', () => {
  const routes: RouteOptions[] = [];
  let close = async (): Promise<void> => {};

  beforeAll(async () => {
    const config = ServerConfig.parse({ DATABASE_URL: 'postgresql://nowhere/', EXERCISES: '/', LOG_LEVEL: 'silent' });
    const feed: EventFeed = { connected: true, subscribe: () => () => {}, close: async () => {} };
    // Nothing is asked of it: no request comes.
    const app = await buildApp({
      store: { liveCodes: {} } as Store,
      feed,
      config,
      onRoute: (route) => routes.push(route),
    });
    close = () => app.close();
  });
  afterAll(() => close());

  /** What each route that candidates may call can answer, by route and status; and what the websockets say. */
  function answers(): (readonly [string, z.core.$ZodType])[] {
    const found = routes
      .filter(({ url, method, config }) => {
        const access = config?.access ?? '';
        return url.startsWith('/api') && method !== 'HEAD' && ['anyone', 'candidate'].includes(access);
      })
      .flatMap(({ method, url, schema }) =>
        Object.entries((schema?.response ?? {}) as Record<string, z.core.$ZodType>).map(
          ([status, answer]) => [`${String(method)} ${url} ${status}`, answer] as const,
        ),
      );
    return [...found, ['/api/live', LiveMessage], ['/api/live-code', LiveCodeMessage]];
  }

  it('is described, whatever it is', () => {
    const silent = routes.filter(({ url, method, schema, config }) => {
      const isRead = url.startsWith('/api') && method !== 'HEAD' && config?.access !== undefined;
      return isRead && schema?.response === undefined;
    });
    expect(silent.map(({ url }) => url).sort()).toEqual(['/api/authoring/live', '/api/live', '/api/live-code']);
    expect(answers().length).toBeGreaterThan(40);
  });

  it('has no place for what is hidden, but for these, which open in time', () => {
    const places = answers().flatMap(([answer, schema]) =>
      hiddenPlaces(schema)
        .filter(({ until }) => until !== 'findings')
        .map(({ path, until }) => `${answer}: ${path}, ${until}`),
    );
    const solution = [
      'form.choices[].right',
      'form.choices[].why',
      'form.right',
      'form.value',
      'form.tolerance',
      'form.interleavings',
      'form.choices[].possible',
      'form.choices[].interleavings',
      'form.choices[].trace',
      'explanation',
    ];
    expect([...new Set(places)].sort()).toEqual(
      [
        'GET /api/exercises/:slug/editorial 200: editorial, accepted',
        ...solution.map((path) => `GET /api/questions/:slug 200: solution.${path}, answered`),
        ...solution.map((path) => `POST /api/questions/:slug/answers 201: solution.${path}, answered`),
      ].sort(),
    );
  });

  it('leaves out what a careless view hands over', () => {
    const everything = fc
      .tuple(whole(TestReport), whole(Report), whole(Question), whole(Exercise))
      .map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);
    // Many share one.
    for (const [schema, answer] of new Map(answers().map(([one, of]) => [of, one]))) {
      const [method = '', url = '', httpStatus = ''] = answer.split(' ');
      const serialize = serializerCompiler({ schema: schema as z.ZodType, method, url, httpStatus });
      const handed = fc.tuple(arbitraryOf(schema), everything).map(([value, more]) => careless(schema, value, more));
      holds(handed, (value) => expect(`${answer}: ${marksIn(serialize(value))}`).toBe(`${answer}: `), 10);
    }
  });

  it('that let anything through would be noticed', () => {
    const loose = z.looseObject({ items: z.array(z.string()) });
    expect(() => hiddenPlaces(loose)).toThrow('is open');
    expect(() => hiddenPlaces(z.object({ items: z.array(z.unknown()) }))).toThrow('items[] lets anything through');
    const serialize = serializerCompiler({ schema: loose, method: 'GET', url: '/', httpStatus: '200' });
    expect(marksIn(serialize({ items: [], checker: MARKED }))).toEqual([MARKED]);
  });
});
