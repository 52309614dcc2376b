/** The ways from attempts to their findings, and to what was typed then. */
import type { Attempt } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatInto } from '../clock/into.ts';
import { playbackAddress } from '../playback-address.ts';
import { ATTEMPT } from './messages.ts';

export function FindingLinks({ attempt }: { readonly attempt: Attempt }) {
  const { submission, findings } = attempt;
  return findings
    .map((finding, index) => ({ finding, number: index + 1 }))
    .map(({ finding, number }) => (
      <Link
        key={number}
        to="/submissions/$id/findings/$number"
        params={{ id: submission.id, number: String(number) }}
        className="button"
        title={finding.sentence}
      >
        {findings.length === 1 ? ATTEMPT.finding(submission.number) : ATTEMPT.findingOf(number, submission.number)}
      </Link>
    ));
}

export function ReplayLink(props: { readonly interview: string; readonly sitting: string; readonly atMs: number }) {
  const { interview, sitting, atMs } = props;
  return (
    <Link to={playbackAddress(interview, sitting, atMs)} className="button">
      {ATTEMPT.replay(formatInto(atMs))}
    </Link>
  );
}
