//! What a terminal sends -> keys, mouse and pasted text.
//!
//! [`KeyDecoder`] takes bytes as they come, in any pieces, and refuses to know where from. crossterm's
//! own reader is not used: it loses the key that comes together with a resize until the next one
//! is pressed, and spins for ever on a terminal that is gone.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::message::Message;
use crate::app::AppEvent;

/// A sequence that is longer than this is none that anybody sends.
const LONGEST_SEQUENCE: usize = 64;

/// A paste is cut after so many bytes: nobody pastes a book into a filter.
const LONGEST_PASTE: usize = 64 * 1024;

const PASTE_END: &[u8] = b"\x1b[201~";

/// The bytes that have come and are not understood yet.
#[derive(Debug, Default)]
pub struct KeyDecoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
}

/// What the first bytes of the pending ones are.
enum Decoded {
    /// So many bytes are this, or nothing that is known.
    Took(usize, Option<Message>),
    /// So many bytes begin a paste.
    PasteBegins(usize),
    /// More bytes are needed.
    More,
}

impl KeyDecoder {
    /// Takes bytes in and gives out what they complete.
    #[must_use]
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Message> {
        self.pending.extend_from_slice(bytes);
        self.read(false)
    }

    /// Whether bytes are waiting for the rest of their sequence. If none comes soon, they were
    /// all: see [`KeyDecoder::settle`].
    pub fn unsettled(&self) -> bool {
        !self.pending.is_empty() && self.paste.is_none()
    }

    /// Whether pasted text waits for its end.
    pub fn pasting(&self) -> bool {
        self.paste.is_some()
    }

    /// Nothing more came: an escape that waits for its sequence was the Escape key, and pasted
    /// text is all there.
    #[must_use]
    pub fn settle(&mut self) -> Vec<Message> {
        if let Some(mut text) = self.paste.take() {
            let room = LONGEST_PASTE.saturating_sub(text.len());
            text.extend(self.pending.drain(..).take(room));
            return vec![pasted(&text)];
        }
        self.read(true)
    }

    fn read(&mut self, settled: bool) -> Vec<Message> {
        let mut inputs = Vec::new();
        let mut from = 0;
        while from < self.pending.len() {
            if let Some(paste) = &mut self.paste {
                let rest = &self.pending[from..];
                let end = rest.windows(PASTE_END.len()).position(|w| w == PASTE_END);
                // Without its end, all but what may be the beginning of the end is text.
                let text = end.unwrap_or(rest.len().saturating_sub(PASTE_END.len() - 1));
                let room = LONGEST_PASTE.saturating_sub(paste.len());
                paste.extend_from_slice(&rest[..text.min(room)]);
                from += text;
                if end.is_none() {
                    break;
                }
                from += PASTE_END.len();
                inputs.push(pasted(&self.paste.take().unwrap_or_default()));
                continue;
            }
            match first(&self.pending[from..], settled) {
                Decoded::Took(length, input) => {
                    from += length;
                    inputs.extend(input);
                }
                Decoded::PasteBegins(length) => {
                    from += length;
                    self.paste = Some(Vec::new());
                }
                Decoded::More => break,
            }
        }
        self.pending.drain(..from);
        inputs
    }
}

