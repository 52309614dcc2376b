/** The search field of the bar. Escape empties it, Enter and the arrow down lead on to what was found. */
import type { RefObject } from 'react';
import { Icon } from './icon.tsx';
import './search-field.css';
import { KeyHint } from './shortcut.tsx';

const SLASH = ['/'] as const;

export function SearchField(props: {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}) {
  return (
    <search className="search">
      <Icon name="search" />
      <input
        ref={props.field}
        type="search"
        placeholder={props.label}
        aria-label={props.label}
        aria-keyshortcuts="/"
        value={props.value}
        maxLength={props.maxLength}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            // The page may have an Escape of its own.
            event.preventDefault();
            props.onChange('');
            event.currentTarget.blur();
          }
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            props.onLeave();
          }
        }}
      />
      <KeyHint keys={SLASH} />
    </search>
  );
}
