//! A plausible half year of a person with a sore back, always the same one.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use supple::history::figures::Known;
use supple::history::report::Report;
use supple::history::{
    Application, AskedAndDone, Ended, Felt, History, HistoryLine, Id, PastSession, Record, Stamp,
    StepDone, Summary, Than,
};
use supple::timeline::Agent;

/// A Saturday.
pub const TODAY: Date = date(2026, 11, 21);

/// A prescribed routine, for the person's own folder.
pub const PRESCRIBED: &str = r#"Routine(
    title: "Neck, as Dr. May showed it",
    how_often: "once a day",
    often: (a_day: 1),
    prescribed: (by: "Dr. May", on: "2026-08-03", review: "2026-11-16"),
    areas: ["neck"],
    steps: [
        Hold(name: "Ear to shoulder", text: "Let the {side} ear sink.", for: "20s..30s", times: 3, side: Each),
        Reps(name: "Chin tuck", text: "Draw the chin back.", times: 10, pace: "4s"),
    ],
)
"#;

/// Numbers that look like chance and never change: a multiplicative generator.
struct Chance(u64);

impl Chance {
    /// A number below `of`.
    fn below(&mut self, of: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % of
    }
}

struct Kind {
    routine: &'static str,
    title: &'static str,
    areas: &'static [&'static str],
    /// Steps: name, kind, whether it has sides, seconds at the least and the most, repetitions.
    steps: &'static [(&'static str, &'static str, bool, u64, u64, u32)],
}

const KINDS: [Kind; 4] = [
    Kind {
        routine: "neck-may",
        title: "Neck, as Dr. May showed it",
        areas: &["neck"],
        steps: &[
            ("Ear to shoulder", "hold", true, 60, 90, 3),
            ("Chin tuck", "rep", false, 40, 40, 10),
        ],
    },
    Kind {
        routine: "seated-twist",
        title: "Seated twist",
        areas: &["middle of the back"],
        steps: &[("Seated twist", "rep", true, 54, 54, 3)],
    },
    Kind {
        routine: "breathe-belly",
        title: "Belly breathing",
        areas: &["whole back", "breath"],
        steps: &[("Belly breathing", "breath", false, 300, 300, 30)],
    },
    Kind {
        routine: "heat-session",
        title: "Heat session",
        areas: &["middle of the back"],
        steps: &[("Heat", "heat", false, 900, 1200, 1)],
    },
];

const NOTES: [&str; 4] =
    ["slept badly", "left shoulder clicks, no pain", "much easier today", "after a long drive"];

/// The lines that it left.
pub fn half_year() -> Vec<HistoryLine> {
    let mut chance = Chance(7);
    let mut lines = Vec::new();
    for ago in (0..182).rev() {
        let day = TODAY.saturating_sub(jiff::Span::new().days(ago));
        // Two weeks of holidays, a day off now and then, more of it as time goes by.
        let holidays = (80..94).contains(&ago);
        if holidays || chance.below(100) < 8 + ago as u64 / 6 {
            continue;
        }
        let times = 1 + chance.below(3);
        for nth in 0..times {
            let kind = match chance.below(10) {
                0..=4 => &KINDS[0],
                5..=6 => &KINDS[1],
                7..=8 => &KINDS[2],
                _ => &KINDS[3],
            };
            session(day, nth, ago as u64, kind, &mut chance, &mut lines);
        }
    }
    lines
}

