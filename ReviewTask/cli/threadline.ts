// The command line: one subcommand a file.
import { Command } from 'commander';
import { addDoctor } from './doctor.ts';
import { addPreview } from './preview.ts';
import { addSetup } from './setup/command.ts';

declare const __THREADLINE_VERSION__: string;

const program = new Command('threadline')
  .description('Reviews pull requests on Azure DevOps.')
  .version(__THREADLINE_VERSION__)
  // What follows the sign may be a token that somebody meant to give: only the name of an unknown option is repeated.
  .configureOutput({
    outputError: (text, write) => write(text.replace(/^(error: unknown option '[^'=]*)=[\s\S]*?'\n/, "$1'\n")),
  })
  .showHelpAfterError('Add --help for what there is.');
addPreview(program);
addDoctor(program);
addSetup(program, __THREADLINE_VERSION__);
program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
