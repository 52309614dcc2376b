/** The pages of authors, in the states that axe looks at. */
import { Finding, PackagePath, type Report } from '@lockstep/protocol';
import { z } from 'zod';
import { resultOf } from '../authoring-package.ts';
import RACE from '../findings/race.json' with { type: 'json' };
import { editorOf, opened, type View, type Visit, writeCode } from './harness.ts';

/** Opens a page of authors with a draft there; `act` brings about what is looked at, which then shows `shown`. */
function asAuthor(
  name: string,
  address: (draft: string) => string,
  landmark: string,
  act: (at: Visit, draft: string) => Promise<void>,
  shown: string,
): View {
  return {
    name,
    open: async (at) => {
      at.server.accounts.enter('admin');
      const draft = at.server.authoring.add();
      await opened(at.page, address(draft), landmark);
      await act(at, draft);
      await at.page.locator(shown).first().waitFor();
    },
  };
}

const click = (at: Visit, name: string | RegExp) => at.page.getByRole('button', { name }).first().click();
const ofDraft = (file: string) => (draft: string) => `/authoring/${draft}?${new URLSearchParams({ file })}`;

const REPORT: Report = {
  ...resultOf('race'),
  flags: [],
  compileError: null,
  faultIn: null,
  tests: [],
  scopes: [],
  findings: z.array(Finding).parse(RACE.findings),
  timing: { totalMs: 1, compileMs: 1, samplesMs: null, fullScaleMs: null, exploreMs: 1 },
};

/** Everything there is: an unexpected verdict, a mutant that survives, one that is right, one that could not be judged. */
function verified({ server }: Visit, draft: string): void {
  const { authoring } = server;
  const { id } = authoring.begin(draft);
  authoring.end(id, 'race');
  for (let n = 0; n < 3; n++) authoring.end(id);
  authoring.end(id, 'accepted');
  authoring.end(id, 'judge-error', { fault: 'checker.ts did not end within 2 s.' });
  authoring.endAll(id);
  authoring.report = REPORT;
}

export const AUTHORING_VIEWS: readonly View[] = [
  asAuthor(
    'the list of drafts with a package that was refused',
    () => '/authoring',
    'tbody tr',
    async ({ server, page }) => {
      server.authoring.refusal = 'This package was not taken: "../x" leads out of the package.';
      const archive = { name: 'bad.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') };
      await page.locator('input[type=file]').setInputFiles(archive);
    },
    '.import-failed',
  ),
  asAuthor(
    'a new exercise that is filled in wrong',
    () => '/authoring',
    'tbody tr',
    async (at) => {
      await click(at, 'New exercise');
      await click(at, 'Make the draft');
    },
    '.field-fault',
  ),
  asAuthor(
    'the form of a draft, with its problems',
    ofDraft('problem.yaml'),
    '.problem-form',
    async ({ server, page }, draft) => {
      server.authoring.save(draft, 'problem.yaml', 'title: BROKEN\nlimits: { wall_ms: [1] }\n');
      await page.reload();
      await page.getByRole('tab', { name: 'Problems 1' }).click();
    },
    '.problem-list li',
  ),
  asAuthor(
    'a text with its preview, and two versions of it',
    ofDraft('statement.md'),
    '.statement',
    async ({ server, page }, draft) => {
      await editorOf(page).waitFor();
      server.authoring.save(draft, 'statement.md', '# Theirs\n');
      await writeCode(page, '# Mine\n\n- one\n');
    },
    '.draft-conflict .diff',
  ),
  asAuthor(
    'a checker with faults and suggestions',
    ofDraft('checker.ts'),
    '.cm-content',
    async ({ page }) => {
      await page.locator('[data-type-help=ready]').waitFor();
      await writeCode(page, 'export const wrong: string = 1;\nwrong.le');
      await page.locator('.file-problems li').first().waitFor();
      await page.keyboard.type('n');
    },
    '.cm-tooltip-autocomplete li',
  ),
  asAuthor(
    'a verification with things to settle',
    ofDraft('data/scope/1-two-by-two.yaml'),
    '.tests-view',
    async (at, draft) => {
      verified(at, draft);
      await at.page.reload();
      await at.page.getByRole('tab', { name: 'Verification' }).click();
      await click(at, /is right all the same…$/);
    },
    '.equivalent-form',
  ),
  asAuthor(
    'what was found in a reference submission',
    ofDraft('problem.yaml'),
    '.problem-form',
    async (at, draft) => {
      verified(at, draft);
      await at.page.reload();
      await click(at, 'What was found in with_lock.py');
    },
    '.case-dialog .timeline-rows',
  ),
  asAuthor(
    'a file that is added',
    ofDraft('problem.yaml'),
    '.problem-form',
    async (at) => {
      await click(at, 'Add a file');
      await at.page.getByRole('dialog').getByLabel('Name').fill('No name');
      await click(at, 'Add the file');
    },
    '.field-fault',
  ),
  asAuthor(
    'what publishing does',
    ofDraft('starter.py'),
    '.cm-content',
    async (at, draft) => {
      const stored = at.server.authoring.drafts.get(draft);
      if (stored !== undefined) stored.replaces = true;
      at.server.authoring.save(draft, 'statement.md', '# Other\n');
      at.server.authoring.endAll(at.server.authoring.begin(draft).id);
      await at.page.reload();
      await at.page.getByText('It can be published.').waitFor();
      await click(at, 'Publish…');
      await at.page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    },
    '.publish-replaces .field-fault',
  ),
  asAuthor(
    'the revisions of an exercise',
    () => '/authoring/exercises/locked-counter',
    'tbody tr',
    async () => undefined,
    '.exercise-drafts',
  ),
  asAuthor(
    'the difference to the folder',
    () => '/authoring',
    'tbody tr',
    async ({ server, page }) => {
      server.authoring.origin = 'app';
      const path = PackagePath.parse('statement.md');
      const side = (content: string) => ({ bytes: content.length, content });
      server.authoring.difference = [{ path, folder: side('# Folder\n'), app: side('# App\n') }];
      await page.goto('/authoring/exercises/locked-counter/difference');
    },
    '.difference-file .diff',
  ),
  asAuthor(
    'submissions that came out differently',
    () => '/authoring/exercises/locked-counter/rejudge',
    '.rejudge-begin',
    async (at) => {
      await click(at, /^Judge 3/);
      await at.page.getByRole('checkbox', { name: 'All that are listed' }).check();
    },
    '.rejudge-differences tbody tr',
  ),
];
