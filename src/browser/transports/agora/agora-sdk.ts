// Imported before the SDK, which keeps the constructor that it finds.
import './watch-connections.ts';
import sdk from 'agora-rtc-sdk-ng';

/** The SDK itself. Its types say that this is its `default`, as in its ES module; the file that is bundled has no such export. */
export const AgoraRTC = sdk as unknown as typeof sdk.default;
