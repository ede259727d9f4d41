//! supple as lines of text, in simulated time: whole sessions as a person reads or hears them.
//!
//! `tests/plain/*.txt` are transcripts: what was typed stands behind `>`, what was printed as it
//! is. `SNAPSHOTS=overwrite` writes them anew.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use supple::app::player::{Environment, Player};
use supple::app::prepared::{PlayOptions, PreparedRoutine, WallClock};
use supple::app::unfinished::Unfinished;
use supple::app::{AppEvent, Effect, Exit, Front};
use supple::back::{Back, How};
use supple::library::{File, Library};
use supple::plain::Plain;
use supple::seconds::{Moment, Seconds};
use supple::text::is_obeyed;

use crate::support::services;

fn started() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().expect("a timestamp")
}

fn environment(back: Option<Back>) -> Environment {
    Environment {
        started: started(),
        wall: WallClock(Arc::new(|moment| {
            let minutes = 14 * 60 + moment.0.as_secs() / 60;
            format!("{:02}:{:02}", minutes / 60, minutes % 60)
        })),
        back,
        services: None,
        left: Vec::new(),
    }
}

/// Somebody who types lines and reads what comes.
pub struct Reader {
    front: Plain,
    now: Moment,
    /// All that was typed and printed.
    pub transcript: String,
    /// Every effect but the printed lines.
    pub effects: Vec<Effect>,
    pub exit: Option<Exit>,
}

impl Reader {
    pub fn of_routine(id: &str, options: PlayOptions) -> Reader {
        Reader::of_library(Library::new(None, Vec::new()), id, options)
    }

    /// A routine of the person's own, which the words are.
    pub fn of_text(text: &str, options: PlayOptions) -> Reader {
        let own = File { path: "own.ron".into(), bytes: Ok(text.as_bytes().to_vec()) };
        Reader::of_library(Library::new(None, vec![own]), "own", options)
    }

    fn of_library(library: Library, id: &str, options: PlayOptions) -> Reader {
        let library = Arc::new(library);
        let entry = library.get(id).expect("a routine of this name").clone();
        let prepared = PreparedRoutine::new(&library, &entry).expect("a sound one");
        let back = Some(Back::answered(How::JustStiff, 0, started()));
        Reader::new(Plain::new(
            Player::new(library, options, environment(back)).with(prepared, Moment::ZERO),
            Moment::ZERO,
        ))
    }

    fn of_list(back: Option<Back>) -> Reader {
        let library = Arc::new(Library::new(None, Vec::new()));
        Reader::new(Plain::new(
            Player::new(library, PlayOptions::default(), environment(back)),
            Moment::ZERO,
        ))
    }

    fn new(front: Plain) -> Reader {
        Reader::at(Moment::ZERO, front)
    }

    fn at(now: Moment, front: Plain) -> Reader {
        let mut reader =
            Reader { front, now, transcript: String::new(), effects: Vec::new(), exit: None };
        reader.event(AppEvent::Wake);
        reader
    }

    pub fn event(&mut self, event: AppEvent) {
        for effect in self.front.update(self.now, event) {
            match effect {
                Effect::Print(line) => {
                    self.transcript.push_str(&line);
                    self.transcript.push('\n');
                }
                Effect::Exit(exit) => {
                    self.exit = Some(exit);
                    return;
                }
                other => self.effects.push(other),
            }
        }
    }

    /// Lets time pass, waking whenever it is asked for.
    pub fn wait(&mut self, length: Duration) -> &mut Reader {
        let end = self.now + length;
        while self.exit.is_none()
            && let Some(wake) = self.front.next_wake(self.now).filter(|wake| *wake <= end)
        {
            self.now = wake.max(self.now + Duration::from_millis(1));
            self.event(AppEvent::Wake);
        }
        if self.exit.is_none() {
            self.now = end;
            self.event(AppEvent::Wake);
        }
        self
    }

    /// Lets time pass with one wake-up at its end.
    pub fn late(&mut self, length: Duration) -> &mut Reader {
        self.now = self.now + length;
        self.event(AppEvent::Wake);
        self
    }

    pub fn types(&mut self, line: &str) -> &mut Reader {
        self.transcript.push_str(&format!("> {line}\n"));
        self.event(AppEvent::Line(line.into()));
        self
    }

    /// Words are lines; lengths, like `20s`, let time pass; `_` is an empty line.
    pub fn does(&mut self, script: &str) -> &mut Reader {
        for word in script.split_whitespace() {
            match word.parse::<Seconds>() {
                Ok(length) => self.wait(length.0),
                Err(_) if word == "_" => self.types(""),
                Err(_) => self.types(word),
            };
        }
        self
    }

