//! The same session as lines of text: for pipes, for screen readers, for terminals that can't.
//!
//! One line a change, with the time it has run, and no escape sequence. Keys come as lines: a
//! letter or a word of the table of keys, and an empty line is Enter, which never skips a phase
//! that runs. When no line can come any more, the rest is played hands-free.

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::felt;
use crate::app::play::{Play, Told};
use crate::app::{Effect, Event, Exit, Front};
use crate::back::for_later;
use crate::keys::{self, Action};
use crate::library;
use crate::seconds::{Moment, clock_passed, whole_seconds_up, written};
use crate::session::{self, Ending, Mark, Mood, Offer, What};
use crate::text::line;
use crate::timeline::{Agent, Kind, Phase};
use crate::view::words;

/// How long the front end sleeps at the most while a clock runs, so that an absence can be dated.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long a question after the session waits for a line.
const ASK_FOR: std::time::Duration = std::time::Duration::from_secs(60);

const SIGINT: i32 = 2;
const SIGQUIT: i32 = 3;

/// A session as lines of text.
pub struct Plain {
    play: Play,
    /// The step whose words were told last.
    told: Option<u32>,
    begun: bool,
    /// No line will come any more.
    ended: bool,
    /// Until when a question after the session waits for its answer.
    patience: Option<Moment>,
    /// What is said before all else.
    first: Vec<String>,
    /// What is done before all else.
    effects: Vec<Effect>,
}

impl Plain {
    pub fn new(play: Play) -> Plain {
        Plain {
            play,
            told: None,
            begun: false,
            ended: false,
            patience: None,
            first: Vec::new(),
            effects: Vec::new(),
        }
    }

    /// A session that was broken off and goes on, with what there is to do about it first.
    pub fn taken_up(play: Play, told: Told) -> Plain {
        let mut plain = Plain::new(play);
        plain.first = vec![
            line(&plain.play.piece.routine.title),
            "It goes on where it broke off.".into(),
        ];
        plain.first.extend(plain.play.note.take());
        plain.effects = told.effects;
        plain.told = plain
            .play
            .piece
            .timeline
            .phases()
            .first()
            .map(|phase| phase.run);
        plain
    }

    /// Says something before all else.
    pub fn say_first(&mut self, line: String) {
        self.first.push(line);
    }

    /// Title, cautions and what to have at hand, before anything begins.
    fn opening(&self, now: Moment) -> Vec<String> {
        let routine = &self.play.piece.routine;
        let totals = self.play.piece.timeline.totals();
        let mut lines = vec![line(&routine.title)];
        lines.extend(routine.about.as_deref().map(line));
        lines.push(match totals.least == totals.most {
            true => format!("{} in all.", written(totals.most)),
            false => format!(
                "{} to {} in all.",
                written(totals.least),
                written(totals.most)
            ),
        });
        if self.play.speed != 1.0 {
            lines.push(format!("Played {} times as fast.", self.play.speed));
        }
        lines.extend(self.play.piece.cautions.iter().map(|caution| line(caution)));
        if !routine.needs.is_empty() {
            lines.push(format!(
                "Have at hand: {}.",
                line(&routine.needs.join(", "))
            ));
        }
        if self.play.applies().is_some() {
            lines.push(
                "A muted terminal or a sleeping laptop can't ring, and supple can't switch a pack \
                 off. A line with t tries the alarm."
                    .into(),
            );
        }
        lines.extend(self.play.advice.clone());
        if self.play.asks_before {
            lines.push(
                "A line with a number notes how much pain or stiffness there is now, 0 to 10."
                    .into(),
            );
        }
        lines.push(match (self.play.closed_words(now), self.play.gate) {
            (Some(closed), _) => format!("{closed} A line with y begins all the same."),
            (None, true) => {
                let later = for_later(routine.stage);
                format!("For later: {later} A line with y plays it all the same.")
            }
            (None, false) => self.turn(now),
        });
        lines
    }

    /// What the person is asked to do to go on.
    fn turn(&self, now: Moment) -> String {
        let status = self.play.session.status(now);
        match (status.mood, status.phase.kind) {
            (Mood::Begin, _) => "Enter begins.".into(),
            (_, Kind::Wait) => {
                let words = line(&status.phase.text());
                match status.left {
                    Some(left) => {
                        let left = crate::seconds::clock(left);
                        format!("{words} Enter goes on; it goes on by itself in {left}.")
                    }
                    None => format!("{words} Enter goes on."),
                }
            }
            _ => String::new(),
        }
    }

