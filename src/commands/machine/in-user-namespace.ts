import { UNPRIVILEGED } from '../../network/registry.ts';
import { enterUserNamespace } from '../../network/user-namespace/enter-user-namespace.ts';
import type { Command } from '../command.ts';
import { ERROR_WORDS } from '../messages/error-words.ts';
import { say } from '../messages/say.ts';

/**
 * Wraps a command that shapes a network so that an ordinary user runs it as root of a user namespace, if the backend needs
 * that.
 */
export function inUserNamespace<Args extends { readonly backend: string }>(command: Command<Args>): Command<Args> {
  return {
    ...command,
    async run(args, context) {
      if (args.backend !== UNPRIVILEGED)
        await enterUserNamespace((left) =>
          context.terminal.log(say(context.terminal, ERROR_WORDS.leftover, { what: left })),
        );
      return command.run(args, context);
    },
  };
}
