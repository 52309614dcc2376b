/** The editor's settings, below the button that opens them. What is changed shows at once; Escape or a click elsewhere closes. */
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { type EditorSettings, FONT_SIZES, USUAL_SETTINGS } from './editor-settings.ts';
import { SETTINGS } from './messages.ts';
import './dialogs.css';

export function SettingsPopover(props: {
  readonly settings: EditorSettings;
  readonly onChange: (settings: EditorSettings) => void;
  readonly onClose: () => void;
  /** The button that opens it: it gets the focus back, and a click on it is its own affair. */
  readonly opener: RefObject<HTMLButtonElement | null>;
}) {
  const { settings, onChange, onClose, opener } = props;
  const box = useRef<HTMLDivElement>(null);
  const size = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => size.current?.focus(), []);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    opener.current?.focus();
    onClose();
  };
  const onBlur = (event: FocusEvent): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || (!box.current?.contains(to) && to !== opener.current)) onClose();
  };
  const { fontSize, wrap } = settings;
  const usual = fontSize === USUAL_SETTINGS.fontSize && wrap === USUAL_SETTINGS.wrap;
  return (
    <div
      ref={box}
      className="settings"
      role="dialog"
      aria-label={SETTINGS.title}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <h3>{SETTINGS.title}</h3>
      <div className="settings-size">
        <label htmlFor={`${id}-size`}>{SETTINGS.fontSize}</label>
        <output htmlFor={`${id}-size`}>{SETTINGS.pixels(fontSize)}</output>
        <input
          ref={size}
          id={`${id}-size`}
          type="range"
          min={FONT_SIZES.least}
          max={FONT_SIZES.most}
          value={fontSize}
          aria-valuetext={SETTINGS.pixels(fontSize)}
          onChange={(event) => onChange({ ...settings, fontSize: Number(event.target.value) })}
        />
      </div>
      <label className="settings-wrap">
        <input
          type="checkbox"
          checked={wrap}
          onChange={(event) => onChange({ ...settings, wrap: event.target.checked })}
        />
        {SETTINGS.wrap}
      </label>
      <p className="small ink2">{SETTINGS.indent}</p>
      <div className="settings-foot">
        <span className="small ink3">{SETTINGS.kept}</span>
        <button
          type="button"
          className="button small"
          aria-disabled={usual || undefined}
          onClick={() => onChange(USUAL_SETTINGS)}
        >
          {SETTINGS.usual}
        </button>
      </div>
    </div>
  );
}
