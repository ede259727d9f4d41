//! Rows fitted to a height: where not all have room, the lightest go; what is left over becomes
//! air between them.

use ratatui::layout::Rect;

use super::paint::{self, Align, Canvas, InkedLine};

/// Rows that stay or go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows<T> {
    pub what: T,
    pub height: usize,
    /// The heaviest are given their rows first.
    pub weight: u8,
    /// With an empty row before them, where there is room.
    pub apart: bool,
}

impl Rows<Vec<InkedLine>> {
    /// Lines of text.
    pub fn of(lines: Vec<InkedLine>, weight: u8, apart: bool) -> Self {
        Rows { height: lines.len(), what: lines, weight, apart }
    }
}

/// Puts lines into an area, `top` rows below its first.
pub(super) fn paint(
    all: &[Rows<Vec<InkedLine>>],
    top: usize,
    air: usize,
    area: Rect,
    canvas: &mut Canvas<'_>,
) {
    for (at, rows) in placed(all, top, air) {
        canvas.lines(paint::rows(area, at, rows.height), &rows.what, Align::Left);
    }
}

/// Those that have room in so many rows, in the order given; of equals the first has room before
/// the others.
pub(super) fn fitted<T>(all: Vec<Rows<T>>, height: usize) -> Vec<Rows<T>> {
    let mut by_weight: Vec<usize> = (0..all.len()).collect();
    by_weight.sort_by_key(|nth| std::cmp::Reverse(all[*nth].weight));
    let mut left = height;
    let mut stays = vec![false; all.len()];
    for nth in by_weight {
        let fits = (1..=left).contains(&all[nth].height);
        left -= if fits { all[nth].height } else { 0 };
        stays[nth] = fits;
    }
    let kept = all.into_iter().zip(stays).filter(|(_, stays)| *stays);
    kept.map(|(rows, _)| rows).collect()
}

/// How many rows they take without air.
pub(super) fn height<T>(all: &[Rows<T>]) -> usize {
    all.iter().map(|rows| rows.height).sum()
}

/// How many empty rows they want between them.
pub(super) fn gaps<T>(all: &[Rows<T>]) -> usize {
    all.iter().skip(1).filter(|rows| rows.apart).count()
}

/// Each of them with its first row, below `top`. Where there is not enough air for all, the last
/// has it before the others, then those at the top.
pub(super) fn placed<T>(
    all: &[Rows<T>],
    top: usize,
    air: usize,
) -> impl Iterator<Item = (usize, &Rows<T>)> {
    let last = all.len().saturating_sub(1);
    let mut left = air.min(gaps(all));
    let last_apart = last > 0 && left > 0 && all[last].apart;
    left -= usize::from(last_apart);
    let mut at = top;
    all.iter().enumerate().map(move |(nth, rows)| {
        let apart = match nth {
            0 => false,
            _ if nth == last => last_apart,
            _ => rows.apart && left > 0,
        };
        if apart {
            at += 1;
            left -= usize::from(nth != last);
        }
        let first = at;
        at += rows.height;
        (first, rows)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(what: char, height: usize, weight: u8, apart: bool) -> Rows<char> {
        Rows { what, height, weight, apart }
    }

    #[test]
    fn the_lightest_go_and_what_is_small_takes_what_is_left() {
        let all = [
            rows('a', 1, 9, false),
            rows('b', 3, 5, true),
            rows('c', 1, 4, true),
            rows('d', 1, 4, false),
        ];
        let kept = |height| -> String {
            fitted(all.to_vec(), height).iter().map(|rows| rows.what).collect()
        };
        assert_eq!(kept(6), "abcd");
        assert_eq!(kept(5), "abc");
        assert_eq!(kept(3), "acd");
        assert_eq!(kept(1), "a");
        assert_eq!(kept(0), "");
    }

    #[test]
    fn air_goes_before_the_last_and_then_from_the_top() {
        let all = [rows('a', 1, 0, true), rows('b', 2, 0, true), rows('c', 1, 0, true)];
        let tops = |air| -> Vec<usize> { placed(&all, 1, air).map(|(at, _)| at).collect() };
        assert_eq!(tops(0), [1, 2, 4]);
        assert_eq!(tops(1), [1, 2, 5]);
        assert_eq!(tops(9), [1, 3, 6]);
    }
}
