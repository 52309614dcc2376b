import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ago } from '../fake-accounts.ts';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';

const MINUTE_MS = 60_000;

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

const button = (name: string | RegExp) => at.page.getByRole('button', { name, exact: true });
const dialog = () => at.page.getByRole('dialog');
const rows = () => at.page.getByRole('table', { name: 'Deliveries' }).locator('tbody tr');
const fromMenu = async (item: string): Promise<void> => {
  await button(/^More for the webhook/).click();
  await at.page.getByRole('menuitem', { name: item }).click();
};

it('a webhook is made, its secret shown once, tested, and sees what becomes of the test', async () => {
  const { webhooks } = at.server.operations;
  await at.page.goto('/admin/webhooks');
  await at.page.getByText('No webhook yet').waitFor();
  await button('New webhook').click();
  await dialog().getByLabel('Address').fill('http://hooks.example.org/in');
  await dialog().getByRole('checkbox', { name: 'Interview over' }).uncheck();
  await dialog().getByRole('checkbox', { name: 'Submission judged' }).uncheck();
  await button('Make the webhook').click();
  await dialog().getByText('Choose at least one event.').waitFor();
  await dialog().getByRole('checkbox', { name: 'Interview over' }).check();
  await dialog().getByRole('checkbox', { name: 'Names' }).check();
  await button('Make the webhook').click();
  await dialog().getByText('Webhooks are sent by https.').waitFor();
  await dialog().getByLabel('Address').fill('https://hooks.example.org/in');
  await at.page.keyboard.press('Enter');
  expect(await dialog().getByLabel('Secret', { exact: true }).inputValue()).toMatch(/^whsec_/);
  await button('Done').click();
  const [hook] = webhooks.hooks;
  if (hook === undefined) throw new Error('no webhook was made');
  expect(hook.view).toMatchObject({ events: ['interview.finished'], names: true });
  await at.page.getByRole('row', { name: /hooks\.example\.org.*Interview over.*with names.*On 0 Never/ }).waitFor();
  await at.page.getByRole('link', { name: 'hooks.example.org' }).click();
  await at.page.getByText('Nothing was sent yet.').waitFor();
  await button('Send a test').click();
  await at.page.getByText('A test is on its way. It stands below.').waitFor();
  await eventually(() => rows().allTextContents()).toEqual([expect.stringMatching(/Test.*Waiting.*about to be sent/)]);
  // The page follows it by itself.
  webhooks.arrive(hook);
  await eventually(() => rows().first().textContent()).toMatch(/Delivered.*204/);
  await rows()
    .getByRole('button', { name: /^Send again: Test/ })
    .click();
  await eventually(() => hook.deliveries[0]?.state).toBe('waiting');
});

it('a webhook that nothing reaches says so, is switched off and on, gets a new secret, and is deleted', async () => {
  const { webhooks } = at.server.operations;
  const hook = webhooks.add({ failingSince: ago(5 * MINUTE_MS) });
  for (let n = 0; n < 21; n++) {
    webhooks.deliver(hook, {
      state: 'failed',
      attempts: 8,
      nextAt: null,
      lastStatus: 503,
      lastError: 'It answered 503.',
    });
  }
  webhooks.deliver(hook, { attempts: 2, nextAt: ago(-5 * MINUTE_MS), lastError: 'The connection was refused.' });
  await at.page.goto(`/admin/webhooks/${hook.view.id}`);
  await at.page.getByText('Nothing arrives.').waitFor();
  const [first, second] = await rows().allTextContents();
  expect(first).toMatch(/Waiting.*next try in (4 min \d+ s|5 min).*2.*The connection was refused\..*Send now/);
  expect(second).toMatch(/Failed.*given up after 8 tries.*8.*It answered 503\..*Send again/);
  await button('Older').click();
  await eventually(() => rows().count()).toBe(22);
  await fromMenu('Switch off');
  await button('Switch it off').click();
  await at.page.getByText('The webhook is switched off.', { exact: true }).waitFor();
  expect(await at.page.getByRole('button', { name: /^Send/ }).count()).toBe(0);
  await button('Switch on').click();
  await at.page.getByText('What waited is sent now.').waitFor();
  await fromMenu('New secret');
  await button('Make a new secret').click();
  await dialog()
    .getByText(/everything is signed with the old one, too\./)
    .waitFor();
  await button('Done').click();
  await at.page.getByText(/the one before it signs, too/).waitFor();
  await button('Change').click();
  await dialog().getByLabel('Address').fill('https://other.example.org/');
  await button('Save the change').click();
  await at.page.getByRole('heading', { name: 'other.example.org' }).waitFor();
  await fromMenu('Delete');
  await button('Delete the webhook').click();
  await at.page.getByText('No webhook yet').waitFor();
  expect(webhooks.hooks).toEqual([]);
});
