/** A text that is applied once the typing rests. */
import { useEffect, useEffectEvent, useState } from 'react';

const REST_MS = 300;

export interface Typed {
  readonly text: string;
  readonly type: (text: string) => void;
  /** Applies at once what was typed. */
  readonly apply: () => void;
}

/** `value`: what is applied; where it changes by itself, it stands in the field, too. */
export function useTyped(value: string, onValue: (value: string) => void): Typed {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    // What comes back of the own typing may be older than what stands there.
    if (value !== text.trim()) setText(value);
  }
  const apply = useEffectEvent(() => {
    if (text.trim() !== value) onValue(text.trim());
  });
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => apply(), REST_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return {
    text,
    type: setText,
    apply: () => {
      if (text.trim() !== value) onValue(text.trim());
    },
  };
}
