/** The phases in order; each cell settles as its event comes. */
import { formatMs } from '../../../shared/format.ts';
import { Icon, type IconName } from '../../../shared/ui/icon.tsx';
import { PHASE_WORDS, RESULT } from '../messages.ts';
import type { PanelState, PhaseRow } from './panel-state.ts';

const FACES: Readonly<Record<PhaseRow['status'], { readonly icon: IconName; readonly word: string }>> = {
  waiting: { icon: 'circle', word: RESULT.waiting },
  running: { icon: 'half', word: RESULT.running },
  passed: { icon: 'check', word: RESULT.passed },
  failed: { icon: 'x', word: RESULT.failed },
  skipped: { icon: 'skip', word: RESULT.skipped },
};

export function PhasesStrip({ panel }: { readonly panel: PanelState }) {
  return (
    <ol className="phases" aria-label={RESULT.phases}>
      {panel.phases.map((row) => (
        <li key={row.phase} className={`phase phase-${row.status}`}>
          <Icon name={FACES[row.status].icon} />
          <span>
            {PHASE_WORDS[row.phase]} <span className="sr">{FACES[row.status].word}</span>
          </span>
          <small>{detail(row, panel)}</small>
        </li>
      ))}
    </ol>
  );
}

function detail(row: PhaseRow, panel: PanelState): string {
  switch (row.status) {
    case 'waiting':
      return RESULT.waiting;
    case 'skipped':
      return RESULT.skipped;
    default: {
      if (row.phase === 'explore' && row.tests !== null) {
        const passed = panel.scopes.filter(({ verdict }) => verdict === 'accepted').length;
        return RESULT.ofTests(row.status === 'running' ? panel.scopes.length : passed, row.tests);
      }
      const own = panel.tests.filter(({ phase }) => phase === row.phase);
      if (row.phase === 'compile' || row.phase === 'own' || row.tests === null || row.tests === 0) {
        return row.wallMs === null ? FACES[row.status].word : formatMs(row.wallMs);
      }
      // While it runs: how many are through. Afterwards: how many passed.
      const done = row.status === 'running' ? own : own.filter(({ test }) => test.verdict === 'accepted');
      return RESULT.ofTests(done.length, row.tests);
    }
  }
}
