import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, eventually, setUpBench, type Visit, visit } from './harness.ts';

let bench: Bench;
let at: Visit;
beforeAll(async () => {
  bench = await setUpBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  at = await visit(bench);
});
afterEach(() => at.stop());

const submit = () => at.page.getByRole('button', { name: 'Answer', exact: true });
const result = () => at.page.getByRole('region', { name: 'Result' });
const verdict = (sentence: string) => at.page.getByRole('heading', { level: 2, name: sentence });
const marks = () => result().locator('.mark-words').allTextContents();
const focused = () => at.page.evaluate(() => document.activeElement?.textContent);
const ordered = () => at.page.locator('.order-item .choice-text').allTextContents();
const last = (slug: string) => at.server.answers.get(slug)?.at(-1)?.answer;

async function open(slug: string): Promise<void> {
  await at.page.goto(`/questions/${slug}`);
  await submit().waitFor();
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await at.page.keyboard.press(key);
}

describe('a single choice', () => {
  beforeEach(() => open('queue-or-pipe'));

  it('is answered right by keyboard: a digit, then Enter', async () => {
    expect(await submit().isDisabled()).toBe(true);
    expect(await submit().getAttribute('title')).toBe('Choose one first.');
    await press('1', '2', 'Enter');
    await verdict('Right.').waitFor();
    expect(last('queue-or-pipe')).toEqual({ kind: 'chosen', choices: [1] });
    expect(await marks()).toEqual(['Not right', 'Right, chosen', 'Not right']);
    await eventually(focused).toBe('Right.');
    await result().getByText('both directions are built in').waitFor();
    await result().getByText('A Pipe has two ends').waitFor();
  });

  it('is answered wrong by pointer, and says which one is right', async () => {
    await at.page.getByText('Four workers take jobs').click();
    await submit().click();
    await verdict('Not quite: another choice is right.').waitFor();
    expect(await marks()).toEqual(['Wrong, chosen', 'The right one', 'Not right']);
  });

  it('is answered by Ctrl and Enter, too', async () => {
    await at.page.getByRole('radio').nth(2).focus();
    await press('ArrowUp', 'Control+Enter');
    await verdict('Right.').waitFor();
  });

  it('holds its Markdown as text of the label', async () => {
    const label = at.page.getByLabel('A producer hands over its items with put and must go on at once.');
    expect(await label.getAttribute('type')).toBe('radio');
  });
});

describe('several choices', () => {
  beforeEach(() => open('what-a-lock-orders'));

  it('are answered right by keyboard; a digit takes a choice back as well', async () => {
    await at.page.getByText('Choose every one that is right.').waitFor();
    await press('2', '3', '4', '4', 'Enter');
    await verdict('Right.').waitFor();
    expect(await marks()).toEqual(['Wrong, left out', 'Right, chosen', 'Right, chosen', 'Wrong, left out']);
  });

  it('are answered wrong by pointer, with what differs counted', async () => {
    await at.page.getByText('Two processes can be at line 7').click();
    await at.page.getByText('Two processes can hold the same').click();
    await submit().click();
    await verdict('Not quite: 2 of 4 choices are marked differently.').waitFor();
    expect(await marks()).toEqual(['Wrong, chosen', 'Right, left out', 'Right, chosen', 'Wrong, left out']);
    expect(await result().getByRole('listitem').first().textContent()).toContain('Your choice');
    await result().getByText('Line 7 stands below with lock.').waitFor();
  });
});

describe('an order', () => {
  beforeEach(() => open('lost-update-step-by-step'));

  it('is put right by keyboard, with the focus kept and each move announced', async () => {
    await press('1');
    expect(await focusedLabel()).toBe('Move up: B writes 1');
    await press('Alt+ArrowDown', 'Alt+ArrowDown', 'Alt+ArrowDown');
    expect(await focusedLabel()).toBe('Move up: B writes 1');
    await at.page.locator('[aria-live]').getByText('B writes 1: now 4 of 4').waitFor();
    await press('Alt+ArrowDown');
    await press('ArrowUp', 'Alt+ArrowUp');
    expect(await ordered()).toEqual(['A reads 0', 'B reads 0', 'A writes 1', 'B writes 1']);
    await press('Control+Enter');
    await verdict('Right.').waitFor();
    expect(last('lost-update-step-by-step')).toEqual({ kind: 'ordered', items: [1, 3, 2, 0] });
  });

  it('is put wrong by its buttons, and the right one is shown with the places that differ', async () => {
    await at.page.getByRole('button', { name: 'Move down: B writes 1' }).click();
    await at.page.getByRole('button', { name: 'Move up: B reads 0' }).click();
    await submit().click();
    await verdict('Not quite: 3 of 4 stand in another place.').waitFor();
    expect(await result().locator('ol .choice-text').allTextContents()).toEqual([
      'A reads 0',
      'B reads 0',
      'A writes 1',
      'B writes 1',
    ]);
    expect(await marks()).toEqual(['Right place', 'You had it 3rd', 'You had it 4th', 'You had it 2nd']);
  });

  it('is dragged by its grip', async () => {
    const middle = async (place: number) => {
      const box = await at.page.locator('.order-grip').nth(place).boundingBox();
      if (box === null) throw new Error(`no grip ${place}`);
      return [box.x + box.width / 2, box.y + box.height / 2] as const;
    };
    await at.page.mouse.move(...(await middle(0)));
    await at.page.mouse.down();
    const [x, y] = await middle(3);
    await at.page.mouse.move(x, y + 8, { steps: 6 });
    await at.page.mouse.up();
    expect(await ordered()).toEqual(['A reads 0', 'A writes 1', 'B reads 0', 'B writes 1']);
    await at.page.mouse.move(x, 100);
    expect(await ordered()).toHaveLength(4);
    expect(await at.page.locator('.order-held').count()).toBe(0);
  });

  const focusedLabel = () => at.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
});

