import { readAllMessages } from "../../src/messages/message.ts";
import type { Folders } from "../../src/paths.ts";
import type { Progress } from "../../src/progress.ts";
import type { RunOptions } from "../../src/stages/job.ts";

/** Says nothing while a job runs. */
export const silent: Progress = { stage: (_, work) => work(() => undefined), note: () => undefined };

/** Options of a run as the command gives them when it is asked for nothing, without the site. */
export async function quietOptions(folders: Folders, only: string[] | null = null): Promise<RunOptions> {
  const { en, cy } = await readAllMessages();
  return {
    folders,
    asAt: null,
    only,
    site: false,
    threads: 1,
    memory: null,
    notices: {
      example: { en: en("example-notice"), cy: cy("example-notice") },
      restricted: { en: en("restricted-notice"), cy: cy("restricted-notice") },
    },
    onChecked: () => undefined,
    onFindings: () => undefined,
  };
}
