// boxwright check: what should be looked at in a project before it is exported or trained on.
import { findingsOf, ruleOf, stages } from '../common/health/findings.ts';
import { findingAdvice, findingWords, levelWords, stageWords } from '../common/health/words.ts';
import { fail } from '../common/result.ts';
import { counted } from '../common/words.ts';
import { checkProject } from '../main/project/health.ts';
import { closeProject, openProject } from '../main/project/project.ts';
import type { JsonOption } from './model.ts';
import type { Session } from './session.ts';
import { printJson, printLine, progressBar } from './terminal.ts';

/** Findings go to stdout; one that is an error fails the command, so that a script stops there. */
export async function checkCommand(session: Session, place: string, { json }: JsonOption): Promise<void> {
  const project = await openProject(place, { access: 'read' });
  try {
    const bar = progressBar('Checking');
    const onProgress = (done: number, total: number): void => bar.update(done, total);
    const lists = await checkProject(project, { signal: session.signal, onProgress }).finally(() => bar.end());
    const findings = findingsOf(lists).map((finding) => {
      const { stage, level, kind, profiles = [] } = ruleOf(finding.name);
      const advice = findingAdvice(finding.name);
      return { ...finding, stage, level, kind, profiles, what: findingWords(finding), advice };
    });
    if (json === true)
      printJson({ findings: findings.map((finding) => ({ ...finding, list: lists[finding.name].items })) });
    else {
      for (const stage of stages) {
        const own = findings.filter((finding) => finding.stage === stage);
        if (own.length > 0) printLine(stageWords(stage));
        for (const { level, what, advice, profiles } of own) {
          const whom = profiles.length > 0 ? ` [${profiles.join(', ')}]` : '';
          printLine(`  ${levelWords(level)}: ${what}.${whom} ${advice}`);
        }
      }
      if (findings.length === 0) printLine('Nothing was found.');
    }
    const errors = findings.filter(({ level }) => level === 'error').length;
    if (errors > 0) fail('invalid', `${counted(errors, 'finding')} should be put right before this data is used.`);
  } finally {
    closeProject(project);
  }
}
