/** The addresses below /api/authoring as functions. */
import {
  AuthoredExerciseList,
  AuthoredExerciseView,
  CheckerModule,
  FolderDifference,
  GivenBack,
  PackageCheck,
  PackageDraft,
  PackageDraftList,
  type PackageDraftRequest,
  PackageDraftView,
  PackageFileChanged,
  type PackageFileRename,
  type PackageFileSave,
  PackageFileView,
  Published,
  type PublishRequest,
  Rejudge,
  RejudgeApplied,
  type RejudgeApply,
  RejudgeDifferencePage,
  type RejudgeRequest,
  Verification,
  VerificationCaseView,
  VerificationList,
} from '@lockstep/protocol';
import { NOTHING } from '../../shared/account/session.ts';
import type { Api } from '../../shared/api/api.ts';

const ROOT = '/api/authoring';
export const PACKAGES_PATH = `${ROOT}/packages`;

const draftAt = (id: string) => `${ROOT}/drafts/${encodeURIComponent(id)}`;
const exerciseAt = (slug: string) => `${ROOT}/exercises/${encodeURIComponent(slug)}`;
const verificationAt = (id: string) => `${ROOT}/verifications/${encodeURIComponent(id)}`;
const rejudgeAt = (id: string) => `${ROOT}/rejudges/${encodeURIComponent(id)}`;
const fileAt = (id: string, path: string) => `${draftAt(id)}/file?${new URLSearchParams({ path })}`;

/** A draft, or what is published, as a zip file to be downloaded. */
export const draftPackage = (id: string) => `${draftAt(id)}/package.zip`;
export const publishedPackage = (slug: string) => `${exerciseAt(slug)}/package.zip`;

export const drafts = {
  list: (api: Api, archived: boolean, signal?: AbortSignal) =>
    api.read(`${ROOT}/drafts?${new URLSearchParams({ archived: String(archived) })}`, PackageDraftList, signal),
  view: (api: Api, id: string, signal?: AbortSignal) => api.read(draftAt(id), PackageDraftView, signal),
  make: (api: Api, request: PackageDraftRequest) => api.send('POST', `${ROOT}/drafts`, PackageDraft, request),
  /** A draft of an exercise as it is published, also of one of the folder that is broken. */
  makeOf: (api: Api, slug: string) =>
    api.send('POST', `${ROOT}/drafts`, PackageDraft, { kind: 'exercise', slug } as const),
  duplicate: (api: Api, id: string, slug: string) =>
    api.send('POST', `${draftAt(id)}/duplicate`, PackageDraft, { slug }),
  archive: (api: Api, id: string) => api.send('POST', `${draftAt(id)}/archive`, NOTHING, {}),
  restore: (api: Api, id: string) => api.send('POST', `${draftAt(id)}/restore`, NOTHING, {}),
  check: (api: Api, id: string) => api.send('POST', `${draftAt(id)}/check`, PackageCheck, {}),
  publish: (api: Api, id: string, request: PublishRequest) =>
    api.send('POST', `${draftAt(id)}/publish`, Published, request),
} as const;

/** A change rejects with status 409 when it follows another version than the one that is there; `sent` is a PackageFileConflict then. */
export const files = {
  read: (api: Api, id: string, path: string) => api.read(fileAt(id, path), PackageFileView),
  save: (api: Api, id: string, path: string, save: PackageFileSave, keepalive: boolean) =>
    api.send('PUT', fileAt(id, path), PackageFileChanged, save, keepalive),
  rename: (api: Api, id: string, rename: PackageFileRename) =>
    api.send('POST', `${draftAt(id)}/rename`, PackageFileChanged, rename),
  remove: (api: Api, id: string, path: string, follows: number) =>
    api.send('DELETE', `${fileAt(id, path)}&${new URLSearchParams({ follows: String(follows) })}`, PackageFileChanged),
} as const;

export const verifications = {
  start: (api: Api, draft: string) => api.send('POST', `${draftAt(draft)}/verifications`, Verification, {}),
  list: (api: Api, draft: string, signal?: AbortSignal) =>
    api.read(`${draftAt(draft)}/verifications`, VerificationList, signal),
  view: (api: Api, id: string, signal?: AbortSignal) => api.read(verificationAt(id), Verification, signal),
  cancel: (api: Api, id: string) => api.send('POST', `${verificationAt(id)}/cancel`, Verification, {}),
  caseAt: (api: Api, id: string, position: number, signal?: AbortSignal) =>
    api.read(`${verificationAt(id)}/cases/${position}`, VerificationCaseView, signal),
} as const;

export const exercises = {
  list: (api: Api, signal?: AbortSignal) => api.read(`${ROOT}/exercises`, AuthoredExerciseList, signal),
  view: (api: Api, slug: string, signal?: AbortSignal) => api.read(exerciseAt(slug), AuthoredExerciseView, signal),
  difference: (api: Api, slug: string, signal?: AbortSignal) =>
    api.read(`${exerciseAt(slug)}/difference`, FolderDifference, signal),
  giveBack: (api: Api, slug: string) => api.send('POST', `${exerciseAt(slug)}/give-back`, GivenBack, {}),
} as const;

export const rejudges = {
  start: (api: Api, slug: string, request: RejudgeRequest) =>
    api.send('POST', `${exerciseAt(slug)}/rejudge`, Rejudge, request),
  view: (api: Api, id: string, signal?: AbortSignal) => api.read(rejudgeAt(id), Rejudge, signal),
  differences: (api: Api, id: string, cursor: string | null, signal?: AbortSignal) =>
    api.read(
      `${rejudgeAt(id)}/differences${cursor === null ? '' : `?${new URLSearchParams({ cursor })}`}`,
      RejudgeDifferencePage,
      signal,
    ),
  apply: (api: Api, id: string, request: RejudgeApply) =>
    api.send('POST', `${rejudgeAt(id)}/apply`, RejudgeApplied, request),
  cancel: (api: Api, id: string) => api.send('POST', `${rejudgeAt(id)}/cancel`, Rejudge, {}),
} as const;

export const checkerModule = (api: Api) => api.read(`${ROOT}/checker-module`, CheckerModule);
