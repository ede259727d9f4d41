//! The figure: a body that keeps its lengths, stands on the floor, and is the same both ways round.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use glam::{Vec3, vec3};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use snapbox::data::DataFormat;
use supple::figure::brush::{Picture, Stuff};
use supple::figure::draw::Studio;
use supple::figure::skeleton::{
    ANKLE, ARM, HIP, Joints, LEG, OUT, PoseProblem, at_rest, between, ease, problems,
};
use supple::figure::{Scene, Stance, whole_pose};
use supple::library::Library;
use supple::routine::Side;
use supple::routine::figure::{
    Decimal, Hips, Limb, Offset, Pose, Shoulder, TrunkPart, shared_poses,
};
use supple::routine::read::read;
use supple::timeline::{Kind, Phase};
use supple::view::figure::plain;
use supple::view::theme::{Depth, Dots, Theme};

use crate::support::compile;

fn some(number: f32) -> Option<Decimal> {
    Some(Decimal(number))
}

fn stance(pose: Pose, left: bool) -> Stance {
    let stance = Stance::of(&pose);
    if left { stance.mirror() } else { stance }
}

prop_compose! {
    fn a_segment()(bend in -20.0..40_f32, lean in -20.0..20_f32, turn in -30.0..30_f32) -> TrunkPart {
        TrunkPart { bend: some(bend), lean: some(lean), turn: some(turn), glide: None }
    }
}

prop_compose! {
    fn a_limb()(upper in 90.0..270_f32, lower in 90.0..270_f32, out in -20.0..60_f32) -> Limb {
        Limb { upper: some(upper), lower: some(lower), out: some(out), ..Limb::default() }
    }
}

prop_compose! {
    fn a_pose()(
        [pelvis, waist, chest, neck, head] in [a_segment(), a_segment(), a_segment(), a_segment(), a_segment()],
        [right_arm, left_arm, right_leg, left_leg] in [a_limb(), a_limb(), a_limb(), a_limb()],
        up in -0.3..0.6_f32,
    ) -> Pose {
        let shoulders = Shoulder { up: some(up), ahead: None };
        Pose { pelvis, waist, chest, neck, head, shoulders, right_arm, left_arm, right_leg, left_leg, ..Pose::default() }
    }
}

/// A pose with both hands and both feet at these places.
fn planted(pose: Pose) -> Pose {
    let foot = |ahead| Limb {
        at: Some(Offset { ahead: some(ahead), up: None, out: some(0.1) }),
        ..Limb::default()
    };
    let hand = |name: &str| Limb { to: Some(name.into()), ..Limb::default() };
    Pose {
        right_leg: foot(0.4),
        left_leg: foot(-0.4),
        right_arm: hand("right hip"),
        left_arm: hand("left hip"),
        hips: Hips { up: some(4.5), ..Hips::default() },
        pelvis: TrunkPart::default(),
        ..pose
    }
}

fn flip(point: Vec3) -> Vec3 {
    vec3(-point.x, point.y, point.z)
}

fn apart(a: Vec3, b: Vec3) -> f32 {
    (a - b).length()
}

