/** What can be done in the workspace, as the palette offers it: in order, with its keys, and why it cannot be done now. */

import { EDITOR_KEYS, type EditorKeys } from '../../../shared/editor/editor-settings.ts';
import type { PathStep } from '../../../shared/path/path-model.ts';
import type { Theme } from '../../../shared/theme/theme.ts';
import type { IconName } from '../../../shared/ui/icon.tsx';
import type { Stroke } from '../../../shared/ui/shortcut.tsx';
import { COMMANDS } from './messages.ts';

export type CommandGroup = keyof typeof COMMANDS.groups;

export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly label: string;
  /** Other words for it, which are searched but not shown. */
  readonly also: string;
  readonly icon: IconName;
  readonly stroke: Stroke | null;
  /** Where a Mac has other keys. */
  readonly onMac?: Stroke;
  /** Why it cannot be run now. */
  readonly blocked: string | null;
  readonly run: () => void;
}

/** What the page offers to the palette. */
export interface WorkspaceControls {
  readonly sendBlocked: string | null;
  /** Whether a submission waits or is being judged. */
  readonly judging: boolean;
  readonly resetBlocked: string | null;
  readonly editorBlocked: string | null;
  readonly keys: EditorKeys;
  readonly chooseKeys: (keys: EditorKeys) => void;
  readonly send: (mode: 'samples' | 'full') => void;
  readonly cancel: () => void;
  readonly open: (overlay: 'help' | 'compare' | 'reset' | 'settings' | 'own') => void;
  readonly edit: (action: 'search' | 'comment' | 'undo' | 'redo') => void;
  readonly goTo: (place: 'statement' | 'code' | 'result' | 'history') => void;
}

/** What comes next on the path: a step, or why there is none. */
export type NextStep = { readonly step: PathStep } | { readonly blocked: string };

export interface PageControls {
  readonly theme: Theme;
  readonly chooseTheme: (theme: Theme) => void;
  readonly nextStep: NextStep;
  readonly openStep: (step: PathStep) => void;
  readonly openPage: (page: '/' | '/path' | '/submissions') => void;
}

export function workspaceCommands(workspace: WorkspaceControls, page: PageControls): Command[] {
  return [...judging(workspace), ...editing(workspace), ...going(workspace, page), ...ofThePage(workspace, page)];
}

type Part = Pick<Command, 'id' | 'label' | 'icon' | 'run'> & Partial<Command>;

function inGroup(group: CommandGroup, parts: readonly Part[]): Command[] {
  return parts.map((part) => ({ also: '', stroke: null, blocked: null, ...part, group }));
}

function judging({ send, cancel, open, sendBlocked, judging }: WorkspaceControls): Command[] {
  return inGroup('judge', [
    {
      id: 'samples',
      label: COMMANDS.runSamples,
      also: 'test try execute',
      icon: 'play',
      stroke: 'mod+enter',
      blocked: sendBlocked,
      run: () => send('samples'),
    },
    {
      id: 'own',
      label: COMMANDS.own,
      also: 'call parameters try execute my input custom',
      icon: 'play',
      stroke: 'alt+enter',
      blocked: sendBlocked,
      run: () => open('own'),
    },
    {
      id: 'submit',
      label: COMMANDS.submit,
      also: 'send judge everything',
      icon: 'check',
      stroke: 'mod+shift+enter',
      blocked: sendBlocked,
      run: () => send('full'),
    },
    {
      id: 'cancel',
      label: COMMANDS.cancel,
      also: 'stop abort',
      icon: 'ban',
      blocked: judging ? null : COMMANDS.nothingJudged,
      run: cancel,
    },
  ]);
}

