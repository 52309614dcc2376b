/** What goes and what stays, in a dialog that asks before something is deleted. */
import './ask.css';

export function Listed({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <div className="ask-listed">
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
