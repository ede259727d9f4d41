//! Words on the command line, understood or refused.

use super::*;

fn read(words: &[&str]) -> Result<Command, i32> {
    let words = ["supple"].iter().chain(words).map(OsString::from);
    super::read(words).map_err(|error| error.exit_code())
}

fn played(words: &[&str]) -> Result<PlayArgs, i32> {
    match read(&[&["play", "x"], words].concat())? {
        Command::Play(play) => Ok(play),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_definitions_hold() {
    definitions().debug_assert();
}

#[test]
fn supple_alone_opens_the_library() {
    assert_eq!(read(&[]), Ok(Command::Pick { plain: false }));
    assert_eq!(read(&["--plain"]), Ok(Command::Pick { plain: true }));
}

#[test]
fn a_speed_is_a_number_from_1_to_1000() {
    assert_eq!(played(&["--speed", "1.5"]).unwrap().speed, Some(1.5));
    assert_eq!(played(&["--speed", "1000"]).unwrap().speed, Some(1000.0));
    for wrong in ["0.5", "0", "-2", "1001", "NaN", "inf", "fast", ""] {
        assert_eq!(played(&[&format!("--speed={wrong}")]), Err(2), "{wrong}");
    }
}

#[test]
fn a_step_is_one_number_or_several() {
    let from = |text: &str| played(&["--from", text]).map(|play| play.from.unwrap().0);
    assert_eq!(from("3"), Ok(vec![3]));
    assert_eq!(from("9.2"), Ok(vec![9, 2]));
    for wrong in ["0", "1.0", "1.", ".1", "a", "", "1..2", "+1", "99999999999"] {
        assert_eq!(from(wrong), Err(2), "{wrong}");
    }
}

#[test]
fn since_is_a_length_or_a_day() {
    let now: jiff::Zoned = "2026-03-31T01:00[Europe/Berlin]".parse().unwrap();
    let day = |text: &str| since(text).map(|since| since.day(&now).to_string());
    assert_eq!(day("today").as_deref(), Ok("2026-03-31"));
    assert_eq!(day("yesterday").as_deref(), Ok("2026-03-30"));
    assert_eq!(day("45min").as_deref(), Ok("2026-03-31"));
    assert_eq!(day("2h").as_deref(), Ok("2026-03-30"));
    let moment = since("2h").map(|since| since.moment(&now).map(|at| at.to_string()));
    assert_eq!(moment, Ok(Some("2026-03-30T21:00:00Z".into())));
    assert_eq!(day("1d").as_deref(), Ok("2026-03-31"));
    assert_eq!(day("2w").as_deref(), Ok("2026-03-18"));
    assert_eq!(day("1m").as_deref(), Ok("2026-03-01"));
    assert_eq!(day("1y").as_deref(), Ok("2025-04-01"));
    assert_eq!(day("9999y").as_deref(), Ok("-007973-04-01"));
    assert_eq!(day("2026-11-01").as_deref(), Ok("2026-11-01"));
    for wrong in ["", "w", "0d", "-2w", "2", "two weeks", "2026-13-01", "1é", "99999d"] {
        assert!(day(wrong).is_err(), "{wrong}");
    }
    assert_eq!(read(&["forget"]), Err(2));
    assert_eq!(read(&["forget", "x", "--all"]), Err(2));
}

#[test]
fn what_is_not_understood_is_a_usage_error() {
    assert_eq!(read(&["dance"]), Err(2));
    assert_eq!(read(&["play"]), Err(2));
    assert_eq!(read(&["plan", "x", "--all", "--json"]), Err(2));
    assert_eq!(read(&["check", "--format", "loud"]), Err(2));
    assert_eq!(read(&["--version"]), Err(0));
    assert_eq!(read(&["help", "play"]), Err(0));
}

#[test]
fn the_help_lists_every_command_once_in_lines_of_80_columns() {
    let definitions = definitions();
    let help = definitions.clone().render_help().to_string();
    let long = help.lines().find(|line| line.starts_with("  ") && line.len() > 80);
    assert_eq!(long, None);
    for command in definitions.get_subcommands() {
        let line = format!("\n  {:<17}", command.get_name());
        assert_eq!(help.matches(&line).count(), 1, "{line}");
    }
    for (_, heading) in GROUPS {
        assert!(help.contains(&format!("\n\n{heading}:\n  ")), "{heading}");
    }
}
