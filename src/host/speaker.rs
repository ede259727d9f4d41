//! The ways to the person beside the screen: tones, voice, notifications.
//!
//! It finds the programs of the system, or takes those of the person, and hands them to
//! [`processes`]; it looks for them when the first is needed, so that nobody waits for that before
//! they see anything. What is missing or hangs is told once each, and the terminal's bell takes the
//! place of tones. When something is to be heard is not known here.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::message::{Complaints, Message, Sender};
use super::processes::{self, Job, Role, is_there};
use super::{files, places, stdio, terminal_features};
use crate::app::Speech;
use crate::cue::{Notice, Tone};
use crate::settings::Settings;
use crate::text::line;
use crate::words::machine;

/// So much longer than its tone a player may take.
const PLAYER_LIMIT: Duration = Duration::from_secs(4);

/// So long a program may take to show a notification.
const NOTICE_LIMIT: Duration = Duration::from_secs(10);

/// So long a program may take to silence another.
const CUT_LIMIT: Duration = Duration::from_secs(2);

/// Programs that play a WAV file, the best first.
const PLAYERS: [&[&str]; 4] = [&["pw-play"], &["paplay"], &["aplay", "-q"], &["afplay"]];

/// Programs that speak, the best first.
const SPEAKERS: [&[&str]; 4] = [
    &["spd-say", "-w", "-r", "{percent}", "-l", "{language}", "--", "{text}"],
    &["espeak-ng", "-v", "{language}", "-s", "{pace}", "--", "{text}"],
    &["espeak", "-v", "{language}", "-s", "{pace}", "--", "{text}"],
    &["say", "-r", "{pace}", "-f", "-"],
];

/// What silences the first of them, which hands the words on.
const CUT: [&str; 2] = ["spd-say", "-S"];

/// The ways to the person.
#[derive(Debug)]
pub struct Speaker {
    settings: Settings,
    complaints: Complaints,
    /// What there is, once something was to be heard.
    found: OnceCell<FoundPrograms>,
    /// No tone can be heard; it is not tried any more.
    mute: Arc<AtomicBool>,
}

/// What there is on this machine, or what the person wants, the best first.
#[derive(Debug)]
struct FoundPrograms {
    players: Vec<Vec<String>>,
    speakers: Vec<Vec<String>>,
}

impl Speaker {
    /// The ways as the person wishes them. Nothing is looked for or started before it is needed.
    pub fn new(settings: &Settings, sender: Sender) -> Speaker {
        Speaker {
            settings: settings.clone(),
            complaints: Complaints::new(sender),
            found: OnceCell::new(),
            mute: Arc::default(),
        }
    }

    fn found(&self) -> &FoundPrograms {
        let choose = |own: &[String], usual: &[&[&str]]| {
            if !own.is_empty() {
                return vec![own.to_vec()];
            }
            let there = usual.iter().filter(|words| is_there(words[0]));
            there.map(|words| words.iter().map(|word| (*word).to_owned()).collect()).collect()
        };
        self.found.get_or_init(|| FoundPrograms {
            players: if self.settings.tones {
                choose(&self.settings.player, if is_far() { &[] } else { &PLAYERS })
            } else {
                Vec::new()
            },
            speakers: choose(&self.settings.speaker, &SPEAKERS),
        })
    }

    /// Plays a tone. False where none can be played: then the bell is to ring. The first time,
    /// why is told if `tells`.
    pub fn tone(&mut self, tone: Tone, volume: u8, tells: bool) -> bool {
        let players = &self.found().players;
        if players.is_empty() && tells {
            self.tell(if is_far() { machine::FAR_AWAY } else { machine::NO_PLAYER });
        }
        let folder = places::places().map(|places| places.cache.join("tones"));
        let Some(folder) = folder.filter(|_| !players.is_empty()) else {
            return false;
        };
        if self.mute.load(Ordering::SeqCst) {
            return false;
        }
        if volume == 0 {
            return true;
        }
        let path = folder.join(format!("{}-{volume}-1.wav", tone.name()));
        let file = path.to_string_lossy().into_owned();
        let play =
            |player: &Vec<String>| ([&player[..], std::slice::from_ref(&file)].concat(), None);
        let programs = players.iter().map(play).collect();
        // It can be made anew, and a disk that is slow must not make an alarm late: nobody waits
        // for it.
        let prepare = move || {
            if path.exists() {
                Ok(())
            } else {
                files::exchange(&path, &tone.wav(volume), |_| Ok(()))
            }
        };
        processes::start(Job {
            prepare: Box::new(prepare),
            sounds: tone.length(),
            ..self.job(Role::Sound, programs, tone.length() + PLAYER_LIMIT)
        });
        true
    }

    /// Says something, in place of whatever is being said.
    pub fn say(&mut self, speech: &Speech) {
        let speakers = &self.found().speakers;
        if speakers.is_empty() {
            return self.tell(machine::NO_SPEAKER);
        }
        self.hush();
        let programs = speakers.iter().map(|speaker| filled(speaker, speech)).collect();
        processes::start(self.job(Role::Speech, programs, longest(speech)));
    }

