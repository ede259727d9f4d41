//! Every screen in every state, as scenes that can be drawn at any size.

use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::player::Environment;
use supple::app::prepared::WallClock;
use supple::app::watch::Watch;
use supple::app::{AppEvent, Front};
use supple::library::Library;
use supple::routine::Routine;
use supple::seconds::Moment;
use supple::session::{Input, Manner, Session};
use supple::timeline::Timeline;
use supple::view::before::SaidKind::*;
use supple::view::moving::{FigurePace, FigureShape};
use supple::view::{Accent, Hint, Screen, Theme, before, finish, page, pick, session};
use supple::words::around::ALARM_ONLY_RINGS;

/// Draws a screen.
pub type Draw = Box<dyn Fn(Theme, Rect, &mut Buffer)>;

/// A screen with all that it shows.
pub struct Scene {
    /// The screen that it is of.
    pub screen: &'static str,
    pub name: &'static str,
    pub draw: Draw,
}

/// Every screen and state.
pub fn all() -> Vec<Scene> {
    let mut scenes = sessions();
    scenes.extend(others());
    scenes
}

fn choice(key: &str, labels: &[&str], remark: &str) -> finish::FinishChoice {
    finish::FinishChoice {
        key: key.into(),
        labels: labels.iter().map(|label| label.to_string()).collect(),
        remark: remark.into(),
    }
}

pub fn timeline(steps: &str) -> Arc<Timeline> {
    use ron::extensions::Extensions;
    let text = format!("Routine(title: \"Undo the desk\", steps: [{steps}])");
    let extensions = Extensions::IMPLICIT_SOME
        | Extensions::UNWRAP_NEWTYPES
        | Extensions::UNWRAP_VARIANT_NEWTYPES;
    let options = ron::Options::default().with_default_extension(extensions);
    let routine: Routine = options.from_str(&text).expect("a routine that reads");
    Arc::new(crate::support::compile(&routine, &|_| None).unwrap())
}

/// A session played from a phase on: inputs with the milliseconds that they come at.
pub fn play(timeline: &Arc<Timeline>, from: usize, inputs: &[(u64, Input)]) -> Session {
    let manner = Manner::default();
    let (mut session, _) = Session::start(timeline.clone(), from, manner, Moment::ZERO);
    for (at, input) in inputs {
        let input = match input {
            Input::Enter if session.awaits_pack().is_some() => Input::Apply,
            input => *input,
        };
        let _ = session.handle(Moment::millis(*at), input);
    }
    session
}

pub const TWIST: &str = r#"
    Reps(
        name: "Seated twist",
        start: "Sit tall, both feet down. {Side} hand behind you, {other side} hand on the {side} knee.",
        text: "Breathe in and grow. Breathe out and turn to the {side} from the ribs; knees stay facing front.",
        say: "Turn to the {side}.",
        side: Each, first: Left, times: 3, rest: "2s", change: "6s",
        tempo: [
            (cue: "grow taller", for: "3s", breath: In),
            (cue: "turn {side}", for: "4s", breath: Out),
            (cue: "stay and breathe", for: "8s"),
            (cue: "unwind", for: "3s", breath: In),
        ],
    ),
    Hold(name: "Ear to shoulder", start: "Sit tall. {Other side} hand under the thigh.",
         text: "Let the {side} ear sink toward the {side} shoulder.", say: "{Side} ear down.",
         for: "10s..30s", times: 2, side: Each, change: "4s"),
    Rest(for: "20s", text: "Let the shoulders hang."),
    Reps(name: "Shoulder rolls", text: "Roll both shoulders back, slow and wide.", times: 10),
    Breathe(name: "Slow breathing", text: "In through the nose, out through pursed lips.",
            inhale: "4s", exhale: "6s", rounds: 8),
    Wait(text: "Lie down on your back, calves on a chair."),
    Lie(name: "Legs on a chair", text: "Let the back grow heavy.", for: "5m..10m",
        checks: [(at: "2m", text: "Does it ease? If it gets worse, roll to the side and sit up.")]),
    Walk(text: "Walk at an easy pace, arms swinging.", for: "5m..10m"),
    Wait(text: "Drink some water.", for: "..45s"),
