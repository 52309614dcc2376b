import { describe, expect, it } from 'vitest';
import { findCommands, inOrder } from '../../src/features/workspace/commands/find-commands.ts';
import { fuzzyMatch } from '../../src/features/workspace/commands/fuzzy.ts';
import { nextStepAfter } from '../../src/features/workspace/commands/next-step.ts';
import { SHORTCUT_GROUPS } from '../../src/features/workspace/commands/shortcuts.ts';
import {
  type PageControls,
  type WorkspaceControls,
  workspaceCommands,
} from '../../src/features/workspace/commands/workspace-commands.ts';
import { keepSettings, readSettings, USUAL_SETTINGS } from '../../src/shared/editor/editor-settings.ts';
import { ariaStroke, openingStroke, strokeText, strokeWords } from '../../src/shared/ui/shortcut.tsx';
import { FakeServer } from '../fake-server.ts';
import { memoryStore } from './fakes.ts';

function controls(change: Partial<WorkspaceControls> = {}): WorkspaceControls {
  const nothing = () => undefined;
  return {
    sendBlocked: null,
    judging: false,
    resetBlocked: null,
    editorBlocked: null,
    keys: 'standard',
    chooseKeys: nothing,
    send: nothing,
    cancel: nothing,
    open: nothing,
    edit: nothing,
    goTo: nothing,
    ...change,
  };
}

const page: PageControls = {
  theme: 'system',
  chooseTheme: () => undefined,
  nextStep: { blocked: 'none' },
  openStep: () => undefined,
  openPage: () => undefined,
};

const found = (query: string) =>
  inOrder(findCommands(workspaceCommands(controls(), page), query)).map(({ command }) => command.id);

describe('a query', () => {
  it.each([
    ['sub', 'Submit'],
    ['gte', 'Go to the editor'],
    ['run sam', 'Run samples'],
    ['samples run', 'Run samples'],
    ['LIGHT', 'Theme: light'],
    ['sbmit', 'Submit'],
  ])('%j matches %j', (query, text) => {
    expect(fuzzyMatch(query, text)).not.toBeNull();
  });

  it.each([
    ['theme', 'Go to the statement'],
    ['ubmit', 'Submit'],
    ['run zzz', 'Run samples'],
    ['submitt', 'Submit'],
  ])('%j does not match %j', (query, text) => {
    expect(fuzzyMatch(query, text)).toBeNull();
  });

  it('says which letters it matched', () => {
    expect(fuzzyMatch('gte', 'Go to the editor')?.places).toEqual([0, 3, 10]);
    expect(fuzzyMatch('', 'Submit')).toEqual({ cost: 0, places: [] });
  });

  it('prefers the beginning of the text and letters that follow each other', () => {
    const cost = (query: string, text: string) => fuzzyMatch(query, text)?.cost ?? Number.POSITIVE_INFINITY;
    expect(cost('sub', 'Submit')).toBeLessThan(cost('sub', 'My submissions'));
    expect(cost('set', 'Editor settings')).toBeLessThan(cost('set', 'Submit everything there'));
  });
});

