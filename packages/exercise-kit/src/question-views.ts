/** What may be seen of a question before and after an answer, and whether an answer is right. Pure. */
import type {
  Answer,
  AskedForm,
  GivenAnswer,
  Question,
  QuestionForm,
  QuestionListItem,
  QuestionStanding,
  QuestionView,
  Solution,
} from '@lockstep/protocol';

/** A line of the list. */
export function questionListItem(question: Question, standing: QuestionStanding): QuestionListItem {
  return { ...face(question), kind: question.form.kind, standing };
}

/** The page of a question: `answered` is the visitor's last answer to this revision, with which the solution opens. */
export function questionView(question: Question, answered: GivenAnswer | null): QuestionView {
  const { digest, statement, program } = question;
  return {
    ...face(question),
    ...{ digest, statement, program, answered },
    form: askedForm(question.form),
    solution: answered === null ? null : solution(question),
  };
}

/** What is told after an answer. */
export function solution({ form, explanation, recording }: Question): Solution {
  return { form, explanation, playable: recording !== null };
}

/** The question without its answer: every field is named here one by one. */
export function askedForm(form: QuestionForm): AskedForm {
  switch (form.kind) {
    case 'single':
    case 'multiple':
      return { kind: form.kind, choices: form.choices.map(({ text }) => text) };
    case 'order':
      return { kind: 'order', items: form.items };
    case 'number':
      return { kind: 'number', unit: form.unit };
    case 'outcomes':
      return { kind: 'outcomes', call: form.call, choices: form.choices.map(({ text }) => text) };
    default:
      return form satisfies never;
  }
}

/** Why something cannot be an answer to the question, in words for who gave it; null when it can. */
export function answerFault(form: QuestionForm, answer: Answer): string | null {
  switch (form.kind) {
    case 'single':
    case 'multiple':
    case 'outcomes': {
      if (answer.kind !== 'chosen') return 'answer it with a choice: {"kind": "chosen", "choices": [0]}';
      if (!areDifferentPlaces(answer.choices, form.choices.length)) return 'each choice is a place in the list, once';
      if (form.kind === 'single' && answer.choices.length !== 1) return 'choose exactly one';
      return answer.choices.length === 0 ? 'choose at least one' : null;
    }
    case 'order':
      if (answer.kind !== 'ordered') return 'answer it with an order: {"kind": "ordered", "items": [2, 0, 1]}';
      return areDifferentPlaces(answer.items, form.items.length) && answer.items.length === form.items.length
        ? null
        : 'every item has to stand in the order once';
    case 'number':
      return answer.kind === 'number' ? null : 'answer it with a number: {"kind": "number", "value": 4}';
    default:
      return form satisfies never;
  }
}

/** Whether an answer without fault is right. */
export function isRight(form: QuestionForm, answer: Answer): boolean {
  switch (form.kind) {
    case 'single':
    case 'multiple':
      return answer.kind === 'chosen' && hasAll(form.choices, answer.choices, ({ right }) => right);
    case 'outcomes':
      return answer.kind === 'chosen' && hasAll(form.choices, answer.choices, ({ possible }) => possible);
    case 'order': {
      // Items of the same text may stand for one another.
      const words = (places: readonly number[]): string => JSON.stringify(places.map((place) => form.items[place]));
      return answer.kind === 'ordered' && words(answer.items) === words(form.right);
    }
    case 'number':
      return answer.kind === 'number' && Math.abs(answer.value - form.value) <= form.tolerance;
    default:
      return form satisfies never;
  }
}

/** Whether those chosen are exactly those for which `wanted` holds. */
function hasAll<T>(choices: readonly T[], chosen: readonly number[], wanted: (choice: T) => boolean): boolean {
  return choices.every((choice, place) => wanted(choice) === chosen.includes(place));
}

function areDifferentPlaces(places: readonly number[], count: number): boolean {
  return new Set(places).size === places.length && places.every((place) => place < count);
}

function face(question: Question) {
  const { slug, title, summary, track, position, difficulty, minutes, tags, exercises } = question;
  return { slug, title, summary, track, position, difficulty, minutes, tags, exercises };
}
