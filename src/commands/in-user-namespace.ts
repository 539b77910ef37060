import { enterUserNamespace } from '../network/user-namespace/enter-user-namespace.ts';
import type { Command } from './command.ts';

/** A command that shapes a network: an ordinary user runs it as root of a user namespace. */
export function inUserNamespace<Args>(command: Command<Args>): Command<Args> {
  return {
    ...command,
    async run(args, context) {
      await enterUserNamespace((left) => context.terminal.talk(`removed what an earlier run left: ${left}`));
      return command.run(args, context);
    },
  };
}