    fn tell(&mut self, now: Moment, told: Told) -> Vec<Effect> {
        let mut lines = Vec::new();
        for event in &told.events {
            if let Some(line) = self.line(event) {
                lines.push(line);
            }
        }
        // Said once; an event has its own words.
        let note = self.play.note.take();
        if told.events.is_empty() {
            lines.extend(note);
        }
        // What is kept is kept before it is told.
        let mut effects = told.effects;
        effects.extend(lines.into_iter().map(Effect::Print));
        if self.play.is_over() {
            effects.extend(self.closing().into_iter().map(Effect::Print));
            let next = self.ask(now);
            effects.push(next);
        }
        effects
    }

    /// Asks what is still to be asked, or ends.
    fn ask(&mut self, now: Moment) -> Effect {
        match &self.play.asking {
            Some(asking) if !self.ended => {
                self.patience = Some(now + ASK_FOR);
                Effect::Print(asking.line().into())
            }
            _ => Effect::Exit(Exit {
                status: 0,
                last_words: self.play.last_words(),
            }),
        }
    }

    /// What happens while a question waits for its answer.
    fn asked(&mut self, now: Moment, event: &Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Line(line) => {
                let answer = self
                    .play
                    .asking
                    .as_ref()
                    .and_then(|asking| asking.take_line(line));
                effects.extend(
                    answer
                        .map(|answer| self.play.answer(now, answer))
                        .into_iter()
                        .flatten(),
                );
                effects.push(self.ask(now));
            }
            Event::NotKept(why) | Event::NotKeptAwake(why) => {
                effects.push(Effect::Print(why.clone()));
            }
            Event::EndOfLines | Event::Signal(_) => {
                self.ended = true;
                effects.push(self.ask(now));
            }
            _ if self.patience.is_some_and(|until| until <= now) => {
                self.ended = true;
                effects.push(self.ask(now));
            }
            _ => {}
        }
        effects
    }

    /// The line that an event is worth.
    fn line(&mut self, event: &session::Event) -> Option<String> {
        let at = clock_passed(self.play.session.active(event.due));
        let phase = &self.play.piece.timeline.phases()[event.phase];
        let words = match &event.what {
            What::Began => {
                let fresh = self.told != Some(phase.run);
                self.told = Some(phase.run);
                phase_line(phase, fresh)
            }
            What::Reached(Mark::MayStop) => "Enough from now on: Enter.".into(),
            What::Reached(Mark::Check(check)) => line(&phase.checks[*check].text),
            What::Reached(_) | What::Ended { .. } => return None,
            What::Alarm => match phase.kind {
                Kind::Off(_) => format!("ALARM: {} Enter when it is off.", line(&phase.text())),
                _ => "ALARM: time to take it off: Enter. c keeps it on until its hard end.".into(),
            },
            What::Waiting(_) => "Waiting for you: Enter.".into(),
            What::Paused => "Paused. Space or Enter goes on.".into(),
            What::PausedLong(length) => format!("Paused for {} now.", written(*length)),
            What::Returning => "Back into position: 3 s.".into(),
            What::Resumed => format!("On: {}", phase_line(phase, false)),
            What::WasAway { length, offer } => {
                let away = written(Duration::from_secs(length.as_secs()));
                format!(
                    "Nobody looked for {away}. {}",
                    offer_words(*offer, phase.kind)
                )
            }
            What::Changed { longer: true } => "15 s more.".into(),
            What::Changed { longer: false } => "15 s less.".into(),
            What::Hurt => "Noted that it hurts. On to the next step.".into(),
            What::Finished(Ending::Done) => "Done.".into(),
            What::Finished(Ending::Stopped) => "Stopped.".into(),
        };
        Some(format!("{at:>5}  {words}"))
    }

    /// What a key asks to be read out, that is not about playing.
    fn read_out(&self, now: Moment, action: Action) -> Vec<String> {
        let status = self.play.session.status(now);
        match action {
            Action::Help => key_lines(),
            Action::RedFlags => {
                let page = library::pages().find(|page| page.name == library::RED_FLAGS);
                page.map_or(Vec::new(), |page| {
                    page.text.lines().map(str::to_owned).collect()
                })
            }
            Action::Words => {
                let left = status
                    .left
                    .map(|left| format!(" {} left.", written_up(left)));
                vec![format!(
                    "{}{}",
                    phase_line(status.phase, true),
                    left.unwrap_or_default()
                )]
            }
            Action::About => self.about(),
            _ => Vec::new(),
        }
    }

    /// All cautions, and what the routine rests on.
    fn about(&self) -> Vec<String> {
        let routine = &self.play.piece.routine;
        let mut lines: Vec<String> = self
            .play
            .piece
            .cautions
            .iter()
            .map(|caution| line(caution))
            .collect();
        lines.extend(
            routine
                .how_often
                .as_deref()
                .map(|often| format!("How often: {}.", line(often))),
        );
        lines.extend(routine.sources.iter().map(|source| {
            let parts = [
                Some(source.title.as_str()),
                source.by.as_deref(),
                source.says.as_deref(),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().map(line).collect();
            format!("Source: {}.", parts.join(", "))
        }));
        lines.extend(
            routine
                .confidence
                .map(|confidence| format!("The dose: {}.", confidence.words())),
        );
        lines
    }

    /// What was done, once it is over.
    fn closing(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for done in self.play.session.tally().done(&self.play.piece.timeline) {
            let side = done
                .side
                .map_or(String::new(), |side| format!(", {} side", side.word()));
            let reps = match done.reps_asked.1 {
                0 | 1 => String::new(),
                most => format!(", {} of {most}", done.reps),
            };
            let marks = match (done.hurt, done.skipped) {
                (true, _) => " (it hurt)",
                (false, true) => " (skipped on)",
                _ => "",
            };
            let (real, asked) = (clock_passed(done.real), clock_passed(done.asked.1));
            let name = line(&done.name);
            lines.push(format!(
                "       {name}{side}{reps}: {real} of {asked}{marks}"
            ));
        }
        if let Some((agent, at)) = self.play.next_pack() {
            let agent = match agent {
                Agent::Heat => "heat",
                Agent::Cold => "cold",
            };
            lines.push(format!("       The next {agent} not before {at}."));
        }
        lines
    }
}

