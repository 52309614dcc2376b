/** What is entered in the form of an interview, and the settings that it stands for. Pure, but for the browser's time zone. */
import { type Feedback, type InterviewItem, InterviewSettings } from '@lockstep/protocol';
import { FAULTS } from './messages.ts';
import { type CriterionValue, criterionValues, type RubricFaults, readRubric } from './rubric-model.ts';

/** As the fields hold it: numbers and moments are text until they are read. */
export interface FormValues {
  readonly title: string;
  readonly items: readonly InterviewItem[];
  readonly minutes: string;
  /** `2026-05-04T09:30` of the browser's time zone; empty: any time. */
  readonly opensAt: string;
  readonly closesAt: string;
  readonly submissions: string;
  readonly feedback: Feedback;
  readonly writeAlong: boolean;
  readonly instructions: string;
  readonly rubric: readonly CriterionValue[];
}

/** Those with a control of their own; a rubric has many. */
export type FormField = Exclude<keyof FormValues, 'rubric'>;
export type Faults = Readonly<Partial<Record<FormField, string>>>;

export type Reading =
  | { readonly kind: 'settings'; readonly settings: InterviewSettings }
  | { readonly kind: 'faults'; readonly faults: Faults; readonly rubric: RubricFaults };

export const BLANK: FormValues = {
  title: '',
  items: [],
  minutes: '60',
  opensAt: '',
  closesAt: '',
  submissions: '',
  feedback: 'findings',
  writeAlong: false,
  instructions: '',
  rubric: [],
};

/** In the order in which the form has them: the first one that is wrong gets the focus. */
export const FIELD_ORDER: readonly FormField[] = [
  'title',
  'items',
  'minutes',
  'opensAt',
  'closesAt',
  'submissions',
  'feedback',
  'writeAlong',
  'instructions',
];

export function valuesOf(settings: InterviewSettings): FormValues {
  const { title, items, minutes, opensAt, closesAt, submissions, feedback, writeAlong, instructions, rubric } =
    settings;
  return {
    title,
    items,
    minutes: String(minutes),
    opensAt: opensAt === null ? '' : localMoment(opensAt),
    closesAt: closesAt === null ? '' : localMoment(closesAt),
    submissions: submissions === null ? '' : String(submissions),
    feedback,
    writeAlong,
    instructions,
    rubric: criterionValues(rubric),
  };
}

/** The settings, or what is wrong beside each field. */
export function readForm(values: FormValues): Reading {
  const rubric = readRubric(values.rubric);
  const parsed = InterviewSettings.safeParse({
    title: values.title,
    items: values.items,
    minutes: wholeNumber(values.minutes),
    opensAt: momentOf(values.opensAt),
    closesAt: momentOf(values.closesAt),
    submissions: values.submissions.trim() === '' ? null : wholeNumber(values.submissions),
    feedback: values.feedback,
    writeAlong: values.writeAlong,
    instructions: values.instructions,
    rubric: rubric.kind === 'rubric' ? rubric.rubric : [],
  });
  if (parsed.success && rubric.kind === 'rubric') return { kind: 'settings', settings: parsed.data };
  const faults: Partial<Record<FormField, string>> = {};
  for (const { path } of parsed.error?.issues ?? []) {
    const field = fieldOf(path);
    if (field !== null) faults[field] ??= faultOf(field, values);
  }
  return { kind: 'faults', faults, rubric: rubric.kind === 'faults' ? rubric.faults : {} };
}

/** Where the server says that something is wrong: `body.items.0.slug`, `body.settings.minutes`. */
export function serverFaults(errors: readonly { readonly path: string; readonly message: string }[]): Faults {
  const faults: Partial<Record<FormField, string>> = {};
  for (const { path, message } of errors) {
    const field = fieldOf(path.split('.'));
    if (field !== null) faults[field] ??= message.charAt(0).toUpperCase() + message.slice(1);
  }
  return faults;
}

function fieldOf(path: readonly PropertyKey[]): FormField | null {
  return FIELD_ORDER.find((field) => path.includes(field)) ?? null;
}

function faultOf(field: FormField, { items, closesAt }: FormValues): string {
  switch (field) {
    case 'items':
      return items.length === 0 ? FAULTS.noItems : FAULTS.manyItems;
    case 'opensAt':
      return FAULTS.moment;
    case 'closesAt':
      return momentOf(closesAt) === NO_MOMENT ? FAULTS.moment : FAULTS.order;
    case 'title':
    case 'minutes':
    case 'submissions':
    case 'instructions':
      return FAULTS[field];
    case 'feedback':
    case 'writeAlong':
      throw new Error('what is chosen there is always one of two');
    default:
      return field satisfies never;
  }
}

/** Digits only: `1e2` and `5.0` are numbers, but not what anybody writes here. NaN otherwise. */
function wholeNumber(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

const NO_MOMENT = 'no moment';

/** A moment as the API has it; null where nothing is entered; what no schema takes where it is not a moment. */
function momentOf(text: string): string | null {
  if (text === '') return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? NO_MOMENT : new Date(ms).toISOString();
}

/** As an input of type `datetime-local` wants it, to the minute. */
function localMoment(iso: string): string {
  const then = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [String(then.getFullYear()).padStart(4, '0'), two(then.getMonth() + 1), two(then.getDate())].join('-');
  return `${day}T${two(then.getHours())}:${two(then.getMinutes())}`;
}

/** `Europe/Berlin, UTC+2` at a moment. */
export function zoneWords(zone: string, offsetMinutes: number): string {
  const sign = offsetMinutes < 0 ? '−' : '+';
  const hours = Math.floor(Math.abs(offsetMinutes) / 60);
  const minutes = Math.abs(offsetMinutes) % 60;
  return `${zone}, UTC${sign}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}

export function sameItem(a: InterviewItem, b: InterviewItem): boolean {
  return a.kind === b.kind && a.slug === b.slug;
}

/** How the work in the items compares with the time limit; null while that is not a number. */
export function overBy(sum: number, minutes: string): number | null {
  const limit = wholeNumber(minutes);
  return Number.isNaN(limit) ? null : sum - limit;
}
