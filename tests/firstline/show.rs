//! `firstline show`.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn an_issue_is_printed_with_what_it_is_recognised_by() {
    assert_snapshot!(World::new().run(["show", "printing/rpc-hardening"]), @"");
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
    assert_snapshot!(world.run(["show", "spooler-stops"]), @"");
}

#[test]
fn a_slip_of_the_pen_gets_the_nearest_name() {
    assert_snapshot!(World::new().run(["show", "spoler-stops"]), @"");
    assert_snapshot!(World::new().run(["show", "quantum-entanglement"]), @"");
}
