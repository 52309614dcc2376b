/** Whether somebody's data was deleted: their account is there still, without name and address. Pure. */
import { ERASED_DOMAIN } from '@lockstep/protocol';

export function isErased({ email }: { readonly email: string }): boolean {
  return email.endsWith(`@${ERASED_DOMAIN}`);
}