"#;

pub const HEAT: &str = r#"
    Heat(name: "Heat for the middle of the back",
         text: "Pleasant warmth, never hot. You can go on working.", for: "15m..20m",
         checks: [(at: "5m", text: "Look at the skin: faint pink is usual, anything else ends it.")]),
"#;

/// A routine that somebody is writing.
const DRAFT: &str = r#"Routine(
    title: "For the ribs",
    about: "What Anna showed me, for the evening.",
    needs: ["a cushion"],
    cautions: ["stop"],
    prescribed: (by: "Anna"),
    steps: [
        Hold(name: "Open the chest", text: "Arms wide, palms forward.", for: "20s..30s", times: 2),
        Repeat(times: 2, rest: "20s", steps: [
            Reps(
                name: "Side slide",
                start: "Stand with both feet down.",
                text: "Let the {side} hand slide down your thigh. Come back up.",
                say: "{Side} hand down.",
                times: "3..4",
                side: Each,
                tempo: [
                    (cue: "{side} hand down, as far as is easy", for: "4s", breath: Out),
                    (cue: "back up", for: "3s", breath: In),
                ],
            ),
        ]),
        Wait(text: "Drink some water."),
    ],
)
"#;

/// A file that is watched, after some saves and with the cursor so many steps down.
fn watched(saves: &[Result<&str, &str>], down: usize) -> Watch {
    static LIBRARY: LazyLock<Arc<Library>> =
        LazyLock::new(|| Arc::new(Library::new(None, Vec::new())));
    let environment = Environment {
        started: jiff::Timestamp::UNIX_EPOCH,
        wall: WallClock(Arc::new(|_| "14:02".into())),
        back: None,
        services: None,
        left: Vec::new(),
    };
    let mut watch = Watch::new(LIBRARY.clone(), environment, "notes/for-the-ribs.ron".as_ref());
    for save in saves {
        let bytes = save.map(|text| text.as_bytes().to_vec());
        let saved = AppEvent::Saved(bytes.map_err(str::to_owned));
        assert_eq!(watch.update(Moment::ZERO, saved), []);
    }
    for _ in 1..down {
        let key = KeyEvent::new(KeyCode::Down, KeyModifiers::NONE);
        assert_eq!(watch.update(Moment::ZERO, AppEvent::Key(key)), []);
    }
    watch
}