fn lowest_flesh(joints: &Joints) -> f32 {
    let [hips, _, ribs, neck] = joints.spine;
    let trunk = [(hips, 0.60), (ribs, 0.60), (neck, 0.52), (joints.skull, 0.78)];
    let limbs = joints.legs.iter().flat_map(|leg| [(leg[1], 0.38), (leg[2], 0.30), (leg[3], 0.20)]);
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
    fn the_mirror_of_the_mirror_is_the_pose_itself(pose in a_pose()) {
        let stance = Stance::of(&planted(pose));
        prop_assert_eq!(stance.mirror().mirror(), stance);
    }

    #[test]
    fn whatever_numbers_an_author_writes_something_is_drawn(
        numbers in proptest::collection::vec(-1000.0..=1000_f32, 12), text in 0..4_usize,
    ) {
        let number = |at: usize| numbers[at];
        let pose = format!(
            "(name: \"odd\", like: \"{}\", chest: (bend: {}, lean: {}, turn: {}), shoulders: (up: {}), \
             right_arm: (to: \"head\", by: (up: {})), left_leg: (at: (ahead: {})), legs: (upper: {}), \
             hips: (up: {}), breath: (belly: {}))",
            ["standing", "sitting", "all fours", "on the side"][text],
            number(0), number(1), number(2), number(3), number(4), number(5), number(6), number(7), number(8),
        );
        let figure = format!(
            "(view: Eye(around: {}, up: {}), close: (at: \"knee\", half: {}), props: [Mat, Wedge, Ball(at: \"head\")], pose: \"odd\")",
            number(9), number(10), number(11),
        );
        let text = format!("(title: \"T\", poses: [{pose}], steps: [Hold(for: \"9s\", figure: {figure})])");
        let routine = read(&text).routine.expect("a sound routine");
        let timeline = compile(&routine, &|_| None).expect("it is short");
        let movement = timeline.phases()[0].figure.as_ref().expect("a figure");
        for at in 0..movement.scene.poses.len() {
            drawn(&movement.scene, at, 36, 17);
        }
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
            let foot = vec3(OUT[side] * (HIP + 0.1), ANKLE, ahead);
            prop_assert!(apart(joints.legs[side][2], foot) < 0.05);
            let hip = joints.place("hip", side).expect("a place");
            let reachable = apart(joints.arms[side][0], hip) < ARM[0] + ARM[1] - 0.05;
            prop_assert!(!reachable || apart(joints.arms[side][2], hip) < 0.05);
        }
    }
}

/// Every scene of every routine that is built in, by its routine and the number of its step.
fn scenes() -> Vec<(String, Scene)> {
    let library = Library::new(None, Vec::new());
    let mut scenes = BTreeMap::new();
    for entry in library.entries() {
        let (_, timeline) = library.playable(entry).expect("a built-in routine");
        for phase in timeline.phases() {
            let Some(movement) = phase.figure.as_ref().filter(|_| !phase.gap) else {
                continue;
            };
            let right = match phase.side {
                Some(Side::Left) => movement.scene.mirror(),
                _ => movement.scene.as_ref().clone(),
            };
            scenes.entry(format!("{} {}", entry.id, phase.step[0])).or_insert(right);
        }
    }
    scenes.into_iter().collect()
}

fn drawn(scene: &Scene, at: usize, columns: u16, rows: u16) -> Picture {
    let scene = Scene { sided: false, ..scene.clone() };
    Studio::new(&scene, columns, rows).expect("a pose").draw(&at_rest(&scene.poses[at]), None)
}

#[test]
fn every_step_of_every_routine_has_a_figure_or_says_why_not() {
    let library = Library::new(None, Vec::new());
    let scenes = scenes();
    for entry in library.entries() {
        let reasons = entry.text().matches("// No figure: ").count();
        let (routine, _) = library.playable(entry).expect("a built-in routine");
        let steps = (1..=routine.steps.len()).map(|nth| format!("{} {nth}", entry.id));
        let without = steps.filter(|step| scenes.iter().all(|(of, _)| of != step));
        assert_eq!(without.count(), reasons, "{}", entry.id);
    }
}

#[test]
fn every_shared_pose_is_within_reach_and_limits() {
    for pose in shared_poses() {
        let whole = whole_pose(&pose.name, &[]).expect("a pose that is like known ones");
        assert_eq!(problems(&whole), [] as [PoseProblem; 0], "{}", pose.name);
    }
}

