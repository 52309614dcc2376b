/** Sending a package: the one request whose progress is shown, which only XMLHttpRequest tells. */
import { PACKAGE_SIZES, PackageDraft } from '@lockstep/protocol';
import { type Fetch, requestJson } from '../../../shared/api/http.ts';
import { PACKAGES_PATH } from '../authoring-api.ts';
import { IMPORT } from '../messages.ts';

/** Rejects with an ApiError, or before anything is sent where the file is too large. `onShare`: how much of it was sent, 0 to 1. */
export async function sendPackage(file: Blob, onShare: (share: number) => void): Promise<PackageDraft> {
  if (file.size > PACKAGE_SIZES.archiveBytes) throw new Error(IMPORT.tooLarge(PACKAGE_SIZES.archiveBytes / 2 ** 20));
  const body = new Blob([file], { type: 'application/zip' });
  return requestJson(withProgress(onShare), PACKAGES_PATH, PackageDraft, { method: 'POST', body });
}

function withProgress(onShare: (share: number) => void): Fetch {
  return (address, { method = 'GET', headers, body }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, address);
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 1 : loaded / total));
      request.addEventListener('load', () => resolve(new Response(request.responseText, { status: request.status })));
      request.addEventListener('error', () => reject(new TypeError('network')));
      request.addEventListener('abort', () => reject(new TypeError('aborted')));
      request.send(body instanceof Blob ? body : null);
    });
}
