import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';
import { fill } from './operations-views.ts';

let bench: Bench;
let at: Visit;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  at = await visit(bench);
  at.server.accounts.enter('admin');
});
afterEach(() => at.stop());

const button = (name: string | RegExp) => at.page.getByRole('button', { name });
const table = (name: string) => at.page.getByRole('table', { name });
const dialog = () => at.page.getByRole('dialog');
const focused = () => at.page.evaluate(() => document.activeElement?.textContent);

describe('the judging', () => {
  it('follows graders and queue by itself, and cancels', async () => {
    await at.page.goto('/admin/judging');
    await at.page.getByText('No grader is running').waitFor();
    await at.page.getByText('npm run grader', { exact: true }).waitFor();
    await at.page.getByText('Nothing waits, and nothing is being judged.').waitFor();
    fill(at.server);
    const graders = () => table('Graders').locator('tbody tr').allTextContents();
    await eventually(async () => (await graders()).length).toBe(2);
    const [alive, silent] = await graders();
    expect(alive).toMatch(/judge-1\.example\.org.*Alive for 3 h.*137 %.*overloaded.*1 of 2.*isolated-global for \d+ s/);
    expect(silent).toMatch(/judge-2\.example\.org.*Silent for 9 min.*8 %.*0 of 2/);
    const items = () => table('Queue').locator('tbody tr');
    expect(await items().count()).toBe(4);
    expect(await items().last().textContent()).toContain('Mutant');
    const [first] = at.server.operations.queue;
    await button(`Cancel isolated-global, submission ${first?.submission.slice(0, 8)}`).click();
    await button('Cancel the judging').click();
    await at.page.getByText(/^Submission \w+ to isolated-global is cancelled\.$/).waitFor();
    expect(await items().count()).toBe(3);
    await eventually(focused).toBe('Queue');
    // One that is over by the time that it is asked for.
    await button(/^Cancel locked-counter/).click();
    at.server.operations.queue = [];
    await button('Cancel the judging').click();
    await dialog().getByText('This submission is judged already.').waitFor();
  });

  it('shows why something could not be judged, and judges it again as a submission of its own', async () => {
    fill(at.server);
    const [exercise] = at.server.list.items;
    for (let n = 0; n < 20 && exercise !== undefined; n++) at.server.operations.fail(exercise.slug, `cause ${n}`);
    await at.page.goto('/admin/judging');
    const rows = table('Could not be judged').locator('tbody tr');
    await eventually(() => rows.count()).toBe(20);
    await button('Older').click();
    await eventually(() => rows.count()).toBe(22);
    await rows.last().locator('summary').click();
    await rows.last().getByText('at Sandbox.run').waitFor();
    await rows
      .last()
      .getByRole('button', { name: /^Judge again/ })
      .click();
    await rows
      .last()
      .getByText(/It is in the queue as a new submission of its own, \w{8}\./)
      .waitFor();
    await eventually(() => table('Queue').locator('tbody tr').count()).toBe(5);
    await table('Storage').getByRole('row', { name: 'submission_event 181,204 35.0 MiB 76.0 %' }).waitFor();
  });
});

describe('an API token', () => {
  it('is made, shown once, and revoked', async () => {
    await at.page.goto('/account');
    await at.page.getByText('You have no token.').waitFor();
    await button('New token').click();
    await dialog().getByLabel('Name').fill('CI');
    await dialog().getByRole('checkbox', { name: 'Read' }).uncheck();
    await button('Make the token').click();
    await at.page.getByText('Choose read, write or both; admin only goes with one of them.').waitFor();
    expect(await at.page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('read');
    await dialog().getByRole('checkbox', { name: 'Write' }).check();
    await dialog().getByLabel('Works for').selectOption('Until it is revoked');
    await button('Make the token').click();
    expect(await dialog().getByLabel('Token', { exact: true }).inputValue()).toMatch(/^lockstep_/);
    expect(at.server.operations.tokens).toMatchObject([{ name: 'CI', scopes: ['write'], expiresAt: null }]);
    await button('Done').click();
    await button('Revoke CI').click();
    await button('Revoke the token').click();
    await at.page.getByText('CI is revoked.').waitFor();
    await at.page.getByText('You have no token.').waitFor();
    await eventually(focused).toBe('API tokens');
  });
});

describe('all data of an account', () => {
  it('is deleted once its address is typed, and not while something of it is being judged', async () => {
    const { operations, accounts } = at.server;
    accounts.add('grace@example.org', 'Grace Hopper', 'candidate');
    operations.judged.add('grace@example.org');
    await at.page.goto('/admin/accounts');
    await button('More for grace@example.org').press('Enter');
    await at.page.keyboard.press('ArrowDown');
    await eventually(focused).toBe('Delete all data');
    await at.page.keyboard.press('Enter');
    await at.page.keyboard.type('ada@example.org');
    await at.page.keyboard.press('Enter');
    await at.page.getByText('This is not grace@example.org.').waitFor();
    await dialog().getByLabel('Type grace@example.org to confirm').fill('Grace@example.org');
    await at.page.keyboard.press('Enter');
    await at.page.getByText('A submission of this account is being judged. Cancel it, or wait for it.').waitFor();
    operations.judged.clear();
    await button('Delete all data').click();
    await at.page.getByText('All data of grace@example.org is deleted.').waitFor();
    await at.page.getByRole('row', { name: 'Deleted account Candidate Data deleted' }).waitFor();
    expect(await button('More for grace@example.org').count()).toBe(0);
  });
});
