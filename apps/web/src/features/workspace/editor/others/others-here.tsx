/** A quiet row above the editor of an interview: who looks on, and where they point. */
import type { LivePerson } from '@lockstep/protocol';
import { useState, useSyncExternalStore } from 'react';
import type { PointedLine } from '../../../../shared/live-code/people-marks.ts';
import { Icon } from '../../../../shared/ui/icon.tsx';
import type { Sharing } from '../../draft/draft-face.ts';
import { OTHERS } from './messages.ts';
import './others-here.css';

export default function OthersHere(props: { readonly sharing: Sharing; readonly onLine: (line: number) => void }) {
  const { live, pointed } = props.sharing;
  const { people } = useSyncExternalStore(live.subscribe, live.snapshot);
  const watching = people.filter(({ role }) => role === 'interviewer');
  const said = useFirstTimes(watching, pointed);
  return (
    <>
      <p className="sr" role="status">
        {said}
      </p>
      {watching.length === 0 ? null : (
        <div className="others-here">
          <Icon name="eye" small />
          <span>{OTHERS.watching(watching.map(({ name }) => name))}</span>
          {pointed.map(({ person, name, line }) => (
            <button key={person} type="button" className="button quiet small" onClick={() => props.onLine(line)}>
              <Icon name="point" small />
              {OTHERS.points(name, line)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** Read out when somebody looks on or points for the first time, and not with each change. */
function useFirstTimes(watching: readonly LivePerson[], pointed: readonly PointedLine[]): string {
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const came = watching.filter(({ key }) => !known.has(`here ${key}`));
  const points = pointed.filter(({ person }) => !known.has(`points ${person}`));
  if (came.length + points.length > 0) {
    const keys = [...came.map(({ key }) => `here ${key}`), ...points.map(({ person }) => `points ${person}`)];
    setKnown(new Set([...known, ...keys]));
    const sentences = [
      ...(came.length === 0 ? [] : [OTHERS.watching(came.map(({ name }) => name))]),
      ...points.map(({ name, line }) => OTHERS.points(name, line)),
    ];
    setSaid(sentences.map((sentence) => `${sentence}.`).join(' '));
  }
  return said;
}
