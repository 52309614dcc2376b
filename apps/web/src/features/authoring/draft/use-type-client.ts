/** TypeScript's worker as long as the page of a draft: it starts with the first checker.ts that is opened. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useServices } from '../../../shared/api/services.tsx';
import { checkerModuleQuery } from '../queries.ts';
import { TypeClient, type TypeWorker } from '../types/type-client.ts';

export function useTypeClient(): TypeClient {
  const { api } = useServices();
  const client = useQueryClient();
  const create = () => new TypeClient(startWorker, () => client.fetchQuery(checkerModuleQuery(api)));
  const [types, setTypes] = useState(create);
  useEffect(() => {
    // React may run effects twice while developing: what was stopped is replaced, never reused.
    if (types.stopped) {
      setTypes(new TypeClient(startWorker, () => client.fetchQuery(checkerModuleQuery(api))));
      return;
    }
    return () => types.stop();
  }, [types, api, client]);
  return types;
}

/** A file of the same origin, as the content security policy wants it. */
function startWorker(): TypeWorker {
  return new Worker(new URL('../types/type-worker.ts', import.meta.url), { type: 'module' }) as TypeWorker;
}
