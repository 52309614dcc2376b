/** Along a schedule that is shown a step at a time: where one is on it, and how to go on. */
import { Icon } from '../../shared/ui/icon.tsx';
import { KeyHint } from '../../shared/ui/shortcut.tsx';
import { GUIDE } from './messages.ts';
import { startsWith } from './schedule-text.ts';

export interface Guide {
  readonly way: 'failing' | 'passing';
  readonly actors: readonly string[];
}

export function GuideStrip(props: {
  readonly guide: Guide;
  readonly actors: readonly string[];
  readonly onStep: () => void;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}) {
  const { guide, actors } = props;
  const on = startsWith(guide.actors, actors);
  const atEnd = on && actors.length === guide.actors.length;
  const parted = actors.findIndex((actor, at) => guide.actors[at] !== actor);
  return (
    <section className="play-guide" aria-label={GUIDE.label}>
      <Icon name="path" small />
      <p>
        <b>{GUIDE[guide.way]}</b>: {on ? GUIDE.at(actors.length, guide.actors.length) : GUIDE.parted(parted)}
      </p>
      <button type="button" className="button small quiet square" aria-label={GUIDE.close} onClick={props.onClose}>
        <Icon name="x" small />
      </button>
      {atEnd ? null : (
        <>
          <button type="button" className="button small" onClick={props.onStep}>
            {on ? GUIDE.next : GUIDE.back}
            <KeyHint keys={[guide.way === 'failing' ? 'F' : 'P']} />
          </button>
          <button type="button" className="button small" title={GUIDE.toEnd} onClick={props.onEnd}>
            <Icon name="last" small />
            <span className="tool-label">{GUIDE.toEnd}</span>
          </button>
        </>
      )}
    </section>
  );
}
