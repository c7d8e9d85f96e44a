//! Real files, really watched.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::{Live, Reloaded, Status, Watching};
use crate::clock::Clock;
use crate::matching::{Config, Verdict};
use crate::paste::Paste;

/// Longer than any of this takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder that holds the knowledge's folder and what else there is around it.
struct World {
    folder: TempDir,
    live: Live,
    watching: Option<Watching>,
}

fn article(id: &str, title: &str) -> String {
    format!(
        "id = \"{id}\"\ntitle = \"{id}\"\n\n[[issues]]\nid = \"one\"\ntitle = \"{title}\"\ncodes = [\"{id}-1234\"]\n"
    )
}

impl World {
    /// Starts serving `knowledge` below a new folder with these files, and watching it.
    fn watched(files: &[(&str, &str)]) -> Self {
        let mut world = Self::loaded(files);
        world.watching = Some(world.live.watch().expect("a thread can be started"));
        world
    }

    /// Starts serving without watching: only a reload changes anything.
    fn loaded(files: &[(&str, &str)]) -> Self {
        Self::at("knowledge", |root| {
            for (name, title) in files {
                let path = root.join("knowledge").join(name);
                let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
                write(&path, &article(&id, title));
            }
        })
    }

    fn at(path: &str, prepare: impl FnOnce(&Path)) -> Self {
        let folder = TempDir::new().unwrap();
        prepare(folder.path());
        let live = Live::load(&folder.path().join(path), Config::default(), Clock::system()).unwrap();
        Self { folder, live, watching: None }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        write(&self.path(name), text);
    }

