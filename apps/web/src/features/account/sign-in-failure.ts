/** Why an identity provider sent somebody back without being signed in, as the server writes it into the address. */
export type SignInFailure = 'provider-refused' | 'provider-unreachable' | 'address-unchecked' | 'account-closed';

const KNOWN: ReadonlySet<string> = new Set<SignInFailure>([
  'provider-refused',
  'provider-unreachable',
  'address-unchecked',
  'account-closed',
]);

/** Anything else in the address says nothing. */
export function signInFailure(text: string | undefined): SignInFailure | null {
  return text !== undefined && KNOWN.has(text) ? (text as SignInFailure) : null;
}
