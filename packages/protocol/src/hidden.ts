/**
 * Which fields must not reach a candidate, and until when. Written down here and not beside the fields: browsers load
 * those, and need none of this. A test of apps/server makes values of the schemas, puts a mark into every field that
 * stands here, and looks for it in everything that a candidate can be told. A field that is new and hidden is added here.
 */
import { z } from 'zod';
import { Assessment, Outcome } from './assessment.ts';
import { Attempt } from './attempts.ts';
import { PackageFileView } from './authoring.ts';
import { FileSide } from './authoring-exercises.ts';
import { VerificationCaseView } from './authoring-verification.ts';
import { SubmissionEvent } from './events.ts';
import { EditorialView } from './exercise.ts';
import { Note } from './note.ts';
import { ExceptionInfo, ProcessFact } from './program-run.ts';
import { QuestionForm, Solution } from './question.ts';
import { Report, ScopeReport, TestReport } from './report.ts';
import { Exercise } from './whole-exercise.ts';
import { Question } from './whole-question.ts';

/**
 * `never`: stays on the judge's side. `revealed`: told of a test that its author reveals. `accepted`: told to who solved the
 * exercise. `answered`: told to who answered the question. `findings`: told except in an interview that tells verdicts only.
 */
export type HiddenUntil = 'never' | 'revealed' | 'accepted' | 'answered' | 'findings';

/** By schema: each of these stands in one place only. */
export const HIDDEN = z.registry<{ readonly until: HiddenUntil }>();

function hide(until: HiddenUntil, ...schemas: readonly z.core.$ZodType[]): void {
  for (const schema of schemas) HIDDEN.add(schema, { until });
}

hide('never', Exercise.shape.fullScale, Exercise.shape.checker, Report.shape.fault);
// Packages, with their reference submissions, and what reviewers read and write.
hide('never', PackageFileView.shape.content, FileSide.shape.content, VerificationCaseView.shape.source);
hide('never', Attempt.shape.source, Note.shape.text, Assessment.shape.summary, Outcome.shape.reason);
hide('accepted', Exercise.shape.editorial, EditorialView.shape.editorial);

// What is measured is told, and in which line an exception was raised; what a program may have written is not.
const { message, call, expected, got, output } = TestReport.shape;
hide('revealed', message, call, expected, got, output);
hide('revealed', ExceptionInfo.shape.type, ExceptionInfo.shape.message, ExceptionInfo.shape.traceback);
hide('revealed', ProcessFact.shape.name, ProcessFact.shape.exitCode);

const [single, multiple, order, number, outcomes] = QuestionForm.options;
for (const { shape } of [single, multiple])
  hide('answered', shape.choices.element.shape.right, shape.choices.element.shape.why);
hide('answered', order.shape.right, number.shape.value, number.shape.tolerance, outcomes.shape.interleavings);
const choice = outcomes.shape.choices.element.shape;
hide('answered', choice.possible, choice.interleavings, choice.trace);
hide('answered', Question.shape.explanation, Question.shape.recording, Solution.shape.explanation);

hide('findings', ScopeReport.shape.message, ScopeReport.shape.outcomes);
for (const { shape } of SubmissionEvent.options) if ('finding' in shape) hide('findings', shape.finding);
