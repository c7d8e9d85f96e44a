//! `[[on_call.policies]]`.

use std::ops::{Range, RangeInclusive};

use jiff::SignedDuration;
use toml::de::DeTable;

use super::{MINUTES, Read};
use crate::config::OnCall;
use crate::knowledge::toml::Value;
use crate::triage::{EscalationPolicy, EscalationStep, Target};

pub(in crate::config) const POLICY_KEYS: &[&str] = &["name", "repeat", "repeat_after_minutes", "steps"];
pub(in crate::config) const STEP_KEYS: &[&str] = &["after_minutes", "page"];

const AFTER_MINUTES: RangeInclusive<u32> = 0..=7 * 24 * 60;
const REPEAT: RangeInclusive<u32> = 0..=20;
/// From a round's last step to the next round, where nothing else is said: time enough to wake up and press a button.
const REPEAT_AFTER: SignedDuration = SignedDuration::from_mins(15);

impl Read<'_> {
    pub(super) fn policies(&mut self, value: Value<'_>, on_call: &mut OnCall) {
        for (table, at) in self.sections("on_call.policies", value, |_, table, at| Some((table, at))) {
            let (mut name, mut steps, mut repeat, mut repeat_after, mut meant) = (None, None, None, None, Vec::new());
            for (key, value) in table {
                match key.get_ref().as_ref() {
                    "name" => {
                        let known = |name: &str| on_call.roster.policy(name).is_some();
                        name = Some(self.name(["policy", "policies"], value, known));
                    }
                    "repeat" => repeat = self.whole("repeat", &value, &REPEAT),
                    "repeat_after_minutes" => repeat_after = self.minutes("repeat_after_minutes", &value, &MINUTES),
                    "steps" => {
                        let mut nth = 0;
                        steps = Some(self.sections("on_call.policies.steps", value, |read, table, at| {
                            nth += 1;
                            Some(read.step(nth, table, &at, on_call))
                        }));
                    }
                    unknown => meant.extend(self.0.unknown_key(unknown, key.span(), "a policy", POLICY_KEYS)),
                }
            }
            if name.is_none() && !meant.contains(&"name") {
                self.missing(&at, "the policy has no `name`", "write for example `name = \"default\"`");
            }
            if steps.is_none() && !meant.contains(&"steps") {
                let help = "say who is paged under a `[[on_call.policies.steps]]` heading";
                self.missing(&at, "the policy has no steps", help);
            }
            on_call.roster.policies.push(EscalationPolicy {
                name: name.unwrap_or_default(),
                steps: steps.unwrap_or_default(),
                repeat: repeat.unwrap_or(0),
                repeat_after: repeat_after.unwrap_or(REPEAT_AFTER),
            });
        }
    }

    fn step(&mut self, nth: usize, table: DeTable<'_>, at: &Range<usize>, on_call: &OnCall) -> EscalationStep {
        let (mut after, mut targets, mut meant) = (None, None, Vec::new());
        for (key, value) in table {
            let span = value.span();
            match key.get_ref().as_ref() {
                "after_minutes" => after = Some(self.minutes("after_minutes", &value, &AFTER_MINUTES)),
                "page" => {
                    let empty = value.get_ref().as_array().is_some_and(|targets| targets.is_empty());
                    targets = Some(self.each("page", value, |read, _, text, span| read.target(text, span, on_call)));
                    if empty {
                        let help = "write for example `page = [\"schedule:primary\"]`";
                        self.0.error("empty", span, "the step pages nobody", help);
                    }
                }
                unknown => meant.extend(self.0.unknown_key(unknown, key.span(), "a step", STEP_KEYS)),
            }
        }
        if targets.is_none() && !meant.contains(&"page") {
            self.missing(at, "the step has no `page`", "write for example `page = [\"schedule:primary\"]`");
        }
        // Without a wait, all would be paged at once, which somebody who adds a second step hardly means.
        if nth > 1 && after.is_none() && !meant.contains(&"after_minutes") {
            let help = "say how long it waits after the step before it: `after_minutes = 10`";
            self.missing(at, "the step has no `after_minutes`", help);
        }
        EscalationStep { after: after.flatten().unwrap_or_default(), targets: targets.unwrap_or_default() }
    }

    /// `schedule:primary`, `role:@On call`, or a person.
    fn target(&mut self, text: &str, span: Range<usize>, on_call: &OnCall) -> Option<Target> {
        let text = text.trim();
        if let Some(name) = text.strip_prefix("schedule:").map(str::trim) {
            if on_call.roster.schedule(name).is_none() {
                let names: Vec<&str> = on_call.roster.schedules.iter().map(|schedule| schedule.name.as_str()).collect();
                self.no_such("schedule", name, span, &names, "`[[on_call.schedules]]`");
                return None;
            }
            return Some(Target::Schedule(name.to_owned()));
        }
        if let Some(name) = text.strip_prefix("role:") {
            return self.role("role", name, span).map(Target::Role);
        }
        self.person(text, span, &on_call.roster.people).map(Target::Member)
    }
}
