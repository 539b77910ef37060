import { describe, expect, it } from 'vitest';
import { bundlePage } from '../../src/participants/page-bundle.ts';

describe('a page bundle', () => {
  it.each(['publisher', 'viewer'] as const)('of the %s is one document that fetches nothing', async (name) => {
    const html = await bundlePage(name, 'whip');
    expect(html).toMatch(/^<!doctype html>/);
    // One script, ended once: a "</script" within it would have ended it early.
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html).not.toMatch(/\bimport\s*[("'{]|\bfrom\s*["']\.|\bsrc=/);
    // Its worker is inside, as text.
    expect(html).toContain(`"${name}-worker"`);
    expect(html).toMatch(name === 'viewer' ? /copyTo/ : /new VideoFrame/);
  });

  it('of Agora contains its SDK, which finds the connections already watched', async () => {
    const html = await bundlePage('viewer', 'agora');
    expect(html.match(/<\/script/g)).toHaveLength(1);
    const [sdk, watch, use] = [
      'var require_AgoraRTC',
      'new Proxy(globalThis.RTCPeerConnection',
      '= __toESM(require_Agora',
    ].map((text) => html.indexOf(text));
    // Defined, then watched, and only then run.
    expect(sdk).toBeGreaterThan(0);
    expect(watch).toBeGreaterThan(sdk ?? 0);
    expect(use).toBeGreaterThan(watch ?? 0);
    expect(html).not.toMatch(/<script[^>]*src=/);
  });

  it('is built once per process', () => {
    expect(bundlePage('viewer', 'whip')).toBe(bundlePage('viewer', 'whip'));
  });
});
