/** States of the pages of review that are looked at for accessibility. */
import { DEFAULT_RUBRIC } from '@lockstep/protocol';
import { ME } from '../fake-assessments.ts';
import { reviewScene, type Scene } from '../review-scene.ts';
import { opened, type View, type Visit } from './harness.ts';

const ofAda = ({ interview, ada }: Scene, page: string) => `/interviews/${interview}/candidates/${ada.id}/${page}`;
const attemptOf = ({ ada, attempts }: Scene, index: number) => `${ada.id}/locked-counter/${attempts[index]}`;

/** What two reviewers think who have decided, and what came of it. */
export function decided({ server }: Visit, { ada }: Scene): void {
  const { assessments } = server.review;
  assessments.assess(ada, { 'sees-the-hazard': 2, 'reads-the-schedule': 1 });
  assessments.own.set(ada.id, {
    ...{ reviewer: ME, scores: { 'sees-the-hazard': 3 }, decision: 'strong-yes', summary: 'Reads schedules.' },
    ...{ weighted: { score: 1, scored: 1, criteria: 4, scoredShare: 0.3 }, version: 1 },
    changedAt: new Date().toISOString(),
  });
  const outcome = { by: ME, at: new Date().toISOString() };
  assessments.outcomes.set(ada.id, [
    { decision: 'advance', reason: 'Both say yes.', version: 2, ...outcome },
    { decision: 'hold', reason: '', version: 1, ...outcome },
  ]);
}

export const REVIEW_VIEWS: readonly View[] = [
  {
    name: 'submissions of candidates with two attempts compared, and what is alike',
    open: async (at) => {
      const scene = reviewScene(at.server);
      const address = `/review?verdict=race,accepted&days=30&open=${attemptOf(scene, 3)}`;
      await opened(at.page, address, '.attempt-diff');
      await at.page.getByText('Alike').click();
      await at.page.locator('.alike-row').waitFor();
    },
  },
  {
    name: 'a filter’s menu over nothing that passes',
    open: async (at) => {
      reviewScene(at.server);
      await opened(at.page, '/review?q=nobody&days=7', '.notice');
      await at.page.getByRole('button', { name: 'Last 7 days', exact: true }).click();
      await at.page.getByText('Between two days').click();
      await at.page.getByLabel('From', { exact: true }).waitFor();
    },
  },
  {
    name: 'two programs that are alike',
    open: async (at) => {
      const scene = reviewScene(at.server);
      await opened(at.page, `${ofAda(scene, 'review')}?exercise=locked-counter&attempt=4`, '.noted-code');
      await at.page.getByRole('tab', { name: 'Alike' }).click();
      await at.page.getByRole('button', { name: /^Side by side/ }).click();
      await at.page.locator('.alike-side').nth(1).waitFor();
      await at.page.getByRole('button', { name: /^Part A/ }).click();
    },
  },
  {
    name: 'a candidate who is reviewed, with a note that is being written and a conflict',
    open: async (at) => {
      const scene = reviewScene(at.server);
      await opened(at.page, `${ofAda(scene, 'review')}?exercise=locked-counter&attempt=3`, '.line-notes');
      await at.page.locator('[data-number="16"]').click();
      await at.page.keyboard.type('Why a list?');
      decided(at, scene);
      await at.page.getByRole('radio', { name: 'partly' }).first().press('ArrowLeft');
      await at.page.locator('.conflict').waitFor();
    },
  },
  {
    name: 'a candidate’s assessments, with an outcome that is being changed',
    open: async (at) => {
      const scene = reviewScene(at.server);
      decided(at, scene);
      await opened(at.page, ofAda(scene, 'review'), '.other');
      await at.page.getByRole('button', { name: 'Change the outcome' }).click();
      await at.page.getByRole('button', { name: 'Record the outcome' }).click();
      await at.page.locator('.field-fault').waitFor();
    },
  },
  {
    name: 'the report of an interview',
    open: async (at) => {
      const scene = reviewScene(at.server);
      decided(at, scene);
      await opened(at.page, ofAda(scene, 'report'), '.report-item');
    },
  },
  {
    name: 'a rubric whose change is refused',
    open: async (at) => {
      const scene = reviewScene(at.server);
      decided(at, scene);
      await opened(at.page, `/interviews/${scene.interview}`, '.rubric-list');
      await at.page.getByRole('button', { name: 'Change the rubric' }).click();
      await at.page.getByRole('button', { name: `Take out: ${DEFAULT_RUBRIC[0]?.title}` }).click();
      await at.page.getByRole('button', { name: 'Save the rubric' }).click();
      await at.page.locator('.rubric-refusal').waitFor();
    },
  },
];
