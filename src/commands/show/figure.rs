//! `supple show ID --figure`: the body in every step, before and after it moves, as stills side by
//! side.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{first_playings, number};
use crate::commands::Failure;
use crate::commands::paper::Paper;
use crate::figure::brush::Picture;
use crate::figure::draw::Studio;
use crate::figure::skeleton::at_rest;
use crate::figure::{Figure, Scene};
use crate::library::Entry;
use crate::routine::Side;
use crate::text::{line, width, wrapped};
use crate::timeline::{Kind, Phase, Timeline};
use crate::view::figure::printed;
use crate::view::theme::{Dots, Theme};
use crate::words::steps::{self, GLUE};
use crate::words::{self, show as said};

/// Columns between two pictures.
const GAP: u16 = 2;
/// Columns and rows of a picture on a page.
const PAGE: (u16, u16) = (30, 14);

/// A pose by its place in the scene, and what is written below its picture.
struct Still {
    pose: u8,
    caption: String,
}

/// A picture, and the lines below it.
type Captioned = (Picture, Vec<String>);

/// The pictures of a routine, in at most `columns` columns.
///
/// # Errors
/// If there is no figure of it, or the paper is too narrow for one.
pub fn pictures(
    entry: &Entry,
    timeline: &Timeline,
    columns: usize,
    theme: Theme,
) -> Result<String, Failure> {
    if timeline.phases().iter().all(|phase| phase.figure.is_none()) {
        let id = line(&entry.id);
        return Err(Failure::of(said::no_figure(id)));
    }
    let size = size(columns, theme.dots)?;
    let mut paper = Paper::of(columns);
    paper.row(&line(entry.title()));
    for run in first_playings(timeline) {
        let Some(phase) = run.first() else { continue };
        paper.row("");
        paper.row(&(number(phase) + &line(&phase.words.name)));
        let notes = match &phase.figure {
            // What only words say is said.
            None => line(&phase.text()),
            Some(movement) => {
                let across = usize::from((columns as u16 + GAP) / (size.0 + GAP)).max(1);
                let captioned = |(picture, caption): (Picture, String)| {
                    let lines = wrapped(&caption, usize::from(size.0), 0).into_iter();
                    let spelled = |line: String| theme.spelled(&line.trim_end().replace(GLUE, " "));
                    (picture, lines.map(spelled).collect())
                };
                let drawn = drawn(&movement.scene, &run, size).into_iter();
                let drawn: Vec<Captioned> = drawn.map(captioned).collect();
                let below = drawn.iter().map(|(_, caption)| caption.len()).max().unwrap_or(0);
                for row in drawn.chunks(across) {
                    paper.row("");
                    let row = side_by_side(row, size, below as u16, theme);
                    paper.text.push_str(row.trim_start_matches('\n'));
                }
                notes(&movement.scene.figure, drawn.len() > 1, phase.side)
            }
        };
        if !notes.trim().is_empty() {
            paper.row("");
            paper.hang("       ", &notes);
        }
    }
    Ok(paper.text)
}

/// A step as pictures for a page, each in SVG and with what is written below it.
pub struct DrawnStep {
    pub name: String,
    pub stills: Vec<(String, String)>,
}

/// Every step that has a figure, for a page.
pub fn drawn_steps(timeline: &Timeline) -> Vec<DrawnStep> {
    let step = |run: Vec<&Phase>| {
        let first = run.first()?;
        let stills = drawn(&first.figure.as_ref()?.scene, &run, PAGE).into_iter();
        let stills = stills.map(|(picture, caption)| (svg(&picture), caption.replace(GLUE, " ")));
        Some(DrawnStep { name: line(&first.words.name), stills: stills.collect() })
    };
    first_playings(timeline).into_iter().filter_map(step).collect()
}

/// A picture as an image for a page: squares, those of one colour in one path.
fn svg(picture: &Picture) -> String {
    let mut paths: BTreeMap<[u8; 3], String> = BTreeMap::new();
    for ([column, row, length], colour) in picture.runs(true) {
        let (x, y, wide) = (column * 3, row * 4, length * 3);
        *paths.entry(colour).or_default() += &format!("M{x} {y}h{wide}v4h-{wide}z");
    }
    let (wide, high) = (picture.width * 3, picture.height * 4);
    let mut svg = format!("<svg viewBox=\"0 0 {wide} {high}\" shape-rendering=\"crispEdges\">");
    for ([red, green, blue], path) in paths {
        svg += &format!("<path fill=\"#{red:02x}{green:02x}{blue:02x}\" d=\"{path}\"/>");
    }
    svg + "</svg>\n"
}

/// What is said below the pictures of a step.
fn notes(figure: &Figure, moves: bool, side: Option<Side>) -> String {
    // What is lit is what a movement stretches; a breath stretches nothing.
    let stretches = moves && !figure.lit().is_empty() && figure.inhale.is_none();
    let easy = if stretches { said::AS_FAR_AS_IS_EASY } else { "" };
    let side = side.map(|side| said::one_side(side, from_behind(figure)));
    easy.to_owned() + &side.unwrap_or_default()
}

