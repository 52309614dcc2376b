/** An outcome: a returned value as code, the others in words. */
import { outcomeWords } from './solution-model.ts';

export function OutcomeText({ text }: { readonly text: string }) {
  const said = outcomeWords(text);
  if (said.kind === 'value') return <code>{said.code}</code>;
  return (
    <>
      {said.words}
      {said.code === null ? null : (
        <>
          {' '}
          <code>{said.code}</code>
        </>
      )}
    </>
  );
}
