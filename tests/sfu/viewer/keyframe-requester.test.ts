import { expect, it } from 'vitest';
import { KeyframeRequester } from '../../../src/sfu/viewer/keyframe-requester.ts';
import type { ViewerSession } from '../../../src/sfu/viewer/viewer-session.ts';
import type { ViewerSource } from '../../../src/sfu/viewer/viewer-source.ts';
import type { ViewerTrack } from '../../../src/sfu/viewer/viewer-track.ts';

const STARVED = { rtxSent: 10, rtxRefused: 200 };

/** A viewer whose picture is in this state, of the second simulcast stream; and what it had the stream told. */
function repairOf(state: ViewerTrack['state']) {
  const told: string[] = [];
  const tell = (what: string) => (_: ViewerSession, encoding: number) => void told.push(`${what} ${encoding}`);
  const source = { onRepairWanted: tell('repair'), onHeldBack: tell('held back') } as unknown as ViewerSource;
  const video = { state, layers: { current: { encoding: 1 }, wanted: { encoding: 0 } } } as unknown as ViewerTrack;
  return { told, repair: new KeyframeRequester({} as ViewerSession, video, source) };
}

it('has a viewer that lost its picture heard like all others', () => {
  const { told, repair } = repairOf('flowing');
  repair.request();
  repair.endSecond({ rtxSent: 100, rtxRefused: 60 });
  repair.request();
  expect(told).toEqual(['repair 1', 'repair 1']);
});

it('does not hear one whose line has carried too little for three seconds, until it carries more', () => {
  const { told, repair } = repairOf('flowing');
  for (let second = 0; second < 3; second++) {
    repair.request();
    repair.endSecond(STARVED);
  }
  repair.request();
  expect(told).toHaveLength(3);
  repair.endSecond({ rtxSent: 10, rtxRefused: 0 });
  repair.request();
  expect(told).toHaveLength(4);
});

it('has one that its own queue holds back wait longer each time, whether it is told by the queue or asks', () => {
  const { told, repair } = repairOf('after-drop');
  repair.requestAfterDrop(1);
  repair.request();
  expect(told).toEqual(['held back 1', 'held back 1']);
});

it('asks for one that is sent media again, whatever was before', () => {
  const { told, repair } = repairOf('after-drop');
  for (let second = 0; second < 3; second++) repair.endSecond(STARVED);
  repair.resumed();
  expect(told).toEqual(['repair 1']);
});
