/** Builds what lives as long as the page: services and the query cache. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../shared/api/http.ts';
import { type Services, ServicesProvider } from '../shared/api/services.tsx';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Being offline must show, not pause: the pages have a state for it.
        networkMode: 'always',
        staleTime: 15_000,
        retry: (failures, error) => isPassing(error) && failures < 2,
        retryDelay: (attempt) => 400 * 2 ** attempt,
      },
    },
  });
}

/** A refusal stays a refusal; only what may pass by itself is tried again. */
function isPassing(error: Error): boolean {
  return error instanceof ApiError && (error.kind === 'unreachable' || error.status >= 500);
}

export function Providers(props: {
  readonly services: Services;
  readonly queryClient: QueryClient;
  readonly children: ReactNode;
}) {
  return (
    <ServicesProvider services={props.services}>
      <QueryClientProvider client={props.queryClient}>{props.children}</QueryClientProvider>
    </ServicesProvider>
  );
}