/// A countdown in whole seconds, as it would be shown.
fn written_up(left: Duration) -> String {
    written(Duration::from_secs(whole_seconds_up(left)))
}

/// A phase as a line; with its full instruction where it is told for the first time.
fn phase_line(phase: &Phase, fresh: bool) -> String {
    let length = match phase.length {
        Some(length) if length.is_range() && !length.least.is_zero() => {
            format!(", {} to {}", written(length.least), written(length.most))
        }
        Some(length) => format!(", {}", written(length.most)),
        None => String::new(),
    };
    let name = line(&phase.words.name);
    let place = words::place(phase).join(", ");
    let place = if place.is_empty() {
        place
    } else {
        format!(", {place}")
    };
    let text = line(&phase.text());
    let text = if fresh && !text.is_empty() {
        format!(". {text}")
    } else {
        String::new()
    };
    match phase.kind {
        Kind::Ready => format!("Get ready: {name}{place}{length}{text}"),
        Kind::Wait => format!("{} Enter goes on{length}.", line(&phase.text())),
        Kind::Rest => format!("Rest{length}{text}"),
        Kind::Change => {
            let side = phase.side.map_or("the other", |side| side.word());
            let text = line(&phase.text());
            format!("Change to the {side} side{length}. {text}")
                .trim_end()
                .to_owned()
        }
        Kind::Rep | Kind::Breath if !phase.cue().is_empty() => {
            format!("{}{length}{place}{text}", line(phase.cue()))
        }
        Kind::Rep if phase.length.is_none() => {
            let times = phase
                .rep
                .map_or(String::new(), |rep| format!(", {} times", rep.of));
            format!("{name}{times}{place}, at your own pace. Enter when done{text}")
        }
        Kind::Off(_) => format!("{} Enter when it is off.", line(&phase.text())),
        _ => format!("{name}{place}{length}{text}"),
    }
}

