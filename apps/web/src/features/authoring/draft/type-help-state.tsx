/** Whether TypeScript is there yet. */
import { useSyncExternalStore } from 'react';
import { TYPE_HELP } from '../types/messages.ts';
import type { TypeClient } from '../types/type-client.ts';

export function TypeHelpState({ client }: { readonly client: TypeClient }) {
  const state = useSyncExternalStore(client.subscribe, client.state);
  return (
    <span className={state === 'failed' ? 'ink-warn' : ''} role="status" data-type-help={state}>
      {state === 'failed' ? TYPE_HELP.failed : state === 'ready' ? TYPE_HELP.ready : TYPE_HELP.loading}
    </span>
  );
}
