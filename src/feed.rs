//! What other programs are told of a session: events as they happen, and the state that it is in.
//!
//! Values only, in words that stay: `docs/events.md` is the promise about them. Who listens, where
//! a line is written and what a hook starts is not known here, and neither is the calendar: the
//! wall clock's time comes in as an argument.

mod status_file;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use strum::VariantNames;

pub use status_file::{SessionStatus, Template};

use crate::routine::grammar::all_of;
use crate::seconds::{Moment, json_seconds};
use crate::session::{self, Ending, EventKind, Mark, Offer, PackOn, State, Status};
use crate::text;
use crate::timeline::plan::PlanPhase;
use crate::timeline::{Kind, Phase, Timeline};
use crate::words::naming;

/// Which routine is played, as other programs know it.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Its id in the library; a file from elsewhere has none.
    pub id: Option<String>,
    pub timeline: Arc<Timeline>,
}

/// The same one, not one that is like it: it is asked at every key, of timelines with many
/// thousand phases.
impl PartialEq for Source {
    fn eq(&self, other: &Source) -> bool {
        Arc::ptr_eq(&self.timeline, &other.timeline)
    }
}

/// An event of a session, for other programs.
#[derive(Clone, Debug, PartialEq)]
pub struct FeedEvent {
    pub source: Source,
    pub event: session::Event,
    /// When it was told, in active time: pauses left out.
    pub at: Duration,
}

/// What only some kinds of event have to say; the rest of it is left out of the line.
#[serde_with::skip_serializing_none]
#[derive(Default, Serialize)]
struct More {
    whole: Option<bool>,
    text: Option<String>,
    seconds: Option<Value>,
    offer: Option<Offer>,
    /// Repetitions that the person said; null where a number is taken back.
    reps_said: Option<Option<u32>>,
    ending: Option<Ending>,
}

/// An event as a line, its keys in this order.
#[derive(Serialize)]
struct EventLine<'a> {
    kind: &'static str,
    due: Value,
    at: Value,
    time: String,
    #[serde(flatten)]
    more: More,
    state: &'static str,
    left: Option<Value>,
    total_left: Value,
    routine: Routine<'a>,
    phase: Option<PlayedPhase<'a>>,
}

#[derive(Serialize)]
struct Routine<'a> {
    id: Option<&'a str>,
    title: &'a str,
}

#[derive(Serialize)]
struct PlayedPhase<'a> {
    index: usize,
    of: usize,
    #[serde(flatten)]
    plan: PlanPhase<'a>,
}

impl FeedEvent {
    /// Its kind, one of [`kinds`].
    pub fn kind(&self) -> &'static str {
        kind(&self.event.what)
    }

    /// One JSON object on one line, without a line end. `time` is what the wall clock says.
    pub fn line(&self, time: Timestamp) -> String {
        let (event, seen) = (&self.event, &self.event.seen);
        let phases = self.source.timeline.phases();
        let over = matches!(event.what, EventKind::Ended { .. } | EventKind::Finished(_));
        let is_on = seen.index == event.phase && !over;
        let works = phases.get(seen.index).is_some_and(|phase| phase.kind.is_work());
        let line = EventLine {
            kind: self.kind(),
            due: thousandths(seen.active),
            at: thousandths(self.at),
            time: instant(time),
            more: self.more(),
            state: word(seen.state, seen.may_stop && works),
            left: seen.left.filter(|_| is_on).map(thousandths),
            total_left: thousandths(seen.total_left),
            routine: Routine { id: self.source.id.as_deref(), title: &self.source.timeline.title },
            phase: phases.get(event.phase).map(|phase| PlayedPhase {
                index: event.phase + 1,
                of: phases.len(),
                plan: PlanPhase(phase),
            }),
        };
        let line = serde_json::to_string(&line).expect("words and numbers are always JSON");
        // JSON lets characters pass that a terminal obeys.
        text::plain(&line).into_owned()
    }

    fn more(&self) -> More {
        let mut more = More::default();
        match &self.event.what {
            EventKind::Ended { whole } => more.whole = Some(*whole),
            EventKind::Reached(Mark::LastSeconds(left)) => more.seconds = Some((*left).into()),
            EventKind::Reached(Mark::Check(nth)) => {
                let phase = self.source.timeline.phases().get(self.event.phase);
                more.text = phase.map(|phase| phase.checks[*nth].text.to_string());
            }
            EventKind::Waiting(length) | EventKind::PausedLong(length) => {
                more.seconds = Some(json_seconds(*length));
            }
            EventKind::WasAway { length, offer } => {
                (more.seconds, more.offer) = (Some(json_seconds(*length)), *offer);
            }
            EventKind::Said(reps) => more.reps_said = Some(*reps),
            EventKind::Finished(ending) => more.ending = Some(*ending),
            _ => {}
        }
        more
    }

    /// The fields of [`line`](Self::line) as variables of an environment, and the whole line in
    /// `SUPPLE_EVENT`. What is null or no single value is left out.
    pub fn environment(&self, time: Timestamp) -> Vec<(String, String)> {
        let line = self.line(time);
        let mut variables = Vec::new();
        if let Ok(Value::Object(fields)) = serde_json::from_str(&line) {
            for (name, value) in &fields {
                // The routine's own are the most asked for: `SUPPLE_TITLE`, `SUPPLE_ID`.
                let prefix = if name == "phase" { "PHASE_" } else { "" };
                let inner = value.as_object().into_iter().flatten();
                variables.extend(inner.filter_map(|(name, value)| variable(prefix, name, value)));
                variables.extend(variable("", name, value));
            }
        }
        variables.push(("SUPPLE_EVENT".into(), line));
        variables
    }
}

