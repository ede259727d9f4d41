//! The figure in cells: what each kind of speck looks like in the colours and characters that a
//! terminal is known to draw.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::pixel::{QUADRANTS, SEXTANTS};

use super::theme::{Depth, Dots, Ground, Theme};
use crate::figure::brush::{ACROSS, DOWN, Picture, Shading, Speck, Stuff};

impl Dots {
    /// Dots across and down in one cell.
    fn grid(self) -> (usize, usize) {
        match self {
            Dots::Sextants | Dots::Ascii => (2, 3),
            Dots::Quadrants => (2, 2),
            Dots::HalfBlocks => (1, 2),
        }
    }

    /// The character whose dots, row by row from the lowest bit, are these.
    fn glyph(self, bits: usize) -> char {
        match self {
            Dots::Sextants => SEXTANTS[bits],
            Dots::Quadrants => QUADRANTS[bits],
            Dots::HalfBlocks => [' ', '▀', '▄', '█'][bits],
            Dots::Ascii => ascii(bits),
        }
    }
}

/// How a kind looks: its letter; in shade, plain and bright in true colour; the same among 256;
/// plain among 16.
type Ramp = (Stuff, char, [u32; 3], [u8; 3], u8);

/// In the order of [`Stuff`].
#[rustfmt::skip]
const ON_DARK: [Ramp; 17] = [
    (Stuff::Empty,     ' ',  [0x121214; 3],                  [233; 3],        0),
    (Stuff::Floor,     '_',  [0x34383f; 3],                  [236; 3],        8),
    (Stuff::Ghost,     '.',  [0x4a4f5a; 3],                  [239; 3],        8),
    (Stuff::Skin,      'o',  [0xaf875f, 0xd7af87, 0xffd7af], [137, 180, 223], 15),
    (Stuff::Hair,      '@',  [0x6f4630, 0x9c6644, 0xb98052], [94, 130, 137],  1),
    (Stuff::Eye,       '\'', [0x2a1f1f; 3],                  [235; 3],        0),
    (Stuff::Shirt,     ':',  [0x27666e, 0x378790, 0x54a8ae], [23, 30, 73],    6),
    (Stuff::Seam,      'i',  [0x9cc8c8, 0xb8dede, 0xcdeeee], [109, 152, 195], 14),
    (Stuff::Trousers,  'H',  [0x5f5f87, 0x6a6cab, 0x8787d7], [60, 61, 104],   4),
    (Stuff::Shoe,      '=',  [0x9e9e9e, 0xd0d0d0, 0xeeeeee], [247, 252, 255], 7),
    (Stuff::Lit,       '#',  [0xd2701c, 0xff9e42, 0xffbe70], [166, 214, 221], 11),
    (Stuff::Furniture, '+',  [0x5d554d, 0x877c70, 0xa3978a], [240, 243, 246], 8),
    (Stuff::Cushion,   '%',  [0x9a5a78, 0xd080a4, 0xe8a8c4], [132, 175, 218], 5),
    (Stuff::Mat,       '-',  [0x3f5a48, 0x5f8a6c, 0x5f8a6c], [65, 65, 65],    2),
    (Stuff::Ball,      'O',  [0x9fae2e, 0xd6e24a, 0xeaf48a], [142, 184, 191], 10),
    (Stuff::Warm,      'W',  [0xb02a2a, 0xe5484a, 0xff7a70], [124, 167, 203], 9),
    (Stuff::Cold,      'C',  [0x3f86c4, 0x78c0f4, 0xb4e0ff], [68, 117, 153],  12),
];
#[rustfmt::skip]
const ON_LIGHT: [Ramp; 17] = [
    (Stuff::Empty,     ' ',  [0xffffff; 3],                  [231; 3],        15),
    (Stuff::Floor,     '_',  [0xd9d9d4; 3],                  [253; 3],        7),
    (Stuff::Ghost,     '.',  [0xc2c4c8; 3],                  [250; 3],        7),
    (Stuff::Skin,      'o',  [0x9a6246, 0xbc7f5e, 0xcf9876], [95, 137, 173],  3),
    (Stuff::Hair,      '@',  [0x3c2218, 0x5c3826, 0x744a34], [52, 58, 94],    0),
    (Stuff::Eye,       '\'', [0x201818; 3],                  [233; 3],        0),
    (Stuff::Shirt,     ':',  [0x0a3a44, 0x155662, 0x2a707c], [23, 23, 30],    6),
    (Stuff::Seam,      'i',  [0x58a0aa, 0x78c0c8, 0x8cd0d8], [73, 73, 116],   14),
    (Stuff::Trousers,  'H',  [0x3c3c78, 0x5658a0, 0x6a6cb8], [60, 61, 62],    4),
    (Stuff::Shoe,      '=',  [0x50535e, 0x6c7080, 0x888c9a], [240, 242, 245], 8),
    (Stuff::Lit,       '#',  [0xb84600, 0xe06200, 0xf07a1c], [166, 202, 208], 1),
    (Stuff::Furniture, '+',  [0x5e564e, 0x7c7266, 0x948a7e], [240, 243, 246], 8),
    (Stuff::Cushion,   '%',  [0x8c4468, 0xb05080, 0xc87098], [89, 132, 168],  5),
    (Stuff::Mat,       '-',  [0x4a7458, 0x5c9070, 0x5c9070], [65, 65, 65],    2),
    (Stuff::Ball,      'O',  [0x6a7a00, 0x7c8c00, 0x94a41c], [100, 100, 142], 2),
    (Stuff::Warm,      'W',  [0x9a1010, 0xcc2a2a, 0xe04a44], [124, 160, 167], 9),
    (Stuff::Cold,      'C',  [0x1c5e9c, 0x2f7fc4, 0x4c98d8], [25, 32, 68],    12),
];

