/** problem.yaml as a form. Each change is a small edit of the text: comments, order and spaces of its author stay. */
import { type PackageFault, SharedKind, StartMethod, type Track } from '@lockstep/protocol';
import { useMemo, useState } from 'react';
import { Icon } from '../../../shared/ui/icon.tsx';
import { DIFFICULTY_WORDS } from '../../../shared/ui/messages.ts';
import { Notice } from '../../../shared/ui/states.tsx';
import { VERDICT_FACES } from '../../../shared/ui/verdict.tsx';
import { EXPECTED_VERDICTS } from '../tree/package-files.ts';
import { applied } from '../yaml/text-change.ts';
import { type Way, yamlChanges } from '../yaml/yaml-edit.ts';
import { parseYaml, yamlValue } from '../yaml/yaml-tree.ts';
import type { NewValue } from '../yaml/yaml-write.ts';
import { FORM, KINDS, START_METHODS } from './messages.ts';
import { BoundCheck, BoundChoices, BoundSelect, BoundText, type YamlForm, YamlFormContext } from './yaml-fields.tsx';
import './form.css';

const FAILURES = EXPECTED_VERDICTS.filter((verdict) => verdict !== 'accepted').map((verdict) => {
  const { icon, word } = VERDICT_FACES[verdict];
  return [
    verdict,
    <span key={verdict} className="form-verdict">
      <Icon name={icon} small />
      {word}
    </span>,
  ] as const;
});
const SHARED_KINDS = SharedKind.options.map((kind) => [kind, KINDS[kind]] as const);
const USABLE_KINDS = SHARED_KINDS.filter(([kind]) => kind !== 'thread');

export function ProblemForm(props: {
  readonly text: string;
  readonly tracks: readonly Track[];
  /** Of this file. */
  readonly faults: readonly PackageFault[];
  readonly onChange: (text: string) => void;
  readonly onSource: () => void;
}) {
  const { text, faults, onChange } = props;
  const node = useMemo(() => parseYaml(text), [text]);
  const [refused, setRefused] = useState(false);
  if (node === undefined || (node !== null && node.kind !== 'map')) {
    return (
      <Notice icon="parse" title={FORM.broken} text={FORM.brokenText}>
        <button type="button" className="button" onClick={props.onSource}>
          {FORM.toSource}
        </button>
      </Notice>
    );
  }
  const form: YamlForm = {
    root: yamlValue(node),
    faultOf: (way) => faultOf(way, faults),
    onSet(way: Way, value: NewValue | undefined) {
      const changes = yamlChanges(text, way, value);
      setRefused(changes === null);
      if (changes !== null && changes.length > 0) onChange(applied(text, changes));
    },
  };
  return (
    <YamlFormContext value={form}>
      <form className="problem-form" aria-label={FORM.label} onSubmit={(event) => event.preventDefault()}>
        <div role="alert">
          {refused ? (
            <p className="form-refused">
              <Icon name="error" small />
              <span>{FORM.byHand}</span>
              <button type="button" className="button small" onClick={props.onSource}>
                {FORM.toSource}
              </button>
            </p>
          ) : null}
        </div>
        <OnTheList tracks={props.tracks} />
        <Called />
        <LimitFields />
        <RuleFields />
        <ExplorationFields />
      </form>
    </YamlFormContext>
  );
}

/** What the check says of the key, or of something in it. */
function faultOf(way: Way, faults: readonly PackageFault[]): string | null {
  const key = way.join('.');
  return faults.find((fault) => fault.key === key || fault.key.startsWith(`${key}.`))?.message ?? null;
}

function OnTheList({ tracks }: { readonly tracks: readonly Track[] }) {
  return (
    <fieldset className="form-part">
      <legend className="sr">{FORM.list}</legend>
      <div className="form-row">
        <BoundText way={['title']} label={FORM.title} kind="text" required className="form-wide" />
        <BoundSelect
          way={['difficulty']}
          label={FORM.difficulty}
          options={Object.entries(DIFFICULTY_WORDS)}
          empty={null}
        />
      </div>
      <BoundText way={['summary']} label={FORM.summary} hint={FORM.summaryHint} kind="text" required rows={2} />
      <div className="form-row">
        <BoundSelect
          way={['track']}
          label={FORM.track}
          options={tracks.map(({ number, title }) => [number, `${number}. ${title}`])}
          empty={null}
          className="form-wide"
        />
        <BoundText way={['position']} label={FORM.position} kind="number" required />
        <BoundText way={['minutes']} label={FORM.minutes} kind="number" required />
      </div>
      <BoundText way={['tags']} label={FORM.tags} hint={FORM.tagsHint} kind="words" />
      <BoundChoices way={['usual_failures']} label={FORM.usualFailures} options={FAILURES} required />
    </fieldset>
  );
}

function Called() {
  return (
    <fieldset className="form-part">
      <legend>{FORM.call}</legend>
      <BoundText way={['entry']} label={FORM.entry} hint={FORM.entryHint} kind="text" required mono />
      <BoundSelect
        way={['start_method']}
        label={FORM.startMethod}
        options={StartMethod.options.map((method) => [method, START_METHODS[method]])}
        empty={FORM.usual}
      />
      <BoundText way={['judging']} label={FORM.judging} hint={FORM.judgingHint} kind="lines" rows={4} />
    </fieldset>
  );
}

function LimitFields() {
  return (
    <fieldset className="form-part">
      <legend>{FORM.limits}</legend>
      <div className="form-grid">
        <BoundText way={['limits', 'wall_ms']} label={FORM.wall} kind="number" required />
        <BoundText way={['limits', 'cpu_ms']} label={FORM.cpu} kind="number" required />
        <BoundText way={['limits', 'memory_mib']} label={FORM.memory} kind="number" required />
        <BoundText way={['limits', 'output_kib']} label={FORM.output} kind="number" required />
        <BoundText way={['limits', 'processes']} label={FORM.processes} kind="number" required />
      </div>
    </fieldset>
  );
}

function RuleFields() {
  return (
    <fieldset className="form-part">
      <legend>{FORM.rules}</legend>
      <p className="small ink2">{FORM.rulesText}</p>
      <div className="form-grid">
        <BoundText way={['rules', 'child_processes']} label={FORM.childProcesses} kind="count" mono />
        <BoundText way={['rules', 'alive_together']} label={FORM.aliveTogether} kind="count" mono />
        <BoundText
          way={['rules', 'second_busiest_cpu_share']}
          label={FORM.cpuShare}
          hint={FORM.cpuShareHint}
          kind="number"
        />
        <BoundText way={['rules', 'max_threads']} label={FORM.maxThreads} kind="number" />
      </div>
    </fieldset>
  );
}

function ExplorationFields() {
  return (
    <fieldset className="form-part">
      <legend>{FORM.exploration}</legend>
      <h3>{FORM.always}</h3>
      <BoundCheck way={['exploration', 'always', 'children_act']} label={FORM.childrenAct} />
      <BoundCheck way={['exploration', 'always', 'children_ended']} label={FORM.childrenEnded} />
      <BoundText way={['exploration', 'always', 'alive_together']} label={FORM.aliveTogether} kind="count" mono />
      <BoundChoices way={['exploration', 'always', 'uses']} label={FORM.uses} options={USABLE_KINDS} />
      <BoundChoices way={['exploration', 'always', 'avoids']} label={FORM.avoids} options={SHARED_KINDS} />
      <h3>{FORM.sometimes}</h3>
      <BoundText way={['exploration', 'sometimes', 'alive_together']} label={FORM.aliveTogether} kind="count" mono />
    </fieldset>
  );
}
