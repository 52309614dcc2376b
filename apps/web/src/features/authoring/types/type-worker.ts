/** TypeScript beside the page: reading its library and checking a file hold nothing up. Trusts what it is sent. Neither zod nor React. */
import libraries from 'virtual:type-libraries';
import type { TypeReply, TypeRequest } from './type-protocol.ts';
import { createTypeService, type TypeService } from './type-service.ts';

let service: TypeService | null = null;

self.addEventListener('message', ({ data }: MessageEvent<TypeRequest>) => {
  if (data.kind === 'open') {
    service = createTypeService(libraries, data);
    return;
  }
  self.postMessage(reply(data));
});

function reply({ number, text, question }: TypeRequest & { readonly kind: 'ask' }): TypeReply {
  try {
    if (service === null) throw new Error('nothing was opened');
    return { kind: 'answer', number, answer: service.answer(text, question) };
  } catch (error) {
    return { kind: 'failed', number, message: error instanceof Error ? error.message : String(error) };
  }
}