/// What a dot shows: a kind of stuff in a shading, or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Dot(Stuff, Shading);

/// The colour of a kind of stuff in plain light, as red, green and blue.
pub fn plain(stuff: Stuff, light: bool) -> [u8; 3] {
    rgb(Dot(stuff, Shading::Plain), light)
}

fn ramp(stuff: Stuff, light: bool) -> &'static Ramp {
    &(if light { &ON_LIGHT } else { &ON_DARK })[stuff as usize]
}

fn rgb(Dot(stuff, shading): Dot, light: bool) -> [u8; 3] {
    let tone = ramp(stuff, light).2[(shading as usize).saturating_sub(1)];
    let [_, red, green, blue] = tone.to_be_bytes();
    // The rim around a part is a darker shade of what it belongs to.
    let dim = if shading == Shading::Line && stuff != Stuff::Empty { 5 } else { 8 };
    [red, green, blue].map(|channel| (u16::from(channel) * dim / 8) as u8)
}

/// What the fixed palette has by this number, from 16 on.
fn palette(index: u8) -> [u8; 3] {
    let step = |level: u8| if level == 0 { 0 } else { 55 + 40 * level };
    match index {
        232.. => [8 + 10 * (index - 232); 3],
        _ => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(step),
    }
}

impl Picture {
    /// Puts the picture into the upper left of `area`; what shows nothing stays as it is.
    pub fn paint(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let (across, down) = theme.dots.grid();
        let flat = matches!(theme.depth, Depth::Sixteen | Depth::None);
        let dots = self.dots((across, down), flat);
        let (columns, rows) = (self.width / ACROSS, self.height / DOWN);
        for row in 0..rows.min(usize::from(area.height)) {
            for column in 0..columns.min(usize::from(area.width)) {
                let mut here = [Dot::default(); 6];
                let here = &mut here[..across * down];
                for (index, dot) in here.iter_mut().enumerate() {
                    let line = row * down + index / across;
                    *dot = dots[(line * columns + column) * across + index % across];
                }
                let place = (area.x + column as u16, area.y + row as u16);
                if let (Some(cell), Some((glyph, front, back))) =
                    (buffer.cell_mut(place), theme.cell(here))
                {
                    cell.set_char(glyph).set_fg(front).set_bg(back);
                }
            }
        }
    }

    /// What a page draws of the picture: its specks in runs of one colour, as column, row and
    /// length, and that colour. A speck is as wide as 3 and as high as 4.
    pub fn runs(&self, light: bool) -> Vec<([usize; 3], [u8; 3])> {
        let dots = self.dots((ACROSS, DOWN), false);
        let mut runs = Vec::new();
        for (row, dots) in dots.chunks(self.width.max(1)).enumerate() {
            let mut column = 0;
            for run in dots.chunk_by(|a, b| a == b) {
                if run[0].0 != Stuff::Empty {
                    runs.push(([column, row, run.len()], rgb(run[0], light)));
                }
                column += run.len();
            }
        }
        runs
    }

    /// The picture as letters, four to a cell: for tests, and for eyes that read them.
    pub fn letters(&self) -> String {
        let dots = self.dots((2, 2), false);
        let mut lines = String::new();
        for row in dots.chunks((self.width / ACROSS * 2).max(1)) {
            let line: String = row.iter().map(|dot| ramp(dot.0, false).1).collect();
            lines.push_str(line.trim_end());
            lines.push('\n');
        }
        lines
    }

