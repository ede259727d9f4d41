//! Screens: the text of every one of them, no size that breaks them, and their colours.

mod scenes;
mod stage;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use supple::seconds::Moment;
use supple::session::{Input, Session};
use supple::view::{Depth, Dots, Ink, Screen, Theme, page, pick};

use crate::support::sizes;

/// Sizes that differ in kind: two columns and big letters, one column, and hardly any room.
const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (20, 5)];
const TRUE: Theme = Theme::new(Depth::True);

fn text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let mut text = String::new();
    for y in area.top()..area.bottom() {
        let mut row = String::new();
        let mut skip = 0;
        for x in area.left()..area.right() {
            // The second cell of a wide character is not a character of its own.
            if skip > 0 {
                skip -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            row.push_str(symbol);
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

fn drawn(scene: &scenes::Scene, theme: Theme, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    (scene.draw)(theme, area, &mut buffer);
    buffer
}

/// A picture of every scene at every kind of size, those of one screen in one file.
#[test]
fn every_screen_looks_as_it_did() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let mut files = BTreeMap::<&str, String>::new();
    for scene in scenes::all() {
        let file = files.entry(scene.screen).or_default();
        for (width, height) in SIZES {
            let picture = text(&drawn(&scene, TRUE, width, height));
            file.push_str(&format!("=== {} {width}x{height}\n{picture}", scene.name));
        }
    }
    for (screen, shown) in files {
        let path = folder.join(format!("{screen}.txt"));
        let known = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
        assert.eq(shown, known.raw());
    }
}

/// No size breaks a screen, and none writes outside its area. Each size with some of the scenes;
/// most of all the small ones, where things run out of room.
#[test]
fn every_size_is_fine() {
    const MARK: &str = "\u{2592}";
    let scenes = scenes::all();
    let whole = Rect::new(0, 0, 124, 44);
    let mut buffer = Buffer::empty(whole);
    let fill = |buffer: &mut Buffer, area: Rect| {
        for row in area.rows().filter(|row| row.width > 0) {
            let first = buffer.index_of(row.x, row.y);
            buffer.content[first..first + usize::from(row.width)].fill(Cell::new(MARK));
        }
    };
    fill(&mut buffer, whole);
    for (nth, scene) in scenes.iter().enumerate() {
        for (width, height) in sizes(nth, 197) {
            let area = Rect::new(2, 2, width, height);
            (scene.draw)(TRUE, area, &mut buffer);
            fill(&mut buffer, area);
        }
        // What was written inside is filled again, so what is left was written outside.
        let touched = buffer.content.iter().position(|cell| cell.symbol() != MARK);
        assert_eq!(touched.map(|at| buffer.pos_of(at)), None, "{} wrote there", scene.name);
    }
}

/// Between two changes nothing changes, and a change is one: with the breath and without.
#[test]
fn the_screen_changes_when_it_says_and_never_before() {
    let desk = scenes::timeline(scenes::TWIST);
    let heat = scenes::timeline(scenes::HEAT);
    let area = Rect::new(0, 0, 100, 30);
    let picture = |session: &Session, at: Duration| {
        let mut session = session.clone();
        let _ = session.handle(Moment(at), Input::Wake);
        scenes::with_screen(
            &session,
            at.as_nanos() as u64,
            |_| {},
            |screen| {
                let mut buffer = Buffer::empty(area);
                let stage = scenes::stage_of(screen, false, area);
                let staged = (screen.clone(), Rc::new(stage));
                staged.render(TRUE, area, &mut buffer);
                (buffer, staged.next_change(area))
            },
        )
    };
    let mut steps = 0;
    for (timeline, from) in
        [(&desk, 0), (&desk, 1), (&desk, 14), (&desk, 33), (&desk, 46), (&heat, 0)]
    {
        let session = scenes::play(timeline, from, &[(0, Input::Enter)]);
        let mut at = Duration::from_millis(250);
        for _ in 0..24 {
            let (now, change) = picture(&session, at);
            let Some(change) = change else { break };
            assert!(change > Duration::ZERO && change <= Duration::from_secs(1), "{change:?}");
            let early = change.saturating_sub(Duration::from_micros(10));
            assert_eq!(text(&picture(&session, at + early).0), text(&now), "{at:?} {early:?}");
            at += change;
            let changed = picture(&session, at).0 != now;
            assert!(changed, "nothing at {at:?}\n{}", text(&now));
            steps += 1;
        }
    }
    assert!(steps > 100, "{steps}");
}

/// Who waits, has paused or is away sees a still screen, which wakes nobody.
#[test]
fn a_screen_that_waits_is_still() {
    let desk = scenes::timeline(scenes::TWIST);
    let paused = [(0, Input::Enter), (4_000, Input::Pause)];
    let away = [(0, Input::Enter), (900_000, Input::Away { from: Moment::secs(4) })];
    let waits = desk.phases().iter().position(|phase| phase.length.is_none());
    let area = Rect::new(0, 0, 100, 30);
    for session in [
        scenes::play(&desk, 1, &paused),
        scenes::play(&desk, 1, &away),
        scenes::play(&desk, 0, &[]),
        scenes::play(&desk, waits.unwrap(), &[(0, Input::Enter)]),
    ] {
        let now = Duration::from_secs(1_000).as_nanos() as u64;
        let change = scenes::with_screen(
            &session,
            now,
            |_| {},
            |screen| {
                let stage = Rc::new(scenes::stage_of(screen, false, area));
                (screen.clone(), stage).next_change(area)
            },
        );
        assert_eq!(change, None, "{:?}", session.status(Moment::secs(1_000)).state);
    }
}

/// The mouse finds the row that is drawn under it, wherever the list is scrolled to.
#[test]
fn the_mouse_finds_what_it_points_at() {
    scenes::with_picker(|screen| {
        let titles: Vec<&str> =
            (0..screen.count).filter_map(|nth| Some((screen.row)(nth)?.title)).collect();
        for (width, height) in [(100, 30), (80, 24), (60, 20), (40, 12), (40, 6)] {
            for selected in 0..titles.len() {
                let screen = pick::PickerView { selected, ..screen.clone() };
                let area = Rect::new(0, 0, width, height);
                let mut buffer = Buffer::empty(area);
                screen.render(TRUE, area, &mut buffer);
                let picture = text(&buffer);
                let mut hits = Vec::new();
                for (y, row) in picture.lines().enumerate() {
                    if let Some(hit) = screen.hit(area, 4, y as u16) {
                        let start: String = titles[hit].chars().take(10).collect();
                        assert!(row.contains(&start), "{width}x{height} {row:?} is not {start}");
                        hits.push(hit);
                    }
                }
                assert!(hits.contains(&selected), "{width}x{height}: {selected} is not shown");
                assert_eq!(screen.hit(area, 4, height), None);
                assert_eq!(screen.hit(area, width - 1, 3), None);
            }
        }
    });
}

#[test]
fn a_page_scrolls_to_its_end_and_no_further() {
    let area = Rect::new(0, 0, 40, 10);
    let shown = |scroll| {
        scenes::with_page(|screen| {
            let mut buffer = Buffer::empty(area);
            let screen = page::PageView { scroll, ..screen.clone() };
            screen.render(TRUE, area, &mut buffer);
            text(&buffer)
        })
    };
    let most = scenes::with_page(|screen| screen.most_scroll(area));
    assert!(most > 0);
    assert!(shown(0).contains("emergency") && !shown(0).contains("two weeks"));
    assert!(shown(most).contains("two weeks") || shown(most).contains("look at it"));
    assert_eq!(shown(most), shown(u16::MAX));
    assert_ne!(shown(most), shown(most - 1));
    let tall = Rect::new(0, 0, 100, 60);
    assert_eq!(scenes::with_help(|screen| screen.most_scroll(tall)), 0);
}

/// Where there is no room for all of it, the key reads on, and begins nothing.
#[test]
fn before_heat_everything_is_said_or_read_on() {
    for (width, height) in SIZES {
        let picture = text(&drawn(&scene("before-heat"), TRUE, width, height));
        let words = picture.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = [
            "Skin there that is numb",
            "the pack on you.",
            "supple can only ring",
            "t hear the alarm once",
            "the pack is on",
        ];
        let whole = all.iter().all(|said| words.contains(said));
        let reads_on = words.contains("Enter read on") && !words.contains("the pack is on");
        assert!(whole != reads_on, "{width}x{height}\n{picture}");
    }
}

/// Nothing that is only a note takes its place.
#[test]
fn when_a_pack_must_be_off_is_said_at_every_size_but_the_least() {
    for (width, height) in SIZES.into_iter().filter(|size| size.0 >= 40) {
        let picture = text(&drawn(&scene("heat-on"), TRUE, width, height));
        assert!(picture.contains("off by 14:22"), "{picture}");
    }
}

#[test]
fn a_session_that_is_played_faster_says_so_at_every_size() {
    for (width, height) in SIZES {
        let picture = text(&drawn(&scene("hold"), TRUE, width, height));
        assert!(picture.contains("60×"), "{picture}");
    }
}

/// The cells of a word, where it first stands.
fn cells_of<'b>(buffer: &'b Buffer, word: &str) -> Vec<&'b ratatui::buffer::Cell> {
    let picture = text(buffer);
    let (y, row) = picture
        .lines()
        .enumerate()
        .find(|(_, row)| row.contains(word))
        .unwrap_or_else(|| panic!("{word:?} is not in\n{picture}"));
    let x = row[..row.find(word).expect("found")].chars().count() as u16;
    let last = x + word.chars().count() as u16;
    (x..last).map(|x| &buffer[(x, y as u16)]).collect()
}

