/** What is asked: where it stands, title, statement, program. */
import type { ExerciseListItem, QuestionView } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import type { QuestionPlace } from '../../shared/path/path-model.ts';
import { trackAnchor } from '../../shared/path/track-anchor.ts';
import { Prose } from '../../shared/text/prose.tsx';
import { PythonCode } from '../../shared/text/python-code.tsx';
import { DifficultyMark } from '../../shared/ui/difficulty.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { QUESTION } from './messages.ts';

export function Asked(props: {
  readonly question: QuestionView;
  /** Null while the path is not known. */
  readonly place: QuestionPlace | null;
  readonly exercises: readonly ExerciseListItem[];
  readonly shownLine: number | null;
}) {
  const { question, place } = props;
  const { form, program } = question;
  const track = place?.track.track ?? question.track;
  const own = props.exercises.filter(({ slug }) => question.exercises.includes(slug));
  return (
    <>
      <nav className="question-crumbs" aria-label={QUESTION.path}>
        <Link to="/path" hash={trackAnchor(track.number)}>
          {track.title}
        </Link>
        {place === null ? null : (
          <>
            <Icon name="chevron" small />
            <span>{QUESTION.place(place.place, place.track.steps.length)}</span>
          </>
        )}
      </nav>
      <h1>{question.title}</h1>
      <p className="question-facts small ink3">
        <DifficultyMark difficulty={question.difficulty} />
        <span>{QUESTION.minutes(question.minutes)}</span>
        {own.length === 0 ? null : (
          <span>
            {QUESTION.belongsTo}{' '}
            {own.map(({ slug, title }, index) => (
              <span key={slug}>
                {index === 0 ? '' : ', '}
                <Link to="/exercises/$slug" params={{ slug }}>
                  {title}
                </Link>
              </span>
            ))}
          </span>
        )}
      </p>
      <div className="question-statement prose">
        <Prose text={question.statement} />
      </div>
      {program === null ? null : (
        <div className="question-program">
          <PythonCode source={program} numbered shownLine={props.shownLine} label={QUESTION.program} />
        </div>
      )}
      {form.kind === 'outcomes' ? (
        <p className="question-call prose">
          <span>{QUESTION.calledAs}</span> <code>{form.call}</code>
        </p>
      ) : null}
    </>
  );
}
