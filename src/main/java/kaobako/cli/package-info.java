/**
 * The command line: one class a command, listed in {@link kaobako.cli.Cli}. Results go to the standard output, everything else to
 * the standard error. Exit codes: 0 done, 1 our mistake, 2 something the user can put right, 130 stopped with Ctrl-C.
 */
package kaobako.cli;
