//! Where a case is talked about: a thread, for teams that want one.

use firstline::config::Talk;
use firstline::sandbox::Fault;
use insta::assert_snapshot;
use jiff::SignedDuration;
use twilight_model::guild::Permissions;

use super::super::team::{Setup, Team};
use super::JAM;

/// A team that talks about its cases so.
fn talking(talk: Talk) -> Setup {
    Setup::new().config(move |config| config.on_call.talk = talk)
}

impl Team {
    /// Ada asks for a person about a paper jam, and reads that her case is open.
    async fn asks_for_help(&mut self) -> String {
        self.posts("ada", "#support", JAM);
        self.sees().await;
        self.gets_a_person("ada", "#support", "").await;
        self.said_anew().await
    }

    /// The thread in which case #1 is talked about.
    async fn thread(&self) -> Option<String> {
        let case = self.parts.store.case("1".parse().expect("it is a number")).await.expect("the store is there");
        case.expect("there is one").thread.map(|thread| thread.to_string())
    }

    /// Who of some people can read a thread.
    fn who_reads<'a>(&self, people: &[&'a str], thread: &str) -> Vec<&'a str> {
        people.iter().filter(|who| self.person(who).sees(thread).is_ok()).copied().collect()
    }

    /// How many threads the bot has opened.
    fn threads_opened(&self) -> usize {
        let requests = self.sandbox.requests();
        requests.iter().filter(|r| r.method == "POST" && r.path.ends_with("/threads") && r.status == 201).count()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_thread_is_opened_from_what_the_person_wrote_and_linked_wherever_the_case_is_shown() {
    let mut team = talking(Talk::Public).start().await;
    assert_snapshot!(team.asks_for_help().await, @"
    says in a thread:

    says in a thread:
    This thread is for case #1. <@ID>, whoever takes it will answer you here.
    says in #on-call:
    # #1 · Paper jam in tray 2
    <@ID> needs help: https://discord.com/channels/ID/ID/ID · <#ID>
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    ```
    Paper jam in tray 2
    ```

    **What I found**
    - A paper jam is reported where there is none · NN %
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    says in #support to ada alone:
    I have opened case #1 and told whoever is on call. They will come here.
    <#ID>
    [Where things stand] [Close it]
    ");
    let thread = team.thread().await.expect("it has one");
    assert_eq!(team.who_reads(&["ada", "mia", "carol"], &thread), ["ada", "mia", "carol"]);
    team.presses("ada", "#support", "Where things stand");
    assert!(team.sees().await.contains("<#ID>"));
    // Where there is a thread already, that is where it is talked about.
    team.person("mia").opens_thread("#support", "printer").expect("she may");
    team.posts("mia", "printer", JAM);
    team.sees().await;
    team.gets_a_person("mia", "printer", "").await;
    team.sees().await;
    assert_eq!(team.threads_opened(), 1);
    // Where there is no message, it is opened beside.
    team.person("mia").types("#general", "/case open text:nothing works").expect("she may");
    team.sees().await;
    assert_eq!(team.threads_opened(), 2);
    assert_eq!(team.notified().await, "");
    team.steps(SignedDuration::from_mins(2)).await;
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_thread_is_read_by_who_asked_and_who_has_the_case() {
    let world = |world: firstline::sandbox::World| world.with_person("zoe", &["Night"]);
    let mut team = talking(Talk::Private).world(world).start().await;
    team.asks_for_help().await;
    let thread = team.thread().await.expect("it has one");
    assert_eq!(team.who_reads(&["ada", "mia"], &thread), ["ada"]);
    team.presses("carol", "#on-call", "Reassign");
    team.sees().await;
    team.chooses_person("carol", "#on-call", "mia");
    team.sees().await;
    assert_eq!(team.who_reads(&["ada", "mia"], &thread), ["ada", "mia"]);
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_helper_writes_in_the_thread_answers_the_case() {
    let setup = talking(Talk::Private).config(|config| {
        config.on_call.reply_times.normal = Some(SignedDuration::from_mins(40));
    });
    let mut team = setup.start().await;
    team.asks_for_help().await;
    let thread = team.thread().await.expect("it has one");
    team.posts("ada", &thread, "hello?");
    team.sees().await;
    assert_eq!(team.timeline(1).await, "opened");
    team.posts("ben", &thread, "I am looking");
    team.posts("ben", &thread, "found it");
    team.sees().await;
    assert_eq!(team.timeline(1).await, "opened, replied");
    team.steps(SignedDuration::from_mins(60)).await;
    assert_eq!(team.timeline(1).await, "opened, replied", "nobody is reminded of it");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_thread_can_be_opened_the_case_goes_on_without_and_says_why_once() {
    let without = Permissions::CREATE_PUBLIC_THREADS | Permissions::CREATE_PRIVATE_THREADS;
    let setup = talking(Talk::Private).world(move |world| world.without_permission_in("#support", without));
    let mut team = setup.start().await;
    assert!(team.asks_for_help().await.contains("I have opened case #1"));
    team.steps(SignedDuration::from_mins(5)).await;
    assert_eq!(team.timeline(1).await, "opened, talk_failed");
    team.person("carol").types("#on-call", "/case show case:1").expect("she may");
    team.sees().await;
    team.presses("carol", "#on-call", "Timeline");
    assert_snapshot!(team.sees().await, @"
    ── changes in #on-call to carol alone:
    # #1 · Paper jam in tray 2
    <t:1777885200:f> <@ID> opened it.
    <t:1777885200:f> No thread could be opened: the bot lacks the permission to open threads there (50013)

    [The case]
    ");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whenever_it_is_killed_there_is_one_thread() {
    let mut told = Vec::new();
    for talk in [Talk::Public, Talk::Private] {
        for fault in [Fault::Silence, Fault::SilenceAfter] {
            let folder = tempfile::tempdir().expect("there is room for a file");
            let url = format!("sqlite:{}", folder.path().join("store.db").display());
            let mut team = talking(talk).store(&url).mortal().start().await;
            team.posts("ada", "#support", JAM);
            team.sees().await;
            let path = if talk == Talk::Public { "/channels/*/messages/*/threads" } else { "/channels/*/threads" };
            team.sandbox.faults().next("POST", path, 1, fault);
            team.gets_a_person("ada", "#support", "").await;
            team.until(|sandbox| sandbox.faults().are_over()).await;
            let mut team = team.after_a_kill().await;
            team.steps(SignedDuration::from_mins(2)).await;
            let thread = team.thread().await.map(|thread| team.who_reads(&["ada"], &thread));
            told.push(format!("{talk:?}: {} opened, {thread:?}", team.threads_opened()));
            team.sees().await;
            team.ended().await;
        }
    }
    assert_snapshot!(told.join("\n"), @r#"
    Public: 1 opened, Some(["ada"])
    Public: 1 opened, Some(["ada"])
    Private: 1 opened, Some(["ada"])
    Private: 1 opened, Some(["ada"])
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn until_tomorrow_is_until_nine_where_those_who_are_paged_work() {
    let zone = "[[on_call.schedules]]\nname = 'primary'\ntime_zone = 'America/New_York'\n\
                [[on_call.schedules.layers]]\npeople = ['1']\nshift = 'daily'\nhandoff = '09:00'\nstart = 2026-05-04\n";
    let on_call = firstline::config::Config::parse(zone, "firstline.toml").expect("it is right").on_call;
    let setup = Setup::new().config(|config| config.on_call.roster = on_call.roster);
    let mut team = setup.start().await.in_which_ada_asked().await;
    team.presses("carol", "#on-call", "Snooze");
    team.sees().await;
    team.chooses("carol", "#on-call", "until tomorrow, 9:00");
    let seen = team.sees().await;
    let nine: jiff::Timestamp = "2026-05-05T13:00:00Z".parse().expect("it is a time");
    assert!(seen.contains(&nine.as_second().to_string()), "{seen}");
    team.ended().await;
}
