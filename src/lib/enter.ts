/** Put before a command to run it on a network node; an empty command is this machine itself. */
export interface Enter {
  readonly command: string;
  readonly args: readonly string[];
}
