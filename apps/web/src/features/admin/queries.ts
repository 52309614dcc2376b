/** What the pages of admins read, and how they change it. */

import type { AccountChange, AccountId, InvitationRequest } from '@lockstep/protocol';
import { AccountPage, AccountView, AuditPage, InvitationList, MadeLink } from '@lockstep/protocol';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { NOTHING } from '../../shared/account/session.ts';
import type { Api } from '../../shared/api/api.ts';
import { ApiError } from '../../shared/api/http.ts';
import { ACCOUNTS } from './messages.ts';

export const accountsKey = ['admin', 'accounts'] as const;
export const invitationsKey = ['admin', 'invitations'] as const;

export function accountsQuery(api: Api) {
  return infiniteQueryOptions({
    queryKey: accountsKey,
    queryFn: ({ pageParam, signal }) => api.read(pageOf('/api/admin/accounts', pageParam), AccountPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function auditQuery(api: Api) {
  return infiniteQueryOptions({
    queryKey: ['admin', 'audit'],
    queryFn: ({ pageParam, signal }) => api.read(pageOf('/api/admin/audit', pageParam), AuditPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // Whoever opens the log wants it as it is now.
    staleTime: 0,
  });
}

export function invitationsQuery(api: Api) {
  return queryOptions({
    queryKey: invitationsKey,
    queryFn: ({ signal }) => api.read('/api/admin/invitations', InvitationList, signal),
  });
}

/** Rejects with a sentence about the last admin where that is why. */
export async function changeAccount(api: Api, id: AccountId, change: AccountChange): Promise<void> {
  try {
    await api.send('PATCH', `/api/admin/accounts/${id}`, AccountView, change);
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) throw new Error(ACCOUNTS.lastAdmin, { cause: error });
    throw error;
  }
}

export function makeResetLink(api: Api, id: AccountId): Promise<MadeLink> {
  return api.send('POST', `/api/admin/accounts/${id}/reset-link`, MadeLink, {});
}

/** Rejects with status 409 for the last admin, and while something of the account is being judged. */
export function eraseAccount(api: Api, id: AccountId): Promise<null> {
  return api.send('POST', `/api/admin/accounts/${id}/erase`, NOTHING, {});
}

export function invite(api: Api, invitation: InvitationRequest): Promise<MadeLink> {
  return api.send('POST', '/api/admin/invitations', MadeLink, invitation);
}

export async function withdraw(api: Api, id: string): Promise<void> {
  try {
    await api.send('DELETE', `/api/admin/invitations/${id}`, NOTHING);
  } catch (error) {
    // It was used or withdrawn meanwhile: in any case it is pending no more.
    if (!(error instanceof ApiError && error.status === 404)) throw error;
  }
}

/** The address of a page of a list: the first one, or the one that a cursor leads to. */
export function pageOf(path: string, cursor: string | null): string {
  return cursor === null ? path : `${path}?${new URLSearchParams({ cursor })}`;
}
