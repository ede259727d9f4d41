//! The figure: a body that keeps its lengths, stands on the floor, and is the same both ways round.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use snapbox::data::DataFormat;
use supple::figure::brush::{Picture, Stuff};
use supple::figure::draw::Studio;
use supple::figure::skeleton::{ANKLE, ARM, HIP, Joints, LEG, OUT, at_rest, between, ease};
use supple::figure::space::{Vector, vector};
use supple::figure::{
    Figure, Hips, Limb, Offset, Pose, PoseBook, Poses, Shoulder, Stance, StepFigure, TrunkPart,
    Viewpoint,
};
use supple::library::Library;
use supple::view::figure::plain;
use supple::view::theme::{Depth, Dots, Theme};

fn book() -> PoseBook {
    PoseBook::read(include_str!("../routines/poses.ron")).expect("the shared poses are read")
}

fn stance(pose: Pose, left: bool) -> Stance {
    let poses = Poses {
        own: &[],
        shared: &[Pose {
            name: "it".into(),
            ..pose
        }],
    };
    poses.stance("it", left).expect("a pose that is like none")
}

prop_compose! {
    fn a_segment()(bend in -20.0..40_f32, lean in -20.0..20_f32, turn in -30.0..30_f32) -> TrunkPart {
        TrunkPart { bend: Some(bend), lean: Some(lean), turn: Some(turn), glide: None }
    }
}

prop_compose! {
    fn a_limb()(upper in 90.0..270_f32, lower in 90.0..270_f32, out in -20.0..60_f32) -> Limb {
        Limb { upper: Some(upper), lower: Some(lower), out: Some(out), ..Limb::default() }
    }
}

prop_compose! {
    fn a_pose()(
        [pelvis, waist, chest, neck, head] in [a_segment(), a_segment(), a_segment(), a_segment(), a_segment()],
        [right_arm, left_arm, right_leg, left_leg] in [a_limb(), a_limb(), a_limb(), a_limb()],
        up in -0.3..0.6_f32,
    ) -> Pose {
        let shoulders = Shoulder { up: Some(up), ahead: None };
        Pose { pelvis, waist, chest, neck, head, shoulders, right_arm, left_arm, right_leg, left_leg, ..Pose::default() }
    }
}

/// A pose with both hands and both feet at these places.
fn planted(pose: Pose) -> Pose {
    let foot = |ahead| Limb {
        at: Some(Offset {
            ahead,
            up: 0.0,
            out: 0.1,
        }),
        ..Limb::default()
    };
    let hand = |name: &str| Limb {
        to: Some(name.into()),
        ..Limb::default()
    };
    Pose {
        right_leg: foot(0.4),
        left_leg: foot(-0.4),
        right_arm: hand("right hip"),
        left_arm: hand("left hip"),
        hips: Hips {
            up: Some(4.5),
            ..Hips::default()
        },
        pelvis: TrunkPart::default(),
        ..pose
    }
}

fn flip(point: Vector) -> Vector {
    vector(-point.x, point.y, point.z)
}

fn apart(a: Vector, b: Vector) -> f32 {
    (a - b).length()
}

