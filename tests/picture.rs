//! The picture of a session in the README, made by the program's own screens.
//!
//! `SNAPSHOTS=overwrite cargo test picture` draws it anew after a screen has changed.

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use supple::app::full::App;
use supple::app::player::{Environment, Player};
use supple::app::prepared::{PlayOptions, PreparedRoutine, WallClock};
use supple::app::{AppEvent, Front};
use supple::back::{Back, How};
use supple::commands::show::figure::drawn_steps;
use supple::library::Library;
use supple::seconds::Moment;
use supple::view::{Depth, Theme};

/// Width and height of a cell.
const CELL: (usize, usize) = (9, 18);
const GROUND: &str = "#16181d";
const INK: &str = "#d8dee9";

#[test]
fn the_readme_shows_a_session_as_it_is() {
    let area = Rect::new(0, 0, 84, 26);
    let picture = svg(&session(area));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/session.svg");
    snapbox::assert_data_eq!(picture, snapbox::Data::read_from(path.as_ref(), None).raw());
}

/// Steps of built-in routines as `supple report --html` draws them.
#[test]
fn the_readme_shows_figures_as_they_are() {
    let library = Library::new(None, Vec::new());
    let mut whole = String::new();
    let mut left = 10;
    for (id, nth) in [("seated-twist", 0), ("kneel-cat-child", 0), ("desk-reset", 1)] {
        let entry = library.get(id).expect("a built-in routine");
        let (_, timeline) = library.playable(entry).expect("it plays");
        for (picture, caption) in drawn_steps(&timeline)[nth].stills.iter().take(2) {
            let place = format!("<svg x=\"{left}\" y=\"8\" width=\"150\" height=\"140\" ");
            whole += &picture.replacen("<svg ", &place, 1);
            let middle = left + 75;
            writeln!(whole, "<text x=\"{middle}\" y=\"166\">{caption}</text>").expect("room");
            left += 154;
        }
    }
    let page = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} 178\" text-anchor=\"middle\" \
         font-family=\"DejaVu Sans, sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#ffffff\"/>\n{whole}</svg>\n",
        left + 10
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/figures.svg");
    // A sine that differs in its last digit may move a square or two on another machine.
    let known = std::fs::read_to_string(path).unwrap_or_default();
    let squares: HashSet<&str> = known.split('M').collect();
    let moved = page.split('M').filter(|square| !squares.contains(square));
    if moved.count() * 50 > squares.len() {
        let known = snapbox::Data::read_from(path.as_ref(), None).raw();
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(page, known);
    }
}

/// The seated twist, a few seconds into the first turn.
fn session(area: Rect) -> Buffer {
    let library = Arc::new(Library::new(None, Vec::new()));
    let entry = library.get("seated-twist").expect("the twist is built in").clone();
    let prepared = PreparedRoutine::new(&library, &entry).expect("built-in routines are sound");
    let started = "2026-11-21T10:00:00Z".parse().expect("a timestamp");
    let environment = Environment {
        started,
        wall: WallClock(Arc::new(|_| "10:00".into())),
        back: Some(Back::answered(How::JustStiff, 0, started)),
        services: None,
        left: Vec::new(),
    };
    let options = PlayOptions::default();
    let mut front = App::new(
        Player::new(library, options, environment).with(prepared, Moment::ZERO),
        Moment::ZERO,
    );
    let enter = crossterm::event::KeyCode::Enter.into();
    let _ = front.update(Moment::ZERO, AppEvent::Key(enter));
    let _ = front.update(Moment::millis(100), AppEvent::Key(enter));
    let now = Moment::millis(5_200);
    let _ = front.update(now, AppEvent::Wake);
    let mut buffer = Buffer::empty(area);
    front.draw(now, Theme::new(Depth::True), area, &mut buffer);
    buffer
}

fn svg(buffer: &Buffer) -> String {
    let (width, height) = CELL;
    let area = buffer.area;
    let (columns, rows) = (usize::from(area.width), usize::from(area.height));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" \
         font-family=\"DejaVu Sans Mono, Menlo, monospace\" font-size=\"15\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{GROUND}\"/>\n",
        (columns + 2) * width,
        (rows + 1) * height,
    );
    for y in 0..area.height {
        for x in 0..area.width {
            let cell = &buffer[(x, y)];
            let (left, top) = ((usize::from(x) + 1) * width, usize::from(y) * height + height / 2);
            if let Some(ground) = shown(cell.bg) {
                let all = block("█", left, top).expect("a block");
                writeln!(svg, "<g fill=\"{ground}\">{all}</g>").expect("a string takes every text");
            }
            if cell.symbol().trim().is_empty() {
                continue;
            }
            let colour = shown(cell.fg).unwrap_or(INK.into());
            let bold =
                if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
            let dim = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.5\"" } else { "" };
            let symbol = cell.symbol().replace('&', "&amp;").replace('<', "&lt;");
            match block(&symbol, left, top) {
                Some(shapes) => {
                    writeln!(svg, "<g fill=\"{colour}\"{dim}>{shapes}</g>")
                }
                None => writeln!(
                    svg,
                    "<text x=\"{left}\" y=\"{}\" fill=\"{colour}\"{bold}{dim}>{symbol}</text>",
                    top + height - 5
                ),
            }
            .expect("a string takes every text");
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// A colour of its own, as it is written in a picture.
fn shown(colour: Color) -> Option<String> {
    let [red, green, blue] = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(grey @ 232..) => [8 + 10 * (grey - 232); 3],
        Color::Indexed(index @ 16..) => {
            let step = |level: u8| if level == 0 { 0 } else { 55 + 40 * level };
            [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(step)
        }
        _ => return None,
    };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

/// Block elements and braille as shapes, so that no font leaves gaps between them.
fn block(symbol: &str, left: usize, top: usize) -> Option<String> {
    let (width, height) = (CELL.0 as f64, CELL.1 as f64);
    let (left, top) = (left as f64, top as f64);
    let rect = |x: f64, y: f64, w: f64, h: f64| {
        format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            left + x * width,
            top + y * height,
            w * width,
            h * height
        )
    };
    let quarters = |bits: u8| -> String {
        (0..4u8)
            .filter(|quarter| bits >> quarter & 1 == 1)
            .map(|quarter| {
                rect(f64::from(quarter % 2) / 2.0, f64::from(quarter / 2) / 2.0, 0.5, 0.5)
            })
            .collect()
    };
    let code = symbol.chars().next()? as u32;
    Some(match code {
        0x2588 => rect(0.0, 0.0, 1.0, 1.0),
        0x2580 => rect(0.0, 0.0, 1.0, 0.5),
        0x2584 => rect(0.0, 0.5, 1.0, 0.5),
        0x258C => rect(0.0, 0.0, 0.5, 1.0),
        0x2590 => rect(0.5, 0.0, 0.5, 1.0),
        0x2596..=0x259F => quarters([4, 8, 1, 13, 9, 7, 11, 2, 6, 14][(code - 0x2596) as usize]),
        0x2800..=0x28FF => [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
            .iter()
            .enumerate()
            .filter(|(bit, _)| (code - 0x2800) >> bit & 1 == 1)
            .map(|(_, (x, y))| {
                let cx = left + (f64::from(*x) * 0.5 + 0.25) * width;
                let cy = top + (f64::from(*y) * 0.25 + 0.125) * height;
                format!("<circle cx=\"{cx}\" cy=\"{cy}\" r=\"1.5\"/>")
            })
            .collect(),
        _ => return None,
    })
}
