/** What a report takes besides the answer. */
export interface ReportContext {
  /** The file that the network was read from. */
  readonly file: string | undefined;
  /** Characters a drawing may take across. */
  readonly columns: number;
  readonly colour: boolean;
  /** Whether layers are listed that have little to say. */
  readonly all: boolean;
}