describe('the commands', () => {
  it('are all there without a query, in groups', () => {
    const groups = findCommands(workspaceCommands(controls(), page), '');
    expect(groups.map(({ group }) => group)).toEqual(['judge', 'editor', 'go', 'page']);
    const ids = inOrder(groups).map(({ command }) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(workspaceCommands(controls(), page).map(({ id }) => id));
  });

  it.each([
    ['run', 'samples'],
    ['submit', 'submit'],
    ['dark', 'theme-dark'],
    ['diff', 'compare'],
    ['font', 'settings'],
    ['help', 'shortcuts'],
    ['stop', 'cancel'],
    ['next', 'next'],
    ['home', 'exercises'],
  ])('%j finds %s first', (query, id) => {
    expect(found(query)[0]).toBe(id);
  });

  it('that are found by their label stand before those that are found by another word', () => {
    expect(found('submissions').indexOf('submissions')).toBe(0);
    expect(found('submissions')).toContain('history');
    expect(found('nothing at all')).toEqual([]);
  });

  it('say why they cannot be run', () => {
    const blocked = workspaceCommands(controls({ sendBlocked: 'sending', resetBlocked: 'starter' }), page)
      .filter((command) => command.blocked !== null)
      .map(({ id, blocked: why }) => [id, why]);
    expect(blocked).toEqual([
      ['samples', 'sending'],
      ['own', 'sending'],
      ['submit', 'sending'],
      ['cancel', 'Nothing is being judged'],
      ['reset', 'starter'],
      ['keys-standard', 'These are the keys now'],
      ['next', 'none'],
      ['theme-system', 'This is the theme now'],
    ]);
  });
});

describe('the next step', () => {
  const list = new FakeServer('').exerciseList();

  it('is what follows on the path', () => {
    const next = nextStepAfter(list, 'isolated-global');
    expect('step' in next && next.step.item.slug).toBeTruthy();
    const last = list.items.at(-1)?.slug ?? '';
    expect(nextStepAfter({ ...list, questions: [] }, last)).toEqual({ blocked: 'This is the last step of the path' });
    expect(nextStepAfter({ ...list, questions: [] }, 'locked-counter')).toMatchObject({
      step: { kind: 'exercise', item: { slug: 'built-in-lock' } },
    });
  });

  it('is not known before the list is', () => {
    expect(nextStepAfter(undefined, 'locked-counter')).toEqual({ blocked: 'The path is not loaded yet' });
  });
});

describe('keys', () => {
  it('are written as the platform writes them', () => {
    expect(strokeText('mod+shift+enter', true)).toBe('⌘ ⇧ ↵');
    expect(strokeText('mod+shift+enter', false)).toBe('Ctrl + Shift + ↵');
    expect(strokeText('alt+up', true)).toBe('⌥ ↑');
    expect(strokeText('mod+k', false)).toBe('Ctrl + K');
    expect(strokeWords('mod+alt+down' as const, true)).toBe('Command Option Arrow down');
    expect(ariaStroke('mod+k', true)).toBe('Meta+K');
    expect(ariaStroke('f1', false)).toBe('F1');
  });

  const key = (name: string, change: Partial<KeyboardEvent> = {}) => ({
    key: name,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...change,
  });

  it('open the commands with the modifier of the platform', () => {
    expect(openingStroke(key('k', { ctrlKey: true }), false)).toBe('mod+k');
    expect(openingStroke(key('K', { ctrlKey: true }), false)).toBe('mod+k');
    expect(openingStroke(key('k', { metaKey: true }), true)).toBe('mod+k');
    expect(openingStroke(key('k', { ctrlKey: true }), true)).toBeNull();
    expect(openingStroke(key('k', { ctrlKey: true, shiftKey: true }), false)).toBeNull();
    expect(openingStroke(key('k'), false)).toBeNull();
  });

  it('open the help', () => {
    expect(openingStroke(key('F1'), false)).toBe('f1');
    expect(openingStroke(key('?', { shiftKey: true }), false)).toBe('?');
    expect(openingStroke(key('?', { ctrlKey: true, shiftKey: true }), false)).toBeNull();
  });

  it('of the sheet have a word each, and no two rows of a table say the same', () => {
    for (const { rows } of SHORTCUT_GROUPS) {
      expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
      for (const stroke of rows.flatMap((row) => [...row.strokes, ...(row.onMac ?? [])])) {
        expect(strokeWords(stroke, true)).not.toMatch(/[A-Z]{3}|undefined/);
      }
    }
  });
});

describe('settings of the editor', () => {
  it('are kept', () => {
    const store = memoryStore();
    expect(readSettings(store)).toEqual(USUAL_SETTINGS);
    keepSettings(store, { fontSize: 18, wrap: true, keys: 'vim' });
    expect(readSettings(store)).toEqual({ fontSize: 18, wrap: true, keys: 'vim' });
  });

  it('from before there was a choice of keys have the standard ones', () => {
    const store = memoryStore(new Map([['lockstep:editor', '{"fontSize":15,"wrap":true}']]));
    expect(readSettings(store)).toEqual({ fontSize: 15, wrap: true, keys: 'standard' });
  });

  it.each(['', 'nonsense', '{}', '{"fontSize":40,"wrap":false}', '{"fontSize":12.5,"wrap":true}'])(
    'that read %j are the usual ones',
    (text) => {
      expect(readSettings(memoryStore(new Map([['lockstep:editor', text]])))).toEqual(USUAL_SETTINGS);
    },
  );

  it('are the usual ones where the browser keeps nothing', () => {
    const store = memoryStore();
    store.blocked = true;
    keepSettings(store, { fontSize: 18, wrap: true, keys: 'emacs' });
    expect(readSettings(store)).toEqual(USUAL_SETTINGS);
  });
});
