/** Command prefix that runs another command on a network node; an empty `command` stands for this machine itself. */
export interface CommandPrefix {
  readonly command: string;
  readonly args: readonly string[];
}
