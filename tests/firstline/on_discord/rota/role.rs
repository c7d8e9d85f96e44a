//! The role of those on call, kept in step by the bot.

use firstline::config::Named;
use firstline::sandbox::World;
use insta::assert_snapshot;
use twilight_model::guild::Permissions;

use super::hours;
use crate::on_discord::team::{Setup, Team};

fn keeping(world: impl FnOnce(World) -> World) -> Setup {
    let setup = Setup::new().on_call().world(|start| world(start.with_permission(Permissions::MANAGE_ROLES)));
    setup.config(|config| config.on_call.keep_role = Some(Named::Name("On duty".to_owned())))
}

impl Team {
    /// Who of the team has the role.
    async fn on_duty(&self) -> String {
        let mut all = Vec::new();
        for name in ["ben", "carol", "dan"] {
            if self.roles(name).await.contains(&"On duty".to_owned()) {
                all.push(name);
            }
        }
        all.join(", ")
    }

    /// The names of somebody's roles.
    async fn roles(&self, name: &str) -> Vec<String> {
        let guild = self.asks("/users/@me/guilds").await[0]["id"].as_str().expect("it is in one").to_owned();
        let roles = self.asks(&format!("/guilds/{guild}/roles")).await;
        let member = self.asks(&format!("/guilds/{guild}/members/{}", self.person(name).id())).await;
        let has = |role: &&serde_json::Value| member["roles"].as_array().is_some_and(|has| has.contains(&role["id"]));
        let roles = roles.as_array().expect("they are listed").iter().filter(has);
        roles.filter_map(|role| role["name"].as_str().map(str::to_owned)).collect()
    }

    /// What Discord tells the bot.
    async fn asks(&self, path: &str) -> serde_json::Value {
        let url = format!("{}/api/v10{path}", self.sandbox.url());
        let asked =
            firstline::discord::client().get(url).header("authorization", format!("Bot {}", self.sandbox.bot_token()));
        let answer = asked.send().await.expect("it is there").text().await.expect("it is text");
        serde_json::from_str(&answer).expect("it is JSON")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_role_goes_with_whoever_is_on_call() {
    let mut team = keeping(|world| world.with_role_below_the_bot("On duty")).start().await;
    assert_eq!(team.on_duty().await, "carol");
    team.after("ben", "/oncall take until:+2h").await;
    assert_eq!(team.on_duty().await, "ben");
    team.steps(hours(2)).await;
    assert_eq!(team.on_duty().await, "carol");
    team.steps(hours(164)).await;
    assert_eq!(team.on_duty().await, "dan");
    team.sees().await;
    let team = team.restarts().await;
    assert_eq!(team.on_duty().await, "dan");
    assert_eq!(team.complaints().await, "");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_the_role_by_somebody_elses_doing_keeps_it() {
    let setup = keeping(|world| world.with_role_below_the_bot("On duty"));
    let setup = setup.before(|sandbox| {
        for name in ["ben", "carol"] {
            sandbox.changes_role(name, "On duty", true).expect("there is such a role");
        }
    });
    let mut team = setup.start().await;
    team.steps(hours(166)).await;
    team.sees().await;
    assert_eq!(team.on_duty().await, "ben, carol, dan");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_above_the_bots_is_said_once_and_given_when_it_can_be() {
    let mut team = keeping(|world| world.with_role_above_the_bot("On duty")).start().await;
    assert_eq!(team.on_duty().await, "");
    let complaints = team.complaints().await;
    let (sentence, _ids) = complaints.split_once(" guild=").expect("it says where");
    assert_snapshot!(sentence, @"WARN the role of those on call (on_call.keep_role) cannot be given: in Server Settings, Roles, give Firstline's role the permission Manage Roles and move it above that one (50013)");
    team.steps(hours(1)).await;
    team.steps(hours(1)).await;
    assert_eq!(team.complaints().await, "");
    team.sandbox.moves_role("On duty", false).expect("it is there");
    team.steps(hours(1)).await;
    assert_eq!(team.on_duty().await, "carol");
    team.ended().await;
}
