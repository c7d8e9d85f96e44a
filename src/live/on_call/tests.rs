//! A real file, really watched.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::config::DEFAULT_PATH;

/// Longer than any of this takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder with a `firstline.toml`, or without one.
struct World {
    folder: TempDir,
    live: LiveOnCall,
}

/// A file by which one person is on call, always.
fn always(person: &str) -> String {
    format!(
        "[on_call.people]\ncarol = '1'\ndan = '2'\n\
         [[on_call.schedules]]\nname = 'primary'\ntime_zone = 'UTC'\n\
         [[on_call.schedules.layers]]\npeople = ['{person}']\nshift = 'weekly'\nhandoff = '09:00'\nstart = 2026-01-05\n"
    )
}

impl World {
    fn with(text: &str) -> Self {
        Self::start(|path| fs::write(path, text).expect("it can be written"))
    }

    fn start(prepare: impl FnOnce(&PathBuf)) -> Self {
        let folder = TempDir::new().expect("there is room for a folder");
        let path = folder.path().join(DEFAULT_PATH);
        prepare(&path);
        let text = fs::read_to_string(&path).unwrap_or_default();
        let config = Config::parse(&text, DEFAULT_PATH).expect("it is without fault");
        let live = LiveOnCall::of_file(&path, config, Clock::system()).expect("there is a folder to be in");
        Self { folder, live }
    }

    fn write(&self, text: &str) {
        fs::write(self.folder.path().join(DEFAULT_PATH), text).expect("it can be written");
    }

    fn on_call(&self) -> Option<String> {
        let now = self.live.now();
        let person = now.roster.schedule("primary")?.on_call_at(&[], "2026-02-01T00:00:00Z".parse().ok()?)?;
        now.roster.name_of(person).map(str::to_owned)
    }

    fn faults(&self) -> Vec<String> {
        let folder = format!("{}/", self.folder.path().display());
        self.live.status().faults.iter().map(|fault| fault.to_string().replace(&folder, "")).collect()
    }
}

#[test]
fn a_changed_file_comes_into_force() {
    let world = World::with(&always("carol"));
    assert_eq!((world.live.reload(), world.on_call().as_deref()), (Reloaded::Same, Some("carol")));
    world.write(&always("dan"));
    assert_eq!((world.live.reload(), world.on_call().as_deref()), (Reloaded::Swapped, Some("dan")));
    assert_eq!(world.live.status().version, 2);
}

#[test]
fn a_faulty_file_is_refused_with_its_line_and_the_last_good_one_serves_on() {
    let world = World::with(&always("carol"));
    world.write(&always("zoe"));
    assert_eq!((world.live.reload(), world.on_call().as_deref()), (Reloaded::Kept, Some("carol")));
    assert!(world.live.status().behind);
    let expected = "firstline.toml:8: there is no person called `zoe` \
        (there are `carol`, `dan`; others are added under `[on_call.people]`)";
    assert_eq!(world.faults(), [expected]);

    world.write(&format!("{}[limits]\nperson_replies = 0\n", always("dan")));
    assert_eq!((world.live.reload(), world.on_call().as_deref()), (Reloaded::Kept, Some("carol")));

    world.write(&always("dan"));
    assert_eq!((world.live.reload(), world.on_call().as_deref()), (Reloaded::Swapped, Some("dan")));
    assert_eq!((world.faults().len(), world.live.status().behind), (0, false));
}

#[test]
fn a_file_that_goes_away_takes_nobody_off_call() {
    let world = World::with(&always("carol"));
    fs::remove_file(world.folder.path().join(DEFAULT_PATH)).expect("it can be removed");
    assert_eq!((world.live.reload(), world.on_call().as_deref()), (Reloaded::Kept, Some("carol")));
    assert!(
        world.faults()[0].starts_with("firstline.toml: the configuration cannot be read: "),
        "{:?}",
        world.faults()
    );
}

#[test]
fn changes_outside_of_on_call_change_nothing_here() {
    let world = World::with(&always("carol"));
    world.write(&format!("{}[limits]\nperson_replies = 3\n", always("carol")));
    assert_eq!(world.live.reload(), Reloaded::Same);
}

#[test]
fn what_is_fixed_stays() {
    let live = LiveOnCall::fixed(Config::parse(&always("carol"), DEFAULT_PATH).expect("it is good"), Clock::system());
    assert_eq!(live.reload(), Reloaded::Same);
    assert_eq!(live.now().roster.schedules.len(), 1);
}

#[tokio::test]
async fn a_file_is_noticed_when_it_is_written_and_when_it_first_comes() {
    let world = World::start(|_| {});
    let _watching = world.live.watch().expect("a thread can be started");
    let mut changes = world.live.changes();
    for (version, person) in [(2, "carol"), (3, "dan")] {
        world.write(&always(person));
        let served = changes.wait_for(|status| status.version == version);
        let waited = tokio::time::timeout(PATIENCE, served).await;
        waited.expect("it is noticed in time").expect("it is being served");
        assert_eq!(world.on_call().as_deref(), Some(person));
    }
}