fn pasted(text: &[u8]) -> Message {
    Message::Told(AppEvent::Paste(String::from_utf8_lossy(text).into_owned()))
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Message> {
    Some(Message::Told(AppEvent::Key(KeyEvent::new(code, modifiers))))
}

fn control(byte: u8) -> Option<Message> {
    key(KeyCode::Char(byte.into()), KeyModifiers::CONTROL)
}

fn first(bytes: &[u8], settled: bool) -> Decoded {
    use Decoded::{More, Took};
    let none = KeyModifiers::NONE;
    match bytes[0] {
        0x1b => match bytes.get(1) {
            None if settled => Took(1, key(KeyCode::Esc, none)),
            None => More,
            Some(b'[') => match control_sequence(bytes) {
                // `ESC [` and no more is Alt and a bracket, which means nothing here.
                More if settled => Took(bytes.len(), None),
                reading => reading,
            },
            Some(b'O') => match bytes.get(2) {
                None if settled => Took(2, key(KeyCode::Char('O'), KeyModifiers::ALT)),
                None => More,
                Some(&last) => Took(3, letter_key(last, none)),
            },
            // Strings from the terminal itself last until their end.
            Some(b']' | b'P' | b'_' | b'^' | b'X') => match string_end(bytes) {
                Some(length) => Took(length, background(&bytes[..length])),
                None if settled || bytes.len() > LONGEST_SEQUENCE => Took(bytes.len(), None),
                None => More,
            },
            Some(0x1b) => Took(1, key(KeyCode::Esc, none)),
            Some(_) => match first(&bytes[1..], settled) {
                Took(length, Some(Message::Told(AppEvent::Key(mut pressed)))) => {
                    pressed.modifiers |= KeyModifiers::ALT;
                    Took(length + 1, key(pressed.code, pressed.modifiers))
                }
                Took(length, input) => Took(length + 1, input),
                other => other,
            },
        },
        b'\r' | b'\n' => Took(1, key(KeyCode::Enter, none)),
        b'\t' => Took(1, key(KeyCode::Tab, none)),
        0x7f | 0x08 => Took(1, key(KeyCode::Backspace, none)),
        0 => Took(1, control(b' ')),
        byte @ 0x01..=0x1a => Took(1, control(byte - 1 + b'a')),
        byte @ 0x1c..=0x1f => Took(1, control(byte - 0x1c + b'4')),
        _ => character(bytes, settled),
    }
}

fn character(bytes: &[u8], settled: bool) -> Decoded {
    let length = match bytes[0] {
        0x00..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        // No character begins like this.
        _ => return Decoded::Took(1, None),
    };
    let (taken, whole) = (&bytes[..length.min(bytes.len())], bytes.len() >= length);
    match std::str::from_utf8(taken) {
        Ok(text) => {
            let c = text.chars().next().expect("one character was read");
            let upper = c.is_uppercase();
            let shift = if upper { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
            Decoded::Took(length, key(KeyCode::Char(c), shift))
        }
        // It may still become one.
        Err(error) if !whole && !settled && error.error_len().is_none() => Decoded::More,
        Err(_) => Decoded::Took(1, None),
    }
}

/// `ESC [`, parameters, and a last letter.
fn control_sequence(bytes: &[u8]) -> Decoded {
    use Decoded::{More, PasteBegins, Took};
    // The Linux console's function keys, which mean nothing here.
    if bytes.get(2) == Some(&b'[') {
        return if bytes.len() > 3 { Took(4, None) } else { More };
    }
    let Some(last) = bytes[2..].iter().position(|b| !(0x20..=0x3f).contains(b)) else {
        return if bytes.len() > LONGEST_SEQUENCE { Took(bytes.len(), None) } else { More };
    };
    let (parameters, last, length) = (&bytes[2..2 + last], bytes[2 + last], last + 3);
    match last {
        0x40..=0x7e => {}
        // A control character or another escape in the middle: the sequence was cut off.
        0..0x20 | 0x7f => return Took(length - 1, None),
        _ => return Took(length, None),
    }
    if parameters.is_empty() && last == b'M' {
        let mouse = bytes[length..].first_chunk();
        return mouse.map_or(More, |bytes| Took(length + 3, old_mouse(*bytes)));
    }
    if let Some(rest) = parameters.strip_prefix(b"<") {
        return Took(length, mouse(rest, last));
    }
    let Some(numbers) = numbers(parameters) else {
        return Took(length, None);
    };
    let modifiers = modifiers(numbers.get(1).copied().unwrap_or(1));
    let input = match last {
        b'~' => match numbers.first() {
            Some(200) => return PasteBegins(length),
            Some(number) => number_key(*number, modifiers),
            None => None,
        },
        b'I' | b'O' if parameters.is_empty() => Some(Message::Told(AppEvent::Focus(last == b'I'))),
        b'Z' => key(KeyCode::BackTab, modifiers | KeyModifiers::SHIFT),
        // A first number above 1 is an answer from the terminal (where its cursor is), no key.
        b'M' => None,
        _ if numbers.first().is_some_and(|number| *number > 1) => None,
        _ => letter_key(last, modifiers),
    };
    Took(length, input)
}

fn numbers(parameters: &[u8]) -> Option<Vec<u16>> {
    let text = std::str::from_utf8(parameters).ok()?;
    let number = |part: &str| if part.is_empty() { Some(0) } else { part.parse().ok() };
    if text.is_empty() { Some(Vec::new()) } else { text.split(';').map(number).collect() }
}

/// xterm's number for the keys that are held: 1 and a bit for each.
fn modifiers(number: u16) -> KeyModifiers {
    use KeyModifiers as Held;
    let bits = number.saturating_sub(1);
    let all = [(1, Held::SHIFT), (2, Held::ALT), (4, Held::CONTROL), (8, Held::SUPER)];
    all.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, held)| held).collect()
}

/// Keys that end with a letter; those that no screen knows are none.
fn letter_key(last: u8, modifiers: KeyModifiers) -> Option<Message> {
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'M' => KeyCode::Enter,
        _ => return None,
    };
    key(code, modifiers)
}

fn number_key(number: u16, modifiers: KeyModifiers) -> Option<Message> {
    let code = match number {
        1 | 7 => KeyCode::Home,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        _ => return None,
    };
    key(code, modifiers)
}

