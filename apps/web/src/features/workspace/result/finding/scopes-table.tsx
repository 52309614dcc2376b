/** Each explored call: what comes out of it, in how many interleavings, and how much of them was seen. */
import type { ScopeReport, SubmissionId } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatCount, formatMs } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/ui/icon.tsx';
import { VERDICT_FACES } from '../../../../shared/ui/verdict.tsx';
import { SCOPES } from './messages.ts';

export function ScopesTable(props: {
  readonly scopes: readonly ScopeReport[];
  /** The submission, once its calls can be played. */
  readonly playable: SubmissionId | null;
}) {
  const { scopes, playable } = props;
  if (scopes.length === 0) return null;
  return (
    <section className="tests" aria-label={SCOPES.title}>
      <header>
        <h3>{SCOPES.title}</h3>
        <span className="small ink3">{SCOPES.note}</span>
      </header>
      <table className="scopes-table">
        <thead>
          <tr>
            <th scope="col">{SCOPES.columns.call}</th>
            <th scope="col">{SCOPES.columns.outcomes}</th>
            <th scope="col" className="number">
              {SCOPES.columns.seen}
            </th>
            <th scope="col" className="number">
              {SCOPES.columns.time}
            </th>
          </tr>
        </thead>
        <tbody>
          {scopes.map((scope, index) => (
            <tr key={scope.name}>
              <th scope="row">
                <code>{scope.call}</code>
                <Verdict scope={scope} />
                {playable === null || scope.coverage === null ? null : (
                  <Link
                    to="/submissions/$id/play/$scope"
                    params={{ id: playable, scope: String(index) }}
                    className="scope-play"
                    aria-label={SCOPES.playCall(scope.call)}
                  >
                    <Icon name="play" small />
                    {SCOPES.play}
                  </Link>
                )}
              </th>
              <td>{scope.outcomes.length === 0 ? scope.message : <Outcomes scope={scope} />}</td>
              <td className="number">
                <Coverage scope={scope} />
              </td>
              <td className="number nowrap">{formatMs(scope.wallMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Verdict({ scope }: { readonly scope: ScopeReport }) {
  const { tone, icon, word } = VERDICT_FACES[scope.verdict];
  return (
    <span className={`scope-verdict ink-${tone}`}>
      <Icon name={icon} small />
      {word}
    </span>
  );
}

function Outcomes({ scope }: { readonly scope: ScopeReport }) {
  return (
    <ul className="outcomes">
      {scope.outcomes.map(({ text, right, interleavings }) => (
        <li key={text}>
          <span className={right ? 'ink-good' : 'ink-bad'}>
            <Icon name={right ? 'check' : 'x'} small />
            <span className="sr">{right ? SCOPES.right : SCOPES.wrong}: </span>
          </span>
          <code>{text}</code>
          <span className="number ink3">{interleavings === null ? '' : formatCount(interleavings)}</span>
        </li>
      ))}
    </ul>
  );
}

function Coverage({ scope: { coverage, states } }: { readonly scope: ScopeReport }) {
  const seen = <small className="ink3">{SCOPES.states(formatCount(states))}</small>;
  switch (coverage?.kind) {
    case 'exhaustive':
      return (
        <span className="coverage">
          <b>{SCOPES.exhaustive(formatCount(coverage.interleavings))}</b>
          <small>{SCOPES.exhaustiveUnit(coverage.interleavings)}</small>
          {seen}
        </span>
      );
    case 'bounded':
      return (
        <span className="coverage">
          <small>{SCOPES.bounded(coverage.preemptions)}</small>
          {seen}
        </span>
      );
    case 'sampled':
      return (
        <span className="coverage">
          <small>{SCOPES.sampled(formatCount(coverage.schedules))}</small>
        </span>
      );
    case undefined:
      return <small>{SCOPES.unexplored}</small>;
    default:
      return coverage satisfies never;
  }
}
