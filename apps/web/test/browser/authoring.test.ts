import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, editorOf, editorText, eventually, setUpBench, type Visit, visit, writeCode } from './harness.ts';

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
const file = (path: string) => at.page.locator(`[data-path="${path}"]`);
const content = (path: string) => at.server.authoring.content(id, path);
const sees = (text: string | RegExp) => at.page.getByText(text).first().waitFor();

async function open(path: string): Promise<void> {
  await at.page.goto(`/authoring/${id}?${new URLSearchParams({ file: path })}`);
  await (path === 'problem.yaml' ? at.page.locator('.problem-form') : editorOf(at.page)).waitFor();
}

describe('a draft', () => {
  it('is saved and checked while its author types; problems lead to their lines, and go', async () => {
    await open('statement.md');
    await at.page.getByRole('tabpanel', { name: 'Preview' }).getByText('Count together').waitFor();
    await writeCode(at.page, '# Count\n\nBROKEN here.\n');
    await at.page.getByRole('tabpanel', { name: 'Preview' }).getByText('BROKEN here.').waitFor();
    await eventually(() => content('statement.md')).toContain('BROKEN');
    await at.page.getByRole('tab', { name: 'Problems 1' }).click();
    await sees('statement.md, line 3');
    expect(await file('statement.md').textContent()).toContain('1 problem');
    expect(await button(/^Verify/).isDisabled()).toBe(true);
    await file('starter.py').click();
    await at.page.locator('.problem-list button').click();
    await eventually(() => at.page.locator('.draft-foot').textContent()).toContain('Ln 3, Col 1');
    await at.page.keyboard.press('Control+a');
    await at.page.keyboard.insertText('# Count\n');
    await at.page.keyboard.press('Control+s');
    await eventually(() => at.page.locator('.problem-list li').count()).toBe(0);
    expect(await button(/^Verify/).isEnabled()).toBe(true);
  });

  it('has a form for problem.yaml that leaves its text as its author wrote it', async () => {
    const before = content('problem.yaml') ?? '';
    await open('problem.yaml');
    await at.page.getByLabel('Title', { exact: true }).fill('Counter: locked');
    await at.page.getByLabel('Child processes, at least').fill('');
    await at.page.getByRole('checkbox', { name: 'Leak' }).check();
    await at.page.getByLabel('Wall time, ms').fill('5,000');
    const after = before
      .replace('title: Locked counter', 'title: "Counter: locked"')
      .replace('rules:\n  child_processes: n_procs # all of them\n', '')
      .replace('[race, deadlock]', '[race, deadlock, leak]')
      .replace('wall_ms: 10000', 'wall_ms: 5000');
    await eventually(() => content('problem.yaml')).toBe(after);
    await button('Source').click();
    await eventually(() => editorText(at.page)).toContain('# Counting together.\ntitle: "Counter: locked"');
    await writeCode(at.page, 'title: [');
    await button('Form').click();
    await sees('This file cannot be read as YAML with keys.');
  });

  it('keeps what is typed while the server is away, also over a reload', async () => {
    await open('starter.py');
    at.server.goDown();
    await writeCode(at.page, 'kept = 1\n');
    await sees('Not saved, trying again. Kept in this browser.');
    expect(await file('starter.py').textContent()).toContain('not saved');
    at.server.comeBack();
    await at.page.reload();
    await editorOf(at.page).waitFor();
    await eventually(() => content('starter.py')).toBe('kept = 1\n');
    await sees(/^Saved \d/);
  });

  it('shows both versions when somebody else saved first, and goes on with the one that is chosen', async () => {
    await open('starter.py');
    at.server.authoring.save(id, 'starter.py', 'theirs = 1\n');
    await writeCode(at.page, 'mine = 1\n');
    const conflict = at.page.getByRole('alert').filter({ hasText: 'Another author saved this file meanwhile.' });
    await conflict.getByText('theirs = 1').waitFor();
    await button('Keep mine').click();
    await eventually(() => content('starter.py')).toBe('mine = 1\n');
    at.server.authoring.save(id, 'starter.py', 'theirs = 2\n');
    await writeCode(at.page, 'mine = 2\n');
    await button('Take the other version').click();
    await eventually(() => editorText(at.page)).toBe('theirs = 2\n');
    await editorOf(at.page).click();
    await at.page.keyboard.press('Control+z');
    await eventually(() => content('starter.py')).toBe('mine = 2\n');
  });

  it('has files that are added, renamed and deleted by the keyboard alone', async () => {
    await open('problem.yaml');
    await button('Add a file').press('Enter');
    await dialog().getByLabel('Expected verdict').selectOption('leak');
    await dialog().getByLabel('Name').fill('left_behind');
    await at.page.keyboard.press('Enter');
    await eventually(() => content('submissions/leak/left_behind.py')).toBe(content('starter.py'));
    await file('submissions/leak/left_behind.py').focus();
    await at.page.keyboard.press('F2');
    await dialog().getByLabel('Path').fill('submissions/leak/../x.py');
    await at.page.keyboard.press('Enter');
    await dialog().getByText('a path leads to a file within the package').waitFor();
    await dialog().getByLabel('Path').fill('submissions/race/left_behind.py');
    await at.page.keyboard.press('Enter');
    await file('submissions/race/left_behind.py').waitFor();
    expect(content('submissions/leak/left_behind.py')).toBe(undefined);
    await file('problem.yaml').focus();
    await at.page.keyboard.press('ArrowDown');
    expect(await at.page.evaluate(() => document.activeElement?.getAttribute('data-path'))).toBe('statement.md');
    await at.page.getByLabel('Expected verdict').selectOption('deadlock');
    await file('submissions/deadlock/left_behind.py').focus();
    await at.page.keyboard.press('Delete');
    await button('Delete the file').press('Enter');
    await eventually(() => file('submissions/deadlock/left_behind.py').count()).toBe(0);
    expect([...(at.server.authoring.drafts.get(id)?.files.keys() ?? [])]).not.toContain(
      'submissions/deadlock/left_behind.py',
    );
  });

  it('helps with types in checker.ts, under the policy that the server sends', async () => {
    await open('checker.ts');
    await at.page.locator('[data-type-help=ready]').waitFor();
    await editorOf(at.page).click();
    await at.page.keyboard.press('Control+End');
    await at.page.keyboard.type('export const wrong: string = asNum');
    await at.page.locator('.cm-tooltip-autocomplete li', { hasText: 'asNumber' }).waitFor();
    await at.page.locator('.cm-completionInfo', { hasText: 'An int or float as a number' }).waitFor();
    await at.page.keyboard.press('Enter');
    await at.page.keyboard.type('(');
    await at.page.locator('.cm-tooltip', { hasText: 'value: PythonValue' }).waitFor();
    await at.page.keyboard.type('3);');
    const problems = at.page.getByRole('region', { name: /problems? in this file/ });
    await problems.getByText("Type 'number | null' is not assignable to type 'string'.").waitFor();
    await at.page.locator('.cm-lintRange-error').first().waitFor();
    await at.page.keyboard.press('Control+a');
    await at.page.keyboard.insertText('export function check(): Date {\n  return new Date();\n}\n');
    await problems.getByText('A checker has no clock').waitFor();
  });
});
