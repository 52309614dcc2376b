/** Words of the page of one draft: bar, panes, editor. */
import { formatAgo, formatCount, formatTime, plural } from '../../../shared/format.ts';
import type { FileStatus } from '../files/file-keeper.ts';
import type { Hindrance } from '../publish/readiness.ts';

const DRAFT_STATES = { published: 'as published', folder: 'as in the folder', changed: 'not published' } as const;

export const DRAFT = {
  crumbs: 'Where this page is',
  state: (version: number, state: 'published' | 'folder' | 'changed') =>
    `draft ${formatCount(version)}, ${DRAFT_STATES[state]}`,
  documentTitle: (title: string) => `${title}, draft`,
  panes: 'Parts of this page',
  files: 'Files',
  edit: 'Edit',
  side: 'Checks',
  preview: 'Preview',
  previewTitle: 'As a candidate will see it',
  verify: 'Verify',
  verifyTitle: 'Judge all reference submissions and mutants',
  verifying: 'Verifying…',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  publish: 'Publish…',
  more: 'More',
  moreOf: 'More for this draft',
  export: 'Export as a zip file',
  exercise: 'Published revisions',
  noFile: 'Choose a file',
  noFileText:
    'The files of this draft stand at the left. A package needs at least problem.yaml, statement.md and starter.py.',
  choose: 'Choose a file',
} as const;

/** Where the newest verification stands, beside the button. */
export const STANDING = {
  never: 'Not verified yet',
  running: (ended: number, total: number) => `${formatCount(ended)} of ${formatCount(total)} judged`,
  verified: (iso: string, open: number) =>
    `Verified ${formatAgo(iso, Date.now())}${open === 0 ? '' : `, ${plural(open, 'thing')} to settle`}`,
  cancelled: (iso: string) => `Cancelled ${formatAgo(iso, Date.now())}`,
  changed: (words: string) => `${words}, but changed since`,
} as const;

export const TABS = {
  label: 'About this draft',
  verification: 'Verification',
  problems: 'Problems',
  tests: 'Tests',
  preview: 'Preview',
} as const;

export const EDITOR = {
  label: (path: string) => `${path}, editor`,
  form: 'Form',
  source: 'Source',
  view: 'View of this file',
  fileMenu: 'More',
  fileMenuOf: (path: string) => `More for ${path}`,
  rename: 'Rename…',
  delete: 'Delete…',
  expected: 'Expected verdict',
  place: (line: number, column: number) => `Ln ${line}, Col ${column}`,
  leave: 'F6 leads to the next pane',
  gone: 'This file was deleted by somebody else.',
  back: 'Another author saved this file meanwhile. Nothing of yours is lost: choose which version goes on.',
  deletedThere: 'Another author deleted this file meanwhile. What you typed is still here.',
  inBrowser: 'Another tab of this browser typed something else into this file.',
  theirs: 'At the server',
  otherTab: 'In the other tab',
  yours: 'Yours',
  difference: 'The two versions, line by line',
  takeTheirs: 'Take the other version',
  takeDeleted: 'Let it be deleted',
  keepMine: 'Keep mine',
  problems: (count: number) => `${plural(count, 'problem')} in this file`,
  line: (line: number) => `Line ${line}`,
  wholeFile: 'The file',
  hint: 'not used',
} as const;

export const LANGUAGES = {
  python: 'Python',
  markdown: 'Markdown',
  yaml: 'YAML',
  typescript: 'TypeScript',
  text: 'Text',
} as const;

export function saveWords(status: FileStatus): string {
  switch (status.kind) {
    case 'loading':
      return 'Loading…';
    case 'failed':
    case 'gone':
      return '';
    case 'saved':
      return status.at === null ? 'Saved' : `Saved ${formatTime(status.at)}`;
    case 'saving':
      return 'Saving…';
    case 'kept-here':
      return status.trying ? 'Not saved, trying again. Kept in this browser.' : `Not saved: ${status.reason}`;
    case 'not-kept':
      return 'Not saved, and this browser keeps nothing. Do not close this page.';
    case 'conflict':
      return 'Not saved: two versions';
    default:
      return status satisfies never;
  }
}

export const PROBLEMS = {
  none: 'Nothing is wrong with this package.',
  noneText: 'It can be verified: its reference submissions and mutants are judged then.',
  checking: 'Checking…',
  failed: 'The package could not be checked.',
  retry: 'Check again',
  package: 'The package',
  place: (file: string, line: number | null) => (line === null ? file : `${file}, line ${line}`),
  count: (count: number) => `The package has ${plural(count, 'problem')}.`,
} as const;

export const TESTS = {
  none: 'No test is loaded.',
  broken: 'Tests are shown once the package is whole. The problems say what is missing.',
  sample: 'Samples',
  hidden: 'Hidden tests',
  scope: 'Scopes, every interleaving',
  test: 'Test',
  call: 'Call',
  expected: 'Expected',
  byChecker: 'checker.ts decides',
  revealed: 'shown to candidates',
  open: (file: string) => `Open ${file}`,
} as const;

export const PREVIEW = {
  broken: 'The whole page of a candidate is shown once the package is whole. This is the file that is open.',
  statement: 'Statement',
  starter: 'Starter',
  starterLabel: 'The starter',
  unread: 'This file cannot be read yet.',
  close: 'Close the preview',
  nothing: 'There is nothing to preview of this file.',
  hint: (number: number) => `Hint ${number}`,
} as const;

/** Why it cannot be published now. */
export const HINDRANCES: Readonly<Record<Hindrance, string>> = {
  published: 'This is what is published already.',
  unsaved: 'Something is not saved yet.',
  faulty: 'Settle the problems of the package first.',
  unverified: 'Verify it first.',
  running: 'The verification still runs.',
  cancelled: 'The last verification was cancelled. Verify it again.',
  changed: 'It was changed since it was verified. Verify it again.',
  open: 'Settle what the verification found first: every submission as expected, no mutant that survives.',
};