    /// What most specks of each dot show, for so many dots across and down a cell.
    fn dots(&self, (across, down): (usize, usize), flat: bool) -> Vec<Dot> {
        let (wide, high) = (ACROSS / across, DOWN / down);
        let (columns, rows) = (self.width / wide, self.height / high);
        let dot = |index: usize| {
            let corner = index / columns * high * self.width + index % columns * wide;
            let rows = (0..high).map(|row| corner + row * self.width);
            summed(rows.flat_map(|from| &self.specks[from..from + wide]), flat)
        };
        (0..columns * rows).map(dot).collect()
    }
}

/// The kind that most of these specks show, and how the light falls on it.
fn summed<'a>(specks: impl Iterator<Item = &'a Speck>, flat: bool) -> Dot {
    // For each kind how many there are, and what their shadings add up to.
    let mut counts = [(0_u16, 0_u16); 17];
    let (mut rims, mut all, mut most) = (0, 0, Stuff::Empty);
    for speck in specks {
        all += 1;
        let count = &mut counts[speck.stuff as usize];
        *count = (count.0 + 1, count.1 + speck.shading as u16);
        rims += u16::from(speck.shading == Shading::Line);
        if speck.stuff != Stuff::Empty && counts[speck.stuff as usize].0 > counts[most as usize].0
            || most == Stuff::Empty
        {
            most = speck.stuff;
        }
    }
    let (count, shadings) = counts[most as usize];
    let rim = rims * 4 >= all * 3;
    // Few colours have neither shadows nor rims: the line between two parts stays open.
    if counts[0].0 * 2 > all || flat && (rim || most <= Stuff::Ghost) {
        return Dot::default();
    }
    let mean = f32::from(shadings) / f32::from(count.max(1));
    let shading = match mean {
        _ if rim => Shading::Line,
        mean if flat || (1.45..=2.5).contains(&mean) => Shading::Plain,
        mean if mean > 2.5 => Shading::Bright,
        _ => Shading::Shade,
    };
    Dot(most, shading)
}

/// As far from black as from white.
const MIDDLE_GREY: u8 = 244;

impl Theme {
    /// Which table of colours a figure has: where nobody knows the ground, the one for a dark one.
    fn is_light(self) -> bool {
        self.ground == Ground::Light
    }

    fn color(self, dot: Dot) -> Color {
        let (stuff, _, _, indexed, sixteen) = *ramp(dot.0, self.is_light());
        let index = indexed[(dot.1 as usize).saturating_sub(1)];
        match (self.depth, rgb(dot, self.is_light())) {
            (Depth::None, _) => Color::Reset,
            _ if stuff == Stuff::Empty => Color::Reset,
            // On an unknown ground the two of them are quiet only in between.
            (Depth::True | Depth::TwoFiftySix, _)
                if stuff <= Stuff::Ghost && self.ground == Ground::Unknown =>
            {
                Color::Indexed(MIDDLE_GREY)
            }
            (Depth::Sixteen, _) => Color::Indexed(sixteen),
            // A colour that the fixed palette has too takes half the bytes by its number.
            (Depth::True, rgb @ [red, green, blue]) if rgb != palette(index) => {
                Color::Rgb(red, green, blue)
            }
            _ => Color::Indexed(index),
        }
    }

    /// One cell: the two colours that come nearest to what its dots show; `None` where they show
    /// nothing.
    fn cell(self, dots: &[Dot]) -> Option<(char, Color, Color)> {
        if self.dots == Dots::Ascii || self.depth == Depth::None {
            return self.in_one_colour(dots);
        }
        let first = dots[0];
        if dots.iter().all(|dot| *dot == first) {
            // A blank on a ground of its colour has no gaps in any font, and takes the fewest bytes.
            let shows = first.0 != Stuff::Empty;
            return shows.then(|| (' ', Color::Reset, self.color(first)));
        }
        let mut best = (u32::MAX, first, first);
        for (index, &front) in dots.iter().enumerate() {
            for (other, &back) in dots[..index].iter().enumerate() {
                // Each two only once.
                if dots[..index].contains(&front) || dots[..other].contains(&back) {
                    continue;
                }
                let apart = |&dot: &Dot| self.apart(dot, front).min(self.apart(dot, back));
                let cost = dots.iter().map(apart).sum();
                if cost < best.0 {
                    best = (cost, front, back);
                }
            }
        }
        // Nothing is always behind: it has the ground's own colour. So has of two colours always
        // the same one: where they only move, no colour is sent.
        let (front, back) = (best.1.max(best.2), best.1.min(best.2));
        let bits = bits(dots, |dot| self.apart(dot, front) <= self.apart(dot, back));
        Some((self.dots.glyph(bits), self.color(front), self.color(back)))
    }