    fn replace(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// The titles of the issues that are served.
    fn titles(&self) -> Vec<String> {
        self.live.now().knowledge.issues().map(|(_, _, issue)| issue.title.clone()).collect()
    }

    /// Waits until these titles are served.
    async fn serves(&self, titles: &[&str]) {
        // The status is told a moment after the swap.
        let served = |status: &Status| status.version == self.live.now().version && self.titles() == titles;
        self.until(&format!("serves {titles:?}"), served).await;
    }

    async fn until(&self, what: &str, mut done: impl FnMut(&Status) -> bool) -> Arc<Status> {
        let mut changes = self.live.changes();
        let outcome = tokio::time::timeout(PATIENCE, changes.wait_for(|status| done(status))).await;
        let Ok(status) = outcome else {
            panic!("waited in vain until it {what}; it serves {:?}: {:#?}", self.titles(), self.live.status())
        };
        Arc::clone(&status.expect("it is being served"))
    }

    /// What is wrong, without the folder's own name.
    fn faults(&self) -> Vec<String> {
        let folder = format!("{}/", self.folder.path().display());
        self.live.status().faults.iter().map(|fault| fault.to_string().replace(&folder, "")).collect()
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[cfg(unix)]
fn link(target: impl AsRef<Path>, at: &Path) {
    std::os::unix::fs::symlink(target, at).unwrap();
}

#[tokio::test]
async fn an_edited_file_is_live() {
    let world = World::watched(&[("vpn.toml", "The VPN is down")]);
    world.write("knowledge/vpn.toml", &article("vpn", "The VPN is slow"));
    world.serves(&["The VPN is slow"]).await;
    let now = world.live.now();
    assert_eq!(now.version, 2);
    assert_eq!(now.matcher().judge(&Paste::new("The VPN is slow vpn-1234")).verdict, Verdict::Answer);
    world.write("knowledge/vpn.toml", &article("vpn", "The VPN is back"));
    world.serves(&["The VPN is back"]).await;
}

#[tokio::test]
async fn an_editor_may_write_beside_and_rename() {
    let world = World::watched(&[("vpn.toml", "The VPN is down")]);
    for title in ["First", "Second", "Third"] {
        world.write("knowledge/.vpn.toml.swp", &article("vpn", title));
        world.replace("knowledge/vpn.toml", "knowledge/vpn.toml~");
        world.replace("knowledge/.vpn.toml.swp", "knowledge/vpn.toml");
        world.serves(&[title]).await;
    }
}

#[tokio::test]
async fn files_come_and_go() {
    let world = World::watched(&[("vpn.toml", "The VPN is down")]);
    world.write("knowledge/disk.toml", &article("disk", "The disk is full"));
    world.serves(&["The disk is full", "The VPN is down"]).await;
    fs::remove_file(world.path("knowledge/vpn.toml")).unwrap();
    world.serves(&["The disk is full"]).await;
}

#[tokio::test]
async fn folders_come_and_go_and_take_each_other_s_place() {
    let world = World::watched(&[("vpn.toml", "The VPN is down")]);
    world.write("knowledge/v1.2/deep/disk.toml", &article("disk", "The disk is full"));
    world.serves(&["The disk is full", "The VPN is down"]).await;
    world.write("knowledge/v1.2/deep/disk.toml", &article("disk", "The disk is slow"));
    world.serves(&["The disk is slow", "The VPN is down"]).await;
    world.write("other/deep/disk.toml", &article("disk", "The disk is new"));
    world.replace("knowledge/v1.2", "old");
    world.replace("other", "knowledge/v1.2");
    world.serves(&["The disk is new", "The VPN is down"]).await;
    world.write("knowledge/v1.2/deep/disk.toml", &article("disk", "The disk is hot"));
    world.serves(&["The disk is hot", "The VPN is down"]).await;
    fs::remove_dir_all(world.path("knowledge/v1.2")).unwrap();
    world.serves(&["The VPN is down"]).await;
}

#[tokio::test]
async fn the_whole_folder_may_be_deleted_and_made_again() {
    let world = World::watched(&[("vpn.toml", "The VPN is down")]);
    for round in 0..3 {
        fs::remove_dir_all(world.path("knowledge")).unwrap();
        let gone = |status: &Status| status.faults.iter().any(|fault| fault.message.contains("cannot be read"));
        let status = world.until("misses the folder", gone).await;
        assert_eq!((status.articles, status.behind), (1, true));
        let title = format!("The VPN is back {round}");
        world.write("knowledge/vpn.toml", &article("vpn", &title));
        world.serves(&[&title]).await;
        let title = format!("The VPN is slow {round}");
        world.write("knowledge/vpn.toml", &article("vpn", &title));
        world.serves(&[&title]).await;
        assert!(world.faults().is_empty());
    }
}

#[tokio::test]
async fn the_path_may_be_one_file() {
    let mut world = World::at("vpn.toml", |root| write(&root.join("vpn.toml"), &article("vpn", "Down")));
    world.watching = Some(world.live.watch().unwrap());
    world.write("vpn.toml", &article("vpn", "Slow"));
    world.serves(&["Slow"]).await;
    world.write("new", &article("vpn", "Replaced"));
    world.replace("new", "vpn.toml");
    world.serves(&["Replaced"]).await;
    fs::remove_file(world.path("vpn.toml")).unwrap();
    world.until("misses the file", |status| status.behind).await;
    world.write("vpn.toml", &article("vpn", "Back"));
    world.serves(&["Back"]).await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_to_the_folder_may_be_turned_to_another() {
    let mut world = World::at("knowledge", |root| {
        write(&root.join("releases/1/vpn.toml"), &article("vpn", "First"));
        write(&root.join("releases/2/vpn.toml"), &article("vpn", "Second"));
        link("releases/1", &root.join("knowledge"));
    });
    world.watching = Some(world.live.watch().unwrap());
    link("releases/2", &world.path("next"));
    world.replace("next", "knowledge");
    world.serves(&["Second"]).await;
    world.write("releases/2/vpn.toml", &article("vpn", "Second, mended"));
    world.serves(&["Second, mended"]).await;
}

#[cfg(unix)]
#[tokio::test]
async fn kubernetes_swaps_a_config_map_by_one_link() {
    let mut world = World::at("knowledge", |root| {
        write(&root.join("knowledge/..2026_1/vpn.toml"), &article("vpn", "First"));
        link("..2026_1", &root.join("knowledge/..data"));
        link("..data/vpn.toml", &root.join("knowledge/vpn.toml"));
    });
    assert_eq!(world.titles(), ["First"]);
    world.watching = Some(world.live.watch().unwrap());
    for (round, title) in [(2, "Second"), (3, "Third")] {
        world.write(&format!("knowledge/..2026_{round}/vpn.toml"), &article("vpn", title));
        link(format!("..2026_{round}"), &world.path("knowledge/..data_tmp"));
        world.replace("knowledge/..data_tmp", "knowledge/..data");
        fs::remove_dir_all(world.path(&format!("knowledge/..2026_{}", round - 1))).unwrap();
        world.serves(&[title]).await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn what_a_link_points_to_may_change_elsewhere() {
    let mut world = World::at("knowledge", |root| {
        write(&root.join("common/vpn.toml"), &article("vpn", "Down"));
        write(&root.join("team/disk.toml"), &article("disk", "Full"));
        fs::create_dir(root.join("knowledge")).unwrap();
        link("../common/vpn.toml", &root.join("knowledge/vpn.toml"));
        link("../team", &root.join("knowledge/team"));
    });
    world.watching = Some(world.live.watch().unwrap());
    world.write("common/vpn.toml", &article("vpn", "Slow"));
    world.serves(&["Full", "Slow"]).await;
    world.write("team/disk.toml", &article("disk", "Hot"));
    world.serves(&["Hot", "Slow"]).await;
}

#[tokio::test]
async fn very_many_files_at_once_are_read_together() {
    let world = World::watched(&[("a0.toml", "Old")]);
    for i in 0..500 {
        world.write(&format!("knowledge/{}/a{i}.toml", i % 20), &article(&format!("a{i}"), "New"));
    }
    fs::remove_file(world.path("knowledge/a0.toml")).unwrap();
    let status = world.until("has all", |status| status.issues == 500 && status.faults.is_empty()).await;
    assert!(status.version < 20, "{} versions for one checkout", status.version);
}

#[tokio::test]
async fn a_broken_file_keeps_the_last_good_version_until_it_is_mended() {
    let world = World::watched(&[("vpn.toml", "The VPN is down"), ("disk.toml", "The disk is full")]);
    world.write("knowledge/disk.toml", &article("disk", "The disk is hot"));
    world.serves(&["The disk is hot", "The VPN is down"]).await;
    world.write("knowledge/vpn.toml", "id = \"vpn\"\ntitel = \"VPN\"\n");
    let status =
        world.until("sees the fault", |status| !status.faults.is_empty() && status.faults[0].line.is_some()).await;
    assert_eq!((status.version, status.articles, status.issues, status.behind), (2, 2, 2, true));
    insta::assert_snapshot!(world.faults().join("\n"), @"
    knowledge/vpn.toml:2: an article has no key `titel` (did you mean `title`?)
    knowledge/vpn.toml: the article has no issues, checks or documents (add a problem under an `[[issues]]` heading, with an `id` and a `title`)
    ");
    world.write("knowledge/vpn.toml", &article("vpn", "The VPN is slow"));
    let status = world.until("is mended", |status| !status.behind && status.version == 3).await;
    assert_eq!((status.faults.len(), world.titles()), (0, vec!["The disk is hot".into(), "The VPN is slow".into()]));
}

#[test]
fn a_fault_of_what_is_served_keeps_the_other_files_back_too() {
    let world = World::loaded(&[("vpn.toml", "Down"), ("disk.toml", "Full")]);
    world.write("knowledge/vpn.toml", "id =");
    world.write("knowledge/disk.toml", &article("disk", "Hot"));
    assert_eq!(world.live.reload(), Reloaded::Kept);
    assert_eq!(world.titles(), ["Full", "Down"]);
    // Deleting a file is a decision, not a fault.
    fs::remove_file(world.path("knowledge/vpn.toml")).unwrap();
    assert_eq!(world.live.reload(), Reloaded::Swapped);
    assert_eq!(world.titles(), ["Hot"]);
}

#[test]
fn the_first_load_serves_what_is_good_and_its_faults_hold_up_no_later_edit() {
    let world = World::at("knowledge", |root| {
        write(&root.join("knowledge/broken.toml"), "id =");
        write(&root.join("knowledge/vpn.toml"), &article("vpn", "Down"));
    });
    let status = world.live.status();
    assert_eq!((status.version, status.articles, status.behind, status.faults.len()), (1, 1, false, 1));
    world.write("knowledge/vpn.toml", &article("vpn", "Slow"));
    assert_eq!(world.live.reload(), Reloaded::Swapped);
    assert_eq!((world.titles(), world.faults().len()), (vec!["Slow".to_owned()], 1));
    world.write("knowledge/new.toml", "also broken");
    assert_eq!(world.live.reload(), Reloaded::Same);
    assert_eq!(world.faults().len(), 2);
}

#[test]
fn a_line_that_was_broken_from_the_start_is_no_new_fault_when_it_moves() {
    let good = |id: &str| format!("{{\"id\": \"{id}\", \"title\": \"{id}\"}}\n");
    let world = World::at("knowledge", |root| write(&root.join("knowledge/a.jsonl"), &(good("one") + "{\n")));
    assert_eq!((world.titles(), world.faults().len()), (vec!["one".to_owned()], 1));
    world.write("knowledge/a.jsonl", &(good("two") + &good("one") + "{\n"));
    assert_eq!(world.live.reload(), Reloaded::Swapped);
    world.write("knowledge/a.jsonl", &(good("two") + "{\"id\": 7}\n{\n"));
    assert_eq!((world.live.reload(), world.titles().len()), (Reloaded::Kept, 2));
}

#[test]
fn the_last_article_does_not_go_unnoticed() {
    let world = World::loaded(&[("vpn.toml", "Down")]);
    fs::remove_file(world.path("knowledge/vpn.toml")).unwrap();
    assert_eq!(world.live.reload(), Reloaded::Kept);
    assert_eq!(
        (world.titles(), world.faults()),
        (vec!["Down".to_owned()], vec!["knowledge: there is no article here".to_owned()])
    );
}

#[test]
fn an_empty_folder_is_served_as_it_is_and_filled_later() {
    let world = World::at("knowledge", |root| fs::create_dir(root.join("knowledge")).unwrap());
    assert_eq!(world.faults(), ["knowledge: there is no article here"]);
    assert_eq!(world.live.reload(), Reloaded::Same);
    world.write("knowledge/vpn.toml", &article("vpn", "Down"));
    assert_eq!((world.live.reload(), world.faults().len()), (Reloaded::Swapped, 0));
}

#[test]
fn what_changes_nothing_is_not_served_anew() {
    let world = World::loaded(&[("vpn.toml", "Down")]);
    let before = world.live.now();
    world.write("knowledge/logo.png", "PNG");
    world.write("knowledge/vpn.toml", &format!("# A remark\n{}", article("vpn", "Down")));
    assert_eq!(world.live.reload(), Reloaded::Same);
    assert!(Arc::ptr_eq(&before, &world.live.now()));
    world.write("knowledge/vpn.toml", &article("vpn", "Slow"));
    assert_eq!(world.live.reload(), Reloaded::Swapped);
    // Whoever began with the old version ends with it.
    assert_eq!(before.knowledge.articles[0].issues[0].title, "Down");
    assert_ne!(before.digest, world.live.now().digest);
}

#[tokio::test]
async fn what_is_written_before_anyone_watches_is_seen_too() {
    let mut world = World::loaded(&[("vpn.toml", "Down")]);
    world.write("knowledge/vpn.toml", &article("vpn", "Slow"));
    world.watching = Some(world.live.watch().unwrap());
    world.serves(&["Slow"]).await;
}

#[test]
fn nothing_watches_once_it_is_let_go() {
    let mut world = World::watched(&[("vpn.toml", "Down")]);
    world.watching = None;
    assert_eq!(Arc::strong_count(&world.live.0), 1);
}

#[test]
fn knowledge_that_is_not_there_cannot_be_served() {
    let folder = TempDir::new().unwrap();
    let error = Live::load(&folder.path().join("nowhere"), Config::default(), Clock::system()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
}