fn variable(prefix: &str, name: &str, value: &Value) -> Option<(String, String)> {
    let value = match value {
        Value::String(words) => text::line(words),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Array(numbers) => numbers.iter().map(Value::to_string).collect::<Vec<_>>().join("."),
        Value::Null | Value::Object(_) => return None,
    };
    Some((format!("SUPPLE_{prefix}{}", name.to_uppercase()), value))
}

/// The word for what happened.
fn kind(what: &EventKind) -> &'static str {
    match what {
        EventKind::Reached(mark) => mark.into(),
        EventKind::Changed { longer: true } => "longer",
        EventKind::Changed { longer: false } => "shorter",
        other => other.into(),
    }
}

/// The word for the state that a session is in; `enough` where work may end now.
fn word(state: State, enough: bool) -> &'static str {
    match state {
        State::Begin | State::Waiting | State::Away(_) => "waiting",
        State::Paused { .. } => "paused",
        State::Alarm => "alarm",
        State::Over(_) => "over",
        State::Running if enough => "may-stop",
        State::Running | State::Returning { .. } => "running",
    }
}

/// The state of a session that is not over, for the status file. It changes with the state alone:
/// as long as a clock simply runs, it is the same value.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningState {
    source: Source,
    index: usize,
    word: &'static str,
    /// Whether the clock runs. Where it stands, both ends count from [`Moment::ZERO`].
    runs: bool,
    /// When everything ends, at the latest.
    end: Moment,
    /// When the phase ends; `None` where only a key ends it.
    phase_end: Option<Moment>,
    pack: Option<PackOn>,
}

impl RunningState {
    /// The state at a moment; `None` once everything is over.
    pub fn new(source: &Source, status: &Status<'_>, now: Moment) -> Option<RunningState> {
        let runs = match status.state {
            State::Over(_) => return None,
            State::Running | State::Waiting | State::Alarm => status.left.is_some(),
            State::Begin | State::Paused { .. } | State::Returning { .. } | State::Away(_) => false,
        };
        // Counted from zero, what stands is the same value at every moment.
        let from = if runs { now } else { Moment::ZERO };
        Some(RunningState {
            source: source.clone(),
            index: status.index,
            word: word(status.state, status.may_stop && status.phase.kind.is_work()),
            runs,
            end: from + status.total_left,
            phase_end: status.left.map(|left| from + left),
            pack: status.pack_on,
        })
    }

    /// What the status file says. `wall` tells the wall clock's time of a moment.
    pub fn shown(
        &self,
        now: Moment,
        wall: &dyn Fn(Moment) -> Timestamp,
        who: &Who,
    ) -> SessionStatus {
        let phases = self.source.timeline.phases();
        let instant = |moment| to_the_millisecond(wall(moment));
        let from = if self.runs { now } else { Moment::ZERO };
        let seconds = |end: Moment| (end.since(from).as_secs_f64() * 1000.0).round() / 1000.0;
        let (index, of) = (self.index + 1, phases.len());
        let shown = |phase: &Phase| {
            let name = text::line(&phase.words.name);
            let cue = match phase.kind {
                Kind::Off(_) => text::line(&phase.text()),
                _ => text::line(phase.cue()),
            };
            let kind = phase.kind.word().to_owned();
            let side = phase.side.map(|side| side.word().to_owned());
            let (rep, reps) = (phase.rep.map(|rep| rep.nth), phase.most_reps());
            let (set, sets) = phase.set.map(|set| (set.nth, set.of)).unzip();
            status_file::StatusPhase { index, of, kind, name, cue, side, rep, reps, set, sets }
        };
        SessionStatus {
            title: text::line(&self.source.timeline.title),
            id: self.source.id.clone(),
            state: self.word.to_owned(),
            phase: phases.get(self.index).map(shown).unwrap_or_default(),
            ends_at: self.runs.then(|| instant(self.end)),
            left: seconds(self.end),
            phase_ends_at: self.phase_end.filter(|_| self.runs).map(instant),
            phase_left: self.phase_end.map(seconds),
            off_by: self.pack.filter(|pack| pack.known).map(|pack| instant(pack.off_by)),
            started_at: to_the_millisecond(who.started),
            pid: who.pid,
            boot: who.boot.clone(),
        }
    }
}

