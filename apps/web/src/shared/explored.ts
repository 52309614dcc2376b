/** What the exploration of a submission found, from its events. Pure. */
import type { Finding, NumberedEvent, ScopeReport } from '@lockstep/protocol';

export interface Explored {
  readonly scopes: readonly ScopeReport[];
  readonly findings: readonly Finding[];
}

/** A judging that begins, or begins again, voids what came before it. */
export function exploredBy(events: readonly NumberedEvent[]): Explored {
  const scopes: ScopeReport[] = [];
  const findings: Finding[] = [];
  for (const { event } of events) {
    if (event.kind === 'started' || event.kind === 'restarted') {
      scopes.length = 0;
      findings.length = 0;
    }
    if (event.kind === 'scope') scopes.push(event.scope);
    if (event.kind === 'finding') findings.push(event.finding);
  }
  return { scopes, findings };
}
