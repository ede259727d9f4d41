//! Pages <-> bytes: what a file of the history has in brief, so that it need not be read again
//! while it stays as it was.
//!
//! A roll-up can always be made anew. So it is exact rather than forgiving: what is not wholly as
//! this version writes it, for this very file, is no roll-up. Where roll-ups are kept is known to
//! `host`.

use super::page::{Page, Place, Played, Row, Saying, Words};
use super::{Bad, Ended, Id, Stamp, Than};

/// What every roll-up begins with; the number changes with its shape. Another version of the
/// program may read lines differently, and trusts none but its own.
const HEAD: &str = concat!("supple roll-up 1 ", env!("CARGO_PKG_VERSION"), "\n");

/// So many bytes has a session, and a saying.
const ROW: usize = 132;
const SAYING: usize = 46;

/// No index.
const NONE: u32 = u32::MAX;

/// The bytes of a page; `of` says of which file it is, and in which state.
pub fn write(page: &Page, of: &[u8]) -> Vec<u8> {
    let rows = page.rows.len() * ROW + page.said.len() * SAYING;
    let mut out = Writer(Vec::with_capacity(rows + 4096));
    out.0.extend_from_slice(HEAD.as_bytes());
    out.bytes(of);
    out.list(&page.rows, Writer::row);
    out.list(&page.said, Writer::saying);
    out.list(&page.forgotten, |out, id| out.id(*id));
    out.list(&page.left_out, |out, id| out.id(*id));
    out.list(&page.bad, |out, bad| {
        out.number(bad.line as u64);
        out.text(&bad.why);
    });
    out.list(&page.played, |out, played| {
        out.list(played.routine.as_slice(), |out, text| out.text(text));
        out.list(played.path.as_slice(), |out, text| out.text(text));
        out.text(&played.title);
        out.list(&played.areas, |out, text| out.text(text));
        out.list(&played.hurt, |out, text| out.text(text));
    });
    out.list(&page.notes, |out, note| out.text(note));
    let sum = sum(&out.0);
    out.number(sum);
    out.0
}

/// The page of these bytes, if they are a roll-up of that file in that state.
pub fn read(bytes: &[u8], of: &[u8]) -> Option<Page> {
    let (body, told) = bytes.split_last_chunk::<8>()?;
    let rest = body.strip_prefix(HEAD.as_bytes())?;
    let mut from = Bytes(rest);
    // What is of another file need not be summed up.
    if from.bytes()? != of || sum(body) != u64::from_le_bytes(*told) {
        return None;
    }
    let page = Page {
        rows: from.chunks(row)?,
        said: from.chunks(saying)?,
        forgotten: from.chunks(|bytes: &[u8; 16]| Some(Id::from_bytes(*bytes)))?,
        left_out: from.chunks(|bytes: &[u8; 16]| Some(Id::from_bytes(*bytes)))?,
        bad: from.list(|from| {
            Some(Bad {
                line: usize::try_from(from.number()?).ok()?,
                why: from.text()?,
            })
        })?,
        played: from.list(|from| {
            Some(Played {
                routine: from.list(Bytes::text)?.pop(),
                path: from.list(Bytes::text)?.pop(),
                title: from.text()?,
                areas: from.list(Bytes::text)?,
                hurt: from.list(Bytes::text)?,
            })
        })?,
        notes: from.list(Bytes::text)?,
    };
    // Every index leads somewhere.
    let noted = |words: &Words| words.note.is_none_or(|at| (at as usize) < page.notes.len());
    let rows = page.rows.iter();
    let sound = from.0.is_empty()
        && rows
            .clone()
            .all(|row| (row.played as usize) < page.played.len() && noted(&row.words))
        && page.said.iter().all(|saying| noted(&saying.words));
    sound.then_some(page)
}

