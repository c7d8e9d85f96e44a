//! What people of the team do, and what the bot has said to them.

use std::time::Duration;

use firstline::sandbox::{Fault, MessageId, NewFile, NewMessage, SeenMessage};

use super::team::{BOT, Team};

impl Team {
    /// Somebody posts a text.
    pub(super) fn posts(&self, who: &str, channel: &str, text: &str) -> MessageId {
        self.person(who).posts(channel, text).expect("they may post there")
    }

    /// Somebody posts a text with files.
    pub(super) fn posts_files(&self, who: &str, channel: &str, text: &str, files: &[(&str, Vec<u8>)]) -> MessageId {
        let files = files.iter().map(|(name, bytes)| NewFile::new(*name, bytes.clone())).collect();
        let message = NewMessage { content: text.to_owned(), files, ..NewMessage::default() };
        self.person(who).posts_with(channel, message).expect("they may post there")
    }

    /// Somebody answers a message.
    pub(super) fn answers(&self, who: &str, channel: &str, to: MessageId, text: &str) -> MessageId {
        let message = NewMessage { content: text.to_owned(), reply_to: Some(to), ..NewMessage::default() };
        self.person(who).posts_with(channel, message).expect("they may post there")
    }

    /// Somebody presses a button: under the latest message of the bot that they see in a channel and that has it.
    pub(super) fn presses(&self, who: &str, channel: &str, button: &str) {
        let has = |message: &SeenMessage| message.buttons().iter().any(|label| label == button);
        let message = self.latest_that(who, channel, has).id;
        self.person(who).presses(message, button).expect("the button is there");
    }

    /// Somebody chooses from a menu: of the latest message of the bot that they see in a channel and that offers it.
    pub(super) fn chooses(&self, who: &str, channel: &str, option: &str) {
        let has = |message: &SeenMessage| message.options().iter().any(|label| label == option);
        let message = self.latest_that(who, channel, has).id;
        self.person(who).chooses(message, &[option]).expect("the option is there");
    }

    /// Somebody presses a button twice before the first press, which nobody's was before, is seen to be answered.
    pub(super) async fn presses_twice(&self, who: &str, channel: &str, button: &str) {
        let (callback, late) = ("/interactions/*/*/callback", Duration::from_secs(2));
        self.sandbox.faults().next("POST", callback, 1, Fault::Delay(late));
        self.presses(who, channel, button);
        self.presses(who, channel, button);
        self.requested_by_now("POST", callback, 1).await;
        self.sandbox.clock().step(late);
    }

    /// Somebody chooses a person from a menu of people, in the latest message of the bot that has one.
    pub(super) fn chooses_person(&self, who: &str, channel: &str, whom: &str) {
        let has = |message: &SeenMessage| message.json["components"][0]["components"][0]["type"] == 5;
        let message = self.latest_that(who, channel, has).id;
        let whom = self.person(whom).id().to_string();
        self.person(who).chooses(message, &[&whom]).expect("the menu is there");
    }

    /// Somebody fills in the form that they were asked.
    pub(super) fn fills(&self, who: &str, fields: &[(&str, &str)]) {
        self.person(who).submits(fields).expect("they were asked");
    }

    /// Somebody asks for a person, and says what they have tried.
    pub(super) async fn gets_a_person(&mut self, who: &str, channel: &str, tried: &str) {
        self.presses(who, channel, "Get a person");
        assert_eq!(self.sees().await, format!("── asks {who}: What should they know?"));
        self.fills(who, &[("What have you tried?", tried)]);
    }

    /// The bot's messages in a channel, by what they answer: in the order of the pastes.
    pub(super) fn said<const N: usize>(&self, channel: &str) -> [MessageId; N] {
        let mut said = self.person("erin").sees(channel).expect("she sees every channel");
        said.retain(|message| message.author == BOT);
        said.sort_by_key(|message| message.json["message_reference"]["message_id"].as_str().map(str::to_owned));
        let ids: Vec<MessageId> = said.iter().map(|message| message.id).collect();
        ids.try_into().expect("it has said so much")
    }

    /// Takes a file out of the knowledge.
    pub(super) async fn forgets(&self, file: &str) {
        std::fs::remove_file(self.folder().join(file)).expect("the file is there");
        let live = self.parts.live.clone();
        tokio::task::spawn_blocking(move || live.reload()).await.expect("reading does not panic");
    }

    /// What names the bot in a text.
    pub(super) fn mention(&self) -> String {
        format!("<@{}>", self.sandbox.person(BOT).id())
    }

    /// The latest message of the bot that a person can see in a channel.
    pub(super) fn latest(&self, person: &str, channel: &str) -> SeenMessage {
        self.latest_that(person, channel, |_| true)
    }

    fn latest_that(&self, person: &str, channel: &str, is: impl Fn(&SeenMessage) -> bool) -> SeenMessage {
        let seen = self.person(person).sees(channel).expect("they can see the channel");
        let found = seen.into_iter().rev().find(|message| message.author == BOT && is(message));
        found.expect("the bot has said such a thing there")
    }
}