fn scene(name: &str) -> scenes::Scene {
    let mut scenes = scenes::all().into_iter();
    scenes.find(|scene| scene.name == name).expect("a scene of that name")
}

#[test]
fn the_present_part_is_lit_with_colour_and_without() {
    for depth in [Depth::None, Depth::Sixteen, Depth::TwoFiftySix, Depth::True] {
        let buffer = drawn(&scene("staying"), Theme::new(depth), 100, 30);
        for cell in cells_of(&buffer, "stay and breathe") {
            assert!(cell.modifier.contains(Modifier::BOLD), "{depth:?}");
            let own = matches!(depth, Depth::None | Depth::Sixteen);
            assert_eq!(cell.fg == Color::Reset, own, "{depth:?}");
        }
        for cell in cells_of(&buffer, "grow taller") {
            let quiet = Theme::new(depth).style(Ink::Quiet);
            assert_eq!(cell.modifier, quiet.add_modifier, "{depth:?}");
            assert_eq!(cell.fg, quiet.fg.unwrap_or_default(), "{depth:?}");
        }
        // Below it the line is heavy, so that the shape says it as well.
        assert!(text(&buffer).contains("━━━━━━━━━━━━━━━━   ──────"));
    }
}

#[test]
fn an_alarm_inverts_the_whole_screen() {
    for name in ["heat-bell", "heat-off"] {
        for (width, height) in SIZES {
            let buffer = drawn(&scene(name), TRUE, width, height);
            // What was inverted already stands out the other way round; nothing is in a session.
            let all = buffer.content.iter();
            let inverted = all.filter(|cell| cell.modifier.contains(Modifier::REVERSED));
            assert_eq!(inverted.count(), buffer.content.len(), "{name} {width}x{height}");
        }
    }
    let calm = drawn(&scene("heat-on"), TRUE, 100, 30);
    assert!(calm.content.iter().all(|cell| !cell.modifier.contains(Modifier::REVERSED)));
}

