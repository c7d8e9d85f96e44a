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
    assert_snapshot!(world.run(["man", "mtach"]), @"");
}

#[test]
fn all_manual_pages_can_be_written_to_a_folder() {
    let world = World::bare().with("man/.keep", "");
    assert_eq!(world.run(["man", "--all", "man"]).code(), 0);
    assert!(world.path().join("man/firstline-match.1").exists());
    assert_snapshot!(world.run(["man", "--all", "nowhere"]), @"");
}

#[test]
fn help_lists_the_commands_and_the_exit_codes() {
    assert_snapshot!(World::bare().run(["--help"]), @"");
}

#[test]
fn an_unknown_command_is_wrong_use() {
    assert_snapshot!(World::bare().run(["mach", "x"]), @"");
}