    /// Cuts off what is being said.
    pub fn hush(&self) {
        let Some(found) = self.found.get() else {
            return;
        };
        let cuts = self.settings.speaker.is_empty()
            && found.speakers.iter().any(|speaker| speaker[0] == CUT[0]);
        let programs = vec![(CUT.map(str::to_owned).to_vec(), None)];
        processes::hush(cuts.then(|| self.job(Role::Cut, programs, CUT_LIMIT)));
    }

    /// Shows a notification on the desktop.
    pub fn notify(&self, notice: &Notice) {
        let words = terminal_features::command(notice, &[], is_there, stdio::variable);
        if let Some(words) = words {
            processes::start(self.job(Role::Notice, vec![(words, None)], NOTICE_LIMIT));
        }
    }

    /// Ends everything; what still sounds and speaks may go on for so long.
    pub fn end(&self, patience: Duration) {
        processes::end(patience);
    }

    fn tell(&self, why: &str) {
        self.complaints.tell(why, Message::NotHeard { why: why.to_owned(), lost: false });
    }

    /// What programs are to do, without a sound; that the last of them fails is told, once for each
    /// role.
    fn job(&self, role: Role, programs: Vec<processes::Program>, limit: Duration) -> Job {
        let (complaints, mute) = (self.complaints.clone(), self.mute.clone());
        let failed = move |program: &str, why: &str, last: bool| {
            let what = match role {
                _ if !last => return,
                Role::Sound => machine::TONES_UNHEARD,
                Role::Speech => machine::VOICE_UNHEARD,
                Role::Notice => machine::NOTICES_UNSEEN,
                Role::Cut => return,
            };
            let lost = role == Role::Sound;
            mute.fetch_or(lost, Ordering::SeqCst);
            let why = format!("{what}: `{}` {}.", line(program), line(why));
            complaints.tell(what, Message::NotHeard { why, lost });
        };
        let (prepare, failed) = (Box::new(|| Ok(())), Box::new(failed));
        Job { role, programs, prepare, sounds: Duration::ZERO, limit, failed }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        self.end(Duration::ZERO);
    }
}

/// Whether the person sits at another machine, whose loudspeakers are out of reach.
fn is_far() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let far = set("SSH_CONNECTION") || set("SSH_TTY");
    far && !set("PULSE_SERVER") && !set("PIPEWIRE_REMOTE")
}

/// A speaker's command with its blanks filled, and what comes on its standard input. The program
/// itself is never made of the words.
fn filled(template: &[String], speech: &Speech) -> processes::Program {
    let words = line(&speech.words);
    let asked = template.iter().skip(1).any(|word| word == "{text}");
    let fill = |(at, word): (usize, &String)| match (at, word.as_str()) {
        (0, _) => word.clone(),
        (_, "{text}") => words.clone(),
        _ => word
            .replace("{language}", &language(&speech.language))
            .replace("{pace}", &speech.pace.to_string())
            .replace("{percent}", &percent(speech.pace).to_string()),
    };
    let all = template.iter().enumerate().map(fill).collect();
    (all, (!asked).then_some(words))
}

/// A language is letters, digits and `-`; whatever else a file says is not passed on.
fn language(language: &str) -> String {
    let is_sound = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let sound: String = language.chars().filter(is_sound).take(16).collect();
    let sound = sound.trim_start_matches('-');
    if sound.is_empty() { "en".into() } else { sound.into() }
}

/// Speech-dispatcher's pace, from -100 to 100, where 0 is about 170 words a minute.
fn percent(pace: u32) -> i64 {
    let off = i64::from(pace) - 170;
    (off * 100 / if off < 0 { 90 } else { 220 }).clamp(-100, 100)
}

/// So long words may take, with whatever a voice adds.
fn longest(speech: &Speech) -> Duration {
    let words = speech.words.split_whitespace().count() as u64;
    let letters = speech.words.chars().count() as u64;
    let minutes = words.max(letters / 5) * 60_000 / u64::from(speech.pace.max(1));
    Duration::from_millis(minutes * 2) + Duration::from_secs(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech(words: &str, language: &str) -> Speech {
        Speech { words: words.into(), language: language.into(), pace: 170 }
    }

    #[test]
    fn words_are_an_argument_of_their_own_or_come_on_standard_input() {
        let template = ["talk", "-l{language}", "-s", "{pace}", "--", "{text}"].map(str::to_owned);
        let (words, input) = filled(&template, &speech("-x; rm \u{1b}[2J $(a)", "de"));
        assert_eq!(words, ["talk", "-lde", "-s", "170", "--", "-x; rm [2J $(a)"]);
        assert_eq!(input, None);
        let (words, input) = filled(&["talk".to_owned()], &speech("hold", "en"));
        assert_eq!((words.len(), input.as_deref()), (1, Some("hold")));
    }

    #[test]
    fn a_language_is_no_option_and_no_path() {
        assert_eq!(language("pt-BR"), "pt-BR");
        assert_eq!(language("--help"), "help");
        assert_eq!(language("../x y"), "xy");
        assert_eq!(language("\u{1b}"), "en");
    }

    #[test]
    fn a_pace_is_told_in_each_programs_way() {
        assert_eq!([80, 125, 170, 280, 400].map(percent), [-100, -50, 0, 50, 100]);
    }
}