/// `button;column;row`, ended by `M` for pressed and `m` for let go.
fn mouse(parameters: &[u8], last: u8) -> Option<Message> {
    match numbers(parameters)?[..] {
        [button, column, row] if matches!(last, b'M' | b'm') => {
            mouse_event(button, column.saturating_sub(1), row.saturating_sub(1), last == b'm')
        }
        _ => None,
    }
}

/// Three bytes, 32 more than they mean, the first cell being 1.
fn old_mouse([button, column, row]: [u8; 3]) -> Option<Message> {
    let button = u16::from(button.saturating_sub(32));
    let [column, row] = [column, row].map(|place| u16::from(place.saturating_sub(33)));
    mouse_event(button, column, row, button & 3 == 3)
}

/// A button or the wheel; the terminal is not asked for movements, nor who holds which key.
fn mouse_event(button: u16, column: u16, row: u16, up: bool) -> Option<Message> {
    let which = match button & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (button & (64 | 32), button & 3) {
        (64, 0) => MouseEventKind::ScrollUp,
        (64, 1) => MouseEventKind::ScrollDown,
        (0, _) if up => MouseEventKind::Up(which),
        (0, _) => MouseEventKind::Down(which),
        _ => return None,
    };
    let mouse = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
    Some(Message::Told(AppEvent::Mouse(mouse)))
}

/// The answer to the question for the background: `11;rgb:1616/1818/1d1d`, each channel in one to
/// four hexadecimal digits. Any other answer was not asked for.
fn background(string: &[u8]) -> Option<Message> {
    let text = std::str::from_utf8(string).ok()?;
    let text = text.strip_prefix("\x1b]11;rgb:")?;
    let text = text.trim_end_matches(['\x07', '\x1b', '\\']);
    let channel = |digits: &str| {
        let most = 16_u32.checked_pow(digits.len() as u32)?.checked_sub(1)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        (1..=4).contains(&digits.len()).then(|| f64::from(value) / f64::from(most))
    };
    let channels: Option<Vec<f64>> = text.split('/').map(channel).collect();
    Some(Message::Background(channels?.try_into().ok()?))
}