describe('a number', () => {
  beforeEach(() => open('bytes-of-an-array'));
  const field = () => at.page.getByLabel('Your number, bytes');

  it('is answered right by keyboard', async () => {
    await press('8', '0', '0', '0', 'Enter');
    await verdict('Right.').waitFor();
    expect(last('bytes-of-an-array')).toEqual({ kind: 'number', value: 8000 });
  });

  it('is answered wrong by pointer, and the right one is named', async () => {
    await field().fill('4000');
    await submit().click();
    await verdict('Not quite: it is 8,000 bytes.').waitFor();
    expect(await result().locator('dd').allTextContents()).toEqual(['8,000 bytes', '4,000 bytes']);
  });

  it('says what is no number, and takes no such answer', async () => {
    expect(await field().getAttribute('inputmode')).toBe('decimal');
    await field().fill('8,000');
    await at.page.getByText('This is no number.').waitFor();
    expect(await field().getAttribute('aria-invalid')).toBe('true');
    expect(await submit().isDisabled()).toBe(true);
    await press('Enter');
    await field().fill('8_000');
    await at.page.getByText('This is no number.').waitFor({ state: 'hidden' });
    await press('Enter');
    await verdict('Right.').waitFor();
    expect(at.server.answers.get('bytes-of-an-array')).toHaveLength(1);
  });
});

