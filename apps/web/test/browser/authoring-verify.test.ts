import { PackagePath } from '@lockstep/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';

let bench: Bench;
let at: Visit;
let id: string;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  at = await visit(bench);
  at.server.accounts.enter('admin');
  id = at.server.authoring.add();
});
afterEach(() => at.stop());

const button = (name: string | RegExp) => at.page.getByRole('button', { name });
const dialog = () => at.page.getByRole('dialog');
const matrix = () => at.page.getByRole('table', { name: 'Reference submissions' });
const rows = () => matrix().locator('tbody tr[data-state]').allTextContents();
const sees = (text: string | RegExp) => at.page.getByText(text).first().waitFor();
const newest = () => [...at.server.authoring.verifications.keys()].at(-1) ?? '';
const publish = () => button('Publish…');
const reason = () => at.page.locator('#publish-reason').textContent();

async function open(): Promise<void> {
  await at.page.goto(`/authoring/${id}`);
  await at.page.locator('.problem-form').waitFor();
}

describe('a verification', () => {
  it('fills as its cases end, goes on after the connection broke, and shows what has to be settled', async () => {
    await open();
    expect(await reason()).toBe('Verify it first.');
    await at.page.keyboard.press('Control+Enter');
    await matrix().waitFor();
    await eventually(() => at.server.authoring.watched).toBe(1);
    const { authoring } = at.server;
    authoring.end(newest());
    await eventually(rows).toEqual([
      'with_lock.pyAccepted ACAccepted ACexhaustive, 1 scope8,339',
      'lock_twice.pyDeadlock DLin line',
      'no_lock.pyRace RCin line',
      'just_product.pyRule violation RVin line',
    ]);
    at.server.goDown();
    authoring.end(newest());
    authoring.end(newest());
    at.server.comeBack();
    await eventually(async () => (await rows())[2]).toContain('Race RCRace RC');
    await eventually(() => authoring.watched).toBe(1);
    authoring.end(newest(), 'accepted');
    authoring.end(newest());
    authoring.end(newest(), 'accepted');
    authoring.endAll(newest());
    await sees('The verification has ended: 2 things to settle.');
    expect(await rows()).toMatchObject([/^just_product\.py.*not as expected/, /^with_lock/, /^lock_twice/, /^no_lock/]);
    await sees('3 of 4');
    await sees('drop-join in line 5 survived.');
    expect(await reason()).toContain('Settle what the verification found first');
    await at.page.reload();
    await eventually(async () => (await rows())[0]).toContain('just_product.py');
  });

  it('takes down why a mutant is right, after which it has to be verified again', async () => {
    const { id: verification } = at.server.authoring.begin(id);
    for (let n = 0; n < 4; n++) at.server.authoring.end(verification);
    at.server.authoring.end(verification, 'accepted');
    at.server.authoring.endAll(verification);
    await open();
    await button('drop-lock in line 5 is right all the same…').click();
    await at.page.getByLabel('Why it is right').fill('The caller: it holds the lock.');
    await button('Write it down').click();
    await sees('Written into submissions.yaml. It counts with the next verification.');
    expect(at.server.authoring.content(id, 'submissions/submissions.yaml')).toBe(
      'accepted/with_lock.py:\n  equivalent:\n    - mistake: drop-lock\n      line: 5\n      why: "The caller: it holds the lock."\n',
    );
    await sees(/, but changed since$/);
    await eventually(reason).toBe('It was changed since it was verified. Verify it again.');
  });

  it('that is green is published with what that means, and earlier submissions are judged again', async () => {
    const { authoring } = at.server;
    const draft = authoring.drafts.get(id);
    if (draft === undefined) throw new Error('there is no draft');
    draft.replaces = true;
    authoring.save(id, 'statement.md', '# Other\n');
    authoring.endAll(authoring.begin(id).id);
    await open();
    await sees('Everything is as expected. It can be published.');
    await publish().click();
    await dialog().getByText('3 finished submissions to earlier revisions').waitFor();
    await button('Publish').last().click();
    await dialog().getByText('Say that it is to be replaced, or leave it.').waitFor();
    await dialog().getByRole('checkbox').check();
    await dialog().getByRole('button', { name: 'Publish' }).click();
    await sees('Locked counter is published.');
    await at.page.getByRole('link', { name: 'Judge 3 earlier submissions again…' }).click();
    await button('Judge 3 submissions again').click();
    await sees('2 of 3 came out differently.');
    await at.page.getByRole('checkbox', { name: 'All that are listed' }).check();
    await button('Apply 2 chosen…').click();
    await dialog().getByText('2 submissions get the new verdict').waitFor();
    await button('Apply').last().click();
    await sees('2 results applied.');
    expect(authoring.rejudges.items.map(({ state }) => state)).toEqual(['applied', 'applied']);
  });
});

describe('the list', () => {
  it('makes drafts, says why a package was refused, archives and brings back', async () => {
    await at.page.goto('/');
    await at.page.getByRole('link', { name: 'Authoring' }).click();
    await at.page.getByRole('table', { name: 'Exercises' }).getByText('Locked counter').waitFor();
    at.server.authoring.refusal = 'This package was not taken: "../x" leads out of the package.';
    const archive = { name: 'bad.zip', mimeType: 'application/zip', buffer: Buffer.from('PK') };
    await at.page.locator('input[type=file]').setInputFiles(archive);
    await sees('leads out of the package');
    await button('More for the draft of Locked counter').click();
    await at.page.getByRole('menuitem', { name: 'Archive' }).click();
    await dialog().getByRole('button', { name: 'Archive' }).click();
    await sees('No draft yet.');
    await at.page.getByText('Show archived drafts').click();
    await button('Put the draft of Locked counter back').click();
    await at.page.getByRole('table', { name: 'Drafts' }).getByText('Locked counter').waitFor();
    await button('New exercise').click();
    await dialog().getByLabel('Title').fill('Two queues');
    expect(await dialog().getByLabel('Slug').inputValue()).toBe('two-queues');
    await dialog().getByLabel('Track').selectOption('2. Messages');
    await at.page.keyboard.press('Enter');
    await at.page.locator('.problem-form').waitFor();
    expect(await at.page.getByLabel('Title', { exact: true }).inputValue()).toBe('Two queues');
    expect(await at.page.getByLabel('Track').inputValue()).toBe('2');
  });

  it('shows what the folder has otherwise, and gives an exercise back', async () => {
    at.server.authoring.origin = 'app';
    const side = (content: string) => ({ bytes: content.length, content });
    at.server.authoring.difference = [
      { path: PackagePath.parse('statement.md'), folder: side('# Folder\n'), app: side('# App\n') },
    ];
    await at.page.goto('/authoring');
    await at.page.getByRole('link', { name: 'The folder differs' }).click();
    await sees('1 file differs, 11 are the same.');
    await at.page.locator('.diff-removed', { hasText: 'Folder' }).waitFor();
    await button('Give it back to the folder…').click();
    await dialog().getByRole('button', { name: 'Give it back' }).click();
    await sees('This exercise is the folder’s.');
  });
});
