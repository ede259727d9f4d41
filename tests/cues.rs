//! What is heard of a session: tables of moments, the spoken script of every built-in routine,
//! and properties over random sessions.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use supple::cue::{Bell, Cue, Cues, Hearing, Tone};
use supple::library::Library;
use supple::seconds::Moment;
use supple::session::{Event, EventKind, Input, Manner, Session, State};
use supple::timeline::{Kind, Timeline};

use crate::session::generate;
use crate::session::play::{Act, timeline};

/// A session that is listened to.
pub struct Listener {
    pub session: Session,
    pub cues: Cues,
    pub options: Hearing,
    pub now: Moment,
}

impl Listener {
    pub fn new(timeline: &Arc<Timeline>, options: Hearing) -> (Listener, Cue) {
        let manner = Manner { hands_free: options.hands_free };
        let now = Moment::ZERO;
        let (session, events) = Session::start(timeline.clone(), 0, manner, now);
        let mut listener = Listener { session, cues: Cues::default(), options, now };
        let cue = listener.hear(&events);
        (listener, cue)
    }

    fn hear(&mut self, events: &[Event]) -> Cue {
        self.cues.take(events, &self.session, self.now, &self.options)
    }

    /// Sleeps from deadline to deadline.
    pub fn sleep_until(&mut self, until: Moment) -> Vec<(Moment, Cue)> {
        let mut cues = Vec::new();
        while let Some(due) = self.session.next_deadline().filter(|due| *due <= until) {
            cues.push((due, self.handle(due, Input::Wake)));
        }
        self.now = until;
        cues
    }

    /// Something happens at a moment.
    pub fn handle(&mut self, now: Moment, input: Input) -> Cue {
        self.now = now;
        let input = match input {
            Input::Enter if self.session.awaits_pack().is_some() => Input::Apply,
            input => input,
        };
        let events = self.session.handle(now, input);
        self.hear(&events)
    }
}

/// What a cue is as text; empty where nothing is heard.
pub fn told(cue: &Cue) -> String {
    let mut parts = Vec::new();
    parts.extend(cue.tone.map(|tone| format!("({})", tone.name())));
    parts.extend(cue.words.clone());
    if cue.hush {
        parts.push("[hush]".into());
    }
    if let Some(notice) = &cue.notice {
        let mark = if notice.urgent { "!!" } else { "!" };
        parts.push(format!("{mark} {}: {}", notice.title, notice.words));
    }
    parts.join(" ")
}

