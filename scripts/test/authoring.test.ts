/** An exercise from the folder through the browser's drafts to candidates and back, with everything real. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { unpackText } from '@lockstep/exercise-kit';
import {
  AuthoredExerciseList,
  ExerciseView,
  FolderDifference,
  PackageDraftView,
  Published,
  Verification,
} from '@lockstep/protocol';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { smallBank } from '../../apps/server/test/small-bank.ts';
import type {} from '../../apps/web/test/build-once.ts';
import { Candidate, openBrowser, openSystem, type Part, type System } from '../system.ts';
import { Author } from './author.ts';

const STATEMENT = '# Locked counter\n\nCount together, as the app has it.\n';
const bank = smallBank();
let system: System;
let server: Part;
let author: Author;
let browser: Browser;

beforeAll(async () => {
  system = await openSystem();
  server = await system.server({ EXERCISES: bank.folder, WEB_DIST: inject('webDist') });
  author = await Author.enter(system, server);
});
afterAll(async () => {
  await browser?.close();
  await system?.close();
  bank.remove();
});

const statement = async (): Promise<string> =>
  ExerciseView.parse(await new Candidate().get(server, '/api/exercises/locked-counter')).statement;

async function draftOf(slug: string): Promise<PackageDraftView> {
  return PackageDraftView.parse((await author.ask(server, 'POST', 'drafts', { kind: 'exercise', slug })).json);
}

async function save(draft: PackageDraftView, file: string, content: string): Promise<void> {
  const follows = draft.files.find(({ path: name }) => name === file)?.version ?? 0;
  const saved = await author.ask(server, 'PUT', `drafts/${draft.id}/file?path=${file}`, { content, follows });
  expect(saved.status).toBe(200);
}

async function verify(draft: PackageDraftView): Promise<Verification> {
  const started = await author.ask(server, 'POST', `drafts/${draft.id}/verifications`);
  expect(started.json).toMatchObject({ state: 'running', green: false });
  return Verification.parse(started.json);
}

describe('an exercise', () => {
  it('is drafted, verified while graders die, published, survives a restart, and is given back', async () => {
    const before = await statement();
    const draft = await draftOf('locked-counter');
    expect(draft).toMatchObject({ slug: 'locked-counter', basedOn: { kind: 'folder' }, replaces: false });
    await save(draft, 'statement.md', STATEMENT);
    const { id } = await verify(draft);
    const early = await author.ask(server, 'POST', `drafts/${draft.id}/publish`, { verification: id });
    expect(early).toMatchObject({ status: 409, json: { detail: expect.stringContaining('still running') } });

    // A grader dies in the middle; another one goes on, and who watches again sees each case once more, in order.
    const grader = await system.grader();
    const seen = await author.watch(server, id, (ended) => ended === 2);
    await grader.kill();
    await system.grader();
    const { seqs, total, cases } = await author.watch(server, id);
    expect(seqs).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(cases.slice(0, seen.cases.length)).toEqual(seen.cases);
    const verified = Verification.parse((await author.ask(server, 'GET', `verifications/${id}`)).json);
    expect(verified).toMatchObject({ state: 'finished', green: true, upToDate: true, lastSeq: total });
    expect(verified.counts).toMatchObject({ references: 2, asExpected: 2, killed: verified.counts.mutants });
    expect(verified.cases[0]).toMatchObject({
      path: 'submissions/accepted/with_lock.py',
      outcome: 'as-expected',
      result: { interleavings: '684', decidedBy: { kind: 'everything' } },
    });
    expect(verified.cases[1]?.result?.decidedBy).toMatchObject({ kind: 'scope', call: 'count(2, 2)', preemptions: 1 });
    const mutant = verified.cases.find((one) => one.kind === 'mutant' && one.mistake === 'drop-lock');
    expect(mutant).toMatchObject({ fate: 'killed', line: 6, change: { removed: ['        with lock:'] } });

    expect(await statement()).toBe(before);
    const published = await author.ask(server, 'POST', `drafts/${draft.id}/publish`, { verification: id });
    const { revision } = Published.parse(published.json);
    expect(await statement()).toBe(STATEMENT);

    await server.stop();
    server = await system.server({ EXERCISES: bank.folder, WEB_DIST: inject('webDist') });
    expect(await statement()).toBe(STATEMENT);
    const { items } = AuthoredExerciseList.parse((await author.ask(server, 'GET', 'exercises')).json);
    expect(items).toMatchObject([
      { slug: 'locked-counter', origin: 'app', revision, folder: 'different', publishedBy: { name: 'Author' } },
    ]);
    const difference = await author.ask(server, 'GET', 'exercises/locked-counter/difference');
    const file = path.join(bank.folder, 'locked-counter/statement.md');
    expect(FolderDifference.parse(difference.json)).toMatchObject({
      files: [{ path: 'statement.md', folder: { content: readFileSync(file, 'utf8') }, app: { content: STATEMENT } }],
      same: 7,
    });

    expect((await author.ask(server, 'POST', 'exercises/locked-counter/give-back')).status).toBe(200);
    expect(await statement()).toBe(before);
  });

  it('whose checker never ends says so to its author, and the rest need not be waited for', async () => {
    const draft = await draftOf('locked-counter');
    await save(draft, 'checker.ts', 'export function check() { for (;;); }\n');
    await save(draft, 'data/scope/1-two-by-two.yaml', 'call: "count(2, 2)"\ncompare: checker\n');
    const { id } = await verify(draft);
    const { cases } = await author.watch(server, id, (ended) => ended === 1);
    expect(cases[0]).toMatchObject({
      state: 'finished',
      result: { verdict: 'judge-error', fault: 'checker.ts did not end within 5 s, in check' },
    });
    const cancelled = await author.ask(server, 'POST', `verifications/${id}/cancel`);
    const verification = Verification.parse(cancelled.json);
    expect(verification).toMatchObject({ state: 'cancelled', green: false });
    expect(verification.counts.ended).toBe(verification.counts.total);
    const { seqs, total } = await author.watch(server, id);
    expect(seqs).toHaveLength(total);
  });
});

it('an exercise is edited in a browser: typed, previewed, checked with its types, exported', async () => {
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(author.cookies(server));
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  const editor = page.locator('.cm-content');
  const type = async (text: string): Promise<void> => {
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(text);
  };

  await page.goto(`${server.url}/authoring`);
  await page.getByRole('button', { name: 'Edit Locked counter' }).click();
  await page.locator('.problem-form').waitFor();
  await page.locator('[data-path="statement.md"]').click();
  await type('# Together\n\nCount **together**.\n');
  await page.getByRole('tabpanel', { name: 'Preview' }).getByText('Together', { exact: true }).waitFor();
  await page.locator('[data-path="problem.yaml"]').click();
  await page.getByLabel('Minutes').fill('999');
  await page.getByRole('tab', { name: 'Problems 1' }).click();
  await page.locator('.problem-list', { hasText: 'problem.yaml, line' }).waitFor();
  await page.getByLabel('Minutes').fill('25');
  await page.getByRole('heading', { name: 'Nothing is wrong with this package.' }).waitFor();

  await page.getByRole('button', { name: 'Add a file' }).click();
  await page.getByLabel('What it is').selectOption('checker.ts, for outcomes and generated values');
  await page.getByRole('button', { name: 'Add the file' }).click();
  await page.locator('[data-type-help=ready]').waitFor();
  await type("import { asNumber } from '@lockstep/checker/author';\nexport const n: string = asNumber(1);\nasN");
  await page.getByText("Type 'number | null' is not assignable to type 'string'.").waitFor();
  await page.keyboard.type('u');
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'asNumber' }).waitFor();
  await page.keyboard.press('Control+s');

  await page.goto(`${server.url}/authoring`);
  await page.getByRole('button', { name: 'More for the draft of Locked counter' }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Export as a zip file' }).click(),
  ]);
  const { files } = await unpackText(readFileSync(await download.path()));
  const texts = new Map<string, string>(files);
  expect(texts.get('statement.md')).toBe('# Together\n\nCount **together**.\n');
  expect(texts.get('problem.yaml')).toBe(
    readFileSync(path.join(bank.folder, 'locked-counter/problem.yaml'), 'utf8').replace('minutes: 20', 'minutes: 25'),
  );
  expect(texts.get('checker.ts')).toContain('asNumber(1)');
  expect(faults).toEqual([]);
  await context.close();
});
