/** What the right pane shows. Each kind of file remembers what its author wants beside it: a text its preview, a test the tests. */
import { useState } from 'react';
import { type FileKind, kindOf } from '../tree/package-files.ts';

export const SIDE_TABS = ['verification', 'problems', 'tests', 'preview'] as const;
export type SideTab = (typeof SIDE_TABS)[number];

type Family = 'prose' | 'tests' | 'rest';

const USUAL: Readonly<Record<Family, SideTab>> = { prose: 'preview', tests: 'tests', rest: 'verification' };

export function useSideTab(path: string | null): { readonly tab: SideTab; readonly choose: (tab: SideTab) => void } {
  const [chosen, setChosen] = useState(USUAL);
  const family = familyOf(path === null ? 'other' : kindOf(path));
  return { tab: chosen[family], choose: (tab) => setChosen({ ...chosen, [family]: tab }) };
}

function familyOf(kind: FileKind): Family {
  switch (kind) {
    case 'statement':
    case 'editorial':
    case 'hints':
    case 'prose':
      return 'prose';
    case 'sample':
    case 'secret':
    case 'scope':
      return 'tests';
    default:
      return 'rest';
  }
}
