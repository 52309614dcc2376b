/** The editor's settings, below the button that opens them. What is changed shows at once; Escape or a click elsewhere closes. */
import { type RefObject, useEffect, useId, useRef } from 'react';
import {
  EDITOR_KEYS,
  type EditorSettings,
  FONT_SIZES,
  USUAL_SETTINGS,
} from '../../../shared/editor/editor-settings.ts';
import { Popover, useFocusBack } from '../../../shared/ui/popover.tsx';
import { SETTINGS } from './messages.ts';
import './dialogs.css';

export function SettingsPopover(props: {
  readonly settings: EditorSettings;
  readonly onChange: (settings: EditorSettings) => void;
  readonly onClose: () => void;
  readonly opener: RefObject<HTMLButtonElement | null>;
}) {
  const { settings, onChange, onClose, opener } = props;
  const focusBack = useFocusBack(opener);
  const size = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => size.current?.focus(), []);

  const { fontSize, wrap, keys } = settings;
  const usual = fontSize === USUAL_SETTINGS.fontSize && wrap === USUAL_SETTINGS.wrap && keys === USUAL_SETTINGS.keys;
  return (
    <Popover label={SETTINGS.title} className="settings" onClose={onClose} opener={opener} focusBack={focusBack}>
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
      <fieldset className="settings-keys">
        <legend>{SETTINGS.keys}</legend>
        <div className="segments">
          {EDITOR_KEYS.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === keys}
              onClick={() => onChange({ ...settings, keys: name })}
            >
              {SETTINGS.keyNames[name]}
            </button>
          ))}
        </div>
        <p className="small ink2">{SETTINGS.keysText[keys]}</p>
      </fieldset>
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
    </Popover>
  );
}
