/** The ways from attempts to their findings, and to what was typed then. */
import type { Attempt } from '@lockstep/protocol';
import { Link } from '@tanstack/react-router';
import { formatInto } from '../clock/into.ts';
import { playbackAddress } from '../playback-address.ts';
import { ATTEMPT } from './messages.ts';

/** `candidate`: named where attempts of different candidates stand beside each other. */
export function FindingLinks(props: { readonly attempt: Attempt; readonly candidate?: string | null }) {
  const { attempt, candidate = null } = props;
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
        {ATTEMPT.finding(findings.length === 1 ? null : number, submission.number, candidate)}
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