fn sessions() -> Vec<Scene> {
    use Input::*;
    let desk = timeline(TWIST);
    let heat = timeline(HEAT);
    let find = |name: &str, nth: usize| {
        let here = desk.phases().iter().enumerate();
        let mut found = here.filter(|(_, phase)| phase.words.name == name);
        found.nth(nth).expect("a phase of that name").0
    };
    let twist = |nth| find("Seated twist", nth);
    let ear = |nth| find("Ear to shoulder", nth);
    let mut scenes = Vec::new();
    let mut add = |name: &'static str,
                   mut session: Session,
                   at: u64,
                   dress: fn(&mut session::SessionView<'_>)| {
        let _ = session.handle(Moment::millis(at), Wake);
        scenes.push(Scene {
            screen: if name.starts_with("heat") { "heat" } else { "session" },
            name,
            draw: Box::new(move |theme, area, buffer| {
                with_screen(&session, at * 1_000_000, dress, |screen| {
                    let stage = stage_of(screen, name.ends_with("big"), area);
                    (screen.clone(), Rc::new(stage)).render(theme, area, buffer);
                });
            }),
        });
    };
    let from = |index: usize| play(&desk, index, &[(0, Enter)]);
    add("begin", play(&desk, 0, &[]), 0, |_| {});
    add("ready", from(0), 2_300, |_| {});
    add("breathing-in", from(twist(1)), 1_600, |_| {});
    add("turning", from(twist(7)), 1_600, |_| {});
    add("staying", from(twist(8)), 500, |screen| screen.bell = Some("bell off"));
    add("rest-between", from(twist(5)), 600, |_| {});
    add("change", from(twist(15)), 1_000, |_| {});
    add("hold", from(ear(1)), 4_000, |screen| screen.speed = Some(60.0));
    add("hold-enough", from(ear(1)), 12_000, |_| {});
    add("hold-big", from(ear(1)), 12_000, |_| {});
    let paused = play(&desk, ear(1), &[(0, Enter), (4_000, Pause)]);
    add("paused", paused.clone(), 70_000, |screen| {
        screen.clocks.paused_since = Some("14:05".into());
    });
    let mut returning = paused;
    let _ = returning.handle(Moment::secs(70), Pause);
    add("returning", returning, 71_200, |_| {});
    let away = |index, minutes: u64| {
        let from = Moment::secs(4);
        let back = (4 + minutes * 60) * 1000;
        play(&desk, index, &[(0, Enter), (back, Away { from })])
    };
    add("away-hold", away(ear(1), 12), 724_000, |screen| {
        screen.note = Some("The machine slept for 12 min.".into());
    });
    add("away-rest", away(find("Rest", 0), 12), 724_000, |_| {});
    add("away-lying", away(find("Legs on a chair", 1), 12), 724_000, |_| {});
    add("away-walk", away(find("Walk", 1), 2), 124_000, |_| {});
    add("rest", from(find("Rest", 0)), 8_000, |_| {});
    add("own-pace", from(find("Shoulder rolls", 1)), 8_000, |_| {});
    add("breath", from(find("Slow breathing", 1)), 2_500, |_| {});
    add("breath-out", from(find("Slow breathing", 2)), 3_000, |_| {});
    add("wait", play(&desk, find("When you are ready", 0), &[]), 3_000, |_| {});
    add("wait-limited", play(&desk, find("When you are ready", 1), &[]), 3_000, |_| {});
    add("lying", from(find("Legs on a chair", 1)), 125_000, |_| {});
    add("walk", from(find("Walk", 1)), 125_000, |_| {});

    let on: &[(u64, Input)] = &[(60_000, Enter)];
    add("heat-before", play(&heat, 0, &[]), 1_000, |_| {});
    add("heat-on", play(&heat, 0, on), 60_000 + 421_000, |screen| {
        pack_clocks(screen);
        screen.note =
            Some("This machine can't be kept awake from here: see that it does not sleep.".into());
    });
    add("heat-bell", play(&heat, 0, on), 60_000 + 905_000, |screen| {
        pack_clocks(screen);
        screen.alarm = true;
    });
    let mut longer = play(&heat, 0, on);
    let _ = longer.handle(Moment::secs(60 + 905), GoOn);
    add("heat-longer", longer.clone(), 60_000 + 1_021_000, pack_clocks);
    let _ = longer.handle(Moment::secs(60 + 1203), Wake);
    add("heat-off", longer, 60_000 + 1_203_000, |screen| {
        pack_clocks(screen);
        screen.alarm = true;
    });
    scenes
}

fn pack_clocks(screen: &mut session::SessionView<'_>) {
    screen.clocks.on_since = Some("14:02".into());
    screen.clocks.bell_at = Some("14:17".into());
    screen.clocks.off_by = Some("14:22".into());
}

/// The stage of a session without figures.
pub fn stage_of(screen: &session::SessionView<'_>, big: bool, area: Rect) -> session::SessionStage {
    let timeline = screen.status.timeline;
    session::SessionStage::new(timeline, FigureShape::None, big, area)
}