/// A sum over all bytes: it tells what was cut off, mixed up or half written, and guards against
/// nobody who means harm.
fn sum(bytes: &[u8]) -> u64 {
    let step =
        |sum: u64, word: u64| (sum.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut sums = [1u64, 2, 3, 4];
    let (chunks, rest) = bytes.as_chunks::<32>();
    for chunk in chunks {
        let (words, _) = chunk.as_chunks::<8>();
        for (sum, word) in sums.iter_mut().zip(words) {
            *sum = step(*sum, u64::from_le_bytes(*word));
        }
    }
    let sum = sums.into_iter().fold(bytes.len() as u64, step);
    rest.iter()
        .fold(sum, |sum, byte| step(sum, u64::from(*byte)))
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn small(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn list<T>(&mut self, all: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.number(all.len() as u64);
        all.iter().for_each(|one| each(self, one));
    }

    fn id(&mut self, id: Id) {
        self.0.extend_from_slice(&id.to_bytes());
    }

    fn stamp(&mut self, stamp: Stamp) {
        let (second, offset) = stamp.parts();
        self.0.extend_from_slice(&second.to_le_bytes());
        self.0.extend_from_slice(&offset.to_le_bytes());
    }

    fn rating(&mut self, rating: Option<u8>) {
        self.0
            .extend([u8::from(rating.is_some()), rating.unwrap_or(0)]);
    }

    fn words(&mut self, words: Words) {
        let Words {
            before,
            after,
            than,
            note,
        } = words;
        let than = match than {
            None => 0,
            Some(Than::Better) => 1,
            Some(Than::Same) => 2,
            Some(Than::Worse) => 3,
        };
        self.rating(before);
        self.rating(after);
        self.0.push(than);
        self.small(note.unwrap_or(NONE));
    }

    fn place(&mut self, place: Place) {
        self.number(place.at);
        self.small(place.length);
    }

    fn row(&mut self, row: &Row) {
        self.id(row.id);
        self.stamp(row.start);
        self.stamp(row.end);
        let [least, most, done] = row.work;
        let lengths = [row.real, least, most, done];
        let sides = [row.left, row.right, row.left_asked, row.right_asked];
        for length in lengths.into_iter().chain(sides) {
            self.number(length);
        }
        self.small(row.played);
        self.place(row.place);
        let ended = match row.ended {
            Ended::Finished => 0,
            Ended::Stopped => 1,
            Ended::Interrupted => 2,
        };
        self.0.push(ended);
        self.rating(row.before);
        self.words(row.words);
    }

    fn saying(&mut self, saying: &Saying) {
        self.id(saying.id);
        self.0.extend_from_slice(&saying.at.to_le_bytes());
        self.words(saying.words);
        self.place(saying.place);
        self.0.push(saying.near.into());
    }
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk::<8>()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*number))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = usize::try_from(self.number()?).ok()?;
        self.take(count)
    }

    fn text(&mut self) -> Option<String> {
        Some(std::str::from_utf8(self.bytes()?).ok()?.to_owned())
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Bytes<'a>) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Nothing takes less than a byte: a wrong number asks for no memory.
        (0..count).map(|_| each(self)).collect()
    }

    /// A list of things that have so many bytes each.
    fn chunks<const N: usize, T>(
        &mut self,
        each: impl Fn(&[u8; N]) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = usize::try_from(self.number()?).ok()?;
        let (chunks, _) = self.take(count.checked_mul(N)?)?.as_chunks::<N>();
        let mut all = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            all.push(each(chunk)?);
        }
        Some(all)
    }
}

/// A piece of bytes whose place is known when the program is built.
fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut part = [0; N];
    part.copy_from_slice(&bytes[at..at + N]);
    part
}

fn number(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(part(bytes, at))
}

fn small(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(part(bytes, at))
}

fn stamp(bytes: &[u8], at: usize) -> Stamp {
    let second = i64::from_le_bytes(part(bytes, at));
    Stamp::from_parts(second, i32::from_le_bytes(part(bytes, at + 8)))
}

fn rating(bytes: &[u8], at: usize) -> Option<u8> {
    (bytes[at] != 0).then_some(bytes[at + 1])
}

fn words(bytes: &[u8], at: usize) -> Option<Words> {
    let note = small(bytes, at + 5);
    Some(Words {
        before: rating(bytes, at),
        after: rating(bytes, at + 2),
        than: match bytes[at + 4] {
            0 => None,
            1 => Some(Than::Better),
            2 => Some(Than::Same),
            3 => Some(Than::Worse),
            _ => return None,
        },
        note: (note != NONE).then_some(note),
    })
}

fn place(bytes: &[u8], at: usize) -> Place {
    Place {
        at: number(bytes, at),
        length: small(bytes, at + 8),
    }
}

fn row(bytes: &[u8; ROW]) -> Option<Row> {
    let length = |nth: usize| number(bytes, 40 + 8 * nth);
    Some(Row {
        id: Id::from_bytes(part(bytes, 0)),
        start: stamp(bytes, 16),
        end: stamp(bytes, 28),
        real: length(0),
        work: [length(1), length(2), length(3)],
        left: length(4),
        right: length(5),
        left_asked: length(6),
        right_asked: length(7),
        played: small(bytes, 104),
        place: place(bytes, 108),
        ended: match bytes[120] {
            0 => Ended::Finished,
            1 => Ended::Stopped,
            2 => Ended::Interrupted,
            _ => return None,
        },
        before: rating(bytes, 121),
        words: words(bytes, 123)?,
    })
}

fn saying(bytes: &[u8; SAYING]) -> Option<Saying> {
    Some(Saying {
        id: Id::from_bytes(part(bytes, 0)),
        at: i64::from_le_bytes(part(bytes, 16)),
        words: words(bytes, 24)?,
        place: place(bytes, 33),
        near: bytes[45] != 0,
    })
}