    /// How far apart two dots look; the body's outline counts more than what is inside it.
    fn apart(self, a: Dot, b: Dot) -> u32 {
        if (a.0 == Stuff::Empty) != (b.0 == Stuff::Empty) {
            return if a.0.max(b.0) <= Stuff::Ghost { 9_000 } else { 40_000 };
        }
        let (a, b) = (rgb(a, self.is_light()), rgb(b, self.is_light()));
        let square = |channel: usize| u32::from(a[channel].abs_diff(b[channel])).pow(2);
        (3 * square(0) + 6 * square(1) + square(2)) / 10
    }

    /// One colour: each kind has its letter or its grey, and the shape of the cell at the edges.
    fn in_one_colour(self, dots: &[Dot]) -> Option<(char, Color, Color)> {
        let bits = bits(dots, |dot| dot.0 > Stuff::Ghost && dot.1 != Shading::Line);
        let like = |dot: &&Dot| dots.iter().filter(|other| other.0 == dot.0).count();
        let most = dots.iter().max_by_key(like).map_or(Stuff::Empty, |dot| dot.0);
        let full = bits.count_ones() as usize * 6 >= dots.len() * 5;
        let glyph = match (self.dots, most) {
            _ if !full => self.dots.glyph(bits),
            (Dots::Ascii, _) => ramp(most, false).1,
            (_, Stuff::Skin | Stuff::Shoe) => '░',
            (_, Stuff::Shirt | Stuff::Furniture | Stuff::Mat | Stuff::Cushion) => '▒',
            (_, Stuff::Trousers) => '▓',
            _ => '█',
        };
        let front = self.color(Dot(most, Shading::Plain));
        (glyph != ' ').then_some((glyph, front, Color::Reset))
    }
}

fn bits(dots: &[Dot], is_on: impl Fn(Dot) -> bool) -> usize {
    let dots = dots.iter().enumerate();
    dots.fold(0, |bits, (index, dot)| bits | usize::from(is_on(*dot)) << index)
}

/// The character that looks most like these six dots.
fn ascii(bits: usize) -> char {
    #[rustfmt::skip]
    const SHAPES: [(char, usize); 24] = [
        (' ', 0), ('\'', 0b000001), ('\'', 0b000010), ('"', 0b000011), ('-', 0b001100), ('.', 0b010000),
        (',', 0b100000), ('_', 0b110000), ('|', 0b010101), ('|', 0b101010), ('/', 0b011110), ('\\', 0b101101),
        ('P', 0b001111), ('d', 0b111100), ('F', 0b010111), ('7', 0b101011), ('L', 0b110101), ('J', 0b111010),
        ('=', 0b110011), (':', 0b010001), (':', 0b100010), ('/', 0b010110), ('\\', 0b101001), ('#', 0b111111),
    ];
    let near = SHAPES.iter().min_by_key(|(_, shape)| (shape ^ bits).count_ones());
    near.map_or(' ', |(glyph, _)| *glyph)
}

/// Cells as lines of text, with their colours in between.
pub fn printed(buffer: &Buffer) -> String {
    let mut text = String::new();
    for row in buffer.content().chunks(usize::from(buffer.area.width.max(1))) {
        let shows = |cell: &Cell| cell.symbol() != " " || cell.bg != Color::Reset;
        let end = row.iter().rposition(shows).map_or(0, |last| last + 1);
        let plain = (Color::Reset, Color::Reset);
        let mut now = plain;
        for cell in &row[..end] {
            if (cell.fg, cell.bg) != now {
                now = (cell.fg, cell.bg);
                let [front, back] = [color_code(cell.fg, 30), color_code(cell.bg, 40)];
                text.push_str(&format!("\x1b[{front};{back}m"));
            }
            text.push_str(cell.symbol());
        }
        text.push_str(if now == plain { "\n" } else { "\x1b[0m\n" });
    }
    text
}

/// The number of a colour in a control sequence, from 30 in front or from 40 behind. No colour has a
/// name here: the person's own sixteen have their numbers too.
pub fn color_code(color: Color, from: u8) -> String {
    match color {
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", from + 8),
        Color::Indexed(index @ 16..) => format!("{};5;{index}", from + 8),
        Color::Indexed(bright @ 8..) => (from + bright + 52).to_string(),
        Color::Indexed(index) => (from + index).to_string(),
        _ => (from + 9).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_finds_its_own_colours() {
        for ramps in [ON_DARK, ON_LIGHT] {
            assert!(ramps.iter().enumerate().all(|(index, ramp)| ramp.0 as usize == index));
        }
    }
}