/// Makes the screen of a session that has been advanced to a moment in nanoseconds, with the usual keys.
pub fn with_screen<T>(
    session: &Session,
    nanos: u64,
    dress: impl FnOnce(&mut session::SessionView<'_>),
    then: impl FnOnce(&session::SessionView<'_>) -> T,
) -> T {
    let now = Moment(Duration::from_nanos(nanos));
    let status = session.status(now);
    let hints = vec![
        Hint::new("Space", "pause", 9),
        Hint::new("n", "next", 7),
        Hint::new("b", "back", 6),
        Hint::new("+/-", "15 s", 4),
        Hint::new("z", "big", 5),
        Hint::new("?", "help", 8),
        Hint::new("q", "stop", 8),
    ];
    let mut screen = session::SessionView {
        status,
        now,
        title: "Undo the desk",
        hints,
        last_time: None,
        note: None,
        aside: None,
        speed: None,
        bell: None,
        clocks: session::Clocks::default(),
        figure: FigurePace::default(),
        alarm: false,
    };
    dress(&mut screen);
    then(&screen)
}

fn others() -> Vec<Scene> {
    let mut scenes = Vec::new();
    let mut add = |name: &'static str, draw: fn(Theme, Rect, &mut Buffer)| {
        scenes.push(Scene {
            screen: match name.split('-').next() {
                Some("help" | "red") => "page",
                Some("pick") => "pick",
                Some("before") => "before",
                Some("finish") => "finish",
                _ => "watch",
            },
            name,
            draw: Box::new(draw),
        });
    };
    add("pick", |theme, area, buffer| {
        with_picker(|screen| screen.render(theme, area, buffer));
    });
    add("watch", |theme, area, buffer| {
        watched(&[Ok(DRAFT)], 1).draw(Moment::ZERO, theme, area, buffer);
    });
    add("watch-broken", |theme, area, buffer| {
        let broken = DRAFT
            .replace("3..4", "4..3")
            .replace("\"4s\", breath: Out", "\"4 potatoes\", breth: Out");
        watched(&[Ok(DRAFT), Ok(&broken)], 2).draw(Moment::ZERO, theme, area, buffer);
    });
    add("watch-read-on", |theme, area, buffer| {
        let mut watch = watched(&[Ok(DRAFT)], 2);
        // How far a page goes is known once there was a screen.
        watch.draw(Moment::ZERO, theme, area, &mut Buffer::empty(area));
        let key = KeyEvent::new(KeyCode::PageDown, KeyModifiers::NONE);
        assert_eq!(watch.update(Moment::ZERO, AppEvent::Key(key)), []);
        watch.draw(Moment::ZERO, theme, area, buffer);
    });
    add("watch-gone", |theme, area, buffer| {
        let gone = Err("no such file or directory");
        watched(&[gone], 1).draw(Moment::ZERO, theme, area, buffer);
    });
    add("pick-offer", |theme, area, buffer| {
        with_picker(|screen| {
            let offer = Some("Seated twist was broken off at 14:05. Tab goes on with it.".into());
            let screen = pick::PickerView {
                offer,
                filter: "sh",
                of: 31,
                corner: "just stiff".into(),
                ..screen.clone()
            };
            screen.render(theme, area, buffer);
        });
    });
    add("pick-broken", |theme, area, buffer| {
        use page::PageBlock::*;
        let broken = pick::Preview {
            title: "my-morning.ron".into(),
            blocks: vec![
                Warning("error: `30 potatoes` is not a length".into()),
                OfFile(" --> my-morning.ron:2:28".into()),
                OfFile("  |".into()),
                OfFile("2 |   Hold(name: \"Plank\", for: \"30 potatoes\"),".into()),
                OfFile("  |                            ^^^^^^^^^^^^^ write \"30s\"".into()),
            ],
            ..pick::Preview::default()
        };
        with_picker(|screen| {
            let screen = pick::PickerView {
                selected: 6,
                preview: Some(Arc::new(broken.clone())),
                ..screen.clone()
            };
            screen.render(theme, area, buffer);
        });
    });
    add("pick-empty", |theme, area, buffer| {
        with_picker(|screen| {
            let screen = pick::PickerView {
                count: 0,
                row: Rc::new(|_| None),
                filter: "xyz",
                of: 31,
                preview: None,
                hints: Vec::new(),
                note: "Nothing is called xyz. Esc shows all.".into(),
                ..screen.clone()
            };
            screen.render(theme, area, buffer);
        });
    });
    add("before", |theme, area, buffer| {
        before().render(theme, area, buffer);
    });
    add("before-later", |theme, area, buffer| {
        let mut screen = before();
        let later = "For later: turning waits until six weeks after the last spasm.";
        screen.said.insert(2, before::Said::new(Strong, later, true));
        (screen.key, screen.does[0]) = ("y".into(), "I know, begin".into());
        screen.render(theme, area, buffer);
    });
    add("before-heat", |theme, area, buffer| {
        let cautions = [
            ("NOT TODAY", "Skin there that is numb, broken, swollen or newly hurt."),
            ("", "A medicine patch there: heat raises its dose. A fever."),
            ("ASK FIRST", "Diabetes, nerve damage, a stroke, poor circulation."),
            ("HOW", "Cloth between, low or medium, the pack on you."),
        ];
        let teach = "Warmth for a back that has seized up, with an end that rings.";
        let mut said = vec![
            before::Said::new(Title, "Heat session", true).led("15–20 min"),
            before::Said::new(Teach, teach, true),
        ];
        said.extend(cautions.map(|(heading, caution)| {
            before::Said::new(Caution, caution, !heading.is_empty()).led(heading)
        }));
        let wait = "Lay the wrapped pack on top of the sore place, never under you.";
        let awake = "This machine could not be kept awake: plug it in.";
        said.extend([
            before::Said::new(Plain, wait, true),
            before::Said::new(Plain, ALARM_ONLY_RINGS, true),
            before::Said::new(Strong, awake, false),
            before::Said::new(Strong, "hear the alarm once", true).led(" t  "),
        ]);
        let does = ["the pack is on, or by itself in 45 s", "the pack is on", "begin"];
        let does = does.map(str::to_owned).to_vec();
        before::BeforeView { said, does, ..before() }.render(theme, area, buffer);
    });
    add("finish", |theme, area, buffer| {
        let rating = finish::Rating { before: Some(5), after: Some(4), chosen: true };
        let screen = finish::FinishView {
            headline: "DONE".into(),
            title: "Undo the desk".into(),
            counted: "5 of 8 steps".into(),
            length: "12:17".into(),
            nth: "third today".into(),
            not_before: "Warm pack again from 16:22.".into(),
            rating: Some(rating),
            choices: vec![
                choice("Enter", &["back to the list", "back"], ""),
                choice("a", &["again"], "12–20 min"),
                choice("n", &["Even breathing", "next"], "4 min"),
            ],
            done: done(),
            hints: vec![Hint::new("!", "see a doctor?", 5), Hint::new("q", "leave", 6)],
            ..finish::FinishView::default()
        };
        screen.render(theme, area, buffer);
    });
    add("finish-stopped", |theme, area, buffer| {
        let screen = finish::FinishView {
            headline: "STOPPED AT 3 OF 5".into(),
            tone: Accent::Turn,
            title: "Shoulder raises".into(),
            counted: "3 of 5".into(),
            length: "0:44".into(),
            choices: vec![
                choice("Space", &["go on where you were", "go on"], ""),
                choice("Enter", &["leave"], "kept as it is; this page can wait"),
            ],
            hints: vec![Hint::new("!", "see a doctor?", 5), Hint::new("q", "leave", 6)],
            ..finish::FinishView::default()
        };
        screen.render(theme, area, buffer);
    });
    add("finish-heat", |theme, area, buffer| {
        let screen = finish::FinishView {
            headline: "DONE".into(),
            title: "Warm pack".into(),
            length: "17:04".into(),
            nth: "second today".into(),
            not_before: "Warm pack again from 16:17.".into(),
            rating: Some(finish::Rating::default()),
            choices: vec![
                choice("Enter", &["back to the list", "back"], ""),
                choice("a", &["again"], "15–20 min"),
                choice("n", &["Short walk", "next"], "5–10 min"),
            ],
            hints: vec![Hint::new("!", "see a doctor?", 5), Hint::new("q", "leave", 6)],
            ..finish::FinishView::default()
        };
        screen.render(theme, area, buffer);
    });
    add("finish-hurt", |theme, area, buffer| {
        let screen = finish::FinishView {
            headline: "THAT HURT".into(),
            tone: Accent::Beware,
            title: "Ear to shoulder, left".into(),
            counted: "2 of 6 steps".into(),
            length: "3:02".into(),
            words: "Leave this one for today. Above mild for 15 minutes: call a doctor.".into(),
            choices: vec![
                choice("Enter", &["rest, back to the list", "back"], ""),
                choice(
                    "e",
                    &["an easier one: Belly breathing", "easier: Belly breathing", "easier"],
                    "",
                ),
                choice("u", &["it was a slip", "a slip"], ""),
                choice("Space", &["go on with Chin glide", "go on"], ""),
            ],
            hints: vec![Hint::new("!", "see a doctor?", 5), Hint::new("q", "leave", 6)],
            ..finish::FinishView::default()
        };
        screen.render(theme, area, buffer);
    });
    add("help", |theme, area, buffer| {
        with_help(|screen| screen.render(theme, area, buffer));
    });
    add("red-flags", |theme, area, buffer| {
        with_page(|screen| screen.render(theme, area, buffer));
    });
    scenes
}

/// What was done of a routine that was played with some jumps.
pub fn done() -> Vec<supple::session::StepDone> {
    use Input::*;
    let desk = timeline(TWIST);
    let inputs = [(0, Enter), (80_000, Wake), (150_000, NextStep), (180_000, Hurts)];
    play(&desk, 0, &inputs).tally().done(&desk)
}

pub fn with_picker<T>(then: impl FnOnce(&pick::PickerView<'_>) -> T) -> T {
    use pick::RoutineMark::*;
    let row = |group, title, length, position, mark| pick::RoutineRow {
        group,
        title,
        length,
        position,
        mark,
        lit: Vec::new(),
        reason: None,
    };
    let rows = [
        row("Right now", "First five minutes", "5 min", "lying", None),
        row("Right now", "Heat session", "15–20 min", "any", None),
        row("At the desk", "Shoulder raises", "1–2 min", "seated", Some(Shadows)),
        row("At the desk", "Seated twist", "2 min", "seated", Some(Later)),
        row("At the desk", "Step-forward stretch", "3–4 min", "standing", Some(Later)),
        row("Yours", "Morning, as Dr. 山田 showed it", "12 min", "standing", Some(Own)),
        row("Yours", "my-morning.ron", "", "", Some(Broken)),
    ];
    let columns = rows.iter().map(|row| [row.title, row.position, row.length]);
    let columns = pick::ListColumns::of(columns, true);
    let preview = pick::Preview {
        title: "Shoulder raises".into(),
        facts: vec!["1–2 min".into(), "seated".into(), "shoulders, neck".into()],
        remark: "Your own file, played instead of the built-in one.".into(),
        blocks: vec![
            page::PageBlock::Text(
                "Lifts and lets go of the shoulders, so that what tightened at the desk can soften."
                    .into(),
            ),
            page::PageBlock::Warning("Not for everybody".into()),
            page::PageBlock::Item("Stop at once if it hurts, tingles or goes numb.".into()),
            page::PageBlock::Heading("Steps".into()),
            page::PageBlock::Item("Shoulder raises, 5 times: 3 + 5 + 4 s".into()),
            page::PageBlock::Item("Rest, 20 s".into()),
        ],
        history: "12 times since 1 October, last on Thursday".into(),
        ..pick::Preview::default()
    };
    let hints = vec![
        Hint::new("Enter", "begin", 9),
        Hint::new("↑↓", "choose", 5),
        Hint::new("F1", "help", 7),
        Hint::new("Esc", "leave", 8),
    ];
    then(&pick::PickerView {
        count: 7,
        row: Rc::new(move |nth| rows.get(nth).cloned()),
        columns,
        selected: 2,
        filter: "",
        of: 7,
        corner: "just stiff".into(),
        note: String::new(),
        preview: Some(Arc::new(preview)),
        scroll: 0,
        offer: None,
        figure: (Duration::ZERO, FigurePace::default()),
        hints,
    })
}

fn before() -> before::BeforeView<'static> {
    let cautions = [
        "Stop at once if it hurts, tingles or goes numb.",
        "Not with brittle bones, after a fracture, or after an operation on the back.",
        "Not while a spasm is fresh.",
        "Not when you feel dizzy.",
        "Knees stay facing front.",
    ];
    let mut said = vec![
        before::Said::new(Title, "Seated twist", true).led("2 min"),
        before::Said::new(Teach, "A slow turn on the chair for the middle of the back.", true),
    ];
    said.extend(
        cautions.map(|caution| before::Said::new(Caution, caution, caution == cautions[0])),
    );
    said.push(before::Said::new(Plain, "At hand: a chair that cannot roll or tip", true));
    before::BeforeView {
        said,
        on: "Enter".into(),
        key: "Enter".into(),
        does: vec!["begin".into()],
        hints: vec![
            Hint::new("Esc", "back", 9),
            Hint::new("!", "red flags", 8),
            Hint::new("?", "help", 7),
        ],
        ..before::BeforeView::default()
    }
}

pub fn with_help<T>(then: impl FnOnce(&page::PageView<'_>) -> T) -> T {
    let pair = |key: &str, label: &str| page::PageBlock::Pair(key.into(), label.into());
    let blocks = [
        page::PageBlock::Heading("Playing".into()),
        pair("Enter", "begin, in position, enough, answered: goes on where it is your turn"),
        pair("Space", "pause, and go on"),
        pair("n  b", "next and back, by repetition or hold"),
        pair("N  B", "next and back, by step"),
        pair("0", "this repetition again"),
        pair("+  -", "15 s more or less"),
        pair("x", "that hurts: ends the step and notes it"),
        pair("q", "stop at once"),
        page::PageBlock::Heading("Seeing and hearing".into()),
        pair("z", "big: the countdown has the whole screen"),
        pair("m", "bell: all, sides and ends, none"),
        pair("r", "the words again"),
        pair("!", "when to see a doctor"),
    ];
    then(&page::PageView {
        title: "Keys",
        blocks: &blocks,
        scroll: 0,
        hints: vec![Hint::new("Esc", "back", 9)],
        more: None,
    })
}

pub fn with_page<T>(then: impl FnOnce(&page::PageView<'_>) -> T) -> T {
    use page::PageBlock::*;
    let blocks = [
        Warning("Call the emergency number now".into()),
        Item("Pressure or pain in the chest, short of breath, cold sweat.".into()),
        Item("Numb between the legs, or no control over bladder or bowels.".into()),
        Item("Both legs weak or numb.".into()),
        Heading("See a doctor today".into()),
        Item("Fever, shivering, or losing weight without a reason.".into()),
        Item("After a fall or a knock, or with brittle bones.".into()),
        Item("Pain at the top of the back, between the shoulders.".into()),
        Text("No better after two weeks: let somebody look at it.".into()),
    ];
    then(&page::PageView {
        title: "When to stop and ask for help",
        blocks: &blocks,
        scroll: 0,
        hints: vec![Hint::new("Esc", "back", 9)],
        more: Some(Hint::new("↑↓", "scroll", 5)),
    })
}