fn session(
    day: Date,
    nth: u64,
    ago: u64,
    kind: &Kind,
    chance: &mut Chance,
    lines: &mut Vec<HistoryLine>,
) {
    let zone = TimeZone::fixed(jiff::tz::offset(1));
    let minute = chance.below(50) as i8;
    let at = day.at(7 + 5 * nth as i8, minute, 12, 0).to_zoned(zone);
    let start = at.expect("a time of that day");
    let stopped = chance.below(14) == 0;
    let mut steps: Vec<StepDone> = Vec::new();
    for (at, (name, word, sided, least, most, reps)) in kind.steps.iter().enumerate() {
        let sides: &[Option<&str>] = match sided {
            true => &[Some("right"), Some("left")],
            false => &[None],
        };
        for side in sides {
            // The left side hurts, and is a little shorter.
            let short = *side == Some("left") && chance.below(5) == 0;
            let hurt = short && chance.below(2) == 0;
            let cut = (stopped && at + 1 == kind.steps.len()) || short;
            let real = if cut { least / 2 } else { least + chance.below(most - least + 1) };
            steps.push(StepDone {
                from: Vec::new(),
                step: (at + 1).to_string(),
                name: (*name).into(),
                kind: (*word).into(),
                side: side.map(str::to_owned),
                least: Duration::from_secs(*least),
                most: Duration::from_secs(*most),
                real: Duration::from_secs(real),
                reps_least: *reps,
                reps_most: *reps,
                reps: if cut { reps / 2 } else { *reps },
                sets_least: 0,
                sets_most: 0,
                said: Vec::new(),
                skipped: cut,
                extended: false,
                hurt,
            });
        }
    }
    let dose = |wanted: &dyn Fn(&StepDone) -> bool, more: u64| {
        let mut dose = AskedAndDone::default();
        for step in steps.iter().filter(|step| wanted(step)) {
            dose.least += step.least;
            dose.most += step.most;
            dose.real += step.real;
        }
        (!dose.most.is_zero()).then(|| AskedAndDone {
            least: dose.least + Duration::from_secs(more),
            most: dose.most + Duration::from_secs(more),
            real: dose.real + Duration::from_secs(more),
        })
    };
    let planned = dose(&|_| true, 45).unwrap_or_default();
    let end = start.saturating_add(jiff::SignedDuration::try_from(planned.real).unwrap());
    let mut random = [0; 10];
    random.fill_with(|| chance.below(256) as u8);
    let id = Id::new(start.timestamp(), random);
    let pain = |base: u64, chance: &mut Chance| (base + chance.below(3)).min(10) as u8;
    let before = pain(1 + ago / 40, chance);
    let heat = kind.routine == "heat-session";
    let record = Record {
        queue: None,
        v: 1,
        id,
        routine: Some(kind.routine.into()),
        path: None,
        hash: supple::text::fingerprint(kind.title),
        title: kind.title.into(),
        start: Stamp::of(&start),
        zone: Some("Europe/Berlin".into()),
        end: Stamp::of(&end),
        revision: 0,
        ended: if stopped { Ended::Stopped } else { Ended::Finished },
        at: stopped.then(|| steps.last().map_or(String::new(), |step| step.name.clone())),
        planned,
        work: dose(&|_| true, 0).unwrap_or_default(),
        left: dose(&|step| step.side.as_deref() == Some("left"), 0),
        right: dose(&|step| step.side.as_deref() == Some("right"), 0),
        pauses: u32::from(chance.below(9) == 0),
        paused: Duration::ZERO,
        away: Duration::ZERO,
        clock_set: None,
        applications: match heat {
            true => vec![Application {
                agent: Agent::Heat,
                on: Stamp::of(&start),
                off: Stamp::of(&end),
                apart: Duration::from_secs(7200),
                too_soon: false,
            }],
            false => Vec::new(),
        },
        resumed: Vec::new(),
        before: (nth == 0).then_some(before),
        areas: kind.areas.iter().map(|area| (*area).to_owned()).collect(),
        program: "0.1.0".into(),
        other: Default::default(),
        steps,
    };
    lines.push(HistoryLine::Session(Box::new(record)));
    if chance.below(5) > 0 {
        let than = match chance.below(6) {
            0 => Than::Worse,
            1 | 2 => Than::Same,
            _ => Than::Better,
        };
        let noted = chance.below(12) == 0;
        lines.push(HistoryLine::Felt(Felt {
            after: Some(before.saturating_sub(chance.below(3) as u8)),
            than: Some(than),
            note: noted.then(|| NOTES[chance.below(4) as usize].to_owned()),
            ..Felt::nothing(id, Stamp::of(&end))
        }));
    }
}

/// Its sessions.
pub fn sessions() -> Vec<PastSession> {
    History::merge(half_year()).sessions
}

/// The report of sessions.
pub fn report_of(sessions: &[PastSession], since: Date, known: Known<'_>) -> Report {
    let summaries: Vec<Summary> = sessions.iter().map(Summary::of).collect();
    Report::of(&summaries, sessions, since, known)
}

/// Lines in summary.
pub fn summaries(lines: &[HistoryLine]) -> Vec<Summary> {
    let sessions = History::merge(lines.iter().cloned()).sessions;
    sessions.iter().map(Summary::of).collect()
}

/// Lines as a file has them.
pub fn text(lines: &[HistoryLine]) -> String {
    lines.iter().map(HistoryLine::written).collect()
}

/// A small record of a day: `nth` tells it apart.
pub fn small(nth: u8, day: Date, routine: &str, seconds: u64) -> Record {
    let start = day.at(8, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
    let at: Timestamp = start.timestamp();
    let mut record: Record = serde_json::from_value(serde_json::json!({
        "id": Id::new(at, [nth; 10]), "routine": routine, "title": routine,
        "start": Stamp::of(&start), "end": Stamp::of(&start), "ended": "finished",
        "planned": {"least": seconds, "most": seconds, "real": seconds},
        "work": {"least": seconds, "most": seconds, "real": seconds},
    }))
    .unwrap();
    record.program = "0.1.0".into();
    record
}