/// Where a string from the terminal ends: at BEL, or at `ESC \`.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let bell = bytes.iter().position(|b| *b == 0x07).map(|at| at + 1);
    let end = bytes[2..].windows(2).position(|w| w == b"\x1b\\").map(|at| at + 4);
    bell.into_iter().chain(end).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(bytes: &[u8]) -> Vec<Message> {
        let mut typed = KeyDecoder::default();
        let mut inputs = typed.take(bytes);
        inputs.extend(typed.settle());
        inputs
    }

    /// Keys in the words of a person: `ctrl-c`, `up`, `shift-tab`.
    fn words(bytes: &[u8]) -> String {
        let word = |input: &Message| match input {
            Message::Told(AppEvent::Key(pressed)) => {
                let mut word = String::new();
                for (modifier, name) in [
                    (KeyModifiers::CONTROL, "ctrl-"),
                    (KeyModifiers::ALT, "alt-"),
                    (KeyModifiers::SHIFT, "shift-"),
                ] {
                    if pressed.modifiers.contains(modifier) {
                        word += name;
                    }
                }
                word + &pressed.code.to_string().to_lowercase()
            }
            Message::Told(AppEvent::Mouse(mouse)) => {
                format!("{:?}@{},{}", mouse.kind, mouse.column, mouse.row)
            }
            Message::Told(AppEvent::Paste(text)) => format!("paste:{text}"),
            Message::Told(AppEvent::Focus(looks)) => format!("focus:{looks}"),
            Message::Background(colour) => format!("background:{colour:?}"),
            other => panic!("{other:?}"),
        };
        all(bytes).iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_answer_about_the_background_is_read_however_it_is_written() {
        for white in ["ffff/ffff/ffff\x1b\\", "ff/ff/ff\x07", "f/f/f\x07"] {
            let answer = format!("\x1b]11;rgb:{white}");
            let inputs = all(answer.as_bytes());
            assert_eq!(inputs, [Message::Background([1.0; 3])], "{white}");
        }
        for other in ["11;rgb:ff/ff", "11;rgb:", "11;rgb:0//0", "11;rgb:12345/1/1", "10;rgb:1/1/1"]
        {
            assert_eq!(all(format!("\x1b]{other}\x07").as_bytes()), [], "{other}");
        }
    }

    #[test]
    fn keys_are_read_as_every_common_terminal_sends_them() {
        for (bytes, expected) in [
            (&b"a"[..], "a"),
            (b"A", "shift-a"),
            ("é日".as_bytes(), "é 日"),
            (b"\r", "enter"),
            (b"\t", "tab"),
            (b"\x1b[Z", "shift-back tab"),
            (b"\x7f\x08", "backspace backspace"),
            (b"\x03\x1a", "ctrl-c ctrl-z"),
            (b" ", "space"),
            (b"\x1b", "esc"),
            (b"\x1b\x1b", "esc esc"),
            (b"\x1bx", "alt-x"),
            (b"\x1b[A\x1b[B\x1b[C\x1b[D", "up down right left"),
            (b"\x1bOA\x1bOB\x1bOC\x1bOD", "up down right left"),
            (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1b[7~\x1b[8~", "home end home end home end"),
            (b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", "page up page down"),
            (b"\x1b[1;2A\x1b[1;5C", "shift-up ctrl-right"),
            // What no screen knows.
            (b"\x1bOP\x1b[15~\x1b[24~\x1b[[Ax", "x"),
        ] {
            assert_eq!(words(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn the_mouse_is_read_in_both_ways_of_sending_it() {
        assert_eq!(words(b"\x1b[<0;5;3M"), "Down(Left)@4,2");
        assert_eq!(words(b"\x1b[<0;5;3m"), "Up(Left)@4,2");
        assert_eq!(words(b"\x1b[<64;1;1M\x1b[<65;1;1M"), "ScrollUp@0,0 ScrollDown@0,0");
        assert_eq!(words(b"\x1b[M %#"), "Down(Left)@4,2");
    }

    #[test]
    fn pasted_text_is_never_keys() {
        assert_eq!(words(b"a\x1b[200~q\x1b[A\x03\n\x1b[201~b"), "a paste:q\x1b[A\x03\n b");
    }

    #[test]
    fn pasted_text_whose_end_is_lost_is_all_there_once_nothing_more_comes() {
        let mut typed = KeyDecoder::default();
        assert!(typed.take(b"\x1b[200~ab\x1b[20").is_empty() && typed.pasting());
        assert_eq!(typed.settle(), [Message::Told(AppEvent::Paste("ab\x1b[20".into()))]);
        assert!(!typed.pasting());
        assert_eq!(typed.take(b"q").len(), 1);
    }

    #[test]
    fn what_nobody_asked_for_is_left_out() {
        assert_eq!(words(b"x\x1b]10;rgb:00/00/00\x07y"), "x y");
        assert_eq!(words(b"x\x1bP1$r0m\x1b\\y"), "x y");
        assert_eq!(words(b"x\x1b[?62;4c\x1b[12;40Ry"), "x y");
        assert_eq!(words(b"x\x1b[8;1tz\x1b[1;2Iy\xff\xc3"), "x z y");
        assert_eq!(words(b"\x1b[I\x1b[O"), "focus:true focus:false");
    }

    #[test]
    fn a_sequence_that_never_ends_is_given_up() {
        let mut typed = KeyDecoder::default();
        let inputs = typed.take(b"\x1b[");
        assert!(inputs.is_empty() && typed.unsettled());
        assert!(typed.settle().is_empty() && !typed.unsettled());
        assert_eq!(typed.take(b"q").len(), 1);
        let _ = typed.take(&[b"\x1b[".as_slice(), &[b'1'; 500]].concat());
        assert_eq!(typed.take(b"q").len(), 1);
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut typed = KeyDecoder::default();
            let _ = typed.take(&bytes);
            let _ = typed.settle();
            prop_assert!(!typed.unsettled());
        }

        #[test]
        fn in_whatever_pieces_the_bytes_come_they_mean_the_same(
            picks in proptest::collection::vec(0..14_usize, 0..20),
            cuts in proptest::collection::vec(any::<bool>(), 200),
        ) {
            const PIECES: [&[u8]; 14] = [
                b"a", b"\xc3\xa9", b"\xe6\x97\xa5", b"\x1b[A", b"\x1bOB", b"\x1b[1;5C", b"\x1b[5~",
                b"\x1b[<0;12;3M", b"\x1b[M %#", b"\x1b[200~hi\x1b[Athere\x1b[201~", b"\x03",
                b"\x1b]0;x\x07", b"\x1bx", b"\x1b[15~",
            ];
            let bytes: Vec<u8> = picks.iter().flat_map(|at| PIECES[*at].iter().copied()).collect();
            let mut typed = KeyDecoder::default();
            let mut inputs = Vec::new();
            let mut piece = Vec::new();
            for (byte, cut) in bytes.iter().zip(cuts.iter().cycle()) {
                piece.push(*byte);
                if *cut {
                    inputs.extend(typed.take(&piece));
                    piece.clear();
                }
            }
            inputs.extend(typed.take(&piece));
            inputs.extend(typed.settle());
            prop_assert_eq!(inputs, all(&bytes));
        }
    }
}
