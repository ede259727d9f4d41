//! The ways to the person beside the screen: tones, voice, notifications.
//!
//! It finds the programs of the system, or takes those of the person, and hands them to
//! [`Processes`]; it looks for them when the first is needed, so that nobody waits for that before
//! they see anything. What is missing or hangs is told once each, and the terminal's bell takes the
//! place of tones. When something is to be heard is not known here.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::message::{Message, Sender};
use super::processes::{Failed, Job, Processes, Role, Sample, is_there};
use super::{places, terminal_features};
use crate::app::Speech;
use crate::cue::{Notice, Tone};
use crate::settings::Settings;
use crate::text::line;
use crate::words::machine;

/// So much longer than its tone a player may take.
const PLAYER_LIMIT: Duration = Duration::from_secs(4);

/// So long a program may take to show a notification.
const NOTICE_LIMIT: Duration = Duration::from_secs(10);

/// Programs that play a WAV file, the best first.
const PLAYERS: &[&[&str]] = &[&["pw-play"], &["paplay"], &["aplay", "-q"], &["afplay"]];

/// A program that speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct VoiceProgram {
    words: Vec<String>,
    /// It hands the words on, and must be told to be silent.
    cut: Option<Vec<String>>,
}

/// The ways to the person.
#[derive(Debug)]
pub struct Speaker {
    settings: Settings,
    sender: Sender,
    /// What there is, once something was to be heard.
    found: OnceCell<FoundPrograms>,
    told_mute: bool,
    told_dumb: bool,
}

/// What there is on this machine.
#[derive(Debug)]
struct FoundPrograms {
    processes: Option<Processes>,
    players: Vec<Vec<String>>,
    /// Why there is no player, where it is worth telling.
    no_player: &'static str,
    speakers: Vec<VoiceProgram>,
    /// No tone can be heard; it is not tried any more.
    mute: Arc<AtomicBool>,
}

impl FoundPrograms {
    fn on_this_machine(settings: &Settings, sender: &Sender) -> FoundPrograms {
        let mute = Arc::new(AtomicBool::new(false));
        let (silent, tell) = (mute.clone(), sender.clone());
        // Which of them have been told of already.
        let told = [const { AtomicBool::new(false) }; 3];
        let processes = Processes::new(move |failed: Failed| {
            let (slot, what) = match failed.role {
                Role::Sound => (0, machine::TONES_UNHEARD),
                Role::Speech => (1, machine::VOICE_UNHEARD),
                Role::Notice => (2, machine::NOTICES_UNSEEN),
                Role::Cut => return,
            };
            if failed.role == Role::Sound && failed.last {
                silent.store(true, Ordering::SeqCst);
            }
            if failed.last && !told[slot].swap(true, Ordering::SeqCst) {
                let note = format!("{what}: `{}` {}.", line(&failed.program), line(&failed.why));
                // A full queue has more urgent things.
                let lost = failed.role == Role::Sound;
                let _ = tell.try_send(Message::NotHeard { why: note, lost });
            }
        });
        let far = is_far();
        let players = match (settings.player.is_empty(), settings.tones) {
            (_, false) => Vec::new(),
            (false, _) => vec![settings.player.clone()],
            (true, _) if far => Vec::new(),
            (true, _) => PLAYERS
                .iter()
                .filter(|words| is_there(words[0]))
                .map(|words| owned(words))
                .collect(),
        };
        let speakers = match settings.speaker.is_empty() {
            false => vec![VoiceProgram { words: settings.speaker.clone(), cut: None }],
            true => speakers(),
        };
        FoundPrograms {
            processes: processes.ok(),
            players,
            no_player: match far {
                true => machine::FAR_AWAY,
                false => machine::NO_PLAYER,
            },
            speakers,
            mute,
        }
    }

    fn is_mute(&self) -> bool {
        self.players.is_empty() || self.mute.load(Ordering::SeqCst)
    }
}

impl Speaker {
    /// The ways as the person wishes them. Nothing is looked for or started before it is needed.
    pub fn new(settings: &Settings, sender: Sender) -> Speaker {
        Speaker {
            settings: settings.clone(),
            sender,
            found: OnceCell::new(),
            told_mute: false,
            told_dumb: false,
        }
    }

    fn found(&self) -> &FoundPrograms {
        let find = || FoundPrograms::on_this_machine(&self.settings, &self.sender);
        self.found.get_or_init(find)
    }

    /// Plays a tone. False where none can be played: then the bell is to ring. The first time,
    /// why is told if `tells`.
    pub fn tone(&mut self, tone: Tone, volume: u8, tells: bool) -> bool {
        let found = self.found();
        let Some(processes) = found.processes.as_ref().filter(|_| !found.is_mute()) else {
            if tells && !self.told_mute && found.players.is_empty() {
                self.tell(found.no_player);
                self.told_mute = true;
            }
            return false;
        };
        if volume == 0 {
            return true;
        }
        let Some(folder) = places::places().map(|places| places.cache.join("tones")) else {
            return false;
        };
        let path = folder.join(format!("{}-{volume}-1.wav", tone.name()));
        let mut job = None;
        for player in found.players.iter().rev() {
            let mut words = player.clone();
            words.push(path.to_string_lossy().into_owned());
            job = Some(Job {
                role: Role::Sound,
                words,
                input: None,
                sample: Some(Sample { path: path.clone(), tone, volume }),
                sounds: tone.length(),
                limit: tone.length() + PLAYER_LIMIT,
                instead: job.map(Box::new),
            });
        }
        if let Some(job) = job {
            processes.start(job);
        }
        true
    }

