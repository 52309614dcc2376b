/** The tracks with the visitor's progress; marks the one that is being looked at. */
import { useEffect, useState } from 'react';
import { trackAnchor } from '../../shared/path/track-anchor.ts';
import type { TrackGroup } from './filter.ts';
import { LIST } from './messages.ts';

export function TrackNav({ groups }: { readonly groups: readonly TrackGroup[] }) {
  const current = useTrackInView(groups);
  const solved = groups.reduce((sum, group) => sum + group.solved, 0);
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  return (
    <nav className="tracks" aria-label={LIST.tracks}>
      <p className="caption tracks-title">{LIST.tracks}</p>
      <ul>
        {groups.map(({ track, solved, total }) => (
          <li key={track.number}>
            <a
              href={`#${trackAnchor(track.number)}`}
              aria-current={track.number === current ? 'true' : undefined}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(trackAnchor(track.number))?.scrollIntoView();
              }}
            >
              <span>{track.title}</span>
              <span className="tracks-count">
                <span aria-hidden="true">
                  {solved}/{total}
                </span>
                <span className="sr">{LIST.progress(solved, total)}</span>
              </span>
              <span className="meter" aria-hidden="true">
                <i style={{ width: `${(100 * solved) / total}%` }} />
              </span>
            </a>
          </li>
        ))}
      </ul>
      <p className="tracks-sum small ink3">
        <b>{LIST.progressFigure(solved, total)}</b> {LIST.progressWord}
      </p>
    </nav>
  );
}

/** The first track whose section reaches into the upper part of the window. */
function useTrackInView(groups: readonly TrackGroup[]): number | null {
  const numbers = groups.map((group) => group.track.number).join(' ');
  const [visible, setVisible] = useState<ReadonlySet<number>>(new Set());
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) =>
        setVisible((before) => {
          const next = new Set(before);
          for (const entry of entries) {
            const number = Number(entry.target.id.replace('track-', ''));
            if (entry.isIntersecting) next.add(number);
            else next.delete(number);
          }
          return next;
        }),
      { rootMargin: '0px 0px -55% 0px' },
    );
    for (const number of numbers.split(' ')) {
      const section = document.getElementById(trackAnchor(Number(number)));
      if (section !== null) observer.observe(section);
    }
    return () => observer.disconnect();
  }, [numbers]);
  return groups.find((group) => visible.has(group.track.number))?.track.number ?? groups[0]?.track.number ?? null;
}
