/** What routes get to work with. */
import type { Store } from '@lockstep/store';
import type { SendMail } from '../accounts/mail.ts';
import type { ServerConfig } from '../config.ts';
import type { Visitors } from '../visitor.ts';

export interface RouteContext {
  readonly store: Store;
  readonly visitors: Visitors;
  readonly config: ServerConfig;
  readonly now: () => Date;
  /** null: this server sends no mail. */
  readonly mail: SendMail | null;
}