/// Columns and rows of a picture, so that two stand side by side where there is room for it.
fn size(columns: usize, dots: Dots) -> Result<(u16, u16), Failure> {
    let fits = |wide: usize| columns >= 2 * wide + usize::from(GAP);
    match dots {
        // Letters are coarse: a small picture of them says nothing.
        Dots::Ascii if columns >= 38 => Ok((38, 18)),
        Dots::Ascii => Err(Failure::of(said::too_narrow(38))),
        _ if fits(36) => Ok((36, 17)),
        _ if fits(30) => Ok((30, 14)),
        _ if columns >= 18 => Ok((18, 9)),
        _ => Err(Failure::of(said::too_narrow(18))),
    }
}

/// The poses of a step on one side, each with the words that lead there.
fn stills(scene: &Scene, run: &[&Phase]) -> Vec<Still> {
    let figure = &scene.figure;
    let side = run.first().and_then(|phase| phase.side);
    let points = side.is_some() && from_behind(figure);
    let still = |pose: u8, says: &str| {
        let says = line(says);
        let caption = if points { steps::pointed(&says, says.clone()) } else { says };
        Still { pose, caption }
    };
    let from = if figure.inhale.is_some() { steps::BREATHE_OUT } else { said::FROM_HERE };
    let mut stills = vec![still(0, from)];
    for phase in run.iter().filter(|phase| !phase.gap) {
        let Some(movement) = &phase.figure else {
            continue;
        };
        if phase.kind.is_work() && !figure.around().is_empty() {
            let path = movement.path.iter().zip([said::ONE_STEP, said::AND_ON]);
            return path.map(|(pose, says)| still(*pose, says)).collect();
        }
        for &pose in movement.path.iter().skip(1) {
            if stills.iter().any(|known| known.pose == pose) {
                continue;
            }
            let to = side.map(|side| said::to_the(words::side(side)));
            let to = to.as_deref().unwrap_or(said::TO_HERE);
            stills.push(match (phase.kind, phase.cue()) {
                (Kind::Breath, _) => still(pose, steps::BREATHE_IN),
                (_, "") => still(pose, to),
                (_, cue) => still(pose, cue),
            });
        }
    }
    if let [only] = stills.as_mut_slice() {
        only.caption = steps::LIKE_THIS.into();
    }
    stills
}

fn from_behind(figure: &Figure) -> bool {
    figure.eye().0.abs() > 90.0
}

/// Each still of a step as a picture of so many columns and rows, and what is written below it.
fn drawn(scene: &Scene, run: &[&Phase], (wide, high): (u16, u16)) -> Vec<(Picture, String)> {
    let stills = stills(scene, run);
    let poses = stills.iter().filter_map(|still| scene.poses.get(usize::from(still.pose)));
    let scene = Scene { poses: poses.cloned().collect(), ..scene.clone() };
    let pictures = Studio::new(&scene, wide, high).map(|studio| {
        let picture = |index: usize| {
            let before = index.checked_sub(1).filter(|_| scene.figure.ghost == Some(true));
            let shadow = before.map(|before| studio.shadow(&at_rest(&scene.poses[before])));
            studio.draw(&at_rest(&scene.poses[index]), shadow.as_ref())
        };
        (0..scene.poses.len()).map(picture).collect::<Vec<_>>()
    });
    let captions = stills.into_iter().map(|still| still.caption);
    pictures.unwrap_or_default().into_iter().zip(captions).collect()
}

/// Pictures of one size in a row as text, the caption of each in the rows below it.
fn side_by_side(row: &[Captioned], (wide, high): (u16, u16), below: u16, theme: Theme) -> String {
    let columns = row.len() as u16 * (wide + GAP);
    let mut whole = Buffer::empty(Rect::new(0, 0, columns, high + below));
    for ((picture, caption), left) in row.iter().zip((0..).step_by((wide + GAP).into())) {
        picture.paint(theme, Rect::new(left, 0, wide, high), &mut whole);
        for (row, line) in (high..).zip(caption) {
            let indent = usize::from(wide).saturating_sub(width(line)) / 2;
            whole.set_string(left + indent as u16, row, line, Style::new());
        }
    }
    printed(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::view::theme::Depth;

    fn shown(id: &str, columns: usize) -> String {
        let library = Library::new(None, Vec::new());
        let entry = library.get(id).expect("a built-in routine");
        let (_, timeline) = library.playable(entry).expect("it plays");
        let pictures = pictures(entry, &timeline, columns, Theme::new(Depth::None));
        pictures.unwrap_or_else(|_| panic!("{id} has figures"))
    }

    #[test]
    fn a_long_cue_below_a_small_picture_keeps_its_last_word_and_its_arrow() {
        for (id, words) in [
            ("desk-reset", ["right hand", "down ──▶"]),
            ("step-forward-stretch", ["right foot", "ahead ──▶"]),
            ("desk-cat-cow", ["round, tail to", "head"]),
        ] {
            let shown = shown(id, 18);
            for line in words {
                let found = shown.lines().any(|shown| shown.trim() == line);
                assert!(found, "{line}: {shown}");
            }
        }
    }

    #[test]
    fn as_far_as_is_easy_goes_what_stretches_and_nothing_else() {
        for (id, steps) in [
            ("desk-cat-cow", 2),
            ("floor-morning", 2),
            ("first-five-minutes", 0),
            ("walk-short", 0),
        ] {
            let found = shown(id, 80).matches("As far as is easy").count();
            assert_eq!(found, steps, "{id}");
        }
    }
}
