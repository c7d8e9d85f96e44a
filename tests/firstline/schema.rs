//! `firstline schema`.

use crate::world::World;

#[test]
fn the_schema_is_printed_as_it_is_committed_beside_the_knowledge() {
    let ran = World::bare().run(["schema"]);
    let committed = include_str!("../../knowledge/article.schema.json").replace("\r\n", "\n");
    assert_eq!((ran.stdout(), ran.code()), (committed, 0));
}

#[test]
fn the_schema_beside_the_knowledge_is_no_stray_file() {
    let world = World::bare().with("knowledge/article.schema.json", "{}");
    assert!(!world.run(["check"]).stdout().contains("schema"));
}