#[test]
fn the_left_picture_is_the_right_one_flipped() {
    for (step, scene) in scenes() {
        let view = scene.figure.eye().0;
        let sided = view % 180.0 == 0.0 || !scene.figure.lit().is_empty();
        let (a, b) = (drawn(&scene, 0, 30, 14), drawn(&scene.mirror(), 0, 30, 14));
        let other = |index: usize| index / b.width * b.width + b.width - 1 - index % b.width;
        let differs = a
            .specks
            .iter()
            .enumerate()
            .filter(|(index, speck)| speck.stuff != b.specks[other(*index)].stuff);
        let share = differs.count() as f32 / a.specks.len() as f32;
        assert!(!sided || share < 0.01, "{step}: {share}");
    }
}

#[test]
fn nothing_of_the_body_leaves_the_picture() {
    for (step, scene) in scenes() {
        if scene.figure.close.is_some() {
            continue;
        }
        for at in 0..scene.poses.len() {
            let picture = drawn(&scene, at, 36, 17);
            let edge = |index: usize| {
                index.is_multiple_of(picture.width)
                    || index % picture.width == picture.width - 1
                    || index < picture.width
            };
            let mut outside = picture.specks.iter().enumerate().filter(|(index, speck)| {
                edge(*index) && (Stuff::Skin..=Stuff::Lit).contains(&speck.stuff)
            });
            assert!(outside.next().is_none(), "{step}, pose {at}");
        }
    }
}

