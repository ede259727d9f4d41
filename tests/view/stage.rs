//! The stage of a session: everything has one place from the first phase to the last, and what is to
//! be done now is big.

use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use supple::library::Library;
use supple::session::{Input, State};
use supple::settings::Motion;
use supple::timeline::{Kind, Timeline};
use supple::view::moving::FigureShape;
use supple::view::session::{SessionStage, StageSlot};
use supple::view::{Depth, Screen, Theme};

use super::scenes;
use crate::generate::{routine, timeline};

const SIZES: [(u16, u16); 7] =
    [(200, 60), (160, 50), (100, 30), (80, 24), (60, 20), (40, 12), (20, 5)];
const SHAPES: [FigureShape; 3] = [FigureShape::Tall, FigureShape::Wide, FigureShape::None];

/// Plays every phase that differs on one stage, the first of each kind paused as well, and looks at each
/// picture. A figure, which takes long to draw, is in it only where asked for, and not a second time in
/// the pause.
fn every_picture(
    timeline: &Arc<Timeline>,
    stage: &SessionStage,
    motion: Motion,
    look: impl Fn(&Buffer, Kind, &str),
) {
    let (mut known, mut kinds) = (HashSet::new(), HashSet::new());
    for (index, phase) in timeline.phases().iter().enumerate() {
        let part = phase.part.map(|part| part.nth);
        if !known.insert((Arc::as_ptr(&phase.words), phase.kind, part)) || known.len() > 24 {
            continue;
        }
        let paused = kinds.insert(phase.kind);
        let paused =
            paused.then_some((&[(0, Input::Enter), (400, Input::Pause)][..], Motion::NoFigure));
        for (inputs, motion) in [(&[(0, Input::Enter)][..], motion)].into_iter().chain(paused) {
            let session = scenes::play(timeline, index, inputs);
            scenes::with_screen(
                &session,
                700_000_000,
                |screen| screen.figure.motion = motion,
                |screen| {
                    let mut buffer = Buffer::empty(stage.area);
                    let staged = (screen.clone(), Rc::new(stage.clone()));
                    staged.render(Theme::new(Depth::True), stage.area, &mut buffer);
                    let (kind, state) = (screen.status.phase.kind, screen.status.state);
                    let name = format!("{} {index} {kind:?} {state:?}", timeline.title);
                    if state != State::Begin {
                        look(&buffer, kind, &name);
                    }
                },
            );
        }
    }
}

/// Whether each thing keeps to its place; and where `is_big`, what is to be done now is never written
/// in one plain row.
fn stands_still(timeline: &Arc<Timeline>, stage: &SessionStage, motion: Motion, is_big: bool) {
    let places: Vec<Rect> = stage.places().collect();
    for (nth, place) in places.iter().enumerate() {
        assert_eq!(place.intersection(stage.area), *place);
        for other in &places[nth + 1..] {
            assert!(!place.intersects(*other), "{place} {other} {stage:?}");
        }
    }
    let headline = stage.slot(StageSlot::Headline);
    let is_outside = |at: &Position| !places.iter().any(|place| place.contains(*at));
    let outside: Vec<Position> = stage.area.positions().filter(is_outside).collect();
    every_picture(timeline, stage, motion, |buffer, _, name| {
        // Between the plan and the rest stands a line.
        let inked = |at: &&Position| ![" ", "│"].contains(&buffer[**at].symbol());
        let stray = outside.iter().find(inked);
        assert_eq!(stray, None, "{name} {stage:?}\n{}", super::text(buffer));
        let left = headline.positions().filter(|at| inked(&at)).map(|at| at.x).min();
        assert!(left.is_some_and(|left| left <= headline.x + 3), "{name}");
        let plain = |at: &Position| !" █▀▄".contains(buffer[*at].symbol());
        let plain = headline.positions().find(plain).filter(|_| is_big);
        assert_eq!(plain, None, "{name} {:?}\n{}", stage.area, super::text(buffer));
    });
}

fn stage_of(timeline: &Timeline, shape: FigureShape, (width, height): (u16, u16)) -> SessionStage {
    SessionStage::new(timeline, shape, false, Rect::new(0, 0, width, height))
}

fn built_in() -> Vec<Arc<Timeline>> {
    let library = Library::new(None, Vec::new());
    let playable = library.entries().iter().filter_map(|entry| {
        let (_, timeline) = library.playable(entry).ok()?;
        Some(Arc::new(timeline))
    });
    playable.collect()
}

#[test]
fn nothing_moves_in_a_built_in_routine_and_what_is_to_be_done_now_is_big() {
    for (nth, timeline) in built_in().iter().enumerate() {
        for (at, size) in SIZES.into_iter().enumerate() {
            // Each size has the figure of every fourth routine.
            let motion = if (nth + at) % 4 == 0 { Motion::Moves } else { Motion::NoFigure };
            let stage = stage_of(timeline, SHAPES[(nth + at) % 3], size);
            stands_still(timeline, &stage, motion, size.0 >= 60);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_moves_in_any_routine(routine in routine(), shape in 0..3usize, at in 0..7usize) {
        let timeline = Arc::new(timeline(&routine));
        let stage = stage_of(&timeline, SHAPES[shape], SIZES[at]);
        stands_still(&timeline, &stage, Motion::Moves, false);
    }
}

/// Each figure has the place that its screen is known to have room for.
#[test]
fn the_figure_has_its_place() {
    let raises = &built_in()[0];
    for (size, place) in SIZES.into_iter().zip([
        Some((56, 28)),
        Some((44, 20)),
        Some((36, 17)),
        Some((30, 14)),
        Some((18, 9)),
        Some((14, 7)),
        None,
    ]) {
        let timeline = built_in().into_iter().find(|timeline| timeline.title == "Shoulder raises");
        let stage = stage_of(timeline.as_ref().unwrap_or(raises), FigureShape::Tall, size);
        let found = stage.figure.map(|place| (place.width, place.height));
        assert_eq!(found, place, "{size:?}");
    }
}
