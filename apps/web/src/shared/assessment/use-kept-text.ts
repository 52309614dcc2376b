/** A text that is being written and was not sent: a reload brings it back. */
import { useState } from 'react';
import { useServices } from '../api/services.tsx';

export interface KeptText {
  readonly text: string;
  /** False when the browser would not keep it. */
  readonly kept: boolean;
  readonly write: (text: string) => void;
}

/** `key`: where this browser keeps it. It is read once. */
export function useKeptText(key: string): KeptText {
  const { store } = useServices();
  const [state, setState] = useState(() => ({ text: store.get(key) ?? '', kept: true }));
  return {
    ...state,
    write: (text) => {
      if (text === '') store.remove(key);
      setState({ text, kept: text === '' || store.set(key, text) });
    },
  };
}