#[test]
fn a_still_body_is_drawn_the_same_each_time() {
    for (_, scene) in scenes() {
        let theme = Theme { dots: Dots::Sextants, ..Theme::new(Depth::True) };
        let area = Rect::new(0, 0, 36, 17);
        let mut pages = [Buffer::empty(area), Buffer::empty(area)];
        for page in &mut pages {
            drawn(&scene, 0, 36, 17).paint(theme, area, page);
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
    for (light, grounds) in [(false, [[0; 3], [30, 30, 36]]), (true, [[255; 3], [250, 248, 240]])] {
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
        format!("{} {side}: {:?}", phase.kind.word(), path.unwrap_or_default())
    });
    told.collect()
}

#[test]
fn the_body_moves_in_the_parts_that_move_it_and_is_back_at_its_start_in_a_gap() {
    let twist = movements("seated-twist");
    let one = ["rep right: [0]", "rep right: [0, 1]", "rep right: [1]", "rep right: [1, 0]"];
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
    assert_eq!(walk.last().map(String::as_str), Some("hold : [1, 2, 3, 4, 1]"));
    let breath = movements("breathe-box");
    assert_eq!(
        breath[1..5],
        ["breath : [0, 1]", "breath : [1]", "breath : [1, 0]", "breath : [0]"]
    );
}

#[test]
fn a_body_between_two_poses_is_as_far_as_its_time() {
    let library = Library::new(None, Vec::new());
    let entry = library.get("seated-twist").expect("a built-in routine");
    let (_, timeline) = library.playable(entry).expect("it plays");
    let turning = &timeline.phases()[2];
    let part = |millis| turning.body_at(Duration::from_millis(millis)).map(|body| body.part);
    assert_eq!(
        [part(0), part(2_000), part(4_000), part(9_000)],
        [Some(0.0), Some(0.5), Some(1.0), Some(1.0)]
    );
}

/// From the end of one phase to the beginning of the next: neither the body nor the eye, and at a
/// change of sides both go over to the other side meanwhile.
#[test]
fn nothing_jumps_within_a_step() {
    let library = Library::new(None, Vec::new());
    let mut changes = 0;
    for entry in library.entries() {
        let (_, timeline) = library.playable(entry).expect("a built-in routine");
        for pair in timeline.phases().windows(2) {
            let ends = pair[0].body_at(Duration::from_secs(100_000));
            let (Some(ends), Some(begins)) = (ends, pair[1].body_at(Duration::ZERO)) else {
                continue;
            };
            let every = pair.iter().any(|phase| {
                let movement = phase.figure.as_ref();
                movement.is_some_and(|movement| movement.every.is_some())
            });
            if pair[0].step != pair[1].step || every {
                continue;
            }
            let [a, b] = [&ends, &begins].map(|body| between(body.from, body.to, body.part));
            let most = a.points().zip(b.points()).map(|(a, b)| apart(a, b));
            let most = most.fold(0.0, f32::max);
            let name = &entry.id;
            assert!(most < 0.02, "{name}: {most} into {:?}", pair[1].kind);
            let [from, to] = [&ends, &begins].map(|body| body.seen().figure.eye());
            let round = (from.0 - to.0).rem_euclid(360.0);
            assert!(round.min(360.0 - round) < 0.1 && from.1 == to.1, "{name}");
            changes += usize::from(begins.other.is_some());
        }
    }
    assert!(changes >= 4, "{changes}");
}

#[test]
fn a_pose_is_the_one_of_the_file_that_names_it_through_an_include_too() {
    let inner = "(title: \"I\", poses: [(name: \"tall\", like: \"sitting\", chest: (turn: 20))], \
                 steps: [Hold(for: \"9s\", figure: (pose: \"tall\"))])";
    let outer = "(title: \"O\", poses: [(name: \"tall\", like: \"standing\")], \
                 steps: [Hold(for: \"9s\", figure: (pose: \"tall\")), Include(\"inner\")])";
    let [inner, outer] = [inner, outer].map(|text| read(text).routine.expect("a sound routine"));
    let timeline = compile(&outer, &|_| Some(inner.clone())).expect("it is short");
    let turned: Vec<_> = timeline
        .phases()
        .iter()
        .filter(|phase| phase.kind == Kind::Hold)
        .map(|phase| phase.figure.as_ref().expect("a figure").end().trunk[2].turn)
        .collect();
    assert_eq!(turned, [None, some(20.0)]);
}

#[test]
fn a_movement_without_parts_goes_there_and_back_in_each_repetition() {
    let text = "(title: \"T\", figure: (pose: \"shoulders up\"), steps: [\
                Reps(times: 2, pace: \"6s\"), Reps(times: 5), Rest(for: \"5s\"), \
                Repeat(times: 2, rest: \"4s\", steps: [Lie(for: \"1m\")]), Wait(text: \"Done?\")])";
    let routine = read(text).routine.expect("a sound routine");
    let timeline = compile(&routine, &|_| None).expect("it is short");
    let path = |phase: &Phase| {
        phase.figure.as_ref().map(|movement| (movement.path.to_vec(), movement.every))
    };
    let told: Vec<_> = timeline.phases().iter().map(path).collect();
    let there_and_back = |every| Some((vec![0, 1, 0], every));
    assert_eq!(told[1], there_and_back(None));
    assert_eq!(told[4], there_and_back(Some(Duration::from_secs(8))));
    // A rest between shows the body ready for what comes next; a wait has only its own figure.
    assert_eq!(told[5], Some((vec![0], None)));
    assert_eq!(told.last(), Some(&None));
}

/// Every pose of every figure as letters: what a change of the body does to all of them.
#[test]
fn every_pose_is_drawn_as_it_was_looked_at() {
    let mut pages = String::new();
    let mut seen = BTreeSet::new();
    for (step, scene) in scenes() {
        for at in 0..scene.poses.len() {
            let letters = drawn(&scene, at, 24, 11).letters();
            if seen.insert(letters.clone()) {
                let letters = letters.trim_matches('\n');
                pages.push_str(&format!("{step}, pose {at}\n{letters}\n\n"));
            }
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/figure-poses.txt");
    // A sine that differs in its last digit may move a letter or two on another machine.
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let moved = known.chars().zip(pages.chars()).filter(|(known, now)| known != now).count();
    if known.len() != pages.len() || moved * 200 > pages.len() {
        let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
        assert.eq(pages, snapbox::Data::read_from(&path, Some(DataFormat::Text)).raw());
    }
}