function editing({ open, edit, keys, chooseKeys, resetBlocked, editorBlocked }: WorkspaceControls): Command[] {
  return inGroup('editor', [
    {
      id: 'reset',
      label: COMMANDS.reset,
      also: 'start again original',
      icon: 'restart',
      blocked: resetBlocked,
      run: () => open('reset'),
    },
    {
      id: 'compare',
      label: COMMANDS.compare,
      also: 'diff submission old code history',
      icon: 'compare',
      blocked: editorBlocked,
      run: () => open('compare'),
    },
    {
      id: 'settings',
      label: COMMANDS.settings,
      also: 'font size wrap lines preferences',
      icon: 'settings',
      blocked: editorBlocked,
      run: () => open('settings'),
    },
    ...EDITOR_KEYS.map(
      (name): Part => ({
        id: `keys-${name}`,
        label: COMMANDS.keys[name],
        also: 'bindings mode keyboard',
        icon: 'command',
        blocked: name === keys ? COMMANDS.currentKeys : null,
        run: () => chooseKeys(name),
      }),
    ),
    {
      id: 'search',
      label: COMMANDS.search,
      also: 'find replace',
      icon: 'search',
      stroke: 'mod+f',
      blocked: editorBlocked,
      run: () => edit('search'),
    },
    {
      id: 'comment',
      label: COMMANDS.comment,
      also: 'toggle',
      icon: 'code',
      stroke: 'mod+/',
      blocked: editorBlocked,
      run: () => edit('comment'),
    },
    {
      id: 'undo',
      label: COMMANDS.undo,
      icon: 'undo',
      stroke: 'mod+z',
      blocked: editorBlocked,
      run: () => edit('undo'),
    },
    {
      id: 'redo',
      label: COMMANDS.redo,
      icon: 'arrow',
      stroke: 'mod+y',
      onMac: 'mod+shift+z',
      blocked: editorBlocked,
      run: () => edit('redo'),
    },
  ]);
}

function going({ goTo }: WorkspaceControls, { nextStep, openStep, openPage }: PageControls): Command[] {
  const next =
    'step' in nextStep
      ? {
          label: COMMANDS.nextStepNamed(nextStep.step.item.title),
          blocked: null,
          run: () => openStep(nextStep.step),
        }
      : { label: COMMANDS.nextStep, blocked: nextStep.blocked, run: () => undefined };
  return inGroup('go', [
    { id: 'statement', label: COMMANDS.statement, also: 'text task', icon: 'file', run: () => goTo('statement') },
    { id: 'code', label: COMMANDS.code, also: 'code solution', icon: 'parse', run: () => goTo('code') },
    { id: 'result', label: COMMANDS.result, also: 'verdict tests', icon: 'shield', run: () => goTo('result') },
    { id: 'history', label: COMMANDS.history, also: 'submissions attempts', icon: 'clock', run: () => goTo('history') },
    { id: 'next', also: 'continue question exercise', icon: 'next', ...next },
    { id: 'exercises', label: COMMANDS.exercises, also: 'list home', icon: 'code', run: () => openPage('/') },
    { id: 'path', label: COMMANDS.path, also: 'questions', icon: 'path', run: () => openPage('/path') },
    { id: 'submissions', label: COMMANDS.submissions, icon: 'output', run: () => openPage('/submissions') },
  ]);
}

const THEMES: readonly { readonly theme: Theme; readonly icon: IconName; readonly also: string }[] = [
  { theme: 'light', icon: 'sun', also: 'day white' },
  { theme: 'dark', icon: 'moon', also: 'night black' },
  { theme: 'system', icon: 'half', also: 'automatic' },
];

function ofThePage({ open }: WorkspaceControls, { theme: current, chooseTheme }: PageControls): Command[] {
  return inGroup('page', [
    ...THEMES.map(({ theme, icon, also }) => ({
      id: `theme-${theme}`,
      label: COMMANDS[theme],
      also,
      icon,
      blocked: theme === current ? COMMANDS.currentTheme : null,
      run: () => chooseTheme(theme),
    })),
    {
      id: 'shortcuts',
      label: COMMANDS.shortcuts,
      also: 'help keys',
      icon: 'question',
      stroke: 'f1',
      run: () => open('help'),
    },
  ]);
}
