/** What the routes of authoring get to work with. */
import type { Store } from '@lockstep/store';
import type { BankFolder } from '../../authoring/bank-folder.ts';

export interface AuthoringContext {
  readonly store: Store;
  readonly bank: BankFolder;
}
