//! What is heard and seen of a routine outside of its screen: cues as effects, and the keys that
//! change what is heard; and what other programs are told.

use super::*;
use crate::feed::{FeedEvent, RunningState, Source};
use crate::words::voice;

/// What one press of the volume keys changes.
const VOLUME_STEP: u8 = 10;

/// How many warnings, the weightiest, are read out of a routine that was played before.
const WARNINGS_AGAIN: usize = 2;

impl Play {
    /// What the person wishes to hear, as `cue` asks for it.
    pub(super) fn hearing(&self) -> cue::Hearing {
        cue::Hearing {
            bell: self.settings.ring,
            voice: self.settings.voice,
            pace: self.settings.pace,
            hands_free: self.begin.1.hands_free,
            speed: self.speed,
            easier: false,
        }
    }

    /// What is heard before anything begins: title, cautions, and how to begin. Once.
    pub fn open(&mut self, now: Moment) -> Vec<Effect> {
        let Some(events) = self.opening.take() else {
            return Vec::new();
        };
        // The phase that waits already is told of below, with what stands before it.
        let _ = self.cues.take(&events, &self.session, now, &self.hearing());
        let words = self.opening_words(now);
        self.session.reads_out(self.time_to_read(&words));
        self.say(now, words);
        std::mem::take(&mut self.effects)
    }

    /// How long words take on the session's clock, spoken or read.
    pub(super) fn time_to_read(&self, words: &str) -> Duration {
        let spoken = self.settings.voice && self.speed <= cue::FASTEST_SPOKEN;
        self.hearing().time_to_say(words).mul_f64(if spoken { self.speed } else { 1.0 })
    }

    fn opening_words(&self, now: Moment) -> String {
        let routine = &self.prepared.routine;
        let totals = self.prepared.timeline.totals();
        let minutes = Duration::from_secs(totals.most.as_secs().div_ceil(60) * 60);
        let mut words = vec![format!("{}.", routine.title.trim_end_matches('.'))];
        words.push(voice::up_to(voice::length(minutes)));
        if !routine.needs.is_empty() {
            words.push(words::lines::at_hand(routine.needs.join(", ")));
        }
        words.extend(self.rehearsal_words().map(str::to_owned));
        let warnings = &self.prepared.cautions;
        let read = if self.earlier.known { WARNINGS_AGAIN } else { usize::MAX }.min(warnings.len());
        words.extend(warnings[..read].iter().cloned());
        if read < warnings.len() {
            words.push(voice::OTHER_WARNINGS.into());
        }
        let later = || crate::back::for_later(routine.stage);
        let held_back = self.gate.then(later).or_else(|| self.closed_words(now));
        let held_back = held_back.map(|why| around::plays_anyway(why, "y"));
        words.push(held_back.unwrap_or_else(|| self.how_to_begin(now)));
        line(&words.join(" "))
    }

    pub(super) fn how_to_begin(&self, now: Moment) -> String {
        match self.session.status(now).state {
            State::Begin => voice::PRESS_TO_BEGIN.into(),
            _ => Cues::again(&self.session, now),
        }
    }

    /// Says something for its own sake.
    pub(super) fn say(&mut self, now: Moment, words: String) {
        let cue = self.cues.say(words, now, &self.hearing());
        self.heard(cue);
    }

    /// A cue as effects.
    pub(super) fn heard(&mut self, mut cue: Cue) {
        let done = self.session.ending() == Some(Ending::Done);
        if let (Some(words), Some(next), true) = (&mut cue.words, self.next_after_pack(), done) {
            *words += &format!(" {next}");
        }
        self.effects.extend(match cue.tone {
            Some(tone) => self.ring(tone, cue.bell),
            None => cue.bell.then_some(Effect::Bell),
        });
        self.effects.extend(match cue.words {
            Some(words) => Some(Effect::Say(Speech {
                words: line(&words),
                language: self.language().to_owned(),
                pace: self.settings.pace,
            })),
            None => cue.hush.then_some(Effect::Hush),
        });
        let wanted = self.settings.notify != Notify::Never;
        self.effects.extend(cue.notice.filter(|_| wanted).map(Effect::Notify));
    }

    /// A tone, or the bell where the person wishes no tones.
    pub(super) fn ring(&self, tone: Tone, bell: bool) -> Option<Effect> {
        let tone = Effect::Tone { tone, volume: self.settings.volume, bell };
        if self.settings.tones { Some(tone) } else { bell.then_some(Effect::Bell) }
    }

