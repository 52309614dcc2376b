import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameFault, FrameReader } from '../src/frames.ts';

const bounds = { headerBytes: 100, bodyBytes: 100 };

describe('FrameReader', () => {
  it('finds the same frames however the stream is cut', () => {
    const stream = Buffer.concat([
      encodeFrame({ a: 1 }, 'hällo'),
      encodeFrame({ b: 2 }, ''),
      encodeFrame({}, 'x'.repeat(100)),
    ]);
    for (let size = 1; size <= stream.length; size++) {
      const reader = new FrameReader(bounds);
      const frames = [];
      for (let at = 0; at < stream.length; at += size) frames.push(...reader.push(stream.subarray(at, at + size)));
      expect(frames).toEqual([
        { header: { a: 1 }, body: 'hällo' },
        { header: { b: 2 }, body: '' },
        { header: {}, body: 'x'.repeat(100) },
      ]);
    }
  });

  it('refuses a frame over the limit from its lengths alone', () => {
    const frame = encodeFrame({}, 'x'.repeat(101));
    expect(() => new FrameReader(bounds).push(frame.subarray(0, 8))).toThrow(FrameFault);
  });

  it('refuses a header that is not JSON', () => {
    const frame = encodeFrame({ a: 1 }, '');
    frame.write('x', 8);
    expect(() => new FrameReader(bounds).push(frame)).toThrow(FrameFault);
  });
});