describe('outcomes', () => {
  const choice = (text: string) => result().getByRole('listitem').filter({ hasText: text });
  const lit = () => at.page.locator('.question-program .code-line-shown').allTextContents();

  it('are answered right by keyboard, with exact counts of the interleavings', async () => {
    await open('two-increments-each');
    await at.page.getByText('Called as count()').waitFor();
    expect(await at.page.locator('.choice code').allTextContents()).toEqual(['1', '2', '3', '4', 'ValueError']);
    await press('2', '3', '4', 'Enter');
    await verdict('Right.').waitFor();
    expect(await marks()).toEqual([
      'Impossible, left out',
      'Possible, chosen',
      'Possible, chosen',
      'Possible, chosen',
      'Impossible, left out',
    ]);
    expect(await result().locator('.share').allTextContents()).toEqual([
      '283 of 923 interleavings',
      '462 of 923 interleavings',
      '178 of 923 interleavings',
    ]);
  });

  it('show how each comes about, with the line of the program lit', async () => {
    await open('two-increments-each');
    await at.page.getByText('raises ValueError').click();
    await submit().click();
    await verdict('Not quite: 4 of 5 choices are marked differently.').waitFor();
    expect(await result().getByText('How it comes about').count()).toBe(3);
    await result().getByText('How it comes about').first().click();
    const timeline = result().locator('.timeline');
    await timeline.locator('[aria-current=step]').getByText('starts Process-1').waitFor();
    await timeline.locator('.timeline-rows').focus();
    await press('ArrowDown', 'ArrowDown');
    await eventually(lit).toEqual(['    counter.value += 1\n']);
    await timeline.getByRole('button', { name: 'Last step' }).click();
    await timeline.getByRole('button', { name: 'Previous step' }).click();
    await timeline.getByRole('button', { name: 'Previous step' }).click();
    await eventually(lit).toEqual(['    return counter.value\n']);
    await timeline.getByRole('button', { name: 'Go to line 16' }).click();
    expect(await at.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Program');
    await result().getByText('How it comes about').first().click();
    await eventually(lit).toEqual([]);
    await timeline.waitFor({ state: 'detached' });
  });

  it('name who waits for ever, and no counts where nothing was counted', async () => {
    at.server.answer('two-locks', { kind: 'chosen', choices: [0, 1] });
    await at.page.goto('/questions/two-locks');
    await verdict('Right.').waitFor();
    expect(await result().locator('.share').count()).toBe(0);
    await choice('never ends').getByText('How it comes about').click();
    await at.page.getByRole('region', { name: 'Who waits for ever' }).waitFor();
    expect(await choice('a child raises').locator('code').allTextContents()).toEqual(['KeyError']);
    expect(await choice('never ends').locator('.choice-text code').count()).toBe(0);
  });
});

describe('before an answer', () => {
  it('nothing of the solution is on the page or in what the server sent', async () => {
    const sent: string[] = [];
    await at.context.route('**/api/**', async (route) => {
      const response = await route.fetch();
      sent.push(await response.text());
      await route.fulfill({ response });
    });
    await open('two-increments-each');
    await at.page.getByText('Step 2 of 12').waitFor();
    const all = sent.join('') + (await at.page.content());
    expect(all).toContain('Two increments each');
    for (const part of [
      '283',
      'interleavings',
      'nobody comes between',
      'possible":',
      'Process-1',
      'How it comes about',
    ]) {
      expect(all).not.toContain(part);
    }
  });
});

describe('after an answer', () => {
  it('the page shows it again when it is opened again, without taking the focus', async () => {
    at.server.answer('queue-or-pipe', { kind: 'chosen', choices: [0] }, 120_000);
    await at.page.goto('/questions/queue-or-pipe');
    await verdict('Not quite: another choice is right.').waitFor();
    await at.page.getByText('Answer 1, 2 min ago').waitFor();
    expect(await at.page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  it('it can be answered again: the form is empty and the solution hidden', async () => {
    await open('queue-or-pipe');
    await press('1', 'Enter');
    await verdict('Not quite: another choice is right.').waitFor();
    await at.page.getByRole('button', { name: 'Answer again' }).click();
    await submit().waitFor();
    expect(await at.page.locator(':checked').count()).toBe(0);
    expect(await result().count()).toBe(0);
    await eventually(() => at.page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('radio');
    await press('2', 'Enter');
    await verdict('Right.').waitFor();
    await at.page.getByText('Answer 2, just now').waitFor();
    await press('a');
    await submit().waitFor();
    await at.page.reload();
    await verdict('Right.').waitFor();
  });

  it('the next step of the path is one key away', async () => {
    await open('two-increments-each');
    await press('1', 'Enter');
    await verdict('Not quite: 4 of 5 choices are marked differently.').waitFor();
    await at.page.getByRole('link', { name: 'Next: What a lock orders' }).waitFor();
    await press('n');
    await at.page.waitForURL('**/questions/what-a-lock-orders');
    await submit().waitFor();
    await press('2', '3', 'Enter');
    await verdict('Right.').waitFor();
    await at.page.getByRole('link', { name: 'Next: Locked counter' }).click();
    await at.page.waitForURL('**/exercises/locked-counter');
  });
});

describe('when something goes wrong', () => {
  it('what was chosen stays while the server cannot be reached, and is sent later', async () => {
    await open('what-a-lock-orders');
    await press('2', '3');
    at.server.goDown();
    await press('Enter');
    await at.page.getByRole('alert').getByText('What you chose is still here').waitFor();
    expect(await at.page.locator(':checked').count()).toBe(2);
    at.server.comeBack();
    await submit().click();
    await verdict('Right.').waitFor();
    expect(at.server.answers.get('what-a-lock-orders')).toHaveLength(1);
  });

  it('a question that was changed is read again, and says so', async () => {
    await open('queue-or-pipe');
    await press('1');
    const form = at.server.questions.get('queue-or-pipe')?.form;
    if (form?.kind !== 'single') throw new Error('another form');
    at.server.changeQuestion('queue-or-pipe', {
      statement: 'What has **changed**?',
      form: { ...form, choices: [...form.choices].reverse() },
    });
    await press('Enter');
    await at.page.getByText('This question was changed since you opened it.').waitFor();
    await at.page.getByText('What has changed?').waitFor();
    expect(await at.page.locator(':checked').count()).toBe(0);
    expect(await at.page.getByText('Your answer was not sent').count()).toBe(0);
    await press('2', 'Enter');
    await verdict('Right.').waitFor();
    expect(await at.page.getByText('This question was changed').count()).toBe(0);
  });

  it('a load that failed can be tried again, and an unknown question has its page', async () => {
    at.server.goDown();
    await at.page.goto('/questions/queue-or-pipe');
    await at.page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    at.server.comeBack();
    await at.page.getByRole('button', { name: 'Try again' }).click();
    await at.page.getByRole('heading', { level: 1, name: 'Queue or Pipe' }).waitFor();
    expect(await at.page.title()).toBe('Queue or Pipe · Lockstep');
    await at.page.goto('/questions/no-such-question');
    await at.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });
});

it('no question scrolls sideways at phone width, asked or answered', async () => {
  await at.page.setViewportSize({ width: 390, height: 844 });
  const width = () => at.page.evaluate(() => document.documentElement.scrollWidth);
  for (const { slug, form } of at.server.questions.values()) {
    await open(slug);
    expect(await width()).toBe(390);
    const kind = form.kind === 'order' ? 'ordered' : form.kind === 'number' ? 'number' : 'chosen';
    at.server.answer(
      slug,
      kind === 'ordered'
        ? { kind, items: [0, 1, 2, 3] }
        : kind === 'number'
          ? { kind, value: 1 }
          : { kind, choices: [0] },
    );
    await at.page.reload();
    await result().waitFor();
    const how = result().getByText('How it comes about');
    if ((await how.count()) > 0) {
      await how.last().click();
      await result().locator('.timeline').waitFor();
    }
    expect(await width()).toBe(390);
  }
});