fn lowest_flesh(joints: &Joints) -> f32 {
    let [hips, _, ribs, neck] = joints.spine;
    let trunk = [
        (hips, 0.60),
        (ribs, 0.60),
        (neck, 0.52),
        (joints.skull, 0.78),
    ];
    let limbs = joints
        .legs
        .iter()
        .flat_map(|leg| [(leg[1], 0.38), (leg[2], 0.30), (leg[3], 0.20)]);
    let shoulders = joints.arms.iter().map(|arm| (arm[0], 0.42));
    trunk
        .into_iter()
        .chain(limbs)
        .chain(shoulders)
        .map(|(joint, flesh)| joint.y - flesh)
        .fold(f32::MAX, f32::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bone_ever_changes_its_length(from in a_pose(), to in a_pose(), part in 0.0..=1_f32) {
        let joints = between(&stance(from, false), &stance(to, false), part);
        for (limbs, lengths) in [(&joints.arms, ARM), (&joints.legs, LEG)] {
            for limb in limbs {
                for bone in 0..3 {
                    prop_assert!((apart(limb[bone], limb[bone + 1]) - lengths[bone]).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn the_left_side_is_the_right_side_in_a_mirror(pose in a_pose()) {
        let (right, left) = (at_rest(&stance(pose.clone(), false)), at_rest(&stance(pose, true)));
        for side in 0..2 {
            for joint in 0..4 {
                prop_assert!(apart(right.arms[side][joint], flip(left.arms[1 - side][joint])) < 1e-3);
                prop_assert!(apart(right.legs[side][joint], flip(left.legs[1 - side][joint])) < 1e-3);
            }
        }
        prop_assert!(apart(right.skull, flip(left.skull)) < 1e-3);
    }

    #[test]
    fn a_body_that_stands_on_nothing_else_rests_on_the_floor(from in a_pose(), to in a_pose(), part in 0.0..=1_f32) {
        let joints = between(&stance(from, false), &stance(to, false), part);
        prop_assert!(lowest_flesh(&joints).abs() < 0.02);
    }

    #[test]
    fn what_is_planted_stays_in_its_place(from in a_pose(), to in a_pose(), part in 0.0..=1_f32) {
        let (from, to) = (stance(planted(from), false), stance(planted(to), false));
        let joints = between(&from, &to, part);
        for (side, ahead) in [0.4, -0.4].into_iter().enumerate() {
            let foot = vector(OUT[side] * (HIP + 0.1), ANKLE, ahead);
            prop_assert!(apart(joints.legs[side][2], foot) < 0.05);
            let hip = joints.place("hip", side).expect("a place");
            let reachable = apart(joints.arms[side][0], hip) < ARM[0] + ARM[1] - 0.05;
            prop_assert!(!reachable || apart(joints.arms[side][2], hip) < 0.05);
        }
    }
}

/// Poses by their names.
type KeyPoses = Vec<(String, Stance)>;

/// Every figure of the book with the poses it goes through, for one side.
fn figures(left: bool) -> Vec<(StepFigure, Figure, KeyPoses)> {
    let book = book();
    let with_figure = book
        .figures
        .iter()
        .filter_map(|step| step.figure.clone().map(|figure| (step.clone(), figure)));
    let whole = with_figure.map(|(step, figure)| {
        let stances = step.key_poses().into_iter().map(|name| {
            let stance = book
                .shared()
                .stance(&name, left)
                .expect("a pose of the book");
            (name, stance)
        });
        let stances = stances.collect();
        (step, if left { figure.mirror() } else { figure }, stances)
    });
    whole.collect()
}

fn drawn(
    figure: &Figure,
    stances: &[(String, Stance)],
    at: usize,
    columns: u16,
    rows: u16,
) -> Picture {
    let all: Vec<Stance> = stances.iter().map(|(_, stance)| stance.clone()).collect();
    Studio::new(figure, &all, false, columns, rows)
        .expect("a pose")
        .draw(&at_rest(&all[at]), None)
}

#[test]
fn every_pose_of_every_routine_is_within_reach_and_limits() {
    let book = book();
    let mut found = Vec::new();
    for step in &book.figures {
        assert!(
            step.figure.is_some() != step.words.is_some(),
            "{} {}: a figure or a reason",
            step.routine,
            step.step
        );
        if let Some(figure) = &step.figure {
            let problems = figure.findings(&book.shared(), &step.key_poses());
            found.extend(
                problems
                    .into_iter()
                    .map(|problem| format!("{} {}: {problem}", step.routine, step.step)),
            );
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_step_of_every_routine_has_a_figure_or_says_why_not() {
    let book = book();
    let library = Library::new(None, Vec::new());
    let mut told = 0;
    for entry in library.entries() {
        let (_, timeline) = library.playable(entry).expect("a built-in routine");
        let mut parts = BTreeMap::new();
        for phase in timeline.phases().iter().filter(|phase| !phase.gap) {
            let of = parts.entry(phase.step[0]).or_insert(0);
            *of = phase.part.map_or(*of, |part| part.of.max(*of));
        }
        for (number, parts) in parts {
            let mut steps = book.figures.iter();
            let step = steps.find(|step| step.routine == entry.id && step.step == number as usize);
            let Some(step) = step else {
                panic!("{} {number} has no figure, and no reason", entry.id);
            };
            let named = step.parts.len();
            assert!(
                named == 0 || named.max(2) == parts.max(2) as usize,
                "{} {number}",
                entry.id
            );
            told += 1;
        }
    }
    assert_eq!(
        told,
        book.figures.len(),
        "a figure of a step that there is not"
    );
}

#[test]
fn a_misspelt_name_and_joints_too_far_are_found() {
    let mut book = book();
    book.poses.push(Pose {
        name: "too far".into(),
        head: TrunkPart {
            turn: Some(80.0),
            ..TrunkPart::default()
        },
        right_arm: Limb {
            to: Some("right kneee".into()),
            ..Limb::default()
        },
        left_arm: Limb {
            upper: Some(240.0),
            ..Limb::default()
        },
        ..Pose::default()
    });
    let figure = Figure {
        start: "too far".into(),
        lit: vec!["right ear".into()],
        ..Figure::default()
    };
    let found = figure.findings(&book.shared(), &["no such pose".into()]);
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("`no such pose`")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("neck turned at 80")),
        "{found:?}"
    );
    assert!(
        found
            .iter()
            .any(|problem| problem.contains("arm behind or ahead at -59")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|problem| problem.contains("right kneee")),
        "{found:?}"
    );
    assert!(
        found.iter().any(|problem| problem.contains("right ear")),
        "{found:?}"
    );
}

#[test]
fn the_left_picture_is_the_right_one_flipped() {
    for ((step, figure, right), (_, mirrored, left)) in
        figures(false).into_iter().zip(figures(true))
    {
        let sided =
            matches!(figure.view, Viewpoint::Behind | Viewpoint::Front) || !figure.lit.is_empty();
        let (a, b) = (
            drawn(&figure, &right, 0, 30, 14),
            drawn(&mirrored, &left, 0, 30, 14),
        );
        let other = |index: usize| index / b.width * b.width + b.width - 1 - index % b.width;
        let differs = a
            .specks
            .iter()
            .enumerate()
            .filter(|(index, speck)| speck.stuff != b.specks[other(*index)].stuff);
        let share = differs.count() as f32 / a.specks.len() as f32;
        assert!(
            !sided || share < 0.01,
            "{} {}: {share}",
            step.routine,
            step.step
        );
    }
}

#[test]
fn nothing_of_the_body_leaves_the_picture() {
    for (step, figure, stances) in figures(false) {
        if figure.close.is_some() {
            continue;
        }
        for at in 0..stances.len() {
            let picture = drawn(&figure, &stances, at, 36, 17);
            let edge = |index: usize| {
                index.is_multiple_of(picture.width)
                    || index % picture.width == picture.width - 1
                    || index < picture.width
            };
            let mut outside = picture.specks.iter().enumerate().filter(|(index, speck)| {
                edge(*index) && (Stuff::Skin..=Stuff::Lit).contains(&speck.stuff)
            });
            assert!(
                outside.next().is_none(),
                "{} {} {}",
                step.routine,
                step.step,
                stances[at].0
            );
        }
    }
}

#[test]
fn a_still_body_is_drawn_the_same_each_time() {
    for (_, figure, stances) in figures(false) {
        let theme = Theme {
            dots: Dots::Sextants,
            ..Theme::new(Depth::True)
        };
        let area = Rect::new(0, 0, 36, 17);
        let mut pages = [Buffer::empty(area), Buffer::empty(area)];
        for page in &mut pages {
            drawn(&figure, &stances, 0, 36, 17).paint(theme, area, page);
        }
        assert!(pages[0].diff(&pages[1]).is_empty());
    }
}

#[test]
fn every_kind_stands_out_from_both_grounds() {
    let brightness = |[red, green, blue]: [u8; 3]| {
        let linear = |channel: u8| (f32::from(channel) / 255.0).powf(2.2);
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    };
    let contrast = |a: [u8; 3], b: [u8; 3]| {
        let (a, b) = (brightness(a), brightness(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    };
    let kinds = [
        Stuff::Skin,
        Stuff::Hair,
        Stuff::Shirt,
        Stuff::Trousers,
        Stuff::Shoe,
        Stuff::Lit,
        Stuff::Furniture,
        Stuff::Cushion,
        Stuff::Mat,
        Stuff::Ball,
        Stuff::Warm,
        Stuff::Cold,
    ];
    for (light, grounds) in [
        (false, [[0; 3], [30, 30, 36]]),
        (true, [[255; 3], [250, 248, 240]]),
    ] {
        for stuff in kinds {
            for ground in grounds {
                let seen = contrast(plain(stuff, light), ground);
                assert!(seen >= 3.0, "{stuff:?} on {ground:?}: {seen:.2}");
            }
        }
        let lit = contrast(plain(Stuff::Lit, light), plain(Stuff::Shirt, light));
        assert!(lit >= 2.0, "lit cloth against the shirt: {lit:.2}");
    }
}

#[test]
fn a_movement_begins_and_ends_slowly() {
    assert!(ease(0.0) == 0.0 && ease(1.0) == 1.0 && (ease(0.5) - 0.5).abs() < 1e-3);
    assert!(ease(0.1) < 0.02 && ease(0.9) > 0.98);
}

/// What the figure does in each phase of a routine: `kind side: path`.
fn movements(id: &str) -> Vec<String> {
    let library = Library::new(None, Vec::new());
    let entry = library.get(id).expect("a built-in routine");
    let (_, timeline) = library.playable(entry).expect("it plays");
    let told = timeline.phases().iter().map(|phase| {
        let side = phase.side.map_or("", |side| side.word());
        let path = phase.figure.as_ref().map(|movement| movement.path.to_vec());
        format!(
            "{} {side}: {:?}",
            phase.kind.word(),
            path.unwrap_or_default()
        )
    });
    told.collect()
}

#[test]
fn the_body_moves_in_the_parts_that_move_it_and_is_back_at_its_start_in_a_gap() {
    let twist = movements("seated-twist");
    let one = [
        "rep right: [0]",
        "rep right: [0, 1]",
        "rep right: [1]",
        "rep right: [1, 0]",
    ];
    assert_eq!(twist[0], "ready right: [0]");
    assert_eq!(twist[1..5], one);
    assert_eq!(twist[5..7], ["rest right: [0]", "rep right: [0]"]);
    assert!(twist.contains(&"change left: [0]".into()), "{twist:#?}");

    // In a hold the body is in its pose; it goes there before, and in a gap by way of its start.
    let chest = movements("desk-reset");
    let chest = &chest[chest.len() - 5..];
    assert_eq!(chest[..3], ["hold : [1]", "rest : [1, 0, 1]", "hold : [1]"]);
    assert!(movements("desk-neck-tilt").contains(&"ready right: [0, 1]".into()));

    let walk = movements("walk-short");
    assert_eq!(
        walk.last().map(String::as_str),
        Some("hold : [1, 2, 3, 4, 1]")
    );
    let breath = movements("breathe-box");
    assert_eq!(
        breath[1..5],
        [
            "breath : [0, 1]",
            "breath : [1]",
            "breath : [1, 0]",
            "breath : [0]"
        ]
    );
}

#[test]
fn a_body_between_two_poses_is_as_far_as_its_time() {
    let library = Library::new(None, Vec::new());
    let entry = library.get("seated-twist").expect("a built-in routine");
    let (_, timeline) = library.playable(entry).expect("it plays");
    let turning = &timeline.phases()[2];
    let part = |millis| {
        turning
            .body_at(Duration::from_millis(millis))
            .map(|(_, _, part)| part)
    };
    assert_eq!(
        [part(0), part(2_000), part(4_000), part(9_000)],
        [Some(0.0), Some(0.5), Some(1.0), Some(1.0)]
    );
}

/// Every pose of every figure as letters: what a change of the body does to all of them.
#[test]
fn every_pose_is_drawn_as_it_was_looked_at() {
    let mut pages = String::new();
    let mut seen = BTreeSet::new();
    for (step, figure, stances) in figures(false) {
        for (at, (name, _)) in stances.iter().enumerate() {
            if seen.insert(format!("{name} {:?} {:?}", figure.view, figure.close)) {
                let letters = drawn(&figure, &stances, at, 24, 11).letters();
                let letters = letters.trim_matches('\n');
                pages.push_str(&format!(
                    "{} {}: {name}\n{letters}\n\n",
                    step.routine, step.step
                ));
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/figure-poses.txt");
    // A sine that differs in its last digit may move a letter or two on another machine.
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let moved = known
        .chars()
        .zip(pages.chars())
        .filter(|(known, now)| known != now)
        .count();
    if known.len() != pages.len() || moved * 200 > pages.len() {
        let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
        assert.eq(
            pages,
            snapbox::Data::read_from(&path, Some(DataFormat::Text)).raw(),
        );
    }
}
