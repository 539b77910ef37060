import { expect, it } from 'vitest';
import { KeyframeRequester } from '../../../src/sfu/viewer/keyframe-requester.ts';
import type { ViewerSession } from '../../../src/sfu/viewer/viewer-session.ts';
import type { ViewerSource } from '../../../src/sfu/viewer/viewer-source.ts';
import type { ViewerTrack } from '../../../src/sfu/viewer/viewer-track.ts';

const STARVED = { rtxSent: 10, rtxRefused: 200 };

/** Returns the requester of a viewer in this state on the second simulcast stream, and the requests it makes. */
function requesterOf(state: ViewerTrack['state']) {
  const requests: string[] = [];
  const record = (kind: string) => (_: ViewerSession, encoding: number) => void requests.push(`${kind} ${encoding}`);
  const source = {
    onKeyframeRequest: record('plain'),
    onThrottledKeyframeRequest: record('throttled'),
  } as unknown as ViewerSource;
  const video = { state, layers: { current: { encoding: 1 }, wanted: { encoding: 0 } } } as unknown as ViewerTrack;
  return { requests, requester: new KeyframeRequester({} as ViewerSession, video, source) };
}

it('passes on the request of a viewer that lost its picture', () => {
  const { requests, requester } = requesterOf('flowing');
  requester.request();
  requester.endSecond({ rtxSent: 100, rtxRefused: 60 });
  requester.request();
  expect(requests).toEqual(['plain 1', 'plain 1']);
});

it('ignores one whose downlink has been overloaded for three seconds, until it recovers', () => {
  const { requests, requester } = requesterOf('flowing');
  for (let second = 0; second < 3; second++) {
    requester.request();
    requester.endSecond(STARVED);
  }
  requester.request();
  expect(requests).toHaveLength(3);
  requester.endSecond({ rtxSent: 10, rtxRefused: 0 });
  requester.request();
  expect(requests).toHaveLength(4);
});

it('throttles one whose own queue ran full, whether the queue or the viewer asks', () => {
  const { requests, requester } = requesterOf('after-drop');
  requester.requestAfterDrop(1);
  requester.request();
  expect(requests).toEqual(['throttled 1', 'throttled 1']);
});

it('requests for one that is sent media again, whatever was before', () => {
  const { requests, requester } = requesterOf('after-drop');
  for (let second = 0; second < 3; second++) requester.endSecond(STARVED);
  requester.resumed();
  expect(requests).toEqual(['plain 1']);
});
