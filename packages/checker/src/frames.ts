/**
 * Frames on the pipes between host and checker process: two lengths (4 bytes each, big-endian), a header in JSON, and
 * a body of UTF-8 text that is passed on unparsed. The reader is bounded: a frame that says it is larger is a fault,
 * before any of it is kept.
 */

export interface Frame {
  readonly header: unknown;
  readonly body: string;
}

export interface FrameBounds {
  readonly headerBytes: number;
  readonly bodyBytes: number;
}

/** The channel's other end does not speak the protocol. */
export class FrameFault extends Error {}

export function encodeFrame(header: object, body: string): Buffer {
  const head = Buffer.from(JSON.stringify(header), 'utf8');
  const tail = Buffer.from(body, 'utf8');
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32BE(head.length, 0);
  lengths.writeUInt32BE(tail.length, 4);
  return Buffer.concat([lengths, head, tail]);
}

/** Cuts a stream of chunks into frames. `push` throws FrameFault; the stream is of no use after that. */
export class FrameReader {
  readonly #bounds: FrameBounds;
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(bounds: FrameBounds) {
    this.#bounds = bounds;
  }

  /** Frames that are complete with this chunk, in order. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.#take(); frame !== null; frame = this.#take()) frames.push(frame);
    return frames;
  }

  #take(): Frame | null {
    if (this.#bytes < 8) return null;
    const lengths = this.#peek(8);
    const headerBytes = lengths.readUInt32BE(0);
    const bodyBytes = lengths.readUInt32BE(4);
    if (headerBytes > this.#bounds.headerBytes || bodyBytes > this.#bounds.bodyBytes) {
      throw new FrameFault(`a frame of ${headerBytes} + ${bodyBytes} bytes is over the limit`);
    }
    const whole = 8 + headerBytes + bodyBytes;
    if (this.#bytes < whole) return null;
    const frame = this.#peek(whole);
    this.#drop(whole);
    try {
      const header: unknown = JSON.parse(frame.toString('utf8', 8, 8 + headerBytes));
      return { header, body: frame.toString('utf8', 8 + headerBytes, whole) };
    } catch {
      throw new FrameFault("a frame's header is not JSON");
    }
  }

  /** The first `count` bytes in one buffer. Joins no more chunks than it needs, so that a large frame is copied once. */
  #peek(count: number): Buffer {
    const first = this.#chunks[0];
    if (first !== undefined && first.length >= count) return first.subarray(0, count);
    const parts: Buffer[] = [];
    let bytes = 0;
    for (const chunk of this.#chunks) {
      const part = chunk.subarray(0, count - bytes);
      parts.push(part);
      bytes += part.length;
      if (bytes === count) break;
    }
    return Buffer.concat(parts);
  }

  #drop(count: number): void {
    this.#bytes -= count;
    let left = count;
    while (left > 0) {
      const first = this.#chunks.shift();
      if (first === undefined) return;
      if (first.length > left) this.#chunks.unshift(first.subarray(left));
      left -= Math.min(left, first.length);
    }
  }
}
