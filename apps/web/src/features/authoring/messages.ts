/** Words of the pages of authors: the list of exercises and drafts, and what all of them share. */
import type { AuthoredExercise, DraftOrigin } from '@lockstep/protocol';
import { formatCount, plural } from '../../shared/format.ts';

export const AUTHORING = {
  title: 'Authoring',
  crumbs: 'Where this page is',
  loading: 'Loading',
  refusedTitle: 'Only admins can see this page',
  refusedText: (role: string) => `You are signed in as ${role}. An admin can change your role.`,
  toExercises: 'All exercises',
  toAuthoring: 'All drafts',
  goneTitle: 'There is no such draft',
  goneText: 'The address may be mistyped. Archived drafts stand at the end of the list of drafts.',
  noExerciseTitle: 'There is no such exercise',
  noExerciseText: 'The address may be mistyped, or nothing of that name was ever published.',
} as const;

export const DRAFTS = {
  title: 'Drafts',
  none: 'No draft yet. Edit one of the exercises below, begin a new one, or import a package.',
  exercise: 'Exercise',
  from: 'From',
  changed: 'Changed',
  verification: 'Verification',
  actions: 'Actions',
  by: (name: string) => `by ${name}`,
  open: (title: string) => `Open the draft of ${title}`,
  menu: 'More',
  menuOf: (title: string) => `More for the draft of ${title}`,
  duplicate: 'Duplicate…',
  export: 'Export as a zip file',
  archive: 'Archive',
  archiveTitle: 'Archive this draft?',
  archiveText: (title: string) => `The draft of ${title} goes off this list. What is published stays as it is.`,
  archiveNote: 'It is kept, and can be put back from the archived drafts.',
  archived: (title: string) => `The draft of ${title} is archived.`,
  archivedTitle: 'Archived drafts',
  showArchived: 'Show archived drafts',
  noArchived: 'No draft is archived.',
  restore: 'Put back',
  restoreOf: (title: string) => `Put the draft of ${title} back`,
  restored: (title: string) => `The draft of ${title} is back on the list.`,
} as const;

export const ORIGINS: Readonly<Record<DraftOrigin['kind'], string>> = {
  folder: 'the exercises folder',
  app: 'what was published here',
  zip: 'a zip file',
  skeleton: 'the skeleton',
  draft: 'another draft',
};

/** Of the newest verification of a draft. */
export const VERIFIED = {
  never: 'Not verified',
  running: (ended: number, total: number) => `Running, ${formatCount(ended)} of ${formatCount(total)}`,
  green: 'Verified',
  open: (count: number) => `${plural(count, 'thing')} to settle`,
  cancelled: 'Cancelled',
  changed: (words: string) => `${words}, but changed since`,
} as const;

export const BANK = {
  title: 'Exercises',
  text: 'An exercise is the folder’s until a draft of it is published here. From then on, what is published here stays, whatever the folder has.',
  none: 'Nothing is published yet.',
  exercise: 'Exercise',
  origin: 'Published from',
  folder: 'The folder',
  app: 'Here',
  published: 'Published',
  byServer: 'at the server’s start',
  drafts: 'Drafts',
  draftsOf: (count: number) => plural(count, 'draft'),
  actions: 'Actions',
  edit: 'Edit',
  editOf: (title: string) => `Edit ${title}`,
  editTitle: 'Makes a draft; what is published stays as it is',
  revisions: 'Revisions',
  revisionsOf: (title: string) => `Revisions of ${title}`,
  withdrawn: 'Withdrawn',
  broken: 'Broken in the folder',
  brokenText: 'These packages could not be loaded when the server started. A draft can be made of each.',
  making: 'Making a draft…',
} as const;

/** What the folder has of an exercise that is edited here. */
export const FOLDER: Readonly<Record<AuthoredExercise['folder'], string | null>> = {
  current: null,
  same: 'The folder has the same',
  different: 'The folder differs',
  broken: 'The folder’s is broken',
  absent: 'Not in the folder',
};

export const NEW_EXERCISE = {
  action: 'New exercise',
  title: 'New exercise',
  text: 'A small exercise that is whole, to be changed into yours.',
  name: 'Title',
  nameFault: 'Write a title of at most 80 characters.',
  slug: 'Slug',
  slugHint: 'Its name in addresses and folders. It cannot be changed later.',
  slugFault: 'Write lower-case words joined by hyphens, at most 64 characters.',
  taken: 'There is an exercise of this slug already.',
  track: 'Track',
  make: 'Make the draft',
  making: 'Making it…',
  cancel: 'Leave it',
} as const;

export const DUPLICATE = {
  title: 'Duplicate this draft',
  text: 'The new draft has the same files. With another slug it becomes another exercise.',
  action: 'Duplicate',
  busy: 'Duplicating…',
} as const;

export const IMPORT = {
  action: 'Import a package',
  drop: 'Drop a package here to import it',
  reading: (name: string, share: string) => `Sending ${name}, ${share}`,
  checking: (name: string) => `Reading ${name}`,
  failed: (name: string) => `${name} was not imported.`,
  tooLarge: (mebibytes: number) => `A package has at most ${mebibytes} MiB.`,
  one: 'Drop one zip file at a time.',
  dismiss: 'Close this message',
} as const;