fn offer_words(offer: Option<Offer>, kind: Kind) -> &'static str {
    match (offer, kind) {
        (Some(Offer::RepAgain), _) => "Enter plays this one again.",
        (Some(Offer::NextPhase), _) => "That part is over. Enter goes on.",
        (Some(Offer::GoOn), _) => "Enter goes on with it.",
        (Some(Offer::Walked), _) => "Did you walk all the while? Enter: yes. b: no.",
        (None, Kind::Application(_) | Kind::Off(_)) => "The pack stayed on: that time counts.",
        (None, _) => "",
    }
}

impl Front for Plain {
    fn update(&mut self, now: Moment, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        if !self.begun {
            self.begun = true;
            let opening = match self.effects.is_empty() && self.told.is_none() {
                true => self.opening(now),
                false => Vec::new(),
            };
            let lines = std::mem::take(&mut self.first).into_iter().chain(opening);
            effects.extend(lines.map(Effect::Print));
            effects.append(&mut self.effects);
        }
        if self.patience.is_some() {
            effects.extend(self.asked(now, &event));
            return effects;
        }
        if let Event::Line(line) = &event
            && self.play.asks_before
            && self.play.is_before(now)
            && let Some(rating) = felt::number(line.trim())
        {
            self.play.rate_before(rating);
            effects.extend(self.play.note.take().map(Effect::Print));
            return effects;
        }
        let told = match event {
            Event::Away { from } => self.play.was_away(from, now),
            Event::Line(typed) => match keys::action_of_line(&typed) {
                Some(action) => {
                    effects.extend(self.read_out(now, action).into_iter().map(Effect::Print));
                    self.play.act(now, action)
                }
                None => {
                    let typed = line(&typed);
                    let answer = format!("`{typed}` is no key here; a line with ? lists them.");
                    effects.push(Effect::Print(answer));
                    self.play.wake(now)
                }
            },
            Event::EndOfLines => {
                self.ended = true;
                if let Some(closed) = self.play.closed_words(now) {
                    effects.push(Effect::Exit(Exit {
                        status: 1,
                        last_words: vec![format!("{closed} Nobody is there to insist.")],
                    }));
                    return effects;
                }
                self.play.hands_free();
                self.play.wake(now)
            }
            Event::Signal(signal) => {
                let mut told = self.play.wake(now);
                // Ctrl-C comes as a signal here: the person stops, which is no accident. A pack
                // that is on is not off for that, and can be taken up again.
                if matches!(signal, SIGINT | SIGQUIT) && self.play.session.pack_on().is_none() {
                    told.events.clear();
                    told.effects
                        .extend(self.play.act(now, Action::Interrupt).effects);
                }
                self.ended = true;
                effects.extend(self.tell(now, told));
                effects.extend(self.play.keep_place(now));
                effects.push(Effect::Exit(self.play.exit()));
                return effects;
            }
            Event::NotKeptAwake(why) | Event::NotKept(why) => {
                effects.push(Effect::Print(why));
                // It may come in the middle of what is told of the end.
                return effects;
            }
            Event::Key(_) | Event::Mouse(_) | Event::Paste(_) | Event::Resize | Event::Wake => {
                self.play.wake(now)
            }
        };
        effects.extend(self.tell(now, told));
        effects
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        if self.begun && (self.patience.is_some() || self.play.closed.is_some()) {
            return self.patience;
        }
        let deadline = self.play.session.next_deadline();
        let runs = !matches!(
            self.play.session.status(now).mood,
            Mood::Begin | Mood::Over(_)
        );
        let look = (runs && deadline.is_some()).then(|| now + LOOK_EVERY.mul_f64(self.play.speed));
        if !self.begun {
            return Some(now);
        }
        deadline.into_iter().chain(look).min()
    }

    fn changed(&self) -> bool {
        false
    }

    fn draw(&mut self, _now: Moment, _area: Rect, _buffer: &mut Buffer) {}

    fn wants_mouse(&self) -> bool {
        false
    }
}

/// Lines that list the keys of plain mode.
fn key_lines() -> Vec<String> {
    let of_session = |b: &&keys::Binding| b.place == keys::Place::Session;
    let told = |b: &keys::Binding| {
        let key = b.keys.first().map_or(String::new(), |key| key.label());
        let key = if b.action == Action::Enter {
            "empty line".into()
        } else {
            key
        };
        format!("{key:>10}  {}", b.long)
    };
    keys::TABLE.iter().filter(of_session).map(told).collect()
}