    #[track_caller]
    pub fn reads(&self, words: &str) -> &Reader {
        assert!(self.transcript.contains(words), "«{words}» was not printed:\n{}", self.transcript);
        self
    }
}

/// Compares with a transcript in `tests/plain`.
#[track_caller]
fn transcript(name: &str, reader: &Reader) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plain").join(name).with_extension("txt");
    let mut text = reader.transcript.clone();
    if let Some(exit) = &reader.exit {
        text.push_str(&format!("(ends with {})\n", exit.status));
        for line in &exit.last_words {
            text.push_str(&format!("{line}\n"));
        }
    }
    if crate::support::overwrites() {
        std::fs::write(&path, &text).expect("the transcript can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    snapbox::assert_data_eq!(text, expected);
}

#[test]
fn a_whole_twist() {
    let mut reader = Reader::of_routine("seated-twist", PlayOptions::default());
    reader.does("i _ 3s r pause 40s r _ 10s m 5m");
    transcript("seated-twist", &reader);
}

#[test]
fn a_whole_warm_pack_with_its_answers() {
    let mut reader = Reader::of_routine("heat-session", PlayOptions::default());
    reader.does("t _ y 2m pause 1m + r 12m 2m c 5m 20s r _");
    transcript("heat-session", &reader);
}

#[test]
fn what_is_for_later_can_be_left_and_says_why_it_waits() {
    let library = Library::new(None, Vec::new());
    let entry = library.get("seated-twist").expect("it is built in").clone();
    let prepared = PreparedRoutine::new(&library, &entry).expect("a sound one");
    let (library, options) = (Arc::new(library), PlayOptions::default());
    let one = Plain::new(
        Player::new(library, options, environment(None)).with(prepared, Moment::ZERO),
        Moment::ZERO,
    );
    let mut reader = Reader::new(one);
    reader.reads("A line with y plays it anyway.");
    reader.does("_");
    assert!(reader.exit.is_none());
    reader.does("q");
    assert!(reader.exit.is_some());
}

#[test]
fn the_first_five_minutes_without_a_key() {
    let mut reader = Reader::of_routine("first-five-minutes", PlayOptions::default());
    reader.event(AppEvent::EndOfLines);
    reader.wait(Duration::from_secs(3600));
    transcript("first-five-minutes", &reader);
    assert!(reader.exit.is_some());
}

#[test]
fn the_list_by_lines() {
    let mut reader = Reader::of_list(None);
    reader.does("2 3 neck ?");
    reader.types("no such thing").types("broken").types("");
    reader.does("seated-twist q nerve-red q");
    transcript("list", &reader);
    let kept = |effect: &Effect| matches!(effect, Effect::KeepBack(_));
    assert!(reader.effects.iter().any(kept));
}

#[test]
fn every_routine_is_read_to_its_end_without_an_empty_or_a_dangerous_line() {
    for (id, _) in supple::library::built_in::ROUTINES.iter() {
        let options = PlayOptions { hands_free: true, ..PlayOptions::default() };
        let mut reader = Reader::of_routine(id, options);
        // Alarms want an answer, and a pack a hand; nothing else is asked for.
        for _ in 0..400 {
            if reader.exit.is_some() {
                break;
            }
            let before = reader.transcript.len();
            reader.wait(Duration::from_secs(30));
            let said = &reader.transcript[before..];
            if said.contains("ALARM") || said.contains("Waiting for you") {
                let pack = said.contains("Waiting for you: y");
                reader.types(if pack { "y" } else { "" });
            }
        }
        assert!(reader.exit.is_some(), "{id} does not end");
        let mut last = "";
        for line in reader.transcript.lines().filter(|line| !line.starts_with('>')) {
            assert!(!line.trim().is_empty(), "{id}: an empty line after «{last}»");
            assert!(!line.chars().any(is_obeyed), "{id}: {line:?}");
            assert!(line.starts_with(|c: char| !c.is_whitespace()), "{id}: «{line}»");
            let ended = line.ends_with(['.', '!', '?', ':', '”', ')']);
            assert!(ended, "{id}: «{line}» is no sentence");
            last = line;
        }
    }
}

/// What the screen tells beside the countdown, and what a line with r, ?, i, ! must tell as well.
#[test]
fn what_the_screen_shows_can_be_asked_for() {
    let mut reader = Reader::of_text(
        r#"(title: "Own", cautions: ["Mind the step."], how_often: "daily", steps: [
            Hold(name: "Heron", text: "Stand on the {side} leg.", for: "10s..30s", times: 2,
                 sets: 2, side: Each, rest: "4s"),
            Repeat(times: 2, steps: [Hold(name: "Stork", for: "5s")]),
        ])"#,
        PlayOptions { speed: 2.0, ..PlayOptions::default() },
    );
    reader.reads("Played 2 times as fast.").reads("Mind the step.");
    reader.does("_ _ 12s");
    reader.reads("Get ready: Heron, right side");
    reader.reads("After that: the left side.");
    reader.reads("From 10 s on, Enter is enough.");
    reader.reads("Enough from now on: Enter.");
    reader.does("m r");
    let asked = reader.transcript.split("> r\n").last().unwrap_or_default();
    for words in [
        "Heron, right side, hold 1 of 2, set 1 of 2, 10 to 30 s.",
        "Stand on the right leg.",
        "18 s left of it.",
        "Enough? Enter.",
        "Next: rest.",
        "left in all.",
        "Played 2 times as fast.",
        "at sides and ends.",
    ] {
        assert!(asked.contains(words), "«{words}» is missing:\n{asked}");
    }
    reader.does("i");
    reader.reads("How often: daily.");
    reader.does("!");
    reader.reads("When to see a doctor");
}

