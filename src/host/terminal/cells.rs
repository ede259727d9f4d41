//! Cells as the bytes that a terminal is sent. Whoever follows a session over a slow line waits
//! for each of them: a colour is sent only where it differs from the one before it.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::view::figure::color_code;

/// What a blank shows nothing of, in contrast to its ground.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The styles that a cell may have, and their numbers.
const STYLES: [(Modifier, &str); 6] = [
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::REVERSED, "7"),
    (Modifier::CROSSED_OUT, "9"),
];

/// Adds what puts each cell at its column and row. The terminal has plain colours before and after.
pub fn write<'a>(changes: impl IntoIterator<Item = (u16, u16, &'a Cell)>, bytes: &mut Vec<u8>) {
    let plain = (Color::Reset, Color::Reset, Modifier::empty());
    let (mut front, mut back, mut style) = plain;
    let mut next = None;
    for (column, row, cell) in changes {
        match next {
            Some(place) if place == (column, row) => {}
            Some((_, same)) if same == row => bytes.extend(format!("\x1b[{}G", column + 1).bytes()),
            _ => bytes.extend(format!("\x1b[{};{}H", row + 1, column + 1).bytes()),
        }
        next = Some((column + 1, row));
        let mut codes: Vec<String> = Vec::new();
        if cell.modifier != style {
            if !cell.modifier.contains(style) {
                codes.push("0".into());
                (front, back, style) = plain;
            }
            let added = STYLES
                .iter()
                .filter(|(one, _)| (cell.modifier - style).contains(*one));
            codes.extend(added.map(|(_, code)| (*code).to_owned()));
            style = cell.modifier;
        }
        let is_blank = cell.symbol() == " " && !style.intersects(SEEN_ON_BLANKS);
        if cell.fg != front && !is_blank {
            codes.push(color_code(cell.fg, 30));
            front = cell.fg;
        }
        if cell.bg != back {
            codes.push(color_code(cell.bg, 40));
            back = cell.bg;
        }
        if !codes.is_empty() {
            bytes.extend(format!("\x1b[{}m", codes.join(";")).bytes());
        }
        bytes.extend(cell.symbol().bytes());
    }
    if (front, back, style) != plain {
        bytes.extend(b"\x1b[0m");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_sent_only_where_it_differs_from_the_one_before() {
        let cell = |symbol, front, back| {
            let mut cell = Cell::new(symbol);
            cell.set_fg(front).set_bg(back);
            cell
        };
        let (red, blue, sand) = (Color::Red, Color::Indexed(12), Color::Rgb(1, 2, 3));
        let mut bold = cell("e", red, sand);
        bold.modifier = Modifier::BOLD;
        let cells = [
            (4, 2, &cell("a", red, blue)),
            (5, 2, &cell("b", red, sand)),
            (6, 2, &cell(" ", blue, sand)),
            (7, 2, &cell("c", red, sand)),
            (9, 2, &bold),
            (0, 3, &cell("f", red, Color::Reset)),
        ];
        let mut bytes = Vec::new();
        write(cells, &mut bytes);
        let expected = "<3;5H<31;104ma<48;2;1;2;3mb c<10G<1me<4;1H<0;31mf<0m";
        assert_eq!(String::from_utf8(bytes), Ok(expected.replace('<', "\x1b[")));
    }
}
