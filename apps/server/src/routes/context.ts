/** What routes get to work with. */
import type { Store } from '@lockstep/store';
import type { ServerConfig } from '../config.ts';
import type { Visitors } from '../visitor.ts';

export interface RouteContext {
  readonly store: Store;
  readonly visitors: Visitors;
  readonly config: ServerConfig;
}