#[test]
fn after_an_absence_the_offer_is_read_out_and_can_be_asked_for_again() {
    let mut reader = Reader::of_text(
        r#"(title: "Own", ready: "0s", steps: [Hold(name: "Heron", for: "60s")])"#,
        PlayOptions::default(),
    );
    reader.does("_ 5s");
    let from = reader.now;
    reader.now = reader.now + Duration::from_secs(600);
    reader.event(AppEvent::Away { from });
    reader.reads("Nobody looked for 10 min.");
    reader.reads("Enter plays this one again.");
    reader.transcript.clear();
    reader.does("r");
    reader.reads("Enter plays this one again.");
}

#[test]
fn a_long_pause_is_told_with_its_length() {
    let mut reader = Reader::of_routine("seated-twist", PlayOptions::default());
    reader.does("_ pause 6m");
    reader.reads("\nPaused for 5 min now.\n");
}

#[test]
fn what_hurts_leads_to_the_easier_routine_by_a_line() {
    let mut reader = Reader::of_text(
        r#"(title: "Own", easier: "breathe-even", ready: "0s", steps: [
            Hold(name: "Heron", for: "60s"), Hold(name: "Stork", for: "60s"),
        ])"#,
        PlayOptions::default(),
    );
    reader.does("_ 5s x");
    reader.reads("A line with e goes to an easier one: Even breathing.");
    reader.does("e");
    reader.reads("\nEven breathing.\n");
    assert_eq!(reader.exit, None);
    // Nothing of the first is played on.
    reader.transcript.clear();
    reader.does("60s");
    assert_eq!(reader.transcript, "");
    reader.does("e");
    reader.reads("No easier routine is named for this.");
}

#[test]
fn a_stray_q_and_a_slip_are_taken_back_by_a_line() {
    let own = r#"(title: "Own", ready: "0s", steps: [
        Hold(name: "Heron", for: "60s"), Hold(name: "Stork", for: "60s"),
    ])"#;
    let mut reader = Reader::of_text(own, PlayOptions::default());
    reader.does("_ 5s q 2h");
    reader.reads("A line with go on goes on where you were.\nAn empty line leaves.\n");
    assert_eq!(reader.exit, None);
    reader.types("go on").does("10s x 2h");
    reader.reads(
        "A line with u takes it back: it was a slip.\nA line with go on goes on with Stork.",
    );
    reader.does("u 2m");
    reader.reads("Taken back");
    reader.reads("Heron: all of 1 min.\nStork: all of 1 min.\n");
    assert!(reader.exit.is_some());
    // Where no line can come any more, nothing waits for one.
    let mut reader = Reader::of_text(own, PlayOptions::default());
    reader.does("_ 5s q");
    reader.event(AppEvent::EndOfLines);
    assert!(reader.exit.is_some());
}

