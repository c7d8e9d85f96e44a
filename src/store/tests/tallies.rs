use jiff::tz::TimeZone;

use super::*;
use crate::numbers::{About, IssueTally, Load, Period, Tally, What};
use crate::triage::Resolution;

const ELSEWHERE: GuildId = GuildId::new(820_000_000_000_000_002);

/// The start of an hour of the test's day.
fn hour(number: i64) -> Timestamp {
    at(number * 3600)
}

fn happened(guild: Option<GuildId>, at_hour: i64, what: What, issues: &[&str]) -> Vec<(Happened, u64)> {
    About::each(issues).into_iter().map(|about| (Happened::new(guild, hour(at_hour), what, about), 1)).collect()
}

/// A morning in the server and elsewhere.
async fn a_morning(store: &Store) {
    let here = Some(GUILD);
    for events in [
        happened(here, 9, What::Answered, &["mail/moved", "mail/full"]),
        happened(here, 9, What::Answered, &["vpn/expired"]),
        happened(here, 9, What::Abstained, &[]),
        happened(here, 10, What::Answered, &["mail/moved"]),
        happened(here, 10, What::Helped, &["mail/moved"]),
        happened(Some(ELSEWHERE), 10, What::Answered, &["mail/moved"]),
        happened(None, 11, What::Suggested, &["mailing/moved"]),
    ] {
        store.add_tallies(&events).await.unwrap();
    }
}

fn shown(tallies: &[Tally]) -> String {
    let hours = |tally: &Tally| (tally.hour.as_second() - at(0).as_second()) / 3600;
    tallies.iter().map(|tally| format!("{}h {:?} {}; ", hours(tally), tally.what, tally.count)).collect()
}

fn shown_issues(tallies: &[IssueTally]) -> String {
    tallies.iter().map(|tally| format!("{} {:?} {}; ", tally.issue, tally.what, tally.count)).collect()
}

on_every_store! {
    async fn what_happened_in_a_server_is_counted_by_the_hour(store: Store) {
        a_morning(&store).await;
        let of = |guild, about, from, to| {
            let store = store.clone();
            async move { shown(&store.tallies(guild, about, hour(from), hour(to)).await.unwrap()) }
        };
        let here = Some(GUILD);
        assert_eq!(of(here, About::All, 0, 23).await, "9h Abstained 1; 9h Answered 2; 10h Answered 1; 10h Helped 1; ");
        assert_eq!(of(here, About::All, 10, 10).await, "10h Answered 1; 10h Helped 1; ");
        assert_eq!(of(here, About::Article("mail"), 0, 23).await, "9h Answered 1; 10h Answered 1; 10h Helped 1; ");
        assert_eq!(of(here, About::Issue("mail/full"), 0, 23).await, "9h Answered 1; ");
        assert_eq!(
            of(None, About::All, 0, 23).await,
            "9h Abstained 1; 9h Answered 2; 10h Answered 2; 10h Helped 1; 11h Suggested 1; ",
            "everywhere, in direct messages too"
        );
        assert_eq!(of(Some(ELSEWHERE), About::Article("vpn"), 0, 23).await, "");
    }

    async fn what_happened_is_counted_for_each_issue(store: Store) {
        a_morning(&store).await;
        let here = store.issue_tallies(Some(GUILD), None, hour(0), hour(23)).await.unwrap();
        assert_eq!(shown_issues(&here), "mail/full Answered 1; mail/moved Answered 2; mail/moved Helped 1; vpn/expired Answered 1; ");
        let mail = store.issue_tallies(None, Some("mail"), hour(10), hour(11)).await.unwrap();
        assert_eq!(shown_issues(&mail), "mail/moved Answered 2; mail/moved Helped 1; ");
        assert_eq!(store.issue_tallies(None, Some("ma%"), hour(0), hour(23)).await.unwrap(), []);
    }

    async fn an_article_with_a_slash_in_its_id_is_neither_an_issue_nor_part_of_another(store: Store) {
        store.add_tallies(&happened(None, 9, What::Answered, &["azure/backup/full", "azure/backup"])).await.unwrap();
        let of = async |article| {
            let counted = store.tallies(None, About::Article(article), hour(0), hour(23)).await.unwrap();
            let issues = store.issue_tallies(None, Some(article), hour(0), hour(23)).await.unwrap();
            format!("{}| {}", shown(&counted), shown_issues(&issues))
        };
        assert_eq!(of("azure").await, "9h Answered 1; | azure/backup Answered 1; ");
        assert_eq!(of("azure/backup").await, "9h Answered 1; | azure/backup/full Answered 1; ");
        let issues = store.issue_tallies(None, None, hour(0), hour(23)).await.unwrap();
        assert_eq!(shown_issues(&issues), "azure/backup Answered 1; azure/backup/full Answered 1; ");
    }

    async fn those_who_count_at_once_lose_nothing(store: Store) {
        let counting = (0..20).map(|number| {
            let store = store.clone();
            let mut events = happened(Some(GUILD), 9, What::Answered, &["mail/moved", "vpn/expired"]);
            if number % 2 == 0 {
                events.reverse();
            }
            tokio::spawn(async move { store.add_tallies(&events).await.unwrap() })
        });
        for counted in counting.collect::<Vec<_>>() {
            counted.await.unwrap();
        }
        let counted = store.tallies(Some(GUILD), About::Article("vpn"), hour(0), hour(23)).await.unwrap();
        assert_eq!(shown(&counted), "9h Answered 20; ");
    }

    async fn what_happened_in_a_period_is_figures(store: Store) {
        a_morning(&store).await;
        let case = opened(&store, &request(1)).await;
        opened(&store, &Request { person: BEN, ..request(2) }).await;
        opened(&store, &Request { guild: Some(ELSEWHERE), channel: SUPPORT, ..request(3) }).await;
        let resolution = Resolution { issue: Some("mail/full".to_owned()), text: String::new() };
        for (change, seconds) in [(Change::Acknowledge, 60), (Change::Resolve { resolution }, 600)] {
            let done = store.change_case(case.id, |case| case.apply(change.clone(), Actor::Person(BEN), at(seconds))).await;
            assert!(matches!(done.unwrap(), Changed::Made(_)));
        }
        let figures = async |article, days| {
            let period = Period::of_days(days, hour(12), TimeZone::UTC);
            store.figures(Some(GUILD), article, period).await.unwrap()
        };
        let all = figures(None, 2).await;
        assert_eq!((all.counts.answered, all.counts.abstained, all.counts.helped), (3, 1, 1));
        assert_eq!((all.cases.opened, all.cases.open, all.cases.to_acknowledge.times), (2, 1, 1));
        assert_eq!(all.cases.to_resolve.median, Some(std::time::Duration::from_mins(10)));
        assert_eq!(all.cases.people, [(BEN, Load { acknowledged: 1, resolved: 1 })]);
        let mail = figures(Some("mail"), 2).await;
        assert_eq!((mail.counts.answered, mail.issues.len(), mail.cases.opened), (2, 2, 1));
        let vpn = figures(Some("vpn"), 2).await;
        assert_eq!((vpn.counts.answered, vpn.issues.len(), vpn.cases.opened), (1, 1, 0));
    }

    async fn tallies_grow_old_but_outlive_a_person_who_is_forgotten(store: Store) {
        a_morning(&store).await;
        store.forget(ADA).await.unwrap();
        assert_eq!(store.remove_tallies_before(hour(10)).await.unwrap(), 7);
        let left = store.tallies(Some(GUILD), About::All, hour(0), hour(23)).await.unwrap();
        assert_eq!(shown(&left), "10h Answered 1; 10h Helped 1; ");
    }
}
