import { describe, expect, it } from 'vitest';
import { ReplyChannel } from '../src/reply-channel.ts';

const bytes = (text: string) => Buffer.from(text);

function atWork(maxBytes = 1_000): ReplyChannel {
  const channel = new ReplyChannel();
  expect(channel.feed(bytes('{"kind":"ready"}\n'))).toEqual({ kind: 'ready' });
  channel.beginJob(maxBytes);
  return channel;
}

describe('the ready line', () => {
  it('may come in pieces, and is kept parsed', () => {
    const channel = new ReplyChannel();
    expect(channel.feed(bytes('{"kind":"rea'))).toEqual({ kind: 'nothing' });
    expect(channel.feed(bytes('dy","python":"3.11"}\n'))).toEqual({ kind: 'ready' });
    expect(channel.ready).toEqual({ kind: 'ready', python: '3.11' });
  });

  it.each(['{"kind":"record"}\n', 'hello\n', '\n', '{"kind":"ready"}\n{}', '{"kind":"ready"}\n\n'])(
    '%j is none',
    (text) => {
      expect(new ReplyChannel().feed(bytes(text))).toEqual({ kind: 'garbage' });
    },
  );

  it('is bounded', () => {
    expect(new ReplyChannel().feed(Buffer.alloc(65_537, 0x20))).toEqual({ kind: 'flood' });
  });
});

describe('the record', () => {
  it('is one line, in as many pieces as it likes, multi-byte characters cut anywhere', () => {
    const channel = atWork();
    const line = bytes('{"out":"schlüssel ✓"}\n');
    for (const byte of line.subarray(0, -1)) expect(channel.feed(Buffer.from([byte]))).toEqual({ kind: 'nothing' });
    expect(channel.feed(line.subarray(-1))).toEqual({ kind: 'record' });
    expect(channel.record()).toBe('{"out":"schlüssel ✓"}');
  });

  it('is counted in bytes', () => {
    expect(atWork(10).feed(bytes('✓✓✓\n'))).toEqual({ kind: 'record' });
    const channel = atWork(9);
    expect(channel.feed(bytes('✓✓✓\n'))).toEqual({ kind: 'flood' });
    expect(channel.record()).toBeNull();
    expect(channel.feed(bytes('{}\n'))).toEqual({ kind: 'nothing' });
  });

  it.each(['', '\n', '{}', '{}\n{}\n', '{}\n\n'])('%j is none', (text) => {
    const channel = atWork();
    channel.feed(bytes(text));
    expect(channel.record()).toBeNull();
  });

  it('before there is a job is garbage, and stays none', () => {
    const channel = new ReplyChannel();
    channel.feed(bytes('{"kind":"ready"}\n'));
    expect(channel.feed(bytes('{"kind":"record"}\n'))).toEqual({ kind: 'garbage' });
    channel.beginJob(1_000);
    expect(channel.record()).toBeNull();
  });
});
