/** Command prefix that runs another command on a network node; an empty `command` stands for this machine itself. */
export interface Enter {
  readonly command: string;
  readonly args: readonly string[];
}