#[test]
fn what_broke_off_goes_on_and_says_once_what_can_be_done() {
    let library = Arc::new(Library::new(None, Vec::new()));
    let entry = library.get("seated-twist").expect("it is built in").clone();
    let prepared = PreparedRoutine::new(&library, &entry).expect("a sound one");
    let environment = |left| Environment {
        services: Some(services(started())),
        left,
        ..environment(Some(Back::answered(How::JustStiff, 0, started())))
    };
    let (options, now) = (PlayOptions::default(), Moment::ZERO);
    let one = Plain::new(
        Player::new(library.clone(), options.clone(), environment(Vec::new()))
            .with(prepared.clone(), now),
        now,
    );
    let mut reader = Reader::new(one);
    reader.does("_ 20s");
    let kept = reader.effects.iter().rev().find_map(|effect| match effect {
        Effect::Checkpoint(checkpoint) => Some(checkpoint.clone()),
        _ => None,
    });
    let left = Unfinished {
        checkpoint: *kept.expect("a checkpoint of what is played"),
        prepared: Some(prepared),
    };
    let later = Moment::secs(60);
    let resumed = Player::new(library, options, environment(vec![left]))
        .resuming(false, later)
        .map(|player| Plain::new(player, later));
    let resumed = resumed.unwrap_or_else(|why| panic!("{why}"));
    let mut reader = Reader::at(later, resumed);
    reader.reads("It goes on where it broke off.");
    reader.does("10s");
    assert_eq!(
        reader.transcript,
        "Seated twist.\nIt goes on where it broke off.\n\
         Enter plays this one again. Space goes on where it stood.\n"
    );
    reader.does("_");
    reader.reads("Back into position: 3 s.");
}

#[test]
fn the_first_question_comes_after_a_dozen_lines_and_an_empty_line_asks_it_again() {
    let mut reader = Reader::of_list(None);
    let said = reader.transcript.lines().count();
    let question = |text: &str| text.lines().position(|line| line == "How is your back right now?");
    assert!(question(&reader.transcript).is_some_and(|at| at <= 12), "{}", reader.transcript);
    assert!(reader.transcript.starts_with("Call your local emergency number"));
    let before = reader.transcript.len();
    reader.types("");
    let again = &reader.transcript[before..];
    assert!(question(again).is_some() && again.lines().count() < said, "{again}");
}

#[test]
fn what_has_just_seized_up_has_what_helps_at_once_and_is_kept_after_it() {
    let mut reader = Reader::of_list(None);
    reader.types("1").reads("Settle wherever it is most bearable");
    let kept = |reader: &Reader| {
        let all = reader.effects.iter();
        all.filter(|effect| matches!(effect, Effect::KeepBack(_))).count()
    };
    assert_eq!(kept(&reader), 0);
    reader.does("_ 20s q _").reads("When did it seize up?");
    reader.types("1").reads("Your back: seized up since today.");
    assert_eq!(kept(&reader), 1);
}

#[test]
fn the_last_set_is_said_after_the_end_by_a_line() {
    let heels = r#"(title: "Heels", steps: [
        Reps(name: "Heel raises", text: "Up.", times: "8..20", sets: 2, set_rest: "20s", ready: "0s"),
    ])"#;
    let mut reader = Reader::of_text(heels, PlayOptions::default());
    reader.does("_ 5s _ 12 20s _");
    reader.reads("How many was it: Heel raises, set 2 of 2?");
    assert!(reader.exit.is_none());
    reader.does("9").reads("9, noted.");
    assert!(reader.exit.is_none());
    reader.does("_");
    assert!(reader.exit.is_some());
}

#[test]
fn a_set_that_nobody_counted_and_a_length_that_nobody_knows_are_told_so() {
    let own = r#"(title: "Own", ready: "0s", steps: [
        Reps(name: "Slides", text: "Up.", times: 1, ready: "0s"), Hold(name: "Heron", for: "10s..30s"),
        Reps(name: "Beats", text: "Up.", times: 3, ready: "0s",
             tempo: [(cue: "up", for: "1.5s"), (cue: "down", for: "1s")]),
    ])"#;
    let mut reader = Reader::of_text(own, PlayOptions::default());
    reader.reads("\n18 to 38 s and what you take at your own pace.\n");
    reader
        .types("")
        .late(Duration::from_millis(4900))
        .types("")
        .late(Duration::from_millis(29_900));
    reader.reads("\nSlides, once, at your own pace.\n");
    reader.types("").does("20s");
    reader.reads("\nSlides, 1 asked, nobody counted: 4 s.\nHeron: 29 s of 30 s.\n");
    reader.reads("\nBeats, 3 of 3 by the clock: all of 8 s.\n");
}

#[test]
fn an_answer_is_of_the_day_on_which_it_is_given() {
    // The program's own time begins long before it is started.
    let now = Moment::secs(366 * 24 * 60 * 60);
    let library = Arc::new(Library::new(None, Vec::new()));
    let player = Player::new(library, PlayOptions::default(), environment(None));
    let mut reader = Reader::at(now, Plain::new(player, now));
    reader.types("2").types("1");
    reader.reads("Your back: seized up since today.");
    let today = started() + SignedDuration::from_hours(366 * 24);
    let kept = Effect::KeepBack(Back::answered(How::SeizedUp, 0, today));
    assert!(reader.effects.contains(&kept), "{:?}", reader.effects);
    reader.types("seated-twist").reads("For later: sources");
}