    fn language(&self) -> &str {
        match self.settings.language.as_str() {
            "" => self.prepared.routine.language.as_deref().unwrap_or("en"),
            own => own,
        }
    }

    /// Does what a key for sound or voice asks for, and keeps it.
    pub(super) fn change_setting(&mut self, now: Moment, action: Action) {
        let settings = &mut self.settings;
        let (name, words) = match action {
            Action::Bell => {
                settings.ring = settings.ring.next();
                ("ring", settings.ring.words().to_owned())
            }
            Action::Voice => {
                settings.voice = !settings.voice;
                let silent = self.speed > cue::FASTEST_SPOKEN;
                ("voice", notices::voice(settings.voice, silent).to_owned())
            }
            _ => {
                let louder = settings.volume.saturating_add(VOLUME_STEP).min(100);
                let quieter = settings.volume.saturating_sub(VOLUME_STEP);
                settings.volume = if action == Action::Louder { louder } else { quieter };
                ("volume", notices::volume(settings.volume))
            }
        };
        self.give_notice(now, words);
        match name {
            "voice" if self.settings.voice => self.say(now, Cues::again(&self.session, now)),
            "voice" => {
                self.cues.hush();
                self.effects.push(Effect::Hush);
            }
            "volume" => self.effects.extend(self.ring(Tone::Part, false)),
            _ => {}
        }
        let value = self.settings.get(name);
        self.effects.extend(value.map(|value| Effect::KeepSetting { name, value }));
    }

    /// Title and progress, where they have changed.
    pub fn outside(&mut self, now: Moment) -> Vec<Effect> {
        let status = self.session.status(now);
        let title = if self.gate { line(&status.timeline.title) } else { cue::title(&status) };
        let title = Some(title).filter(|_| self.settings.title);
        let shown = self.settings.progress != ProgressShown::Never && !self.gate;
        let progress = cue::progress(&status).filter(|_| shown);
        let new_title = (title != self.outside.0).then(|| Effect::Title(title.clone()));
        let new_progress = (progress != self.outside.1).then_some(Effect::Progress(progress));
        self.outside = (title, progress);
        new_title.into_iter().chain(new_progress).collect()
    }
}

/// What other programs have been told so far.
#[derive(Default)]
pub(super) struct Feed {
    source: Source,
    /// Somebody wants each event.
    events: bool,
    /// What had happened before anybody could be told.
    first: Vec<Event>,
    /// The state that was shown last; `None` if none was yet.
    shown: Option<Option<RunningState>>,
}

impl Feed {
    pub fn new(prepared: &PreparedRoutine, options: &PlayOptions, first: Vec<Event>) -> Feed {
        Feed {
            source: Source { id: prepared.id.clone(), timeline: prepared.timeline.clone() },
            events: options.events || !options.hooks.is_empty(),
            first,
            ..Feed::default()
        }
    }

    /// The same routine by another timeline, and what has happened at its beginning.
    pub fn put_on(&mut self, timeline: Arc<Timeline>, first: Vec<Event>) {
        self.source.timeline = timeline;
        if !self.first.is_empty() {
            self.first = first;
        }
    }

    /// What others are told of what happened to a session by `now`.
    pub fn tell(
        &mut self,
        session: &Session,
        events: &[Event],
        input: Input,
        now: Moment,
    ) -> Vec<Effect> {
        let at = session.active(now);
        let told = std::mem::take(&mut self.first).into_iter().chain(events.iter().cloned());
        let told = told.filter(|_| self.events);
        let told = told.map(|event| FeedEvent { source: self.source.clone(), event, at });
        let mut effects: Vec<_> = told.map(|event| Effect::Happened(Box::new(event))).collect();
        if !events.is_empty() || input != Input::Wake || self.shown.is_none() {
            effects.extend(self.show(session, now));
        }
        effects
    }

    /// The state, if it is another one than was shown last.
    fn show(&mut self, session: &Session, now: Moment) -> Option<Effect> {
        let state = RunningState::new(&self.source, &session.status(now), now);
        if self.shown.as_ref() == Some(&state) {
            return None;
        }
        self.shown = Some(state.clone());
        Some(Effect::Status(state.map(Box::new)))
    }
}