    /// Says something, in place of whatever is being said.
    pub fn say(&mut self, speech: &Speech) {
        let found = self.found();
        let speakers = &found.speakers;
        let Some(processes) = found.processes.as_ref().filter(|_| !speakers.is_empty()) else {
            if !self.told_dumb {
                self.tell(machine::NO_SPEAKER);
                self.told_dumb = true;
            }
            return;
        };
        self.hush();
        let mut job = None;
        for speaker in speakers.iter().rev() {
            let (words, input) = filled(&speaker.words, speech);
            job = Some(Job {
                role: Role::Speech,
                words,
                input,
                sample: None,
                sounds: Duration::ZERO,
                limit: longest(speech),
                instead: job.map(Box::new),
            });
        }
        if let Some(job) = job {
            processes.start(job);
        }
    }

    /// Cuts off what is being said.
    pub fn hush(&self) {
        let Some((found, processes)) = self.found.get().and_then(with_processes) else {
            return;
        };
        let cut = found.speakers.iter().find_map(|one| one.cut.clone());
        processes.hush(cut.map(|words| Job {
            role: Role::Cut,
            words,
            input: None,
            sample: None,
            sounds: Duration::ZERO,
            limit: Duration::from_secs(2),
            instead: None,
        }));
    }

    /// Shows a notification on the desktop.
    pub fn notify(&self, notice: &Notice) {
        let words =
            terminal_features::command(notice, &[], is_there, |name| std::env::var(name).ok());
        if let (Some(processes), Some(words)) = (&self.found().processes, words) {
            processes.start(Job {
                role: Role::Notice,
                words,
                input: None,
                sample: None,
                sounds: Duration::ZERO,
                limit: NOTICE_LIMIT,
                instead: None,
            });
        }
    }

    /// Ends everything; what still sounds and speaks may go on for so long.
    pub fn end(&self, patience: Duration) {
        if let Some((_, processes)) = self.found.get().and_then(with_processes) {
            processes.end(patience);
        }
    }

    fn tell(&self, why: &str) {
        // A full queue has more urgent things.
        let why = why.to_owned();
        let _ = self.sender.try_send(Message::NotHeard { why, lost: false });
    }
}

fn with_processes(found: &FoundPrograms) -> Option<(&FoundPrograms, &Processes)> {
    Some((found, found.processes.as_ref()?))
}

/// Whether the person sits at another machine, whose loudspeakers are out of reach.
fn is_far() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let far = set("SSH_CONNECTION") || set("SSH_TTY");
    far && !set("PULSE_SERVER") && !set("PIPEWIRE_REMOTE")
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// What there is that speaks, the best first.
fn speakers() -> Vec<VoiceProgram> {
    let espeak = |program| owned(&[program, "-v", "{language}", "-s", "{pace}", "--", "{text}"]);
    let spd = owned(&["spd-say", "-w", "-r", "{percent}", "-l", "{language}", "--", "{text}"]);
    let all = [
        (spd, Some(owned(&["spd-say", "-S"]))),
        (espeak("espeak-ng"), None),
        (espeak("espeak"), None),
        (owned(&["say", "-r", "{pace}", "-f", "-"]), None),
    ];
    all.into_iter()
        .filter(|(words, _)| is_there(&words[0]))
        .map(|(words, cut)| VoiceProgram { words, cut })
        .collect()
}

/// A speaker's command with its blanks filled, and what comes on its standard input. The program
/// itself is never made of the words.
fn filled(template: &[String], speech: &Speech) -> (Vec<String>, Option<String>) {
    let words = line(&speech.words);
    let mut asked = false;
    let fill = |(at, word): (usize, &String)| match (at, word.as_str()) {
        (0, _) => word.clone(),
        (_, "{text}") => {
            asked = true;
            words.clone()
        }
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
    let sound: String =
        language.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(16).collect();
    match sound.trim_start_matches('-') {
        "" => "en".into(),
        sound => sound.into(),
    }
}

/// Speech-dispatcher's pace, from -100 to 100, where 0 is about 170 words a minute.
fn percent(pace: u32) -> i64 {
    let off = i64::from(pace) - 170;
    let percent = match off < 0 {
        true => off * 100 / 90,
        false => off * 100 / 220,
    };
    percent.clamp(-100, 100)
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
        let template = owned(&["talk", "-l{language}", "-s", "{pace}", "--", "{text}"]);
        let (words, input) = filled(&template, &speech("-x; rm \u{1b}[2J $(a)", "de"));
        assert_eq!(words, ["talk", "-lde", "-s", "170", "--", "-x; rm [2J $(a)"]);
        assert_eq!(input, None);
        let (words, input) = filled(&owned(&["talk"]), &speech("hold", "en"));
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
