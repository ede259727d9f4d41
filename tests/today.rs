//! What is offered: ten people, three weeks each, a line a morning, to be read as somebody would who
//! treats backs; and what must hold at every hour of those weeks.

use std::fmt::Write;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use serde_json::json;
use supple::back::{Back, How};
use supple::history::{Application, PastSession, Record, Stamp, Summary};
use supple::library::{File, Library};
use supple::routine::Stage;
use supple::today::{
    NotNow, ROWS, TodayAct, TodayFacts, TodayRoutine, TodayRow, may_offer, routines, today,
};

/// What somebody does on a day.
#[derive(Clone, Copy)]
enum Deed {
    /// Says how it is.
    Says(How),
    /// Does the first thing that is offered.
    First,
    /// Plays something: pain before and after.
    Plays(&'static str, u8, u8),
    /// Plays something, and its first step hurts.
    Hurts(&'static str),
}

use Deed::{First, Hurts, Plays, Says};

/// What somebody does on a day, from 1, each at its time.
type Days = fn(u32) -> Vec<(&'static str, Deed)>;

struct Somebody {
    who: &'static str,
    /// The time at which they open the list for the first time of a day.
    opens: &'static str,
    how: How,
    /// So many days ago it seized up.
    ago: i64,
    sheet: bool,
    does: Days,
}

/// A Monday.
const FIRST_DAY: Date = jiff::civil::date(2026, 11, 2);

const SHEET: &str = r#"(
    title: "Neck, from my sheet", areas: ["neck"],
    prescribed: (by: "a physiotherapist", on: "2026-11-01"), often: (a_day: 2, apart: "2h"),
    steps: [Hold(name: "Ear to shoulder", side: Each, for: "20s")],
)"#;

fn people() -> [Somebody; 10] {
    let somebody = |who, opens, how, does| Somebody { who, opens, how, ago: 0, sheet: false, does };
    [
        somebody("seized up on day 1, eases on day 5", "09:30", How::SeizedUp, |day| {
            let says = if day < 5 { How::SeizedUp } else { How::Easing };
            vec![
                ("09:31", Says(says)),
                ("09:32", First),
                ("11:00", First),
                ("12:00", Plays("heat-session", 5, 4)),
                ("15:00", First),
            ]
        }),
        somebody("seized up on day 1, never eases", "10:00", How::SeizedUp, |day| match day {
            1 => vec![("10:01", First), ("10:20", First)],
            _ => vec![("10:01", Says(How::SeizedUp)), ("10:02", First)],
        }),
        somebody(
            "seized up on day 1, worse on day 3, eases on day 8",
            "08:15",
            How::SeizedUp,
            |day| {
                let says = match day {
                    3 => How::Worse,
                    8.. => How::Easing,
                    _ => How::SeizedUp,
                };
                vec![("08:16", Says(says)), ("12:00", First)]
            },
        ),
        somebody("stiff, takes breaks at a desk", "08:50", How::JustStiff, |day| match day % 7 {
            6 | 0 => vec![],
            _ => vec![("10:00", First), ("11:30", First), ("14:00", First), ("16:00", First)],
        }),
        somebody(
            "stiff, and one side of the neck hurts",
            "09:10",
            How::JustStiff,
            |day| match day {
                5 | 9 => vec![("09:00", Hurts("desk-neck-tilt"))],
                12 => vec![("08:30", Hurts("desk-neck-tilt")), ("09:00", Hurts("desk-chin-tuck"))],
                _ => vec![("12:00", Plays("desk-neck-tilt", 3, 3))],
            },
        ),
        Somebody {
            sheet: true,
            ..somebody("stiff, with a sheet", "09:00", How::JustStiff, |day| match day % 3 {
                0 => vec![("05:30", Plays("my-neck", 4, 3)), ("08:00", Plays("my-neck", 4, 3))],
                1 => vec![("08:00", Plays("my-neck", 4, 3)), ("18:10", First)],
                _ => vec![],
            })
        },
        somebody("stiff, and too much of it", "12:30", How::JustStiff, |day| match day {
            3 | 4 => vec![
                ("09:00", Plays("desk-cat-cow", 3, 5)),
                ("10:30", Plays("shoulder-raises", 4, 6)),
            ],
            10 => vec![("12:00", Plays("shoulder-raises", 3, 5))],
            _ => vec![("09:00", Plays("shoulder-raises", 4, 4))],
        }),
        somebody("only looks", "19:00", How::Unsaid, |day| match day % 2 {
            0 => vec![("19:05", Plays("breathe-even", 2, 2))],
            _ => vec![],
        }),
        Somebody {
            ago: 31,
            ..somebody("eased, five weeks ago", "07:30", How::Easing, |_| {
                vec![("07:35", First), ("17:30", First)]
            })
        },
        somebody("seized up on day 1, awake at night, takes cold", "22:30", How::SeizedUp, |day| {
            let says = if day < 4 { How::SeizedUp } else { How::Easing };
            vec![("18:00", Plays("cold-session", 6, 5)), ("22:31", Says(says))]
        }),
    ]
}

struct Life {
    back: Back,
    sessions: Vec<Summary>,
    had: Vec<Application>,
    library: Vec<TodayRoutine>,
}

impl Life {
    fn of(somebody: &Somebody) -> Life {
        let sheet = File { path: "/own/my-neck.ron".into(), bytes: Ok(SHEET.as_bytes().to_vec()) };
        let own = if somebody.sheet { vec![sheet] } else { Vec::new() };
        let first = at(1, somebody.opens).timestamp();
        Life {
            back: Back::answered(somebody.how, somebody.ago, first),
            sessions: Vec::new(),
            had: Vec::new(),
            library: routines(&Library::new(None, own)),
        }
    }

    fn facts(&self, now: &Zoned) -> TodayFacts<'_> {
        TodayFacts {
            now: now.clone(),
            back: Some(self.back),
            sessions: &self.sessions,
            had: &self.had,
            unread: false,
            routines: &self.library,
            broken_off: None,
        }
    }

    fn does(&mut self, deed: Deed, now: &Zoned) {
        match deed {
            Says(how) => (self.back.how, self.back.asked) = (how, now.timestamp()),
            First => {
                let rows = today(&self.facts(now));
                let first = rows.iter().find_map(|row| match &row.act {
                    TodayAct::Play(id) => Some(id.clone()),
                    _ => None,
                });
                if let Some(id) = first {
                    self.plays(&id, 4, 4, false, now);
                }
            }
            Plays(id, before, after) => self.plays(id, before, after, false, now),
            Hurts(id) => self.plays(id, 3, 3, true, now),
        }
    }

    fn plays(&mut self, id: &str, before: u8, after: u8, hurt: bool, now: &Zoned) {
        let of = self.library.iter().find(|routine| routine.id == id).unwrap();
        let end = now + 5.minutes();
        let name = if hurt { &of.exercises[0] } else { "" };
        let mut record: Record = serde_json::from_value(json!({
            "id": "019a0000-0000-7000-8000-000000000000",
            "routine": id, "title": &*of.routine.title, "ended": "finished",
            "start": Stamp::of(now), "end": Stamp::of(&end),
            "planned": {"least": 300, "most": 300, "real": 300},
            "work": {"least": 200, "most": 200, "real": 200},
            "steps": [{"step": "1", "name": name, "kind": "hold", "least": 5, "most": 5, "real": 5,
                "reps_least": 1, "reps_most": 1, "reps": 1, "hurt": hurt}],
        }))
        .unwrap();
        for (agent, limits) in &of.packs {
            self.had.push(Application {
                agent: *agent,
                on: Stamp::of(now),
                off: Stamp::of(&end),
                apart: limits.apart,
                too_soon: false,
            });
        }
        record.before = Some(before);
        let session = PastSession { after: Some(after), ..PastSession::new(record) };
        self.sessions.push(Summary::of(&session));
    }
}

fn at(day: u32, time: &str) -> Zoned {
    let time: Time = time.parse().unwrap();
    let date = FIRST_DAY + (i64::from(day) - 1).days();
    date.to_datetime(time).to_zoned(TimeZone::UTC).unwrap()
}

fn told(rows: &[TodayRow]) -> String {
    let row = |row: &TodayRow| format!("{} ({})", row.title, row.words.join("; "));
    rows.iter().map(row).collect::<Vec<_>>().join(" | ")
}

/// Lives three weeks; `sees` is given every morning and every hour.
fn live(somebody: &Somebody, mut sees: impl FnMut(&Life, &Zoned, bool)) {
    let mut life = Life::of(somebody);
    for day in 1..=21 {
        let mut deeds = (somebody.does)(day);
        deeds.sort_by_key(|(time, _)| *time);
        let mut deeds = deeds.into_iter().peekable();
        let opens = at(day, somebody.opens);
        let mut now = at(day, "00:00");
        for _ in 0..24 {
            let until = &now + 60.minutes();
            let mut opened = opens >= now && opens < until;
            while let Some((time, deed)) = deeds.next_if(|(time, _)| at(day, time) < until) {
                if opened && at(day, time) > opens {
                    sees(&life, &opens, true);
                    opened = false;
                }
                life.does(deed, &at(day, time));
            }
            if opened {
                sees(&life, &opens, true);
            }
            // What is done within this hour is over in the next.
            now = until;
            sees(&life, &now, false);
        }
    }
}

#[test]
fn ten_people_are_offered_what_suits_them_each_morning() {
    let mut all = String::new();
    for somebody in people() {
        writeln!(all, "{}, opens at {}", somebody.who, somebody.opens).unwrap();
        live(&somebody, |life, now, morning| {
            if morning {
                let day = now.strftime("%a %d");
                let back = life.back.words(now.timestamp());
                let rows = told(&today(&life.facts(now)));
                writeln!(all, "  {day} · {back}: {rows}").unwrap();
            }
        });
        all.push('\n');
    }
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    assert.eq(all, snapbox::file!["today.txt"].raw());
}

#[test]
fn nothing_is_offered_too_soon_or_for_later_or_on_what_hurt() {
    for somebody in people() {
        live(&somebody, |life, now, _| {
            let facts = life.facts(now);
            let rows = today(&facts);
            let told = || format!("{} at {now}: {}", somebody.who, told(&rows));
            assert!((1..=ROWS).contains(&rows.len()), "{}", told());
            for row in &rows {
                let (id, waits) = match &row.act {
                    TodayAct::Play(id) => (id, false),
                    TodayAct::Wait(id, _) => (id, true),
                    _ => continue,
                };
                let of = life.library.iter().find(|routine| routine.id == *id).unwrap();
                let may = may_offer(of, &facts);
                assert_eq!(matches!(may, Err(NotNow::TooSoon(_))), waits, "{}", told());
                assert!(waits || may.is_ok(), "{may:?}: {}", told());
                assert!(!of.turns() || facts.stage() == Stage::Settled, "{}", told());
                let eases = !matches!(life.back.how, How::SeizedUp | How::Worse);
                assert!(of.routine.stage == Stage::Any || eases, "{}", told());
                let same = rows.iter().filter(|other| other.act == row.act).count();
                assert_eq!(same, 1, "{}", told());
            }
        });
    }
}

#[test]
fn without_a_history_that_can_be_read_no_pack_is_offered() {
    let [first, ..] = people();
    let life = Life::of(&first);
    let now = at(1, first.opens);
    let unread = TodayFacts { unread: true, ..life.facts(&now) };
    let packs = |rows: Vec<TodayRow>| {
        let pack = |row: &TodayRow| matches!(&row.act, TodayAct::Play(id) if id == "heat-session");
        rows.iter().any(pack)
    };
    assert!(packs(today(&life.facts(&now))) && !packs(today(&unread)));
}
