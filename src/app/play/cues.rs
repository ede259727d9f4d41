//! What is heard and seen of a routine outside of its screen: cues as effects, and the keys that
//! change what is heard.

use super::*;

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
            hands_free: self.hands_free,
            speed: self.speed,
            easier: false,
        }
    }

    /// What is heard before anything begins: title, cautions, and how to begin. Once.
    pub fn open(&mut self, now: Moment) -> Vec<Effect> {
        let Some(events) = self.opening.take() else {
            return Vec::new();
        };
        let options = self.hearing();
        // The phase that waits already is told of below, with what stands before it.
        let _ = self.cues.take(&events, &self.session, now, &options);
        let words = self.opening_words(now);
        self.session.reads_out(self.time_to_read(&words));
        self.say(now, words)
    }

    /// How long words take on the session's clock, spoken or read.
    pub(super) fn time_to_read(&self, words: &str) -> Duration {
        let hearing = self.hearing();
        let spoken = self.settings.voice && self.speed <= cue::FASTEST_SPOKEN;
        let speed = if spoken { self.speed } else { 1.0 };
        hearing.time_to_say(words).mul_f64(speed)
    }

    fn opening_words(&self, now: Moment) -> String {
        let routine = &self.prepared.routine;
        let totals = self.prepared.timeline.totals();
        let minutes = Duration::from_secs(totals.most.as_secs().div_ceil(60) * 60);
        let mut words = vec![format!("{}.", routine.title.trim_end_matches('.'))];
        words.push(format!("Up to {}.", words::voice::length(minutes)));
        if !routine.needs.is_empty() {
            words.push(format!("Have at hand: {}.", routine.needs.join(", ")));
        }
        words.extend(self.rehearsal_words().map(str::to_owned));
        let warnings = &self.prepared.cautions;
        let read = match self.known {
            true => warnings.len().min(WARNINGS_AGAIN),
            false => warnings.len(),
        };
        words.extend(warnings[..read].iter().cloned());
        if read < warnings.len() {
            words.push("The other warnings: key i.".into());
        }
        words.push(match self.gate {
            true => {
                let later = crate::back::for_later(routine.stage);
                format!("For later: {later} y plays it anyway.")
            }
            false => match self.closed_words(now) {
                Some(closed) => format!("{closed} y plays it anyway."),
                None => self.how_to_begin(now),
            },
        });
        line(&words.join(" "))
    }

    pub(super) fn how_to_begin(&self, now: Moment) -> String {
        match self.session.status(now).state {
            State::Begin => "Press Enter to begin.".into(),
            _ => Cues::again(&self.session, now),
        }
    }

    /// Says something for its own sake.
    pub(super) fn say(&mut self, now: Moment, words: String) -> Vec<Effect> {
        let options = self.hearing();
        let cue = self.cues.say(words, now, &options);
        self.heard(cue)
    }

    /// A cue as effects.
    pub(super) fn heard(&mut self, mut cue: Cue) -> Vec<Effect> {
        let done = self.ending() == Some(Ending::Done);
        if let (Some(words), Some((agent, at)), true) = (&mut cue.words, self.next_pack(), done) {
            words.push_str(&format!(" The next {} not before {at}.", agent.word()));
        }
        let mut effects = Vec::new();
        match cue.tone {
            Some(tone) => effects.extend(self.ring(tone, cue.bell)),
            None if cue.bell => effects.push(Effect::Bell),
            None => {}
        }
        match cue.words {
            Some(words) => effects.push(Effect::Say(Speech {
                words: line(&words),
                language: self.language().to_owned(),
                pace: self.settings.pace,
            })),
            None if cue.hush => effects.push(Effect::Hush),
            None => {}
        }
        let wanted = self.settings.notify != Notify::Never;
        effects.extend(cue.notice.filter(|_| wanted).map(Effect::Notify));
        effects
    }

    /// A tone, or the bell where the person wishes no tones.
    pub(super) fn ring(&self, tone: Tone, bell: bool) -> Option<Effect> {
        match self.settings.tones {
            true => Some(Effect::Tone { tone, volume: self.settings.volume, bell }),
            false => bell.then_some(Effect::Bell),
        }
    }

    fn language(&self) -> &str {
        match self.settings.language.as_str() {
            "" => self.prepared.routine.language.as_deref().unwrap_or("en"),
            own => own,
        }
    }

    /// Does what a key for sound or voice asks for, and keeps it.
    pub(super) fn change_setting(&mut self, now: Moment, action: Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        let name = match action {
            Action::Bell => {
                self.settings.ring = self.settings.ring.next();
                self.give_notice(now, self.settings.ring.words().into());
                "ring"
            }
            Action::Voice => {
                self.settings.voice = !self.settings.voice;
                let fast = self.settings.voice && self.speed > cue::FASTEST_SPOKEN;
                let words = match (self.settings.voice, fast) {
                    (true, true) => "The voice is on, and silent at this speed.",
                    (true, false) => "The voice is on; v silences it.",
                    (false, _) => "The voice is off.",
                };
                self.give_notice(now, words.into());
                if self.settings.voice {
                    let again = Cues::again(&self.session, now);
                    effects.extend(self.say(now, again));
                } else {
                    self.cues.hush();
                    effects.push(Effect::Hush);
                }
                "voice"
            }
            Action::Louder | Action::Quieter => {
                let volume = self.settings.volume;
                self.settings.volume = match action {
                    Action::Louder => volume.saturating_add(VOLUME_STEP).min(100),
                    _ => volume.saturating_sub(VOLUME_STEP),
                };
                let volume = self.settings.volume;
                self.give_notice(now, format!("Volume of the tones: {volume} of 100."));
                effects.extend(self.ring(Tone::Part, false));
                "volume"
            }
            _ => return effects,
        };
        if let Some(value) = self.settings.get(name) {
            effects.push(Effect::KeepSetting { name, value });
        }
        effects
    }

    /// Title and progress, where they have changed.
    pub fn outside(&mut self, now: Moment) -> Vec<Effect> {
        let status = self.session.status(now);
        let title = self.settings.title.then(|| match self.gate {
            true => line(&status.timeline.title),
            false => cue::title(&status),
        });
        let progress = match self.settings.progress {
            ProgressShown::Never => None,
            _ if self.gate => None,
            _ => cue::progress(&status),
        };
        let mut effects = Vec::new();
        if title != self.outside.0 {
            effects.push(Effect::Title(title.clone()));
        }
        if progress != self.outside.1 {
            effects.push(Effect::Progress(progress));
        }
        self.outside = (title, progress);
        effects
    }
}