/// Which run of the program shows its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    pub started: Timestamp,
    pub pid: u32,
    /// What the system calls this boot; empty where it does not say.
    pub boot: String,
}

/// Seconds to the millisecond: finer is noise.
fn thousandths(length: Duration) -> Value {
    let millis = (length + Duration::from_micros(500)).as_millis();
    json_seconds(Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX)))
}

fn to_the_millisecond(time: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time)
}

/// As RFC 3339 has it, in UTC and milliseconds.
fn instant(time: Timestamp) -> String {
    format!("{time:.3}")
}

// A command of the person's own for a kind of event. It is split into words here, the way a command
// line is, and no shell ever sees it: nothing in it is expanded, and nothing that a routine says
// becomes a part of it.

/// Every kind of event, in the words of `--events` and `--hook`.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    let has_others = |word: &&&str| !["reached", "changed"].contains(*word);
    let own = EventKind::VARIANTS.iter().filter(has_others);
    own.chain(Mark::VARIANTS).chain(&["longer", "shorter"]).copied()
}

/// The word for every kind at once.
const ANY: &str = "any";

/// A command that is started when something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// A kind of event, or `any`.
    kind: String,
    /// The program and its arguments; never empty.
    words: Vec<String>,
    /// The command as it was written.
    written: String,
}

/// As it is written: `KIND=COMMAND`.
impl fmt::Display for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.kind, self.written)
    }
}

impl Hook {
    /// Reads a kind of event and a command.
    ///
    /// # Errors
    /// A sentence, lower case, without full stop: an unknown kind, no command, a quote that is
    /// not closed.
    pub fn new(kind: &str, command: &str) -> Result<Hook, String> {
        if kind != ANY && !kinds().any(|known| known == kind) {
            let near = |known: &&str| strsim::jaro_winkler(known, kind) > 0.8;
            return Err(match kinds().find(near) {
                Some(known) => naming::no_event_but_like(kind, known),
                None => naming::no_event(kind, all_of(&kinds().chain([ANY]).collect::<Vec<_>>())),
            });
        }
        if command.contains('\0') {
            return Err(naming::NULL_IN_COMMAND.into());
        }
        let words = shlex::split(command).ok_or(naming::OPEN_COMMAND)?;
        if words.first().is_none_or(String::is_empty) {
            return Err(naming::no_command(kind));
        }
        Ok(Hook { kind: kind.to_owned(), words, written: command.to_owned() })
    }

    /// Reads `KIND=COMMAND`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn parse(text: &str) -> Result<Hook, String> {
        match text.split_once('=') {
            Some((kind, command)) => Hook::new(kind.trim(), command),
            None => Err(naming::KIND_AND_COMMAND.into()),
        }
    }

    /// Whether it is for this kind of event.
    pub fn is_for(&self, kind: &str) -> bool {
        self.kind == ANY || self.kind == kind
    }

    /// The program and its arguments.
    pub fn words(&self) -> &[String] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &str) -> Result<Vec<String>, String> {
        Hook::new("alarm", command).map(|hook| hook.words)
    }

    #[test]
    fn a_command_is_split_as_a_command_line_is_and_nothing_is_expanded() {
        assert_eq!(words(" a  b ").unwrap(), ["a", "b"]);
        assert_eq!(
            words(r#"say 'two words' "and \"more\"" it\ is '' $HOME *"#).unwrap(),
            ["say", "two words", "and \"more\"", "it is", "", "$HOME", "*"]
        );
        assert_eq!(words(r#"a'b'"c" '\n' "\n""#).unwrap(), ["abc", r"\n", r"\n"]);
        for wrong in ["", "  ", "'a", "a \"b", "a\\", "''", "a\0b"] {
            assert!(words(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_hook_is_for_one_kind_or_for_any() {
        let hook = Hook::parse("may-stop=beep -l 100").unwrap();
        assert!(hook.is_for("may-stop") && !hook.is_for("alarm"));
        assert_eq!(hook.to_string(), "may-stop=beep -l 100");
        assert!(Hook::parse("any=beep").unwrap().is_for("alarm"));
        assert!(Hook::parse("slip=beep").unwrap().is_for("slip"));
        assert_eq!(
            Hook::parse("finish=beep").unwrap_err(),
            "no event is called `finish`; did you mean `finished`?"
        );
        assert!(Hook::parse("beep").is_err());
    }

    proptest::proptest! {
        #[test]
        fn quoted_words_come_back_as_they_were(all in proptest::collection::vec("[^\0]{1,8}", 1..5)) {
            let quoted: Vec<String> = all
                .iter()
                .map(|word| format!("'{}'", word.replace('\'', r"'\''")))
                .collect();
            proptest::prop_assert_eq!(words(&quoted.join(" ")).unwrap(), all);
        }
    }
}