#[test]
fn no_screen_has_a_ground_and_without_colours_none_is_used() {
    for scene in scenes::all() {
        for (width, height) in SIZES {
            let coloured = drawn(&scene, TRUE, width, height);
            assert!(coloured.content.iter().all(|cell| cell.bg == Color::Reset), "{}", scene.name);
            let plain = drawn(&scene, Theme::new(Depth::None), width, height);
            assert!(plain.content.iter().all(|cell| cell.fg == Color::Reset), "{}", scene.name);
            assert_eq!(text(&plain), text(&coloured), "{}", scene.name);
        }
    }
}

#[test]
fn a_terminal_is_sent_only_characters_that_it_has() {
    for scene in scenes::all() {
        for (width, height) in SIZES {
            for (dots, lacks) in [
                (Dots::Ascii, (|c| !c.is_ascii()) as fn(char) -> bool),
                (Dots::HalfBlocks, |c| "━╍▏▘▝▖▗▞▚▛▜▙▟".contains(c)),
            ] {
                let theme = Theme { dots, ..Theme::new(Depth::None) };
                let mut buffer = drawn(&scene, theme, width, height);
                theme.spell(&mut buffer);
                let picture = text(&buffer);
                let braille = |c: char| ('\u{2800}'..='\u{28ff}').contains(&c);
                let found = picture.chars().find(|c| lacks(*c) || braille(*c));
                assert_eq!(found, None, "{} {width}x{height}\n{picture}", scene.name);
            }
        }
    }
}

/// Who is two metres away needs to know how the session stands; every state says it in words.
#[test]
fn every_state_says_what_the_person_may_do() {
    for (name, words) in [
        ("begin", "Enter begins"),
        ("paused", "Space goes on"),
        ("away-hold", "Enter"),
        ("away-walk", "b: no"),
        ("hold-enough", "Enough? Enter"),
        ("own-pace", "Enter when"),
        ("wait", "Enter"),
        ("heat-bell", "c: keep it on, until 14:22"),
        ("heat-off", "Enter: it is off"),
    ] {
        for (width, height) in [(100, 30), (80, 24)] {
            let picture = text(&drawn(&scene(name), TRUE, width, height));
            assert!(picture.contains(words), "{name} {width}x{height}\n{picture}");
        }
    }
    let smallest = text(&drawn(&scene("heat-bell"), TRUE, 20, 5));
    assert!(smallest.contains("Enter: off, c: on"), "{smallest}");
}
