/** What routes get to work with. */
import type { Store } from '@lockstep/store';
import type { SendMail } from '../accounts/mail.ts';
import type { ServerConfig } from '../config.ts';
import type { LiveCodeHub } from '../live-code/live-code-hub.ts';
import type { Visitors } from '../visitor.ts';

export interface RouteContext {
  readonly store: Store;
  readonly visitors: Visitors;
  /** What is typed in sittings. Who reads drafts of one lets it settle first. */
  readonly liveCode: LiveCodeHub;
  readonly config: ServerConfig;
  readonly now: () => Date;
  /** null: this server sends no mail. */
  readonly mail: SendMail | null;
}