fn clock(moment: Moment) -> String {
    let tenths = moment.0.as_millis() / 100;
    format!("{:2}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}

/// Everything that is heard of a timeline by somebody who answers at once.
fn script(timeline: &Arc<Timeline>, options: Hearing) -> String {
    let mut lines = String::new();
    let mut line = |now: Moment, cue: &Cue| {
        let told = told(cue);
        if !told.is_empty() {
            writeln!(lines, "{}  {told}", clock(now)).unwrap();
        }
    };
    let (mut listener, cue) = Listener::new(timeline, options);
    line(listener.now, &cue);
    while listener.session.ending().is_none() {
        let state = listener.session.status(listener.now).state;
        let answers = match state {
            State::Begin => Some(Duration::ZERO),
            // They listen to the end, and then take a moment.
            State::Waiting => Some(Duration::from_secs(20)),
            State::Alarm => Some(Duration::from_secs(12)),
            _ => None,
        };
        let deadline = listener.session.next_deadline();
        let answer = answers.map(|after| listener.now + after);
        let (now, input) = match (answer, deadline) {
            (Some(answer), Some(due)) if due <= answer => (due, Input::Wake),
            (Some(answer), _) => (answer, Input::Enter),
            (None, Some(due)) => (due, Input::Wake),
            (None, None) => panic!("nobody can go on"),
        };
        let cue = listener.handle(now, input);
        line(now, &cue);
    }
    lines
}

/// What is heard of a script: lengths let time pass, `late:2s` lets it pass and wakes only then,
/// `away:1h` nobody looks, the rest are keys.
fn heard(steps: &str, script: &str, options: Hearing) -> String {
    let timeline = timeline(steps);
    let (mut listener, cue) = Listener::new(&timeline, options);
    let mut lines = String::new();
    let mut line = |now: Moment, cue: &Cue| {
        let told = told(cue);
        if !told.is_empty() {
            writeln!(lines, "{}  {told}", clock(now)).unwrap();
        }
    };
    line(listener.now, &cue);
    for word in script.split_whitespace() {
        let length = |text: &str| text.parse().map(|length: supple::seconds::Seconds| length.0);
        if let Some(late) = word.strip_prefix("late:") {
            let now = listener.now + length(late).unwrap();
            line(now, &listener.handle(now, Input::Wake));
            continue;
        }
        if let Some(away) = word.strip_prefix("away:") {
            let from = listener.now;
            let now = from + length(away).unwrap();
            line(now, &listener.handle(now, Input::Away { from }));
            continue;
        }
        let key = match word {
            "enter" => Input::Enter,
            "pause" => Input::Pause,
            "next" => Input::Next,
            "hurts" => Input::Hurts,
            "stop" => Input::Stop,
            "c" => Input::GoOn,
            "+" => Input::Longer,
            _ => {
                let until = listener.now + length(word).expect("a key or a length");
                for (now, cue) in listener.sleep_until(until) {
                    line(now, &cue);
                }
                continue;
            }
        };
        let now = listener.now;
        line(now, &listener.handle(now, key));
    }
    lines
}

fn spoken() -> Hearing {
    Hearing { voice: true, ..Hearing::default() }
}

const TURN: &str = r#"Reps(name: "Turn", text: "Turn the head to the {side}.", ready: "6s",
    times: 2, side: Each, change: "5s", rest: "2s",
    tempo: [(cue: "turn {side}", for: "3s"), (cue: "a cue with many more words than fit", for: "1s")])"#;

#[test]
fn sides_numbers_and_parts_in_tones() {
    snapbox::assert_data_eq!(
        heard(TURN, "enter 33s", Hearing::default()),
        snapbox::str![[r#"
 0:00.0  (ready)
 0:03.0  (tick)
 0:04.0  (tick)
 0:05.0  (tick)
 0:06.0  (begin)
 0:09.0  (back)
 0:10.0  (rest)
 0:11.0  (tick)
 0:12.0  (begin)
 0:15.0  (back)
 0:16.0  (change)
 0:18.0  (tick)
 0:19.0  (tick)
 0:20.0  (tick)
 0:21.0  (begin)
 0:24.0  (back)
 0:25.0  (rest)
 0:26.0  (tick)
 0:27.0  (begin)
 0:30.0  (back)
 0:31.0  (finished) ! test: Done.

"#]]
    );
}

#[test]
fn sides_numbers_and_parts_in_words() {
    snapbox::assert_data_eq!(
        heard(TURN, "enter 33s", spoken()),
        snapbox::str![[r#"
 0:00.0  (ready) Right side first. Turn the head to the right.
 0:04.0  (tick)
 0:05.0  (tick)
 0:06.0  1, turn right.
 0:09.0  (back) [hush]
 0:10.0  Rest.
 0:11.0  (tick)
 0:12.0  2, turn right.
 0:15.0  (back) [hush]
 0:16.0  (change) Now the left side. Turn the head to the left.
 0:20.0  (tick)
 0:21.0  1, turn left.
 0:24.0  (back) [hush]
 0:25.0  Rest.
 0:26.0  (tick)
 0:27.0  2, turn left.
 0:30.0  (back) [hush]
 0:31.0  (finished) Done. ! test: Done.

"#]]
    );
}

#[test]
fn sides_and_ends_alone_or_nothing_but_alarms() {
    let few = Hearing { bell: Bell::SidesAndEnds, ..Hearing::default() };
    snapbox::assert_data_eq!(
        heard(TURN, "enter 33s", few),
        snapbox::str![[r#"
 0:06.0  (begin)
 0:16.0  (change)
 0:31.0  (finished) ! test: Done.

"#]]
    );
    let none = Hearing { bell: Bell::Alarms, ..Hearing::default() };
    snapbox::assert_data_eq!(
        heard(
            r#"Hold(for: "20s"), Heat(for: "1m..2m", off: "Pack off.")"#,
            "enter 20s enter 2m enter",
            none
        ),
        snapbox::str![[r#"
 1:20.0  (alarm) !! Time to take it off: Heat: Enter when it is off, c keeps it on until it must come off.
 2:20.0  (alarm) !! Warm pack off now: Pack off.
 2:20.0  ! test: Done.

"#]]
    );
}

#[test]
fn a_long_hold_has_a_middle_last_seconds_and_an_enough() {
    snapbox::assert_data_eq!(
        heard(r#"Hold(name: "Heron", for: "20s..40s")"#, "enter 40s", spoken()),
        snapbox::str![[r#"
 0:00.0  Heron. Hold, 20 to 40 seconds.
 0:20.0  (may-stop) You may stop: press Enter, or it ends by itself in 20 seconds. ! Heron: You may stop: Enter.
 0:37.0  (tick)
 0:38.0  (tick)
 0:39.0  (tick)
 0:40.0  (finished) Done. ! test: Done.

"#]]
    );
    // A short one has none of them.
    snapbox::assert_data_eq!(
        heard(r#"Hold(name: "Heron", for: "9s")"#, "enter 9s", spoken()),
        snapbox::str![[r#"
 0:00.0  Heron. Hold, 9 seconds.
 0:09.0  (finished) Done. ! test: Done.

"#]]
    );
}

#[test]
fn in_breathing_nothing_but_in_and_out() {
    let steps = r#"Breathe(inhale: "4s", hold: "2s", exhale: "30s", rounds: 2, ready: "5s")"#;
    snapbox::assert_data_eq!(
        heard(steps, "enter 77s", spoken()),
        snapbox::str![[r#"
 0:00.0  (ready) Get ready: test.
 0:02.0  (tick)
 0:03.0  (tick)
 0:04.0  (tick)
 0:05.0  In.
 0:09.0  Hold.
 0:11.0  Out.
 0:41.0  In.
 0:45.0  Hold.
 0:47.0  Out.
 1:17.0  (finished) Done. ! test: Done.

"#]]
    );
    snapbox::assert_data_eq!(
        heard(steps, "enter 77s", Hearing::default()),
        snapbox::str![[r#"
 0:00.0  (ready)
 0:02.0  (tick)
 0:03.0  (tick)
 0:04.0  (tick)
 0:05.0  (in)
 0:09.0  (keep)
 0:11.0  (out)
 0:41.0  (in)
 0:45.0  (keep)
 0:47.0  (out)
 1:17.0  (finished) ! test: Done.

"#]]
    );
}

#[test]
fn heat_looks_at_the_skin_and_alarms_until_answered() {
    snapbox::assert_data_eq!(
        heard(
            r#"Heat(for: "2m..3m", text: "Not hot.", off: "Pack off, unplugged.",
                checks: [(at: "1m", text: "Look at the skin.")])"#,
            "5s enter 195s 20s enter",
            spoken()
        ),
        snapbox::str![[r#"
 0:00.0  (turn) Lay the wrapped pack on. Its clock starts when you say that it is on. If none of the warnings is you, press y once the pack is on.
 0:05.0  The clock runs. Not hot. The alarm comes after 2 minutes. After 3 minutes it must come off.
 1:05.0  (check) Look at the skin. ! Heat: Look at the skin.
 2:05.0  (alarm) Time to take it off: press Enter. Or press c to keep it on for 1 minute more, and no longer. !! Time to take it off: Heat: Enter when it is off, c keeps it on until it must come off.
 3:05.0  (alarm) Pack off, unplugged. Press Enter when it is off. !! Warm pack off now: Pack off, unplugged.
 3:20.0  (alarm) Pack off, unplugged. Press Enter when it is off. !! Warm pack off now: Pack off, unplugged.
 3:35.0  (alarm) Pack off, unplugged. Press Enter when it is off. !! Warm pack off now: Pack off, unplugged.
 3:40.0  (finished) Done. ! test: Done.

"#]]
    );
}

#[test]
fn who_does_not_come_is_called_twice_and_then_left_in_peace() {
    snapbox::assert_data_eq!(
        heard(
            r#"Wait(text: "Fetch a chair."), Hold(for: "9s")"#,
            "20m enter 2s pause 20m pause",
            spoken()
        ),
        snapbox::str![[r#"
 0:00.0  (turn) Fetch a chair. Press Enter to go on.
 0:30.0  (waiting) Waiting for you. Press Enter. ! test: Waiting for you.
 2:00.0  (waiting) Waiting for you. Press Enter. ! test: Waiting for you.
20:00.0  Test. Hold, 9 seconds.
20:02.0  Paused.
25:02.0  (waiting) Paused for 5 minutes now. ! test: Paused for 5 minutes now.
40:02.0  (ready) Back into position.

"#]]
    );
}

#[test]
fn keys_are_answered() {
    snapbox::assert_data_eq!(
        heard(
            r#"Hold(for: "60s", ready: "9s", text: "Long words of an instruction to be cut off."), Hold(name: "Other", for: "9s", ready: "5s")"#,
            "enter 1s enter 4s + 2s pause 1s pause 4s hurts 2s pause 2s stop",
            spoken()
        ),
        snapbox::str![[r#"
 0:00.0  (ready) Get ready: test. Long words of an instruction to be cut off.
 0:01.0  Hold, 1 minute.
 0:05.0  15 seconds more.
 0:07.0  Paused.
 0:08.0  (ready) Back into position.
 0:11.0  Go on.
 0:12.0  (rest) Noted that it hurts. If it was a slip, press u.
 0:14.0  (ready) Next: Other.
 0:16.0  (tick)
 0:16.0  (rest) Stopped. Space goes on.

"#]]
    );
}

#[test]
fn what_hurts_is_answered_with_the_way_to_an_easier_routine() {
    let steps = r#"Hold(for: "60s"), Hold(name: "Other", for: "9s", ready: "9s")"#;
    let easier = Hearing { easier: true, ..spoken() };
    snapbox::assert_data_eq!(
        heard(steps, "enter 5s hurts 9s pause 9s", easier),
        snapbox::str![[r#"
 0:00.0  Test. Hold, 1 minute.
 0:05.0  (rest) Noted that it hurts. For an easier one, press e. If it was a slip, press u.
 0:14.0  (ready) Next: Other.
 0:20.0  (tick)
 0:21.0  (tick)
 0:22.0  (tick)
 0:23.0  Hold, 9 seconds.

"#]]
    );
}

#[test]
fn a_late_cue_is_history_but_an_alarm_is_not() {
    let hold = r#"Hold(for: "9s", times: 3)"#;
    snapbox::assert_data_eq!(
        heard(hold, "enter late:10s late:8.5s late:60s", spoken()),
        snapbox::str![[r#"
 0:00.0  Test. 1, hold, 9 seconds.
 0:10.0  2, hold.
 0:18.5  3.
 1:18.5  [hush]

"#]]
    );
    snapbox::assert_data_eq!(
        heard(r#"Heat(for: "2m..3m", off: "Pack off.")"#, "enter away:1h", spoken()),
        snapbox::str![[r#"
 0:00.0  (turn) Lay the wrapped pack on. Its clock starts when you say that it is on. If none of the warnings is you, press y once the pack is on.
 0:00.0  The clock runs. The alarm comes after 2 minutes. After 3 minutes it must come off.
60:00.0  (alarm) Pack off. Press Enter when it is off. !! Warm pack off now: Pack off.

"#]]
    );
}

#[test]
fn nothing_is_spoken_faster_than_anybody_could_follow() {
    let fast = Hearing { speed: 3.0, ..spoken() };
    let heard = heard(TURN, "enter 33s", fast);
    assert!(heard.lines().all(|line| line[9..].starts_with('(')), "{heard}");
}

#[test]
fn every_built_in_routine_can_be_followed_by_ear() {
    let library = Library::new(None, Vec::new());
    for entry in library.entries() {
        let playable = library.playable(entry);
        let (_, timeline) = playable.expect("built-in routines are sound");
        let timeline = Arc::new(timeline);
        let spoken = script(&timeline, Hearing { voice: true, ..Hearing::default() });
        let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/spoken")
            .join(&entry.id)
            .with_extension("txt");
        let golden = snapbox::Data::read_from(&golden, Some(snapbox::data::DataFormat::Text));
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(spoken, golden);
    }
}

/// What was heard in a random session, each with the session's event that it came with.
fn listen(
    steps: &str,
    acts: &[(Duration, Act)],
    options: Hearing,
) -> Vec<(Moment, Vec<Event>, Cue)> {
    let timeline = timeline(steps);
    let (mut listener, cue) = Listener::new(&timeline, options);
    let mut all = vec![(listener.now, Vec::new(), cue)];
    let mut put = |listener: &mut Listener, now: Moment, input: Input| {
        listener.now = now;
        let events = listener.session.handle(now, input);
        let cue = listener.hear(&events);
        all.push((now, events, cue));
    };
    for (after, act) in acts {
        let now = listener.now + *after;
        let (looked, input) = match act {
            Act::Key(input) => (now, *input),
            Act::Away(length) => {
                let from = (now - *length).max(listener.now);
                (from, Input::Away { from })
            }
        };
        // A late riser at that: every other deadline is met half a second or two seconds late.
        let mut naps = [0, 500, 0, 2000].into_iter().cycle();
        while let Some(due) = listener.session.next_deadline().filter(|due| *due <= looked) {
            let nap = Duration::from_millis(naps.next().unwrap_or_default());
            put(&mut listener, (due + nap).min(looked), Input::Wake);
        }
        put(&mut listener, now, input);
    }
    all
}

fn options() -> impl Strategy<Value = Hearing> {
    let bell = proptest::sample::select(vec![Bell::All, Bell::SidesAndEnds, Bell::Alarms]);
    let speed = proptest::sample::select(vec![1.0, 1.0, 1.5, 2.0, 60.0]);
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    (bell, switches, speed, 80u32..300).prop_map(
        |(bell, (voice, hands_free, easier), speed, pace)| Hearing {
            bell,
            voice,
            pace,
            hands_free,
            speed,
            easier,
        },
    )
}

proptest! {
    #[test]
    fn nothing_overlaps(
        steps in generate::steps(),
        acts in generate::acts_and_stops(),
        options in options(),
    ) {
        let real = |length: Duration| length.mul_f64(options.speed);
        let (mut speech_until, mut tone_until) = (Moment::ZERO, Moment::ZERO);
        let (mut tone_was, mut words_were) = (None, String::new());
        for (now, events, cue) in listen(&steps, &acts, options) {
            let cut = cue.words.is_some() || cue.hush;
            let speaking = speech_until > now && !cut;
            if let Some(tone) = cue.tone {
                // Whoever speaks is not sounded over: they are cut off, or they had ended.
                prop_assert!(!speaking, "{tone:?} over {words_were:?}: {events:?}");
                let sounds = tone_until > now;
                prop_assert!(!sounds || tone_was < Some(tone), "{tone:?} over {tone_was:?}");
                (tone_was, tone_until) = (Some(tone), now + real(tone.length()));
            }
            if cue.hush {
                speech_until = now;
            }
            if let Some(words) = cue.words {
                // New words take the place of the old ones, and wait for the tone.
                let begin = now.max(tone_until);
                speech_until = begin + real(options.time_to_say(&words));
                words_were = words;
                prop_assert!(options.voice && options.speed <= 2.0);
            }
            // A phase that began has nothing of the one before it in its ears.
            let began = events.iter().any(|event| event.what == EventKind::Began);
            prop_assert!(!began || cut || speech_until <= now, "{words_were:?} goes on");
        }
    }

    #[test]
    fn what_begins_is_said_in_time(steps in generate::steps(), options in options()) {
        let options = Hearing { voice: true, speed: 1.0, ..options };
        let timeline = timeline(&steps);
        let (mut listener, _) = Listener::new(&timeline, options);
        listener.handle(Moment::ZERO, Input::Enter);
        for _ in 0..200 {
            let Some(due) = listener.session.next_deadline() else { break };
            let cue = listener.handle(due, Input::Wake);
            let status = listener.session.status(due);
            let Some(words) = cue.words.filter(|_| status.state == State::Running) else { continue };
            if status.passed.is_zero() && !matches!(status.phase.kind, Kind::Application(_)) {
                // Nobody presses a key, so whatever is said here is said to its end.
                let takes = options.time_to_say(&words);
                let left = status.left.expect("a running phase ends");
                prop_assert!(takes <= left, "{words:?} takes {takes:?} of {left:?}");
            }
        }
    }

    #[test]
    fn no_cue_is_stale_but_an_alarm(
        steps in generate::steps(),
        acts in generate::acts_and_stops(),
        options in options(),
    ) {
        let mut alarms_until = Moment::ZERO;
        for (now, events, cue) in listen(&steps, &acts, options) {
            let fresh = |event: &Event| {
                let late = now.since(event.due).div_f64(options.speed);
                late <= Duration::from_secs(1) || event.what == EventKind::Alarm
            };
            let something = cue.tone.is_some() || cue.words.is_some() || cue.notice.is_some();
            prop_assert!(!something || events.is_empty() || events.iter().any(fresh), "{cue:?} {events:?}");
            let alarm = events.iter().any(|event| event.what == EventKind::Alarm);
            prop_assert!(!alarm || cue.bell, "an alarm that does not ring: {events:?}");
            // Two in the same second sound as one.
            if cue.tone == Some(Tone::Alarm) {
                alarms_until = now + Tone::Alarm.length().mul_f64(options.speed);
            }
            prop_assert!(!alarm || alarms_until > now, "{cue:?}");
        }
    }
}
