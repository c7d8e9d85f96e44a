//! `firstline show`.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn an_issue_is_printed_with_what_it_is_recognised_by() {
    assert_snapshot!(World::new().run(["show", "printing/rpc-hardening"]), @"
    Shared printers refuse to connect since the RPC hardening update
    Printing · printing/rpc-hardening

    What is behind it
      The print server has the update that encrypts RPC, the computer does not.

    Check first
      - Print a test page from another computer, to see whether it is the printer or the computer.

    What to do
      1. Install the current cumulative update on the computer.
         https://wiki.example/updates
      2. Restart it and add the printer again.

    Solved when
      The printer can be added and a test page comes out.

    When to get a person
      Both sides are up to date and it still fails.
      Have ready:
      - `winver` of both computers
      - the name of the printer

    Read more
      - Managing RPC printer changes
        https://support.example/kb5005010
      - How printing is set up here
        https://wiki.example/printing

    Recognised by
      - 0x0000011b
      - Windows cannot connect to the printer. Operation failed with error 0x0000011b
    --- exit code 0
    ");
}

#[test]
fn its_own_id_is_enough_where_only_one_issue_has_it() {
    let world = World::new();
    assert_eq!(world.run(["show", "rpc-hardening"]).stdout(), world.run(["show", "printing/rpc-hardening"]).stdout());
}

#[test]
fn an_id_of_two_articles_needs_its_article() {
    let world = World::new().with(
        "knowledge/fax.toml",
        "id = \"fax\"\ntitle = \"Fax\"\n[[issues]]\nid = \"spooler-stops\"\ntitle = \"Faxes are stuck\"\nsteps = [\"Wait.\"]\n",
    );
    assert_snapshot!(world.run(["show", "spooler-stops"]), @"
    --- stderr
    error: spooler-stops names several issues, fax/spooler-stops, printing/spooler-stops: name its article too
    --- exit code 2
    ");
}

#[test]
fn a_name_that_is_nearly_right_or_is_words_of_an_issue_gets_the_right_one() {
    assert_snapshot!(World::new().run(["show", "spoler-stops"]), @"
    --- stderr
    error: no issue is called spoler-stops; did you mean printing/spooler-stops?
    --- exit code 1
    ");
    assert_snapshot!(World::new().run(["show", "13801"]), @"
    --- stderr
    error: no issue is called 13801; did you mean vpn/certificate-expired?
    --- exit code 1
    ");
    assert_snapshot!(World::new().run(["show", "vpn-connects"]), @"
    --- stderr
    error: no issue is called vpn-connects; did you mean vpn/name-not-resolved?
    --- exit code 1
    ");
    assert_snapshot!(World::new().run(["show", "quantum-entanglement"]), @"
    --- stderr
    error: no issue is called quantum-entanglement; `firstline match` prints the names of what it finds
    --- exit code 1
    ");
}

#[test]
fn an_article_s_name_gets_the_names_of_its_issues() {
    assert_snapshot!(World::new().run(["show", "printing"]), @"
    --- stderr
    error: no issue is called printing; it is an article, and its issues are printing/rpc-hardening, printing/spooler-stops, printing/paper-jam-reported
    --- exit code 1
    ");
}
