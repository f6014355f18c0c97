/** `typescript` is the native compiler where it is installed, `typescript-script` the one that runs on Node. */
export type ToolName = 'go' | 'gofmt' | 'python' | 'node' | 'typescript' | 'typescript-script';

export interface Tool {
  name: ToolName;
  /** Absolute path with links resolved: what is run. */
  program: string;
  /** Goes before all other arguments: the script of a tool that runs on Node. */
  args: readonly string[];
  /** "1.26.8" */
  version: string;
  /** Absolute paths that the tool reads beside the system's own. */
  readable: readonly string[];
}

export interface FindTools {
  /**
   * The tool as it is installed for the user or with the app, null where it is not. It is never taken from `folder`, which holds the
   * user's code and may be on the PATH, and only asked for its version, from a folder where nothing can steer it.
   */
  find(name: ToolName, folder?: string): Promise<Tool | null>;
}
