/** Play, speed, the marks before and after, and the way back to what happens now. */
import { formatInto } from '../../../shared/clock/into.ts';
import { Icon, type IconName } from '../../../shared/ui/icon.tsx';
import { KeyHint } from '../../../shared/ui/shortcut.tsx';
import { TIMELINE } from '../messages.ts';
import { PLAYBACK_SPEEDS } from '../playback/playback.ts';
import type { Place } from '../use-place.ts';

export function Transport(props: {
  readonly place: Place;
  readonly runs: boolean;
  readonly endMs: number;
  readonly lengthMs: number;
  /** null: there is none. */
  readonly previous: number | null;
  readonly next: number | null;
  /** The tracks do not show: a slider stands for them. */
  readonly slim: boolean;
}) {
  const { place, runs, previous, next, slim } = props;
  const jump = (label: string, key: string, icon: IconName, to: number | null) => (
    <button
      type="button"
      className="button small square"
      aria-label={label}
      aria-keyshortcuts={key}
      title={`${label} (${key})`}
      aria-disabled={to === null || undefined}
      onClick={() => {
        if (to !== null) place.seek(to);
      }}
    >
      <Icon name={icon} small />
    </button>
  );
  return (
    <div className="transport">
      {jump(TIMELINE.previous, 'P', 'prev', previous)}
      {place.isLive ? null : (
        <button
          type="button"
          className="button small square primary"
          aria-label={place.playing ? TIMELINE.pause : TIMELINE.play}
          aria-keyshortcuts="Space"
          title={`${place.playing ? TIMELINE.pause : TIMELINE.play} (${TIMELINE.keys.play})`}
          onClick={place.toggle}
        >
          <Icon name={place.playing ? 'pause' : 'play'} small />
        </button>
      )}
      {jump(TIMELINE.next, 'N', 'next', next)}
      {slim ? null : (
        <span className="live-hint row small ink3">
          <KeyHint keys={['P', 'N']} />
          {TIMELINE.keys.mark}
        </span>
      )}
      {slim ? (
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(props.endMs / 1_000))}
          value={Math.round(place.shownMs / 1_000)}
          aria-label={TIMELINE.slider}
          aria-valuetext={TIMELINE.value(place.shownMs, props.lengthMs, place.isLive ? TIMELINE.isLive : '')}
          onChange={(event) => place.seek(Number(event.target.value) * 1_000)}
        />
      ) : null}
      <span className="transport-time" aria-hidden="true">
        {formatInto(place.shownMs)}
      </span>
      {place.isLive ? null : (
        <>
          <select
            className="select"
            aria-label={TIMELINE.speed}
            value={place.speed}
            onChange={({ target }) => {
              const speed = PLAYBACK_SPEEDS.find((one) => String(one) === target.value);
              if (speed !== undefined) place.changeSpeed(speed);
            }}
          >
            {PLAYBACK_SPEEDS.map((speed) => (
              <option key={speed} value={speed}>
                {TIMELINE.times(speed)}
              </option>
            ))}
          </select>
          <label className="live-switch">
            <input
              type="checkbox"
              checked={place.skipsPauses}
              onChange={({ target }) => place.changeSkipping(target.checked)}
            />
            {TIMELINE.skip}
          </label>
        </>
      )}
      {runs && !place.isLive ? (
        <button type="button" className="button small" aria-keyshortcuts="L" onClick={place.toLive}>
          <Icon name="last" small />
          {TIMELINE.backToLive} <KeyHint keys={['L']} />
        </button>
      ) : null}
    </div>
  );
}
