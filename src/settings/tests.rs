//! The file of settings: read, complained about, and changed in place.

use proptest::prelude::*;

use super::*;
use crate::problem::short;
use crate::routine::syntax::quoted;

fn problems(text: &str) -> String {
    short("settings.ron", text, &read(text).1)
}

#[test]
fn the_file_that_is_created_changes_nothing_and_shows_every_option() {
    let text = TEMPLATE;
    let (effective, problems) = read(text);
    assert_eq!((effective, problems), (Effective::default(), Vec::new()));
    // Each commented line, taken in, is the default as well.
    for name in NAMES {
        let shown = format!("    // {name}: ");
        assert_eq!(text.matches(&shown).count(), 1, "{name}");
        let taken = text.replace(&shown, &format!("    {name}: "));
        let (effective, problems) = read(&taken);
        assert_eq!(effective.settings, Settings::default(), "{taken}");
        assert_eq!(problems, [], "{name}");
        let usual = Settings::default().get(name).unwrap();
        assert!(text.contains(&format!("{shown}{usual},\n")), "{name}");
    }
}

#[test]
fn what_is_written_holds() {
    let (effective, problems) = read(
        r#"(ring: SidesAndEnds, tones: false, volume: 5, player: "my player", voice: true,
            speaker: ["say", "-r", "{pace}", "a b"], pace: 120, language: "de",
            notify: Desktop, title: false, progress: Always, focus: false, background: Light,
            motion: Still, figure_cells: HalfBlocks, questions: false, today: false,
            hooks: ["alarm=mpv 'a b'", "any=true"])"#,
    );
    assert_eq!(problems, []);
    snapbox::assert_data_eq!(
        effective.lines(),
        snapbox::str![[r#"
ring: SidesAndEnds,                       // file
tones: false,                             // file
volume: 5,                                // file
player: ["my", "player"],                 // file
voice: true,                              // file
speaker: ["say", "-r", "{pace}", "a b"],  // file
pace: 120,                                // file
language: "de",                           // file
notify: Desktop,                          // file
title: false,                             // file
progress: Always,                         // file
focus: false,                             // file
background: Light,                        // file
motion: Still,                            // file
figure_cells: HalfBlocks,                 // file
questions: false,                         // file
today: false,                             // file
hooks: ["alarm=mpv 'a b'", "any=true"],   // file

"#]]
    );
}

#[test]
fn every_mistake_is_told_with_what_to_write_and_the_rest_holds() {
    let text = "Settings(\n    voise: true,\n    volume: 400,\n    ring: Sides,\n    \
                tones: on,\n    player: 7,\n    pace: 120,\n    pace: 130,\n    true,\n)\n";
    snapbox::assert_data_eq!(
        problems(text),
        snapbox::str![[r#"
settings.ron:2:5: error: there is no option `voise`; did you mean `voice`?
settings.ron:3:13: error: `volume` is a whole number from 0 to 100; write a number, like `volume: 70`
settings.ron:4:11: error: `ring` has no `Sides`; write one of these words: All, SidesAndEnds, Alarms
settings.ron:5:12: error: `tones` is on or off; write `true` or `false`
settings.ron:6:13: error: `player` is a command: a list of the program and its arguments; write each word in quotes, like `player: ["program", "-x"]`
settings.ron:8:5: error: `pace` stands here a second time; leave one of them out
settings.ron:9:5: error: this has no name in front of it; write the option, a colon and the value, like `voice: true`

"#]]
    );
    assert_eq!(
        problems("(\"voise\": true, \"pace\": 130)"),
        "settings.ron:1:2: error: there is no option `voise`; did you mean `voice`?\n\
         settings.ron:1:17: error: the name of the field `pace` stands in quotes; write `pace:`\n"
    );
    assert_eq!(read("(\"pace\": 130)").0.settings.pace, 130);
    assert_eq!(read(text).0.settings.pace, 120);
}

#[test]
fn no_settings_is_told_and_an_empty_file_is_fine() {
    assert_eq!(problems(""), "");
    assert_eq!(problems("// nothing\n"), "");
    for wrong in ["Routine(title: \"x\")", "[voice]", "7"] {
        assert!(problems(wrong).contains("this is no `Settings(..)`"), "{wrong}");
    }
    assert!(!problems("Settings(voice: true").is_empty());
}

#[test]
fn a_change_stays_where_the_person_put_it_with_all_that_is_around() {
    let text =
        "// mine\nSettings(\n    voice: false, // never at work\n    pace: 150\n    /* end */\n)";
    let changed = kept(Some(text), "voice", "true").unwrap();
    assert_eq!(changed, text.replace("voice: false", "voice: true"));
    let added = kept(Some(text), "volume", "30").unwrap();
    assert!(added.contains("pace: 150,\n    /* end */\n    volume: 30,\n)"), "{added}");
    let both = kept(Some("(voice: true)"), "pace", "90").unwrap();
    assert_eq!(both, "(voice: true,\n    pace: 90,\n)");
}

#[test]
fn a_change_in_a_fresh_file_stands_below_its_comment() {
    let text = kept(None, "voice", "true").unwrap();
    assert!(text.contains("    // voice: false,\n    voice: true,\n"), "{text}");
    // Again, and another one.
    let text = kept(Some(&text), "voice", "false").unwrap();
    let text = kept(Some(&text), "ring", "Alarms").unwrap();
    let text = kept(Some(&text), "focus", "false").unwrap();
    let (effective, problems) = read(&text);
    assert_eq!(problems, []);
    let (ring, focus) = (effective.settings.ring, effective.settings.focus);
    assert_eq!((ring, focus), (Bell::Alarms, false));
    assert_eq!(text.matches("voice: ").count(), 2, "{text}");
}

#[test]
fn a_file_with_mistakes_is_left_alone() {
    for text in ["Settings(voice: true", "Settings[]", "Routine()", "\""] {
        assert_eq!(kept(Some(text), "voice", "true"), None, "{text}");
    }
}

#[test]
fn a_hook_that_means_nothing_is_told_with_what_to_write() {
    for (hooks, why) in [
        ("7", "is a list of events and their commands"),
        ("[\"beep\"]", "write KIND=COMMAND"),
        ("[\"alarn=beep\"]", "did you mean `alarm`?"),
    ] {
        let (effective, problems) = read(&format!("(pace: 99, hooks: {hooks})"));
        assert_eq!(problems.len(), 1);
        assert!(problems[0].message.contains(why), "{problems:?}");
        assert_eq!(effective.settings.pace, 99);
    }
}

/// A value of any option, as it stands in the file.
fn a_value() -> impl Strategy<Value = (&'static str, String)> {
    let words = |words: &'static [&str]| proptest::sample::select(words).prop_map(str::to_owned);
    let list = |texts: Vec<String>| {
        let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
        format!("[{}]", texts.join(", "))
    };
    (0..NAMES.len()).prop_flat_map(move |at| {
        let value = match NAMES[at] {
            "ring" => words(&["All", "SidesAndEnds", "Alarms"]).boxed(),
            "notify" => words(&["Auto", "Terminal", "Desktop", "Never"]).boxed(),
            "progress" => words(&["Auto", "Always", "Never"]).boxed(),
            "background" => words(&["Auto", "Dark", "Light"]).boxed(),
            "motion" => words(&["Moves", "Still", "NoFigure"]).boxed(),
            "figure_cells" => {
                words(&["Auto", "Sextants", "Quadrants", "HalfBlocks", "Ascii"]).boxed()
            }
            "volume" => (0..=100u32).prop_map(|number: u32| number.to_string()).boxed(),
            "pace" => (80..=400u32).prop_map(|number: u32| number.to_string()).boxed(),
            "language" => "[ -~äß☃]{0,9}".prop_map(|text| quoted(&text)).boxed(),
            "player" | "speaker" => {
                proptest::collection::vec("[ -~ä]{1,9}", 0..4).prop_map(list).boxed()
            }
            "hooks" => {
                proptest::collection::vec("(any|alarm)=[a-zä]{1,9} x", 0..4).prop_map(list).boxed()
            }
            _ => any::<bool>().prop_map(|on| on.to_string()).boxed(),
        };
        value.prop_map(move |value| (NAMES[at], value))
    })
}

proptest! {
    #[test]
    fn whatever_is_kept_is_read_back_and_nothing_else_changes(
        changes in proptest::collection::vec(a_value(), 1..12),
        start in proptest::sample::select(vec![
            "", "()", "Settings()", "(pace: 99)", "( // c\n pace: 99 // d\n)", "Settings(\n)\n",
        ]),
    ) {
        let mut text = Some(start.to_owned());
        let mut expected = read(start).0.settings;
        for (name, value) in changes {
            let fresh = kept(text.as_deref(), name, &value).expect("a sound file takes it");
            expected.set(name, &value).expect("a value that it may have");
            let (effective, problems) = read(&fresh);
            prop_assert_eq!(&effective.settings, &expected, "{}", fresh);
            prop_assert_eq!(problems, Vec::new(), "{}", fresh);
            for comment in ["// c\n", "// d\n"] {
                prop_assert!(fresh.contains(comment) || !start.contains(comment), "{}", fresh);
            }
            text = Some(fresh);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "[a-z(){}\\[\\]:,\"'/*0-9 \n#!r\\\\]{0,60}") {
        let _ = read(&text);
        let _ = kept(Some(&text), "voice", "true");
    }
}
