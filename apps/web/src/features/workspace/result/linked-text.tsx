/** Text of a program in which places of the solution lead into the editor. */
import { RESULT } from '../messages.ts';
import { linkedParts } from './file-links.ts';

export function LinkedText(props: { readonly text: string; readonly onGoToLine: (line: number) => void }) {
  let at = 0;
  return linkedParts(props.text).map(({ text, line }) => {
    const key = at;
    at += text.length;
    return line === null ? (
      text
    ) : (
      <button
        type="button"
        className="place"
        key={key}
        title={RESULT.goToLine(line)}
        onClick={() => props.onGoToLine(line)}
      >
        {text}
      </button>
    );
  });
}
