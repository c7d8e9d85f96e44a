//! What a packager installs: completions and manual pages; and the plain outside of the program.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn every_shell_gets_completions() {
    let world = World::bare();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = world.run(["completions", shell]);
        assert_eq!(ran.code(), 0, "{shell}");
        assert!(ran.stdout().contains("firstline") && ran.stdout().contains("knowledge"), "{shell}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let world = World::bare();
    assert!(world.run(["man"]).stdout().contains(".TH firstline 1"));
    for command in ["match", "show", "check", "eval", "import", "completions", "man"] {
        assert!(world.run(["man", command]).stdout().contains(".SH OPTIONS"), "{command}");
    }
    assert_snapshot!(world.run(["man", "mtach"]), @"
    --- stderr
    error: there is no command mtach: `firstline help` lists them
    --- exit code 2
    ");
}

#[test]
fn all_manual_pages_can_be_written_to_a_folder() {
    let world = World::bare().with("man/.keep", "");
    assert_eq!(world.run(["man", "--all", "man"]).code(), 0);
    assert!(world.path().join("man/firstline-match.1").exists());
    assert_snapshot!(world.run(["man", "--all", "nowhere"]), @"
    --- stderr
    error: the pages cannot be written to nowhere: No such file or directory (os error 2)
    --- exit code 2
    ");
}

#[test]
fn help_lists_the_commands_and_the_exit_codes() {
    assert_snapshot!(World::bare().run(["--help"]), @"
    Paste an error, get the fix.

    Firstline matches pasted error text to the known issues of a team's own troubleshooting knowledge
    and prints the steps and the documents, or says that it does not know.

    Usage: firstline [OPTIONS] <COMMAND>

    Commands:
      sandbox      Try the bot in a browser: a Discord of its own, no account, no token, no network
      setup        Look at how the bot is set up on Discord, and say what is to be done next
      run          Run the bot on Discord
      health       Ask the bot on this machine whether it is well
      match        Find the known issue a pasted error is about, and print what to do
      show         Print one issue of the knowledge
      stats        Show what was answered, what helped, and how fast people were there
      check        Test the knowledge: every file, every example, every link
      oncall       Show who is on call now, who is next, and the schedules of the next weeks
      eval         Measure the matcher on labelled cases
      import       Turn self-help Markdown or JSON Lines into articles to edit
      backup       Copy everything that is stored into a file, while the bot is running
      restore      Fill the store from such a copy
      schema       Print the JSON Schema of an article, for editors
      completions  Print a completion script for a shell
      man          Print the manual page
      help         Print this message or the help of the given subcommand(s)

    Options:
      -v, --verbose...
              Say on stderr what is being done; twice for details (RUST_LOG works too)

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Exit codes: 0 answered or done, 1 nothing found or a check failed, 2 wrong use or unreadable input.
    --- exit code 0
    ");
}

#[test]
fn an_unknown_command_is_wrong_use() {
    assert_snapshot!(World::bare().run(["mach", "x"]), @"
    --- stderr
    error: unrecognized subcommand 'mach'

      tip: some similar subcommands exist: 'man', 'match'

    Usage: firstline [OPTIONS] <COMMAND>

    For more information, try '--help'.
    --- exit code 2
    ");
}
