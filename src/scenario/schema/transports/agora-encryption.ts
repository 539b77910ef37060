import { AGORA_ENCRYPTION_MODES, takesSalt } from '../../../model/scenario/agora-settings.ts';
import { section } from '../../reading/section.ts';
import { oneOf } from '../fields.ts';
import { secret } from '../secret.ts';

/** Schema of Agora's built-in encryption. Key and salt are secrets: a reference to each, never themselves. */
export const agoraEncryption = section(
  'encryption such as {mode: aes-256-gcm2, key: {env: AGORA_KEY}, salt: {env: AGORA_SALT}}',
  {
    mode: oneOf(AGORA_ENCRYPTION_MODES).describe('The SDK’s name of the cipher.'),
    key: secret().describe('The key, at most 62 ASCII characters: {env: NAME} or {file: path}.'),
    salt: secret().exactOptional().describe('The salt of gcm2, 32 bytes in base64: {env: NAME} or {file: path}.'),
  },
).check(({ value, issues }) => {
  if (takesSalt(value.mode) === (value.salt !== undefined)) return;
  const message = takesSalt(value.mode)
    ? `a salt, which ${value.mode} takes: {env: NAME} or {file: path}`
    : `nothing: ${value.mode} takes no salt`;
  issues.push({ code: 'custom', message, input: value, path: ['salt'] });
});
